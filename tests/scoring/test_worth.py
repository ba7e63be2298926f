"""What an answer is worth, kind by kind, and what is said about it."""

from fractions import Fraction
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.model import Answer
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Leaf
from bening.scoring.instrument.read import read_instrument
from bening.scoring.plan import plan, rounding_of
from bening.scoring.result import score
from bening.scoring.text import Refused
from bening.scoring.worth import Worth, worth
from tests.scoring.instrument.test_compare import SMALL

RATIO = {
    "kind": "ratio",
    "formula": "(a - b) / c",
    "inputs": {"a": {"effect": "up"}, "b": {"effect": "down"}, "c": {"effect": "mixed"}},
    "cap": {"value": "0.9", "assumed": "true"},
    "floor": {"value": "0.1", "assumed": "true"},
    "zero_divisor": {"value": "full_if_all_zero", "assumed": "true"},
}


def _worth(leaf: dict[str, Any], answer: Any, choice: str | None = None) -> Worth:
    found, given = _leaf(leaf, answer)
    return worth(found, given, choice)


def _leaf(leaf: dict[str, Any], answer: Any) -> tuple[Leaf, Answer]:
    document = {**SMALL, "maximum": "10", "predicates": {}, "stages": []}
    document["tree"] = [{"code": "Q", "question": "x", "weight": "10", **leaf}]
    instrument = read_instrument(yamltree.plain(document), "x")[0]
    given = read_tree(yamltree.plain({"instrument": instrument.id, "answers": {"Q": answer}}), instrument, "x")
    node = instrument.tree[0]
    assert node.leaf is not None
    return node.leaf, given.answers["Q"]


def _inputs(a: int, b: int, c: int) -> dict[str, str]:
    return {"a": str(a), "b": str(b), "c": str(c)}


@pytest.mark.parametrize(
    ("inputs", "value", "is_cut"),
    [
        (_inputs(5, 1, 10), "0.4", False),
        (_inputs(10, 1, 10), "0.9", False),
        (_inputs(10, 0, 10), "0.9", True),
        (_inputs(1, 1, 10), "0.1", False),
        (_inputs(0, 5, 10), "0.1", False),
    ],
)
def test_a_ratio_is_cut_to_its_floor_and_its_cap(inputs: dict[str, str], value: str, is_cut: bool) -> None:
    assert _worth(RATIO, inputs) == Worth(Fraction(value), is_cut)


@pytest.mark.parametrize(
    ("inputs", "choice", "value"),
    [
        (_inputs(0, 0, 0), None, 1),
        (_inputs(1, 0, 0), None, 0),
        (_inputs(0, 1, 0), "full_if_all_zero", 0),
        (_inputs(1, 0, 0), "full", 1),
        (_inputs(0, 0, 0), "zero", 0),
    ],
)
def test_a_divisor_of_zero_is_worth_what_its_option_says(
    inputs: dict[str, str], choice: str | None, value: int
) -> None:
    assert _worth(RATIO, inputs, choice) == Worth(Fraction(value), zero_divisor=True)


def test_a_ratio_without_an_input_is_missing_and_names_it() -> None:
    assert _worth(RATIO, {"a": "1"}) == Worth(Fraction(0), missing=("b", "c"))


def test_a_ratio_given_as_its_value_is_cut_too() -> None:
    assert [_worth(RATIO, text).value for text in ("0", "0.5", "1")] == [
        Fraction("0.1"),
        Fraction("0.5"),
        Fraction("0.9"),
    ]


@pytest.mark.parametrize(
    ("leaf", "answer", "value"),
    [
        ({"kind": "yes_no"}, "Y", "1"),
        ({"kind": "choice", "scale": "abc"}, "B", "0.5"),
        ({"kind": "percent"}, "85", "0.85"),
        ({"kind": "index", "maximum": "4"}, "3.6", "0.9"),
        ({"kind": "instrument", "instrument": "m", "maximum": "50"}, {"score": "20"}, "0.4"),
        ({"kind": "choice", "scale": "abc", "round": {"decimals": "0"}}, "B", "1"),
        ({"kind": "index", "maximum": "3", "round": {"decimals": "2"}}, "1", "0.33"),
        ({"kind": "yes_no", "not_applicable": {"value": "0.5", "assumed": "true"}}, "n/a", "0.5"),
    ],
)
def test_an_answer_is_worth_its_share(leaf: dict[str, Any], answer: Any, value: str) -> None:
    assert _worth(leaf, answer) == Worth(Fraction(value))


