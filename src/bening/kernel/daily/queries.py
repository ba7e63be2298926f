"""Reading what is due, and when each work was done last."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils.timezone import localtime

from bening.kernel.daily import rules
from bening.kernel.daily.models import Turn
from bening.kernel.daily.registry import Work, works


class Line(NamedTuple):
    """A work, and its row; None where nobody has been at it yet."""

    work: Work
    turn: Turn | None
    is_late: bool


def resting(now: datetime) -> Q:
    """Return the condition that a work rests: it is held, has just failed, or is done for the day."""
    return Q(free_at__gt=now) | Q(done_at__gte=rules.last_quiet(localtime(now)))


def due(now: datetime) -> list[Work]:
    """Return the works that are to be taken up now, in one query that locks nothing."""
    rest = set(Turn.objects.filter(resting(now)).values_list("name", flat=True))
    return [work for work in works() if work.name not in rest]


def overview(now: datetime) -> list[Line]:
    """Return every work with when it was done last, in one query."""
    turns = Turn.objects.in_bulk()
    found = [(work, turns.get(work.name)) for work in works()]
    return [Line(work, turn, rules.is_late(turn.done_at if turn else None, now)) for work, turn in found]
