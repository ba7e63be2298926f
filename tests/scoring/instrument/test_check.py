"""What contradicts itself in an instrument is named with all that belongs to it, and nothing else is."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.instrument.check import is_known
from bening.scoring.instrument.model import Basis, Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.text import Refused
from tests.scoring.instrument.test_compare import BOTH, SMALL

Document = dict[str, Any]
Change = Callable[[Document], None]
GATES = ("predicates", "lulus", "gates")


def _read(document: Document) -> Instrument:
    return read_instrument(yamltree.plain(document), "kecil.yaml")[0]


def _found(change: Change) -> list[tuple[str, str]]:
    """Return key and place of each message that a change of the small instrument brings."""
    changed = deepcopy(SMALL)
    change(changed)
    try:
        _read(changed)
    except Refused as error:
        return [(entry.key, str(dict(entry.values).get("where", ""))) for entry in error.messages]
    return []


def _set(*path: Any, value: Any) -> Change:
    def change(document: Document) -> None:
        at: Any = document
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value

    return change


def _add(*path: Any, value: Any) -> Change:
    def change(document: Document) -> None:
        at: Any = document
        for key in path:
            at = at[key]
        at.append(value)

    return change


def _all(*changes: Change) -> Change:
    def change(document: Document) -> None:
        for each in changes:
            each(document)

    return change


def _two_profiles(document: Document) -> None:
    document["weights"] = {"satu": {"source": BOTH}, "dua": {"assumed": "true"}}
    document["tree"][0]["weight"] = {"satu": "6", "dua": "5"}
    document["tree"][1]["weight"] = {"satu": "4", "dua": "4"}
    document["tree"][1]["children"][0]["weight"] = {"satu": "4", "dua": "5"}


def _group_under_mean(document: Document) -> None:
    inner = {
        "code": "A.3",
        "title": "A.3",
        "children": [{"code": "A.3.a", "kind": "percent", "question": "x", "weight": "1"}],
    }
    document["tree"][0]["children"].append(inner)


def _second_group(document: Document) -> None:
    document["tree"][1]["weight"] = "5"


def _shared(code: str) -> Change:
    return _set("tree", 1, "children", 0, "inputs", "x", value={"effect": "up", "shared_with": [code]})


LINE = {"id": "batas", "points": "5", "source": BOTH}
GATE = {"id": "g", "nodes": "all", "points": "1", "source": BOTH}


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (_set("maximum", value="11"), [("weights_do_not_sum", "kecil-2025")]),
        (_second_group, [("weights_do_not_sum", "kecil-2025"), ("weights_do_not_sum", "B")]),
        (_two_profiles, [("weights_do_not_sum", "kecil-2025"), ("weights_do_not_sum", "B")]),
        (_group_under_mean, [("mean_of_groups", "A")]),
        (_set("weights", "default", value={"source": ["S1"]}), [("not_known", "weights.default")]),
        (_set("weights", "default", value={"source": ["S1", "S1"]}), [("not_known", "weights.default")]),
        (_set("weights", "default", value={"source": ["S1"], "assumed": "true"}), []),
        (_set("weights", "default", value={"source": ["S9", "S1"]}), [("source_unknown", "weights.default")]),
        (_set("source", value=["S1", "S9"]), [("source_unknown", "kecil-2025")]),
        (_set("score", value={"decimals": "2", "source": ["S9"]}), [("source_unknown", "kecil-2025")]),
        (_set("scales", "abc", "source", value=["S1"]), [("not_known", "scales.abc")]),
        (_set("facts", "opini", "source", value=["S1"]), [("not_known", "facts.opini")]),
        (_set("options", "baca", "assumed", value="false"), [("not_known", "options.baca")]),
        (_set("tree", 1, "weight_source", value=["S1"]), [("not_known", "B")]),
        (
            _set("tree", 1, "children", 0, "zero_divisor", value={"value": "zero", "source": ["S1"]}),
            [("not_known", "B.1")],
        ),
        (_set("tree", 1, "children", 0, "cap", value={"value": "1", "source": ["S9"]}), [("source_unknown", "B.1")]),
        (_set("tree", 1, "children", 0, "floor", value={"value": "0", "source": ["S9"]}), [("source_unknown", "B.1")]),
        (_set("tree", 0, "children", 0, "rubric_source", value=["S9"]), [("source_unknown", "A.1")]),
        (
            _set("tree", 0, "children", 0, "round", value={"decimals": "2", "source": ["S9"]}),
            [("source_unknown", "A.1")],
        ),
        (
            _set("tree", 0, "children", 0, "not_applicable", value={"value": "1", "source": ["S9"]}),
            [("source_unknown", "A.1")],
        ),
        (
            _set("tree", 0, "children", 0, "evidence", value=[{"what": "x", "source": ["S9"]}]),
            [("source_unknown", "A.1")],
        ),
        (_set("tree", 0, "children", 0, "evidence", value=["surat"]), [("evidence_unknown", "A.1")]),
        (
            _set("tree", 0, "children", 0, "rubric", 1, value={"text": "b", "evidence": ["surat"]}),
            [("evidence_unknown", "A.1")],
        ),
        (
            _all(
                _set("evidence_kinds", value={"surat": "Surat"}),
                _set("tree", 0, "children", 0, "evidence", value=["surat"]),
            ),
            [],
        ),
        (_shared("A.1"), [("shared_not_mutual", "B.1.inputs.x")]),
        (_shared("B.1"), []),
        (_set("predicates", "lulus", "gates", value=[]), [("gates_missing", "predicates.lulus")]),
        (_set("predicates", "lulus", "reading", value="lain"), [("option_unknown", "predicates.lulus")]),
        (_set("predicates", "lulus", "reading", value="baca"), []),
        (_set(*GATES, 0, "source", value=["S1"]), [("not_known", "predicates.lulus.total")]),
        (_set(*GATES, 0, "points", value="unknown"), []),
        (_all(_set(*GATES, 0, "points", value="unknown"), _set(*GATES, 0, "source", value=["S1"])), []),
        (_set(*GATES, 0, "points", value="10"), []),
        (_set(*GATES, 0, "points", value="10.01"), [("gate_above_maximum", "predicates.lulus.total")]),
        (_set(*GATES, 0, "nodes", value=["A", "Z"]), [("code_unknown", "predicates.lulus.total")]),
        (_set(*GATES, 0, "nodes", value=["A", "A.1"]), [("gate_nodes_overlap", "predicates.lulus.total")]),
        (_set(*GATES, 0, "nodes", value=["A", "A"]), [("gate_nodes_overlap", "predicates.lulus.total")]),
        (_set(*GATES, 0, "nodes", value=["A.1", "A.2", "B"]), []),
        (_set(*GATES, 0, "when", value={"baca": "tiga"}), [("choice_unknown", "predicates.lulus.total")]),
        (_set(*GATES, 0, "when", value={"lain": "satu"}), [("option_unknown", "predicates.lulus.total")]),
        (_set(*GATES, 0, "when", value={"baca": "satu"}), []),
        (
            _set(*GATES, 0, "inclusive", value={"value": "true", "assumed": "true", "source": ["S9"]}),
            [("source_unknown", "predicates.lulus.total")],
        ),
        (_set(*GATES, 1, "fact", value="lain"), [("fact_unknown", "predicates.lulus.opini")]),
        (_set(*GATES, 1, "at_least", value="XX"), [("fact_limit_unknown", "predicates.lulus.opini")]),
        (_set(*GATES, 1, "at_least", value="unknown"), []),
        (_add(*GATES, value={**GATE, "id": "total"}), [("gate_twice", "predicates.lulus")]),
        (_set("stages", 0, "thresholds", 0, "source", value=["S1"]), [("not_known", "stages.akhir.batas")]),
        (_set("stages", 0, "bands", value=[LINE | {"min": "5"}]), [("key_unknown", "stages.akhir.batas")]),
        (
            _set("stages", 0, "bands", value=[{"id": "batas", "min": "5", "source": BOTH}]),
            [("line_twice", "stages.akhir.batas")],
        ),
        (
            _set("stages", 0, "bands", value=[{"id": "baik", "min": "5", "source": ["S1"]}]),
            [("not_known", "stages.akhir.baik")],
        ),
        (_add("stages", 0, "thresholds", value=LINE), [("line_twice", "stages.akhir.batas")]),
        (
            _add("stages", value={"id": "awal", "title": "Awal", "thresholds": [LINE]}),
            [("line_twice", "stages.awal.batas")],
        ),
        (_add("stages", value={"id": "awal", "title": "Awal", "thresholds": [LINE | {"id": "lain"}]}), []),
        (_add("stages", value={"id": "akhir", "title": "Akhir"}), [("stage_twice", "stages.akhir")]),
        (_set("advice", value=[{"id": "a", "title": "a", "stage": "tidak"}]), [("stage_unknown", "advice.a")]),
        (_set("advice", value=[{"id": "a", "title": "a", "source": ["S9"]}]), [("source_unknown", "advice.a")]),
        (_set("advice", value=[{"id": "a", "title": "a"}, {"id": "a", "title": "b"}]), [("line_twice", "advice.a")]),
        (
            _set("advice", value=[{"id": "a", "title": "a", "gates": [GATE | {"nodes": ["Z"]}]}]),
            [("code_unknown", "advice.a.g")],
        ),
        (
            _set("options", "gate_rounding", value={"title": "x", "choices": ["exact", "lain"], "assumed": "true"}),
            [("choice_unknown", "options.gate_rounding")],
        ),
        (
            _set(
                "options",
                "gate_rounding",
                value={"title": "x", "choices": ["exact", "two_decimals_half_up"], "assumed": "true"},
            ),
            [],
        ),
        (
            _set("weights", value={f"p{at}": {"source": BOTH} for at in range(21)}),
            [("profiles_too_many", "kecil-2025")],
        ),
        (_set("weights", value={f"p{at}": {"source": BOTH} for at in range(20)}), []),
    ],
)
def test_each_contradiction_is_named_where_it_stands(change: Change, messages: list[tuple[str, str]]) -> None:
    assert _found(change) == messages


def test_a_sum_names_what_it_found_what_it_wants_and_the_difference() -> None:
    changed = deepcopy(SMALL)
    changed["tree"][1]["weight"] = "5"
    with pytest.raises(Refused) as refused:
        _read(changed)
    values = dict(refused.value.messages[1].values)
    assert (values["profile"], values["found"], values["wanted"], values["difference"]) == ("default", "4", "5", "-1")


def test_a_gate_without_a_tree_is_refused() -> None:
    without = {key: value for key, value in SMALL.items() if key not in {"tree", "maximum", "weights", "scales"}}
    without["predicates"] = {"lulus": {"title": "x", "gates": [GATE | {"points": "unknown"}]}}
    with pytest.raises(Refused) as refused:
        _read(without)
    assert [entry.key for entry in refused.value.messages] == ["gate_without_tree"]


def test_the_rule_itself_makes_a_value_known() -> None:
    changed = deepcopy(SMALL)
    changed["sources"]["S1"]["rule"] = "true"
    instrument = _read(changed)
    assert is_known(instrument, Basis(("S1",)))
    assert not is_known(instrument, Basis(("S2",)))
    assert is_known(instrument, Basis(("S2", "S1")))
    assert not is_known(instrument, Basis())


def test_weights_without_a_common_denominator_are_refused() -> None:
    primes = [10**20 + at for at in range(1, 60)]
    children = [
        {"code": f"B.{at}", "kind": "yes_no", "question": "x", "weight": f"1/{prime}"}
        for at, prime in enumerate(primes)
    ]
    children.append({"code": "B.x", "kind": "yes_no", "question": "x", "weight": "1"})
    messages = _found(_set("tree", 1, "children", value=children))
    assert messages[0] == ("weights_do_not_sum", "B")
    assert messages[1][0] == "weights_too_fine"
