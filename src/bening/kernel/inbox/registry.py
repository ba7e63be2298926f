"""What waits for a person: each system answers in one query, and says nothing of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Counted
from django.db.models import QuerySet, Value

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


Source = Callable[[User, date], Sequence[Waiting]]
Count = Callable[[User, date], QuerySet[Any]]
_sources: dict[str, tuple[Source, Count]] = {}


def register(name: str, *, waiting: Source, count: Count) -> None:
    """Make a source of waiting things known, at start: the things themselves, and the rows to count for the menu."""
    _sources[name] = (waiting, count)


def waiting_for(user: User, day: date) -> list[Waiting]:
    """Return whatever waits for a person, the most urgent first."""
    found = [entry for source, _ in _sources.values() for entry in source(user, day)]
    return sorted(found, key=lambda entry: (entry.due_on or date.max, entry.title))


def count_for(user: User, day: date) -> int:
    """Return how many things wait for a person, in one query for all sources."""
    counted = [_number(count(user, day)) for _, count in _sources.values()]
    return sum(counted[0].union(*counted[1:], all=True)) if counted else 0


def _number(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return a query of one number: how many rows there are."""
    grouped = rows.order_by().annotate(waiting_in_all=Value(1)).values("waiting_in_all")
    number: QuerySet[Any] = grouped.annotate(waiting_number=Counted("pk")).values_list("waiting_number", flat=True)
    return number