@pytest.mark.parametrize(("text", "value"), [("90", 1), ("89.99", "0.5"), ("60", "0.5"), ("59.99", 0), ("0", 0)])
def test_a_number_is_worth_its_band_from_the_limit_up(text: str, value: Any) -> None:
    leaf = {"kind": "number", "maximum": "100"}
    leaf["bands"] = [{"at_least": "90", "value": "1"}, {"at_least": "60", "value": "0.5"}]  # type: ignore[assignment] # a document
    assert _worth(leaf, text) == Worth(Fraction(value))


@pytest.mark.parametrize(("text", "value"), [("10", 1), ("10.01", "0.5"), ("30", "0.5"), ("30.01", 0)])
def test_a_number_is_worth_its_band_up_to_the_limit(text: str, value: Any) -> None:
    bands = [{"at_most": "10", "value": "1"}, {"at_most": "30", "value": "0.5"}]
    assert _worth({"kind": "number", "maximum": "100", "bands": bands}, text) == Worth(Fraction(value))


def test_a_mean_keeps_what_is_said_of_its_parts() -> None:
    found = _worth(RATIO, {"mean_of": [_inputs(10, 0, 10), _inputs(0, 0, 0), "0.5"]})
    assert found == Worth((Fraction("0.9") + 1 + Fraction("0.5")) / 3, is_cut=True, zero_divisor=True)
    assert _worth(RATIO, {"mean_of": ["0.5", "0.6"]}) == Worth(Fraction("0.55"))


def test_a_plan_is_of_a_profile_that_there_is() -> None:
    instrument = read_instrument(yamltree.plain(SMALL), "x")[0]
    assert plan(instrument) is plan(instrument)
    assert plan(instrument).profile == "default"
    assert not plan(instrument).weights_assumed
    with pytest.raises(Refused) as refused:
        plan(instrument, "lain")
    assert dict(refused.value.messages[0].values) == {"name": "lain", "known": "default"}


def test_a_plan_counts_in_units_that_hold_every_value() -> None:
    instrument = read_instrument(yamltree.plain(SMALL), "x")[0]
    planned = plan(instrument)
    assert [leaf.code for leaf in planned.leaves] == ["A.1", "A.2", "B.1"]
    assert [leaf.maximum for leaf in planned.leaves] == [3, 3, 4]
    assert [(node.code, node.first, node.last, node.units) for node in planned.nodes] == [
        ("A", 0, 2, 6 * planned.unit),
        ("A.1", 0, 1, 3 * planned.unit),
        ("A.2", 1, 2, 3 * planned.unit),
        ("B", 2, 3, 4 * planned.unit),
        ("B.1", 2, 3, 4 * planned.unit),
    ]
    assert dict(planned.leaves[0].letters) == {"A": 3 * planned.unit, "B": 3 * planned.unit // 2, "C": 0}
    assert planned.positions == {"A.1": 0, "A.2": 1, "B.1": 2}
    assert rounding_of(instrument, {}) == "exact"


def test_a_result_is_kept_in_whole_units_whatever_the_answers() -> None:
    instrument = read_instrument(yamltree.plain(SMALL), "x")[0]
    document = {"instrument": instrument.id, "answers": {"A.1": "B", "A.2": "33.3", "B.1": "1/7"}}
    result = score(plan(instrument), read_tree(yamltree.plain(document), instrument, "x"))
    assert result.points == Fraction("1.5") + Fraction("0.999") + Fraction(4, 7)
    assert result.scale % result.plan.unit == 0
    assert result.score == Fraction("3.07")
    assert result.score_text == "3.07"
    assert [result.value_of(at) for at in range(3)] == [Fraction(1, 2), Fraction("0.333"), Fraction(1, 7)]
    assert result.points_of("A") == Fraction("2.499")
    assert result.missing == ()
