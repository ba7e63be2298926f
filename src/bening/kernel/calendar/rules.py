"""Terms in working days: Saturdays, Sundays and the days of `closed` do not count."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
SATURDAY = 5


class Due(NamedTuple):
    """The last day of a term; `is_assumed` where days went into it that no decision covers."""

    day: date
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which offices are closed, from `first` to `last`; `assumed` are those that no decision names.

    Outside these days only Saturdays and Sundays are known to be closed.
    """

    version: str
    closed: frozenset[date]
    first: date
    last: date
    assumed: frozenset[date] = frozenset()

    def due(self, start: date, working_days: int) -> Due:
        """Return the last day of a term that begins on `start`, and whether it rests on an assumption.

        >>> known = Calendar("", frozenset({date(2026, 12, 25)}), date(2026, 1, 1), date(2026, 12, 31))
        >>> known.due(date(2026, 12, 24), 2)
        Due(day=datetime.date(2026, 12, 29), is_assumed=False)
        >>> known.due(date(2026, 12, 24), 10).is_assumed
        True
        """
        day = due_on(start, working_days, self.closed)
        return Due(day, not self.covers(start + DAY, day))

    def left(self, today: date, due: date) -> int:
        """Return the working days that are left until the due day; negative once it has passed."""
        return working_days_left(today, due, self.closed)

    def covers(self, start: date, end: date) -> bool:
        """Return whether a decision settles each day between the two, both included."""
        inside = self.first <= start and end <= self.last
        return inside and not any(start <= day <= end for day in self.assumed)


def is_working_day(day: date, closed: Container[date]) -> bool:
    """Return whether offices work on this day.

    >>> is_working_day(date(2025, 8, 18), {date(2025, 8, 18)}), is_working_day(date(2025, 8, 19), set())
    (False, True)
    """
    return day.weekday() < SATURDAY and day not in closed


def due_on(start: date, working_days: int, closed: Container[date]) -> date:
    """Return the last day of a term in working days; the first day is not counted. Raises `ValueError` below 0.

    >>> due_on(date(2025, 12, 24), 2, {date(2025, 12, 25), date(2025, 12, 26)})
    datetime.date(2025, 12, 30)
    """
    if working_days < 0:
        raise ValueError("a term has no negative number of working days")
    day = start
    while working_days:
        day += DAY
        if is_working_day(day, closed):
            working_days -= 1
    return day


def working_days_left(today: date, due: date, closed: Container[date]) -> int:
    """Return how many working days follow today up to the due day; negative once it has passed, at most -1.

    >>> friday = date(2026, 11, 27)
    >>> working_days_left(date(2026, 11, 24), friday, set()), working_days_left(friday, friday, set())
    (3, 0)
    >>> working_days_left(date(2026, 11, 28), friday, set()), working_days_left(date(2026, 12, 1), friday, set())
    (-1, -2)
    """
    if today > due:
        return -max(1, _between(due, today, closed))
    return _between(today, due, closed)


def _between(start: date, end: date, closed: Container[date]) -> int:
    return sum(is_working_day(start + count * DAY, closed) for count in range(1, (end - start).days + 1))
