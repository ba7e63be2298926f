"""A set of answers as a whole: shared inputs, means, names that are not known, and how long a message may be."""

from copy import deepcopy
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.interpret import MOST_PARTS
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.explain import explain
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.text import Message, Refused
from tests.scoring.instrument.test_compare import SMALL


def _instrument(**keys: Any) -> Instrument:
    return read_instrument(yamltree.plain({**deepcopy(SMALL), **keys}), "x.yaml")[0]


def _read(instrument: Instrument, **keys: Any) -> AnswerSet:
    return read_tree(yamltree.plain({"instrument": instrument.id, **keys}), instrument, "a.yaml")


def _wrong(instrument: Instrument, **keys: Any) -> Message:
    with pytest.raises(Refused) as refused:
        _read(instrument, **keys)
    (only,) = refused.value.messages
    return only


def test_a_mean_has_at_most_a_hundred_parts() -> None:
    instrument = _instrument()
    answer = {"mean_of": ["A"] * MOST_PARTS}
    assert len(_read(instrument, answers={"A.1": answer}).answers["A.1"].parts) == MOST_PARTS == 100
    assert _wrong(instrument, answers={"A.1": {"mean_of": ["A"] * 101}}).key == "mean_of_shape"
    assert _wrong(instrument, answers={"A.1": {"mean_of": []}}).key == "mean_of_shape"


def test_the_parts_of_a_mean_are_numbered_from_one() -> None:
    instrument = _instrument()
    result = score(plan(instrument), _read(instrument, answers={"A.1": {"mean_of": ["A", "C"]}}))
    assert [(part.code, part.title.en) for part in explain(result, "A.1").children] == [
        ("A.1#1", "Assessment 1"),
        ("A.1#2", "Assessment 2"),
    ]


def _codes(*codes: str) -> list[dict[str, Any]]:
    weight = f"10/{len(codes)}"
    return [{"code": code, "kind": "yes_no", "question": "x", "weight": weight} for code in codes]


@pytest.mark.parametrize(
    ("codes", "asked", "near"),
    [
        (["Z", "K1.1"], "K1.2", "K1.1"),
        (["Z", "K" * 24], "K" * 23 + "x", "K" * 24),
        (["Z", "K" * 25], "K" * 24 + "x", "Z"),
        (["Z", "K1.1"], "K1.1" + "9" * 100, "Z"),
        (["Z", "abcd"], "abxy", "abcd"),
        (["Z", "abcd"], "awxy", "Z"),
    ],
)
def test_the_nearest_code_is_named_or_the_first(codes: list[str], asked: str, near: str) -> None:
    instrument = _instrument(tree=_codes(*codes), predicates={}, stages=[])
    assert dict(_wrong(instrument, answers={asked: "Y"}).values) == {"code": asked[:80], "near": near}


def test_only_the_first_300_codes_are_looked_at_for_the_nearest() -> None:
    instrument = _instrument(tree=_codes(*[f"q{at:03}" for at in range(299)], "wxyz", "vwtu"), predicates={}, stages=[])
    assert dict(_wrong(instrument, answers={"wxya": "Y"}).values)["near"] == "wxyz"
    assert dict(_wrong(instrument, answers={"vwta": "Y"}).values)["near"] == "q000"


def test_an_instrument_without_options_facts_and_stages_says_so() -> None:
    bare = _instrument(options={}, facts={}, predicates={}, stages=[], tree=_codes("Q"))
    assert dict(_wrong(bare, options={"baca": "satu"}).values) == {"name": "baca", "known": "-"}
    assert dict(_wrong(bare, facts={"opini": "WTP"}).values) == {"name": "opini", "known": "-"}
    assert dict(_wrong(bare, stage="akhir").values) == {"text": "akhir", "known": "-"}
    instrument = _instrument()
    assert dict(_wrong(instrument, options={"bacaan": "satu"}).values)["known"] != "-"
    assert dict(_wrong(instrument, options={"baca": "tiga"}).values)["known"] == "satu, dua"
    assert _read(instrument, options={"baca": " "}).options == {}
    assert _wrong(instrument, options={"baca": ["satu"]}).key == "option_choice"


def _ratio(code: str, *shared: str) -> dict[str, Any]:
    inputs = {"x": {"effect": "up", "shared_with": list(shared)}, "y": {"effect": "down"}}
    keys = {"kind": "ratio", "question": "x", "formula": "x / y", "zero_divisor": {"value": "zero", "assumed": "true"}}
    return {"code": code, "weight": "2.5", "inputs": inputs, **keys}


def _shared(**answers: Any) -> list[dict[str, str]]:
    tree = [_ratio("A", "B", "D"), _ratio("B", "A", "D"), *_codes("C"), _ratio("D", "A", "B")]
    tree[2]["weight"] = "2.5"
    read = _read(_instrument(tree=tree, predicates={}, stages=[]), answers=answers)
    assert {entry.key for entry in read.warnings} <= {"shared_input_differs"}
    return [{name: str(value) for name, value in entry.values} for entry in read.warnings]


def test_an_input_that_two_questions_share_and_answer_differently_is_warned_of_once() -> None:
    three, four = {"x": "3", "y": "9"}, {"x": "4", "y": "8"}
    assert _shared(A=three, B=three, D=three) == []
    assert _shared(A=three, B=four) == [{"code": "A", "name": "x", "mine": "3", "theirs": "4", "other": "B"}]
    assert _shared(A=three, B="0.5", C="Y", D=four) == [
        {"code": "A", "name": "x", "mine": "3", "theirs": "4", "other": "D"}
    ]
    assert _shared(C="Y", B=three, D=four) == [{"code": "B", "name": "x", "mine": "3", "theirs": "4", "other": "D"}]
    assert _shared(A={"y": "9"}, B=three) == []
    assert _shared(A=three, B=four, D=four) == [
        {"code": "A", "name": "x", "mine": "3", "theirs": "4", "other": "B"},
        {"code": "A", "name": "x", "mine": "3", "theirs": "4", "other": "D"},
    ]
