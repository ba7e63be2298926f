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


ZERO = ("tree", 1, "children", 0, "zero_divisor")
PLACES: list[tuple[tuple[Any, ...], str]] = [
    (("sources", "S1"), "sources.S1"),
    (("weights", "default"), "weights.default"),
    (("scales", "abc"), "scales.abc"),
    (("options", "baca"), "options.baca"),
    (("facts", "opini"), "facts.opini"),
    (("predicates", "lulus"), "predicates.lulus"),
    ((*GATES, 0), "predicates.lulus.total"),
    ((*GATES, 1), "predicates.lulus.opini"),
    (("stages", 0), "stages.akhir"),
    (("stages", 0, "thresholds", 0), "stages.akhir.batas"),
    (("tree", 0), "A"),
    (("tree", 0, "children", 0), "A.1"),
    (("tree", 1, "children", 0, "inputs", "x"), "B.1.inputs.x"),
    (ZERO, "B.1.zero_divisor"),
]


@pytest.mark.parametrize(("path", "where"), PLACES, ids=[where for _, where in PLACES])
def test_a_key_that_does_not_belong_is_named_wherever_it_stands(path: tuple[Any, ...], where: str) -> None:
    assert _found(_set(*path, "qqqq", value="x")) == [("key_unknown", where)]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_set("score", value={"decimals": "2", "source": BOTH, "qqqq": "x"}), "kecil-2025.score"),
        (_set("tree", 1, "children", 0, "cap", value={"value": "1", "source": BOTH, "qqqq": "x"}), "B.1.cap"),
        (_set(*GATES, 0, "inclusive", value={"assumed": "true", "qqqq": "x"}), "predicates.lulus.total.inclusive"),
        (_set("tree", 1, "weight", value={"default": "4", "qqqq": "1"}), "B.weight"),
        (_set("advice", value=[{"id": "a", "title": "a", "qqqq": "x"}]), "advice.a"),
        (_set("tree", 0, "children", 0, "rubric", 0, value={"text": "a", "qqqq": "x"}), "A.1.rubric"),
        (_set("tree", 0, "children", 0, "evidence", value=[{"what": "a", "qqqq": "x"}]), "A.1.evidence"),
    ],
)  # fmt: skip
def test_a_key_that_does_not_belong_is_named_in_what_may_be_left_out(change: Change, where: str) -> None:
    assert _found(change) == [("key_unknown", where)]


def test_titles_that_may_be_left_out_are_the_names() -> None:
    changed = deepcopy(SMALL)
    del changed["tree"][0]["title"]
    changed["stages"][0]["bands"] = [{"id": "baik", "min": "9", "source": BOTH}]
    instrument = _read(changed)
    assert instrument.profiles["default"].title.id == "default"
    assert instrument.tree[0].title.id == "A"
    assert instrument.tree[0].children[0].title.id == "Satu?"
    assert instrument.stages["akhir"].thresholds[0].title.en == "batas"
    assert instrument.stages["akhir"].bands[0].title.id == "baik"
    ratio = instrument.tree[1].children[0].leaf
    assert ratio is not None
    assert ratio.ratio is not None
    assert [entry.title.id for entry in ratio.ratio.inputs] == ["x", "y"]
    assert (str(ratio.ratio.cap.value), str(ratio.ratio.floor.value)) == ("1", "0")


@pytest.mark.parametrize(
    ("fact", "messages"),
    [
        ({"title": "x", "kind": "number", "minimum": "5", "maximum": "5"}, [("range_empty", "facts.opini")]),
        ({"title": "x", "kind": "number", "minimum": "4", "maximum": "5"}, []),
        ({"title": "x", "scale": ["A", "A"], "source": BOTH}, [("scale_words", "facts.opini")]),
        ({"title": "x", "scale": ["A"], "source": BOTH}, [("scale_words", "facts.opini")]),
        ({"title": "x", "source": BOTH}, [("key_missing", "facts.opini"), ("scale_words", "facts.opini")]),
        ({"scale": ["A", "B"], "source": BOTH}, [("key_missing", "facts.opini")]),
    ],
)
def test_a_fact_has_a_range_or_a_scale(fact: dict[str, Any], messages: list[tuple[str, str]]) -> None:
    changes = _all(_set("facts", "opini", value=fact), _set(*GATES, value=[GATE]))
    assert _found(changes) == messages


@pytest.mark.parametrize(
    ("levels", "messages"),
    [
        ({"A": "1", "B": "0"}, []),
        ({"A": "1"}, [("scale_levels", "scales.abc")]),
        ({"A": "0.5", "B": "0.5", "C": "0"}, [("scale_levels", "scales.abc")]),
        ({"A": "1.1", "B": "0.5", "C": "0"}, [("scale_levels", "scales.abc")]),
        ({"A": "1", "B": "0.5", "C": "-0.1"}, [("scale_levels", "scales.abc")]),
        ({"A": "1", "a": "0.5", "C": "0"}, [("letter_twice", "scales.abc")]),
        ({"A": "1", "B!": "0.5", "C": "0"}, [("letter_shape", "scales.abc.levels")]),
        ({"A": "1", "B": "x", "C": "0"}, [("not_a_number", "scales.abc.levels")]),
    ],
)
def test_a_scale_falls_from_at_most_one_to_at_least_nothing(
    levels: dict[str, str], messages: list[tuple[str, str]]
) -> None:
    without = _set("tree", 0, "children", 0, "rubric", value=[])
    assert _found(_all(_set("scales", "abc", "levels", value=levels), without)) == messages
