"""Formulas of ratios: what is read, what is refused, and what a rising input does, held against trying it out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.scoring.instrument.formula import effect, evaluate, parse
from bening.scoring.instrument.model import Formula


def _parsed(text: str) -> Formula:
    found = parse(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("a / b", {"a": 1}, {"b": 1}),
        (" a/b ", {"a": 1}, {"b": 1}),
        ("(a) / (b)", {"a": 1}, {"b": 1}),
        ("(a - b) / a", {"a": 1, "b": -1}, {"a": 1}),
        ("(a + b - c) / (d + e)", {"a": 1, "b": 1, "c": -1}, {"d": 1, "e": 1}),
        ("(a + a) / b", {"a": 2}, {"b": 1}),
        ("( a-b+c )/d_1", {"a": 1, "b": -1, "c": 1}, {"d_1": 1}),
    ],
)
def test_a_sum_over_a_sum_is_read(text: str, numerator: dict[str, int], denominator: dict[str, int]) -> None:
    found = _parsed(text)
    assert (dict(found.numerator), dict(found.denominator)) == (numerator, denominator)
    assert found.text == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a /", "/ b", "a / b / c", "a + b / c", "a / b + c", "(a + b / c", "a + b) / c", "(a ++ b) / c",
        "(a + ) / c", "(+ a) / c", "() / c", "(a b) / c", "((a)) / b", "a * 2 / b", "2 / b", "a / 0", "a; / b",
        "(a - b) / (a - b)", "a / a", "a // b", "é / b", "(a + (b)) / c",
    ],
)  # fmt: skip
def test_what_is_no_sum_over_a_sum_is_refused(text: str) -> None:
    assert parse(text) is None


def test_a_formula_has_at_most_500_characters() -> None:
    longest = "a" * 498 + "/b"
    assert parse(longest) is not None
    assert parse("a" + longest) is None


@pytest.mark.parametrize(
    ("text", "name", "direction"),
    [
        ("a / b", "a", "up"),
        ("a / b", "b", "down"),
        ("a / b", "c", "unused"),
        ("(a - b) / a", "a", "up"),
        ("(a - b) / a", "b", "down"),
        ("(a + b) / (a + c)", "a", "mixed"),
        ("(a + b) / (a + c)", "b", "up"),
        ("(a + b) / (a + c)", "c", "down"),
        ("a / (a + b)", "a", "up"),
        ("(a + a) / (b - c)", "c", "up"),
        ("(a - a) / b", "a", "unused"),
    ],
)
def test_the_effect_of_an_input(text: str, name: str, direction: str) -> None:
    assert effect(_parsed(text), name) == direction


FORMULAS = ["a / b", "(a - b) / a", "(a + b) / (a + c)", "a / (a + b)", "(a + b + c) / c", "(a + a) / (b + c)"]


@given(st.sampled_from(FORMULAS), st.sampled_from("abc"), st.lists(st.integers(1, 30), min_size=3, max_size=3))
def test_the_effect_is_what_happens(text: str, name: str, figures: list[int]) -> None:
    formula = _parsed(text)
    inputs = dict(zip("abc", map(Fraction, figures), strict=True))
    before = _value(formula, inputs)
    after = _value(formula, {**inputs, name: inputs[name] + 1})
    direction = effect(formula, name)
    if direction == "up":
        assert after >= before
    elif direction == "down":
        assert after <= before
    elif direction == "unused":
        assert after == before


def _value(formula: Formula, inputs: dict[str, Fraction]) -> Fraction:
    return evaluate(formula.numerator, inputs) / evaluate(formula.denominator, inputs)


def test_names_stand_once_and_a_plain_formula_has_one_input_on_each_side() -> None:
    assert _parsed("(a - b) / a").names == ("a", "b")
    assert [_parsed(text).is_plain for text in ("a / b", "(a - b) / c", "a / (b + c)", "(a + a) / b")] == [
        True,
        False,
        False,
        False,
    ]
