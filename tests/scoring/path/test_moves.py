"""Where a question stands and which moves it has, kind by kind; what outcomes are asked for; what stays shut."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.path.find import best_path, cheapest_path
from bening.scoring.path.model import Question, Shut
from bening.scoring.path.moves import questions, read_efforts
from bening.scoring.path.target import gates_on_points, outcome_needs, shut_gates
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.text import Refused
from tests.scoring.instrument.test_compare import BOTH, SMALL

Leaf = dict[str, Any]
ABC = {"kind": "choice", "scale": "abc"}
HIGH = {"kind": "choice", "scale": "tinggi"}
PERCENT = {"kind": "percent"}
INDEX = {"kind": "index", "maximum": "4"}
UP = {
    "kind": "number",
    "maximum": "100",
    "bands": [{"at_least": "90", "value": "1"}, {"at_least": "60.5", "value": "0.5"}],
}
DOWN = {
    "kind": "number",
    "maximum": "100",
    "bands": [{"at_most": "10", "value": "1"}, {"at_most": "30", "value": "0.4"}],
}
RATIO = {
    "kind": "ratio",
    "formula": "a / b",
    "inputs": {"a": {"effect": "up"}, "b": {"effect": "down"}},
    "zero_divisor": {"value": "zero", "assumed": "true"},
}


def _instrument(*leaves: Leaf, gates: list[dict[str, Any]] | None = None) -> Instrument:
    children = [{"code": f"Q{at}", "question": "x", "weight": "10", **leaf} for at, leaf in enumerate(leaves)]
    total = str(10 * len(leaves))
    document = {**SMALL, "maximum": total, "stages": []}
    document["scales"] = {**SMALL["scales"], "tinggi": {"levels": {"X": "0.9", "Y": "0.6", "Z": "0.3"}, "source": BOTH}}
    document["tree"] = [{"code": "A", "title": "A", "weight": total, "children": children}]
    shown = gates or [{"id": "total", "nodes": "all", "points": "1"}]
    document["predicates"] = {"lulus": {"title": "x", "gates": [{"source": BOTH, **gate} for gate in shown]}}
    return read_instrument(yamltree.plain(document), "kecil.yaml")[0]


def _result(instrument: Instrument, **answers: Any) -> Result:
    given = {code: answer for code, answer in answers.items() if answer is not None}
    tree = yamltree.plain({"instrument": instrument.id, "answers": given})
    return score(plan(instrument), read_tree(tree, instrument, "x"))


def _question(leaf: Leaf, answer: Any, **more: Any) -> Question | None:
    result = _result(_instrument(leaf), Q0=answer)
    return next(iter(questions(result, {}, include_outcomes=more.get("include_outcomes", False))), None)


@pytest.mark.parametrize(
    ("leaf", "answer", "stands", "moves"),
    [
        (ABC, "C", "C", [("B", 1, 5), ("A", 2, 10)]),
        (ABC, "B", "B", [("A", 1, 5)]),
        (ABC, None, None, [("B", 1, 5), ("A", 2, 10)]),
        (ABC, {"mean_of": ["A", "C"]}, "0.500000", [("A", 1, 5)]),
        (ABC, {"mean_of": ["A", "B"]}, "0.750000", [("A", 1, "2.5")]),
        (HIGH, "Z", "Z", [("Y", 1, 3), ("X", 2, 6)]),
        (HIGH, None, None, [("Y", 1, 6), ("X", 2, 9)]),
        ({**HIGH, "round": {"decimals": "1"}}, None, None, [("Y", 1, 6), ("X", 2, 9)]),
        ({**HIGH, "round": {"decimals": "0"}}, "Z", "Z", [("Y", 1, 10), ("X", 2, 10)]),
        (PERCENT, "85", "85", [("90", 1, "0.5"), ("100", 2, "1.5")]),
        (PERCENT, "90", "90", [("100", 1, 1)]),
        (PERCENT, None, None, [(str(at * 10), at, at) for at in range(1, 11)]),
        (INDEX, "3.85", "3.85", [("3.90", 1, "0.125"), ("4.00", 2, "0.375")]),
        ({**INDEX, "step": "1"}, "2.5", "2.5", [("3.00", 1, "1.25"), ("4.00", 2, "3.75")]),
        ({**INDEX, "maximum": "3.75"}, "3.7", "3.7", [("3.75", 1, Fraction(2, 15))]),
        (UP, "10", "10", [("60.5", 1, 5), ("90", 2, 10)]),
        (UP, "60.5", "60.5", [("90", 1, 5)]),
        (DOWN, "50", "50", [("30", 1, 4), ("10", 2, 10)]),
        (DOWN, "30", "30", [("10", 1, 6)]),
        (RATIO, "9/10", "0.900000", [("1.00", 1, 1)]),
        (RATIO, "0.85", "0.85", [("0.90", 1, "0.5"), ("1.00", 2, "1.5")]),
        (RATIO, {"a": "1"}, None, [(f"{at / 10:.2f}", at, at) for at in range(1, 11)]),
        ({**RATIO, "cap": {"value": "0.95", "source": BOTH}}, "0.85", "0.85", [("0.90", 1, "0.5"), ("0.95", 2, 1)]),
    ],
)
def test_a_question_climbs_from_where_it_stands(leaf: Leaf, answer: Any, stands: str | None, moves: list[Any]) -> None:
    question = _question(leaf, answer)
    assert question is not None
    assert question.stands == stands
    assert [(move.to, move.climb, move.gain) for move in question.moves] == [
        (to, climb, Fraction(gain)) for to, climb, gain in moves
    ]
    assert [move.effort for move in question.moves] == [climb for _, climb, _ in moves]
    assert question.has_default_effort


@pytest.mark.parametrize(
    ("leaf", "answer"),
    [
        (ABC, "A"),
        (PERCENT, "100"),
        (UP, "95"),
        (DOWN, "3"),
        (RATIO, "1"),
        ({"kind": "instrument", "instrument": "mcsp-2025", "maximum": "100"}, {"score": "5"}),
        ({**ABC, "outcome": "true"}, "C"),
        ({**ABC, "not_applicable": {"value": "0.5", "assumed": "true"}}, "n/a"),
    ],
)
def test_a_question_at_its_top_or_out_of_reach_has_no_moves(leaf: Leaf, answer: Any) -> None:
    assert _question(leaf, answer) is None


def test_questions_out_of_reach_do_not_hide_those_after_them() -> None:
    top = {**ABC, "not_applicable": {"value": "0.5", "assumed": "true"}}
    instrument = _instrument({**ABC, "outcome": "true"}, top, ABC)
    found = questions(_result(instrument, Q0="C", Q1="n/a", Q2="C"), {}, include_outcomes=False)
    assert [(question.code, question.position) for question in found] == [("Q2", 2)]


def test_an_outcome_climbs_where_outcomes_are_included() -> None:
    question = _question({**ABC, "outcome": "true"}, "C", include_outcomes=True)
    assert question is not None
    assert [move.to for move in question.moves] == ["B", "A"]


def _gate(points: str, **more: Any) -> dict[str, Any]:
    return {"id": "g", "nodes": ["Q0"], "points": points, **more}


@pytest.mark.parametrize(
    ("leaf", "answer", "gate", "to"),
    [
        (INDEX, "3", _gate("9"), "3.60"),
        (INDEX, "3", _gate("9.0125"), "3.605"),
        (INDEX, "3", _gate("10", inclusive="false"), None),
        (INDEX, "3", _gate("9", inclusive="false"), "3.600001"),
        ({**INDEX, "maximum": "3"}, "1", _gate("5"), "1.50"),
        ({**INDEX, "maximum": "7"}, "1", _gate("100/21"), "3.333334"),
        (PERCENT, "50", _gate("8"), "80.00"),
        (ABC, "C", _gate("5"), "B"),
        (ABC, "C", _gate("5", inclusive="false"), "A"),
        (ABC, None, _gate("0.1"), "B"),
        (UP, "0", _gate("5"), "60.5"),
        (UP, "0", _gate("5.1"), "90"),
        (DOWN, "50", _gate("4"), "30"),
        (RATIO, "0.1", _gate("3"), "0.30"),
    ],
)
def test_an_outcome_is_asked_for_the_least_that_opens_its_gate(
    leaf: Leaf, answer: Any, gate: dict[str, Any], to: str | None
) -> None:
    instrument = _instrument({**leaf, "outcome": "true"}, ABC, gates=[gate])
    result = _result(instrument, Q0=answer, Q1="A")
    path = cheapest_path(result, "lulus")
    assert [(need.code, need.to) for need in path.needs] == ([("Q0", to)] if to else [])
    assert path.reachable == (to is not None)
    assert path.blocked_by == (() if to else ("g",))


def test_the_strictest_of_an_outcome_s_own_gates_decides() -> None:
    gates = [_gate("3"), {**_gate("6"), "id": "h"}, {"id": "both", "nodes": ["Q0", "Q1"], "points": "12"}]
    instrument = _instrument({**INDEX, "outcome": "true"}, ABC, gates=gates)
    path = cheapest_path(_result(instrument, Q0="1", Q1="C"), "lulus")
    assert [(need.to, need.gain) for need in path.needs] == [("2.40", Fraction("3.5"))]
    assert [(step.question.code, step.move.to) for step in path.steps] == [("Q1", "A")]


def test_a_gate_on_several_outcomes_that_stays_shut_blocks() -> None:
    both = {"id": "both", "nodes": ["Q0", "Q1"], "points": "12"}
    instrument = _instrument({**INDEX, "outcome": "true"}, {**ABC, "outcome": "true"}, gates=[_gate("5"), both])
    path = cheapest_path(_result(instrument, Q0="1", Q1="B"), "lulus")
    assert (path.reachable, path.blocked_by, path.effort) == (False, ("both",), None)


def test_a_gate_whose_limit_is_unknown_blocks_and_others_are_still_looked_at() -> None:
    gates = [{"id": "u", "nodes": "all", "points": "unknown"}, {"id": "t", "nodes": "all", "points": "15"}]
    instrument = _instrument(ABC, ABC, gates=gates)
    result = _result(instrument, Q0="B", Q1="C")
    shut, unknown = shut_gates(result, gates_on_points(result, "lulus"), [])
    assert ([(entry.gate.id if entry.gate else "", entry.missing) for entry in shut], unknown) == (
        [("t", Fraction(10))],
        ["u"],
    )
    assert outcome_needs(result, gates_on_points(result, "lulus")) == []
    assert cheapest_path(result, "lulus").blocked_by == ("u",)


def test_a_gate_that_excludes_its_limit_wants_a_little_more() -> None:
    shut = Shut(None, frozenset(), Fraction(2))
    assert [shut.opens_with(Fraction(won)) for won in ("1.9", "2", "2.1")] == [False, True, True]
    strict = Shut(None, frozenset(), Fraction(2), strict=True)
    assert [strict.opens_with(Fraction(won)) for won in ("1.9", "2", "2.1")] == [False, False, True]
    gates = [{"id": "t", "nodes": "all", "points": "10", "inclusive": "false"}]
    path = cheapest_path(_result(_instrument(ABC, ABC, gates=gates), Q0="C", Q1="C"), "lulus")
    assert (path.effort, path.after.points) == (Fraction(3), Fraction(15))


def test_a_target_in_points_that_is_met_needs_nothing() -> None:
    instrument = _instrument(ABC, ABC)
    result = _result(instrument, Q0="B", Q1="B")
    assert [cheapest_path(result, target).effort for target in ("10", "10.5", "15", "20")] == [0, 1, 1, 2]


def test_a_budget_is_spent_in_whole_steps_of_its_own_unit(tmp_path: Path) -> None:
    instrument = _instrument(ABC, ABC)
    result = _result(instrument, Q0="C", Q1="C")
    efforts = tmp_path / "e.yaml"
    efforts.write_text("Q0: {B: 0.5, A: 2.25}\n", encoding="utf-8")
    read = read_efforts(efforts, instrument)
    budgets = ("0.4", "0.5", "1.5", "2.4", "3.25")
    points = [best_path(result, Fraction(budget), read).after.points for budget in budgets]
    assert points == [Fraction(0), Fraction(5), Fraction(10), Fraction(10), Fraction(15)]


@pytest.mark.parametrize(
    ("leaf", "text", "efforts"),
    [
        (ABC, "Q0: {a: 2, B: 1}", {"A": 2, "B": 1}),
        (ABC, "Q0: 3", {"": 3}),
        (PERCENT, "Q0: {'90': 2, 100: 2}", {"90": 2, "100": 2}),
        (INDEX, "Q0: {'3,9': 2, 4: 3}", {"3.90": 2, "4.00": 3}),
        (INDEX, "Q0: {0: 1}", {"0.00": 1}),
        (INDEX, "Q0: {'3.905': 1}", {"3.905": 1}),
        (UP, "Q0: {60.5: 1, 90: 1.5}", {"60.5": 1, "90": Fraction("1.5")}),
        (DOWN, "Q0: {30: 1, 10: 2}", {"30": 1, "10": 2}),
        (ABC, "Q0: {B: 0.5, A: impossible}", {"B": Fraction("0.5"), "A": None}),
    ],
)
def test_efforts_are_read_by_level(tmp_path: Path, leaf: Leaf, text: str, efforts: dict[str, Any]) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    assert read_efforts(path, _instrument(leaf)) == {"Q0": efforts}


@pytest.mark.parametrize(
    ("leaf", "text", "keys"),
    [
        (ABC, "Q9: 1\nQ0: 0", ["effort_code", "effort_value"]),
        (ABC, "Q0: {B: 2, A: 1.9}", ["effort_falls"]),
        (DOWN, "Q0: {30: 2, 10: 1}", ["effort_falls"]),
        (UP, "Q0: {60.5: 2, 90: 1}", ["effort_falls"]),
        (INDEX, "Q0: {'4.1': 1}", ["effort_level"]),
        (UP, "Q0: {61: 1}", ["effort_level"]),
        (PERCENT, "Q0: {x: 1}", ["effort_level"]),
        (ABC, "Q0: {B: 1, b: 1}", ["effort_twice"]),
        (ABC, "Q0: [1]", ["effort_value"]),
    ],
)
def test_efforts_that_cannot_be_are_named(tmp_path: Path, leaf: Leaf, text: str, keys: list[str]) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_efforts(path, _instrument(leaf))
    assert [entry.key for entry in refused.value.messages] == keys
