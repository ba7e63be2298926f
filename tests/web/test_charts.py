"""The parts of a drawing stand where the figures say, and labels do not touch."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.web import charts
from bening.web.charts import Limit, Past
from bening.web.trend import Event, TrendLimit, TrendPoint, trend

POINTS = [
    TrendPoint(date(2025, 2, 13), "38.35"),
    TrendPoint(date(2025, 9, 8), "77.50"),
    TrendPoint(date(2025, 9, 11), "78"),
    TrendPoint(date(2025, 11, 6), "92.15"),
]


@given(st.fractions(-10, 200), st.fractions(1, 100))
def test_a_place_never_leaves_the_scale(value: Fraction, maximum: Fraction) -> None:
    assert 0 <= float(charts.per_cent(value, maximum)) <= 100


def test_a_place_is_written_with_a_point_for_the_browser() -> None:
    assert charts.per_cent("92.15") == "92.15"


def test_a_scale_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="no length"):
        charts.per_cent(1, 0)


def test_the_higher_threshold_stands_on_the_upper_row() -> None:
    flags = charts.ruler("78", 100, [Limit(80, "monev"), Limit(90, "akhir")]).flags
    assert [(flag.x, flag.y1, flag.label.name) for flag in flags] == [("90", 4, "akhir"), ("80", 22, "monev")]


def test_a_low_threshold_is_named_on_its_right() -> None:
    (flag,) = charts.ruler("1", 100, [Limit(20, "awal")]).flags
    assert (flag.label.anchor, flag.label.dx) == ("start", 8)


def test_three_thresholds_are_refused() -> None:
    with pytest.raises(ValueError, match="two thresholds"):
        charts.ruler("1", 100, [Limit(1), Limit(2), Limit(3)])


def test_an_earlier_value_takes_the_place_of_a_number_of_the_scale() -> None:
    drawn = charts.ruler("92.15", 100, past=[Past("52", "awal")])
    assert [text.x for text in drawn.scale] == ["0", "100"]


def test_of_two_earlier_values_that_touch_the_later_is_named() -> None:
    drawn = charts.ruler("92.15", 100, past=[Past("77.5", "8 Sep"), Past("78", "11 Sep")])
    assert [text.name for text in drawn.past] == ["", "11 Sep"]


def test_no_value_draws_an_empty_scale() -> None:
    assert charts.ruler(None, 100).fill == "0"


def test_opinions_stand_from_the_lowest_and_their_names_do_not_touch() -> None:
    opinions = [("self", "Mandiri", "3.75"), ("inside", "Inspektorat", "2.5"), ("outside", "Luar", "2.5")]
    line = charts.line(opinions, 5)
    assert [mark.x for mark in line.marks] == ["50", "50", "75"]
    assert len({mark.label.y for mark in line.marks}) == 3
    assert (line.x1, line.x2) == ("50", "75")


def test_a_higher_value_stands_higher_and_a_later_day_further_right() -> None:
    dots = trend(POINTS).dots
    assert [float(dot.y) for dot in dots] == sorted((float(dot.y) for dot in dots), reverse=True)
    assert [float(dot.x) for dot in dots] == sorted(float(dot.x) for dot in dots)


def test_points_are_ordered_by_day_whatever_order_they_come_in() -> None:
    assert trend(POINTS[::-1]) == trend(POINTS)


def test_of_two_points_that_touch_a_phone_names_the_later() -> None:
    assert [dot.is_wide_only for dot in trend(POINTS).dots] == [False, True, False, False]


def test_of_two_labels_in_one_place_the_later_is_written_alone() -> None:
    days = [(2, 13, "38.35"), (9, 8, "77.50"), (9, 11, "78.00"), (11, 6, "92.15")]
    points = [TrendPoint(date(2025, month, day), value) for month, day, value in days]
    drawn = trend(points, events=[Event(date(2026, 12, 11), "tenggat")]).dots
    assert [dot.point.value for dot in drawn if dot.label] == ["38.35", "78.00", "92.15"]
    assert len(drawn) == 4


def test_a_long_line_names_its_ends_and_its_extremes_only() -> None:
    values = [50, 40, 60, 30, 70, 20, 65, 55]
    days = [TrendPoint(date(2024, 1, 1) + timedelta(days=90 * n), value) for n, value in enumerate(values)]
    assert [dot.point.value for dot in trend(days).dots if dot.label] == [50, 70, 20, 55]


def test_a_threshold_holds_between_its_days() -> None:
    level, all_along = trend(
        POINTS, [TrendLimit(80, "a", date(2025, 5, 1), date(2025, 9, 12)), TrendLimit(90, "b")]
    ).limits
    assert 0 < float(level.x1) < float(level.x2) < 100
    assert float(all_along.y) < float(level.y)
    assert all_along.x2 == "100"


def test_events_take_two_rows_in_turn() -> None:
    events = [Event(date(2025, 3, 1), "a"), Event(date(2025, 3, 9), "b"), Event(date(2025, 4, 1), "c")]
    first, second, third = trend(POINTS, events=events).events
    assert first.y == third.y != second.y


def test_one_point_alone_makes_a_line_of_one_month() -> None:
    drawn = trend([POINTS[0]])
    assert len(drawn.dots) == len(drawn.months) == 1


def test_a_line_without_points_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        trend([])


@given(st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.fractions(0, 100)), min_size=1, max_size=12))
def test_every_dot_lies_within_the_drawing(given_points: list[tuple[date, Fraction]]) -> None:
    drawn = trend([TrendPoint(day, value) for day, value in given_points])
    assert all(0 <= float(dot.x) <= 100 and drawn.top <= float(dot.y) <= drawn.bottom for dot in drawn.dots)


def test_a_value_of_an_unknown_day_is_a_field_and_no_part_of_the_line() -> None:
    early = TrendPoint(date(2024, 8, 29), "38.35", until=date(2025, 8, 1))
    drawn = trend([early, *POINTS[1:]])
    assert "61.65" not in drawn.line
    assert "61.65" not in drawn.area
    (wedge,) = drawn.wedges
    assert wedge.endswith("22.5Z")
    assert wedge.count("61.65") == 2


def test_a_guess_is_joined_by_dashes_to_what_is_known_before_and_after_it() -> None:
    guess = TrendPoint(date(2025, 9, 10), "77.9", is_assumed=True)
    drawn = trend([*POINTS, guess])
    assert drawn.wedges == ()
    assert drawn.guesses[0].split()[1::2] == ["22.5", "22.1", "22"]


def test_guesses_alone_make_no_line() -> None:
    drawn = trend([TrendPoint(date(2025, 1, 5), "38.35", is_assumed=True)])
    assert (drawn.line, drawn.area) == ("", "")


def test_the_names_of_two_thresholds_do_not_stand_on_one_line() -> None:
    limits = [TrendLimit(80, "monev", date(2025, 6, 1), date(2025, 9, 12)), TrendLimit(90, "akhir", date(2025, 9, 12))]
    low, high = trend(POINTS, limits, height=260).limits
    assert low.label.y - high.label.y >= 13  # the height of a letter
