"""Verdicts from a result: facts, readings, thresholds, bands, advice, and the whole list of what is assumed."""

from fractions import Fraction
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Basis, Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.store import by_id
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.text import Refused
from bening.scoring.verdict import (
    advice_states,
    assumed,
    band_of,
    find_stage,
    predicate_states,
    shown_limit,
    source_text,
    stage_of,
    threshold_states,
)
from tests.scoring.instrument.test_compare import BOTH, SMALL

FACTS = {
    "opini": {"title": "Opini", "scale": ["TW", "WDP", "WTP"], "assumed": "true"},
    "perkara": {"title": "Perkara", "kind": "number", "type": "count", "minimum": "0"},
    "indeks": {"title": "Indeks", "kind": "number", "minimum": "0", "maximum": "5"},
    "punya": {"title": "Punya", "kind": "yes_no"},
}
GATES: list[dict[str, Any]] = [
    {"id": "total", "nodes": "all", "points": "7"},
    {"id": "satu", "nodes": ["A"], "share": "0.5", "when": {"baca": "satu"}},
    {"id": "dua", "nodes": ["A.1"], "points": "3", "when": {"baca": "dua"}},
    {"id": "opini", "fact": "opini", "at_least": "WDP", "assumed": "true"},
    {"id": "perkara", "fact": "perkara", "at_most": "0"},
    {"id": "indeks", "fact": "indeks", "at_least": "3.5", "inclusive": "false"},
    {"id": "punya", "fact": "punya", "at_least": "true"},
    {"id": "entah", "fact": "indeks", "at_least": "unknown"},
]
STAGES = [
    {"id": "awal", "title": "Awal"},
    {
        "id": "akhir",
        "title": "Akhir",
        "thresholds": [
            {"id": "lulus", "points": "8", "source": BOTH},
            {"id": "tegas", "points": "8", "inclusive": "false", "assumed": "true"},
        ],
        "bands": [
            {"id": "cukup", "min": "6", "source": BOTH},
            {
                "id": "baik",
                "title": "Baik",
                "min": "8",
                "inclusive": {"value": "true", "assumed": "true"},
                "source": BOTH,
            },
        ],
    },
]
ADVICE = [
    {"id": "umum", "title": "Umum", "text": "Selalu"},
    {"id": "tahap", "title": "Tahap", "stage": "akhir", "gates": [
        {"id": "s", "nodes": ["A", "B"], "share": "0.9"}, {"id": "t", "nodes": "all", "points": "5"},
        {"id": "u", "nodes": "all", "points": "unknown"}, {"id": "v", "nodes": "all", "share": "0.8"},
        {"id": "w", "fact": "opini", "at_least": "WTP"},
    ]},
]  # fmt: skip


def _instrument() -> Instrument:
    document: dict[str, Any] = {**SMALL, "facts": FACTS, "stages": STAGES, "advice": ADVICE}
    gates = [gate if "assumed" in gate else {**gate, "source": BOTH} for gate in GATES]
    document["predicates"] = {"lulus": {"title": "Lulus", "reading": "baca", "gates": gates}}
    return read_instrument(yamltree.plain(document), "kecil.yaml")[0]


def _result(facts: dict[str, str] | None = None, options: dict[str, str] | None = None, **answers: str) -> Result:
    instrument = _instrument()
    named = {code.replace("_", "."): answer for code, answer in answers.items()}
    document = {"instrument": instrument.id, "answers": named, "facts": facts or {}, "options": options or {}}
    return score(plan(instrument), read_tree(yamltree.plain(document), instrument, "x"))


@pytest.mark.parametrize(
    ("fact", "word", "opened"),
    [
        ("opini", "TW", False), ("opini", "WDP", True), ("opini", "WTP", True),
        ("perkara", "0", True), ("perkara", "1", False),
        ("indeks", "3.5", False), ("indeks", "3,51", True), ("indeks", "3.49", False),
        ("punya", "true", True), ("punya", "false", False),
    ],
)  # fmt: skip
def test_a_gate_on_a_fact(fact: str, word: str, opened: bool) -> None:
    states = {state.gate.id: state for state in predicate_states(_result({fact: word}))["lulus"].gates}
    assert (states[fact].open, states[fact].have, states[fact].why) == (opened, word, None)
    others = {"opini", "perkara", "indeks", "punya"} - {fact}
    assert {(states[name].open, states[name].have, states[name].why) for name in others} == {
        (None, None, "fact_unstated")
    }
    assert (states["entah"].open, states["entah"].need, states["entah"].why) == (None, None, "limit_unknown")


def test_scored_asks_points_alone_and_reached_asks_everything() -> None:
    facts = {"opini": "WTP", "perkara": "0", "indeks": "4", "punya": "true"}
    state = predicate_states(_result(facts, A_1="A", A_2="100", B_1="1"))["lulus"]
    assert (state.scored, state.reached) == (True, False)  # one limit is unknown
    state = predicate_states(_result(A_1="C", A_2="0", B_1="1"))["lulus"]
    assert (state.scored, state.reached) == (False, False)


