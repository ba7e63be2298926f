"""Doing the daily work: each thing by one process at a time, and none of them in the way of another."""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import Error
from django.db.models import Q

from bening.kernel.daily import queries, rules
from bening.kernel.daily.database import reconnect
from bening.kernel.daily.models import Turn
from bening.kernel.daily.registry import Work, works

_LOG = logging.getLogger("bening.daily")
Clock = Callable[[], datetime]


class Done(NamedTuple):
    """What became of a work: done with an amount, failed with the reference of the log, or held by another."""

    work: Work
    amount: int = 0
    reference: str = ""
    is_held: bool = False


def run_due(*, clock: Clock, is_ending: Callable[[], bool]) -> list[Done]:
    """Do what is due, one after the other, until the process is to end; return what became of each."""
    done: list[Done] = []
    for work in queries.due(clock()):
        if is_ending():
            break
        done.append(_attempt(work, clock, lambda now: ~queries.resting(now)))
    return done


def run_all(*, clock: Clock) -> list[Done]:
    """Do every work now, whether it is due or not, but for those that another process is at."""
    return [_attempt(work, clock, lambda now: Q(holder="") | Q(free_at__lte=now)) for work in works()]


def _attempt(work: Work, clock: Clock, may_take: Callable[[datetime], Q]) -> Done:
    """Take a work up unless another process does, do it, and note how it went; a failure stays with this work."""
    now, holder = clock(), secrets.token_hex(8)
    try:
        if not _take(work.name, holder, now, may_take(now)):
            return Done(work, is_held=True)
        amount = work.run(now=now)
        _let_go(work.name, holder, done_at=now, free_at=None, amount=amount, reference="")
    # Whatever is wrong with one work, the others are done.
    # ast-grep-ignore: named-exceptions
    except Exception:  # noqa: BLE001 - see above
        reference = secrets.token_hex(4).upper()
        _LOG.exception("%s %s", reference, work.name)
        reconnect()
        _note_failure(work.name, holder, reference, clock())
        return Done(work, reference=reference)
    return Done(work, amount)


def _take(name: str, holder: str, now: datetime, free: Q) -> bool:
    """Hold the row of a work; of several processes that ask at once, the database gives it to one."""
    Turn.objects.bulk_create([Turn(name=name)], ignore_conflicts=True)
    return bool(Turn.objects.filter(free, name=name).update(holder=holder, free_at=now + rules.HELD))


def _let_go(name: str, holder: str, **values: object) -> None:
    """Give the row back, unless it was so long that another process holds it by now."""
    Turn.objects.filter(name=name, holder=holder).update(holder="", **values)


def _note_failure(name: str, holder: str, reference: str, now: datetime) -> None:
    """Write the reference of a failure down; where not even that can be written, the row is free again in an hour."""
    try:
        _let_go(name, holder, free_at=now + rules.HELD, reference=reference)
    except Error:
        _LOG.exception("%s %s", reference, name)
        reconnect()
