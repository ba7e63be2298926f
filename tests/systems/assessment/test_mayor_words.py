"""What is read out and drawn on the mayor's page, on plain values."""

from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from bening.systems.assessment.presenting_mayor import words as say
from bening.systems.assessment.presenting_mayor.curve import BOTTOM, TOP, curve
from bening.web.charts import Limit


@pytest.mark.parametrize(
    ("count", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (19, "sembilan belas", "nineteen"),
        (20, "dua puluh", "twenty"),
        (100, "seratus", "one hundred"),
        (111, "seratus sebelas", "one hundred eleven"),
        (999, "sembilan ratus sembilan puluh sembilan", "nine hundred ninety-nine"),
        (1000, "1.000", "1,000"),
    ],
)
def test_small_numbers_are_words(count: int, indonesian: str, english: str) -> None:
    assert (say.spelled(count, "id"), say.spelled(count, "en")) == (indonesian, english)


@given(st.sets(st.integers(0, 999), min_size=2, max_size=2), st.sampled_from(["id", "en"]))
def test_no_two_numbers_are_called_the_same(counts: set[int], tongue: str) -> None:
    one, other = counts
    assert say.spelled(one, tongue) != say.spelled(other, tongue)


def test_ways_that_are_as_cheap_are_counted_or_said_not_to_be() -> None:
    with override("id"):
        assert say.choices(1) == "Tidak ada jalan lain yang semurah ini."
        assert say.choices(10) == "Ada sepuluh jalan yang sama murahnya; ini satu di antaranya."
        assert say.choices(1000).startswith("Ada sedikitnya 1.000 jalan")
        assert "tidak dihitung" in say.choices(None)
        assert say.way_heading(Fraction(90), 10) == "Jalan termurah ke 90: satu dari sepuluh"
        assert say.way_heading(Fraction(90), 1000) == "Jalan termurah ke 90: satu dari sedikitnya 1.000"


def test_names_in_a_sentence() -> None:
    with override("id"):
        assert [say.listed(list(names)) for names in ("", "a", "ab", "abc")] == ["", "a", "a dan b", "a, b, dan c"]


def test_a_curve_marks_the_first_choice_that_reaches_each_threshold_ahead() -> None:
    points = [(Fraction(at), Fraction(70 + 5 * at)) for at in range(6)]
    drawn = curve(points, [Limit(60), Limit(80), Limit(88)], Fraction(100))
    assert drawn is not None
    assert [dot.effort for dot in drawn.dots if dot.is_cross] == [2, 4]
    assert [level.limit.value for level in drawn.levels] == [80, 88]


def test_the_axis_of_effort_names_no_half_of_a_level() -> None:
    points = [(Fraction(at), Fraction(70 + at)) for at in range(6)]
    drawn = curve(points, [], Fraction(100))
    assert drawn is not None
    assert (drawn.middle, drawn.middle_x, drawn.end) == (Fraction(2), "40", Fraction(5))


def test_a_curve_needs_something_to_climb() -> None:
    assert curve([(Fraction(0), Fraction(70))], [], Fraction(100)) is None


@given(st.lists(st.fractions(0, 10), min_size=1, max_size=12), st.fractions(0, 90), st.fractions(1, 200))
def test_every_dot_stands_inside_the_drawing(gains: list[Fraction], begin: Fraction, limit: Fraction) -> None:
    points, total = [(Fraction(0), begin)], begin
    for at, gain in enumerate(gains, 1):
        total += gain + Fraction(1, 100)
        points.append((Fraction(at), total))
    drawn = curve(points, [Limit(limit)], Fraction(200))
    assert drawn is not None
    for dot in drawn.dots:
        assert 0 <= float(dot.x) <= 100
        assert TOP - 1 <= float(dot.y) <= BOTTOM + 1
    for level in drawn.levels:
        assert TOP - 1 <= float(level.y) <= BOTTOM + 1
