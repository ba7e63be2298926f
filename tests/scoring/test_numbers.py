"""Numbers: what a text writes, how a value is written, and that rounding is half up away from zero."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.scoring import numbers

WHOLE = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("text", "value"),
    [("3,72", "3.72"), ("3.72", "3.72"), ("+3", "3"), ("-0,5", "-0.5"), ("007", "7"), ("0.10", "0.1")],
)
def test_a_decimal_is_read(text: str, value: str) -> None:
    assert numbers.decimal(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    ["", "+", ".5", "5.", "1e3", "1_000", "0x1", " 1", "1 ", "1.2.3", "1,2.3", "--1", "½", "\u0661", "NaN", "inf"],
)
def test_what_is_no_decimal_is_none(text: str) -> None:
    assert numbers.decimal(text) is None
    assert numbers.exact(text) is None


def test_a_number_has_at_most_forty_characters() -> None:
    assert numbers.decimal("1" * 40) == Fraction("1" * 40)
    assert numbers.decimal("1" * 41) is None
    assert numbers.count("1" * 40) == int("1" * 40)
    assert numbers.count("1" * 41) is None
    assert numbers.quotient("1/" + "2" * 38) == (1, int("2" * 38))
    assert numbers.quotient("1/" + "2" * 39) is None


def test_counts_and_quotients_take_digits_only() -> None:
    assert [numbers.count(text) for text in ("12", "0", "+1", "1.0", "-1", "")] == [12, 0, None, None, None, None]
    assert [numbers.quotient(text) for text in ("3/4", "0/0", "3/-4", "3 / 4", "3/4/5", "/4")] == [
        (3, 4), (0, 0), None, None, None, None
    ]  # fmt: skip


def test_a_rule_writes_decimals_with_a_point_or_fractions() -> None:
    assert numbers.exact("100/19") == Fraction(100, 19)
    assert numbers.exact("0.67") == Fraction(67, 100)
    assert numbers.exact("1/0") is None
    assert numbers.exact("0,67") is None


@given(WHOLE, st.integers(1, 10**6), st.integers(0, 6))
def test_rounding_is_half_up(numerator: int, denominator: int, decimals: int) -> None:
    value = Fraction(numerator, denominator)
    unit = Decimal(1).scaleb(-decimals)
    near = Decimal(numerator) / Decimal(denominator)
    rounded = numbers.rounded(value, decimals)
    if Fraction(near) == value:
        assert rounded == Fraction(near.quantize(unit, ROUND_HALF_UP))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**decimals)
    assert (rounded * 10**decimals).denominator == 1


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.0049", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-2.00", 2, "-2.00"),
        ("12.3", 1, "12.3"),
    ],
)
def test_a_value_is_written_with_its_decimals(value: str, decimals: int, text: str) -> None:
    assert numbers.written(Fraction(value), decimals) == text


def test_six_decimals() -> None:
    assert numbers.six(Fraction(2, 3)) == "0.666667"
    assert numbers.six(Fraction(-1, 3)) == "-0.333333"
    assert numbers.six(Fraction(5, 10_000_000)) == "0.000001"


@pytest.mark.parametrize(
    ("value", "places"), [("1", 0), ("1/2", 1), ("1/4", 2), ("1/5", 1), ("3/40", 3), ("1/3", None), ("7/20", 2)]
)
def test_how_many_decimals_write_a_value(value: str, places: int | None) -> None:
    assert numbers.decimals_of(Fraction(value)) == places


@given(st.fractions(max_denominator=10**6))
def test_the_shortest_text_reads_back(value: Fraction) -> None:
    text = numbers.shortest(value)
    assert Fraction(text) == value
    assert not (("." in text) and text.endswith("0"))


@pytest.mark.parametrize(
    ("value", "decimals", "up"),
    [("1/3", 2, "0.34"), ("0.34", 2, "0.34"), ("0.3401", 2, "0.35"), ("2", 0, "2"), ("-0.5", 0, "0")],
)
def test_rounding_up_gives_the_least_that_is_not_below(value: str, decimals: int, up: str) -> None:
    assert numbers.rounded_up(Fraction(value), decimals) == Fraction(up)
