"""The values of each opinion of a round, as the engine takes them: in a known number of queries."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from bening.kernel.people.models import User
from bening.systems.assessment import access, rules
from bening.systems.assessment.models import Answer, AnswerState, Closing, Combining, Opinion, Round
from bening.systems.assessment.queries.door import Door
from bening.systems.assessment.queries.order import IN_ORDER
from bening.systems.assessment.queries.scope import round_to_change

Values = dict[str, rules.Value | None]
WITH_OFFICE = (AnswerState.DRAFT, AnswerState.RETURNED, AnswerState.SUBMITTED)


class ToClose(NamedTuple):
    """A round as who closes an opinion of it needs it, locked."""

    round: Round
    may_close: bool
    number: int  # how often this opinion was closed before
    is_claimed: bool  # the office's own opinion is closed


def _to_close(opinion: Opinion) -> Callable[[User, date, UUID], QuerySet[Round]]:
    """Return the query of a round with what a closing asks of it, in one statement with its lock.

    On PostgreSQL what is read beside a row that was waited for may be older than the row; every closing and every
    correction window writes the round too, so that its version tells.
    """
    before = Closing.objects.filter(round=OuterRef("pk")).order_by("-number")

    def build(user: User, day: date, round_id: UUID) -> QuerySet[Round]:
        return round_to_change(user, day, round_id).annotate(
            may_close=access.closing(user, opinion, day),
            last_number=Subquery(before.filter(opinion=opinion).values("number")[:1]),
            is_claimed=Exists(before.filter(opinion=Opinion.SELF)),
        )

    return build


_TO_CLOSE = {opinion: Door(_to_close(opinion)) for opinion in Opinion}


def lock_to_close(user: User, round_id: UUID, opinion: Opinion, day: date) -> ToClose:
    """Return a round that the person may see with what a closing asks of it; raises `Absent`."""
    found: Any = _TO_CLOSE[opinion].fetch(user, day, round_id)
    number = 0 if found.last_number is None else found.last_number + 1
    return ToClose(found, bool(found.may_close), number, bool(found.is_claimed))


class Claims(NamedTuple):
    """What the offices claim, by code, None where there is nothing yet, and the codes that are still with an office."""

    values: Values
    with_office: list[str]


def lock_claims(round_: Round) -> Claims:
    """Return what the offices claim; the answers stay as they are until the transaction ends; in one query."""
    # Locked in the order in which a sheet locks them.
    rows = Answer.objects.filter(round=round_).order_by("pk").select_for_update()
    held = sorted(rows.values_list("position", "code", "state", "value"), key=lambda row: row[0])
    with_office = [code for _, code, state, _ in held if state in WITH_OFFICE]
    return Claims({code: value for _, code, _, value in held}, with_office)


def values_of(round_: Round, opinion: str) -> Values:
    """Return the value of every indicator in the assessors' opinion or the plenary's, in one query."""
    rows = Answer.objects.filter(round=round_)
    if opinion == Opinion.OUTSIDE and round_.combining != Combining.MEAN:
        return dict(rows.order_by("position", "decisions__number").values_list("code", "decisions__value"))
    found = FilteredRelation("findings", condition=Q(findings__opinion=opinion))
    given = rows.annotate(found=found).order_by("position", "found__number")
    if opinion == Opinion.INTERNAL:
        return dict(given.values_list("code", "found__value"))
    return _means(given.values_list("code", "found__assessor", "found__value"))


def _means(given: Iterable[tuple[str, UUID | None, rules.Value | None]]) -> Values:
    """Return the mean of each assessor's last value, by code."""
    each: dict[str, dict[UUID, rules.Value]] = {}
    for code, assessor, value in given:
        last = each.setdefault(code, {})
        if assessor is not None and value is not None:
            last[assessor] = value
    return {code: rules.combined(list(values.values())) if values else None for code, values in each.items()}


def closings_of(round_: Round) -> list[Closing]:
    """Return the stored results of a round, oldest first."""
    return list(Closing.objects.filter(round=round_).order_by(*IN_ORDER))
