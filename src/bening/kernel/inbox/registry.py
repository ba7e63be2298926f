"""What waits for a person: each system answers in one query, and says nothing of others."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Counted
from django.db.models import QuerySet, Value

from bening.kernel.people.access import memberships
from bening.kernel.people.models import User


@dataclass(frozen=True, slots=True)
class Reminded:
    """That somebody was reminded of a thing: how often, and the last time when and by whom."""

    times: int
    last_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what to do, where, and by when; without a day it waits without a term."""

    title: str
    href: str
    about: str
    deed: str
    due_on: date | None
    days_left: int | None
    reminded: Reminded | None = None

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed."""
        return self.days_left is not None and self.days_left < 0


Held = Collection[str] | None
Source = Callable[[User, date, Held], Sequence[Waiting]]
Count = Callable[[User, date, Held], QuerySet[Any]]
_sources: dict[str, tuple[Source, Count, frozenset[str]]] = {}


def register(name: str, *, waiting: Source, count: Count, roles: Collection[str]) -> None:
    """Make a source of waiting things known, at start: the things, the rows to count for the menu, and for whom."""
    _sources[name] = (waiting, count, frozenset(roles))


def waiting_for(user: User, day: date) -> list[Waiting]:
    """Return whatever waits for a person, the most urgent first."""
    held = set(memberships(user, day).order_by().values_list("role", flat=True))
    asked = [source for source, _, roles in _sources.values() if not roles.isdisjoint(held)]
    found = [entry for source in asked for entry in source(user, day, held)]
    return sorted(found, key=lambda entry: (entry.due_on or date.max, entry.title))


def count_for(user: User, day: date, held: Held = None) -> int:
    """Return how many things wait for a person, in one query for all sources.

    `held` are the roles that the person holds on the day, where the caller has read them: what is for none of them is
    not asked for. It finds nothing in any case; leaving it out makes the query short.
    """
    asked = [count for _, count, roles in _sources.values() if held is None or not roles.isdisjoint(held)]
    counted = [_number(count(user, day, held)) for count in asked]
    return sum(counted[0].union(*counted[1:], all=True)) if counted else 0


def _number(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return a query of one number: how many rows there are."""
    grouped = rows.order_by().annotate(waiting_in_all=Value(1)).values("waiting_in_all")
    number: QuerySet[Any] = grouped.annotate(waiting_number=Counted("pk")).values_list("waiting_number", flat=True)
    return number
