"""Terms in working days: what counts, what is left, and that counting forth and back agree."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bening.kernel.calendar.rules import Calendar, due_on, is_working_day, working_days_left

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
closed_days = st.frozensets(days, max_size=200)
terms = st.integers(0, 120)
EID = frozenset(date(2026, 3, day) for day in (18, 19, 20, 23, 24))


def test_a_term_over_eid_passes_all_its_closed_days() -> None:
    assert due_on(date(2026, 3, 17), 3, EID) == date(2026, 3, 27)


def test_a_term_of_no_days_ends_on_the_day_it_begins() -> None:
    assert due_on(date(2026, 3, 21), 0, EID) == date(2026, 3, 21)


def test_a_term_of_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        due_on(date(2026, 3, 17), -1, EID)


def test_saturday_sunday_and_closed_days_are_no_working_days() -> None:
    week = [date(2026, 3, 16) + timedelta(days=day) for day in range(7)]
    assert [is_working_day(day, EID) for day in week] == [True, True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 3, 17), 1),
        (date(2026, 3, 24), 1),
        (date(2026, 3, 25), 0),
        (date(2026, 3, 26), -1),
        (date(2026, 3, 27), -2),
        (date(2026, 3, 29), -2),
    ],
)
def test_the_days_left_reach_nothing_on_the_due_day_and_then_count_the_days_late(today: date, left: int) -> None:
    assert working_days_left(today, date(2026, 3, 25), EID) == left


def test_a_due_day_that_passed_yesterday_is_late_although_today_is_saturday() -> None:
    assert working_days_left(date(2026, 11, 28), date(2026, 11, 27), EID) == -1


@given(days, terms, closed_days)
def test_the_days_left_of_a_new_term_are_the_term(start: date, term: int, closed: frozenset[date]) -> None:
    assert working_days_left(start, due_on(start, term, closed), closed) == term


@given(days, days, closed_days)
def test_the_term_of_the_days_left_ends_on_the_due_day(today: date, due: date, closed: frozenset[date]) -> None:
    assume(today < due and is_working_day(due, closed))
    assert due_on(today, working_days_left(today, due, closed), closed) == due


@given(days, st.integers(1, 120), closed_days)
def test_a_due_day_is_a_working_day(start: date, term: int, closed: frozenset[date]) -> None:
    assert is_working_day(due_on(start, term, closed), closed)


@given(days, terms, closed_days, days)
def test_one_more_closed_day_never_brings_a_due_day_forward(
    start: date, term: int, closed: frozenset[date], more: date
) -> None:
    assert due_on(start, term, closed) <= due_on(start, term, closed | {more})


@given(days, days, closed_days)
def test_left_is_negative_exactly_when_the_due_day_has_passed(today: date, due: date, closed: frozenset[date]) -> None:
    assert (working_days_left(today, due, closed) < 0) is (today > due)


KNOWN = Calendar("x", EID, date(2026, 1, 1), date(2026, 12, 31), assumed=frozenset({date(2026, 6, 16)}))


@pytest.mark.parametrize(
    ("start", "term", "day", "is_assumed"),
    [
        (date(2026, 3, 17), 3, date(2026, 3, 27), False),
        (date(2026, 12, 30), 1, date(2026, 12, 31), False),
        (date(2026, 12, 31), 1, date(2027, 1, 1), True),
        (date(2025, 12, 31), 1, date(2026, 1, 1), False),
        (date(2025, 12, 30), 2, date(2026, 1, 1), True),
        (date(2026, 6, 16), 1, date(2026, 6, 17), False),
        (date(2026, 6, 15), 2, date(2026, 6, 17), True),
    ],
)
def test_a_due_day_says_whether_every_day_before_it_was_decided(
    start: date, term: int, day: date, is_assumed: bool
) -> None:
    assert KNOWN.due(start, term) == (day, is_assumed)


def test_a_calendar_counts_the_days_left_with_its_own_closed_days() -> None:
    assert KNOWN.left(date(2026, 3, 17), date(2026, 3, 25)) == 1