def test_each_reading_has_its_own_gates() -> None:
    # A.1 = B: 1,5 of 3 points; A.2 = 100: 3 points. A has 4,5 of 6: half is reached. B.1 = 4 points.
    found = {
        reading: predicate_states(_result(options={"baca": reading}, A_1="B", A_2="100", B_1="1"))["lulus"]
        for reading in ("satu", "dua")
    }
    assert found["satu"].readings == found["dua"].readings == {"satu": True, "dua": False}
    assert (found["satu"].scored, found["dua"].scored) == (True, False)
    assert [state.gate.id for state in found["dua"].gates if state.on_points] == ["total", "dua"]
    states = {state.gate.id: state for state in found["satu"].gates}
    assert (states["satu"].need, states["satu"].have) == (Fraction(3), Fraction(9, 2))


def test_stages_thresholds_and_bands() -> None:
    result = _result(A_1="B", A_2="100", B_1="0.875")  # 4,5 + 3,5 = 8 exactly
    stage = find_stage(result.plan.instrument, "akhir")
    assert [(state.threshold.id, state.gap, state.open) for state in threshold_states(result, stage)] == [
        ("lulus", Fraction(0), True), ("tegas", Fraction(0), False)
    ]  # fmt: skip
    band = band_of(result, stage)
    assert band is not None
    assert band.id == "baik"
    other = band_of(_result(options={"inclusive.baik": "exclusive"}, A_1="B", A_2="100", B_1="0.875"), stage)
    assert other is not None
    assert other.id == "cukup"
    assert band_of(_result(A_1="C"), stage) is None
    assert threshold_states(result, None) == []
    assert band_of(result, None) is None
    assert threshold_states(result, find_stage(result.plan.instrument, "awal")) == []


def test_a_stage_is_asked_for_or_stands_in_the_answers() -> None:
    instrument = _instrument()
    given = read_tree(yamltree.plain({"instrument": instrument.id, "stage": "awal"}), instrument, "x")
    result = score(plan(instrument), given)
    found = [stage_of(result), stage_of(result, "akhir"), stage_of(_result())]
    assert [stage and stage.id for stage in found] == ["awal", "akhir", None]
    with pytest.raises(Refused) as refused:
        stage_of(result, "z" * 90)
    assert dict(refused.value.messages[0].values) == {"name": "z" * 60, "known": "awal, akhir"}


def test_advice_is_shown_at_its_stage_and_decides_nothing() -> None:
    result = _result({"opini": "WDP"}, A_1="A", A_2="100", B_1="0.6")  # 6 + 2,4 = 8,4
    assert [advice.id for advice, _ in advice_states(result, None)] == ["umum"]
    stage = find_stage(result.plan.instrument, "akhir")
    states = advice_states(result, stage)
    assert [advice.id for advice, _ in states] == ["umum", "tahap"]
    found = {state.gate.id: (state.need, state.have, state.open) for state in states[1][1]}
    assert found == {
        "s": (Fraction(9), Fraction("8.4"), False),
        "t": (Fraction(5), Fraction("8.4"), True),
        "u": (None, Fraction("8.4"), None),
        "v": (Fraction(8), Fraction("8.4"), True),
        "w": ("WTP", "WDP", False),
    }


def test_everything_assumed_is_listed_once_in_order() -> None:
    zero = {"x": "0", "y": "0"}
    instrument = _instrument()
    document = {"instrument": instrument.id, "answers": {"B.1": zero}, "facts": {"opini": "WTP", "punya": "true"}}
    result = score(plan(instrument), read_tree(yamltree.plain(document), instrument, "x"))
    stage = find_stage(instrument, "akhir")
    assert assumed(result, stage) == [
        "gate:opini", "option:baca", "zero_divisor:B.1", "scale:opini", "threshold:tegas", "band:baik"
    ]  # fmt: skip
    assert assumed(_result(), None) == ["gate:opini", "option:baca"]


def test_assumed_weights_and_rubrics_count_where_they_are_used() -> None:
    kka = by_id("kka-2025")
    answers = {"K2.1": "B", "K2.4": "90", "K1.1": {"score": "98"}}
    result = score(plan(kka, "equal"), read_tree(yamltree.plain({"instrument": kka.id, "answers": answers}), kka, "x"))
    assert assumed(result, None) == ["weights:equal", "rubric:K2.1"]
    assert assumed(result, find_stage(kka, "monev"))[2:] == ["threshold:monev-quoted"]


def test_sources_are_addresses_or_titles() -> None:
    instrument = _instrument()
    assert source_text(instrument, Basis(("S1", "S2", "S9"))) == "a; b"
    assert source_text(by_id("kka-2025"), Basis(tuple(by_id("kka-2025").sources)[:1])).startswith("https://")
    assert source_text(instrument, Basis()) == ""


def test_limits_are_shown_with_six_decimals_or_as_words() -> None:
    assert [shown_limit(value) for value in (Fraction(2, 3), "WTP", None)] == ["0.666667", "WTP", None]
