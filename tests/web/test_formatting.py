"""Numbers, money and days are written the way the reader writes them."""

import doctest
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.web import charts, collect, formatting, trend

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize("module", [formatting, charts, trend, collect])
def test_the_examples_of_a_module_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@given(DECIMALS, st.integers(0, 4))
def test_a_number_is_rounded_half_away_from_zero_and_can_be_read_back(value: Decimal, places: int) -> None:
    text = formatting.number(value, places)
    read = Decimal(text.replace(".", "").replace(",", ".").replace(formatting.MINUS, "-"))
    assert read == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(DECIMALS)
def test_both_languages_write_the_same_digits(value: Decimal) -> None:
    swap = str.maketrans(",.", ".,")
    assert formatting.number(value, 2).translate(swap) == formatting.number(value, 2, "en")


def test_no_number_is_a_negative_zero() -> None:
    assert formatting.number("-0.004", 2) == "0,00"


def test_a_distance_that_would_round_to_nothing_shows_what_remains() -> None:
    assert formatting.gap(Fraction(-1, 1000)) == "kurang 0,001 poin"
    assert formatting.gap(Fraction(1, 10**9)) == "lebih 0,000000 poin"


def test_a_third_is_shown_and_never_stored() -> None:
    assert formatting.points(Fraction(250, 3)) == "83,33"


@given(st.dates())
def test_a_long_day_names_the_day_of_its_week(day: date) -> None:
    assert formatting.long_day(day).startswith(formatting.WEEKDAYS["id"][day.weekday()])
    assert (
        formatting.long_day(day + timedelta(days=7 if day.year < 9999 else -7)).split(",")[0]
        == (formatting.long_day(day).split(",")[0])
    )


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 B"), (999, "999 B"), (1000, "1,0 kB"), (999_499, "999 kB"), (999_500, "1,0 MB")]
)
def test_a_file_is_measured_in_thousands(size: int, words: str) -> None:
    assert formatting.file_size(size) == words
