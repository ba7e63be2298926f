"""`check --against`: what changed between two instruments, one change at a time."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.instrument.compare import compare
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.messages.render import render

Document = dict[str, Any]
BOTH = ["S1", "S2"]
SMALL: Document = {
    "format": "bening-instrument-1",
    "id": "kecil-2025",
    "year": "2025",
    "title": "Kecil",
    "sources": {"S1": {"title": "a"}, "S2": {"title": "b"}},
    "weights": {"default": {"source": BOTH}},
    "scales": {"abc": {"levels": {"A": "1", "B": "0.5", "C": "0"}, "source": BOTH}},
    "options": {"baca": {"title": "Baca", "choices": ["satu", "dua"], "assumed": "true"}},
    "facts": {"opini": {"title": "Opini", "scale": ["TW", "WTP"], "source": BOTH}},
    "maximum": "10",
    "tree": [
        {
            "code": "A",
            "title": "A",
            "weight": "6",
            "aggregate": "mean",
            "children": [
                {"code": "A.1", "kind": "choice", "scale": "abc", "question": "Satu?", "rubric": ["a", "b", "c"]},
                {"code": "A.2", "kind": "percent", "question": "Dua?"},
            ],
        },
        {
            "code": "B",
            "title": "B",
            "weight": "4",
            "children": [
                {
                    "code": "B.1",
                    "weight": "4",
                    "kind": "ratio",
                    "question": "Tiga?",
                    "formula": "x / y",
                    "inputs": {"x": {"effect": "up"}, "y": {"effect": "down"}},
                    "zero_divisor": {"value": "zero", "assumed": "true"},
                }
            ],
        },
    ],
    "predicates": {
        "lulus": {
            "title": "Lulus",
            "gates": [
                {"id": "total", "nodes": "all", "points": "7", "source": BOTH},
                {"id": "opini", "fact": "opini", "at_least": "WTP", "source": BOTH},
            ],
        }
    },
    "stages": [{"id": "akhir", "title": "Akhir", "thresholds": [{"id": "batas", "points": "8", "source": BOTH}]}],
}


def _instrument(document: Document) -> Instrument:
    return read_instrument(yamltree.plain(document), "kecil.yaml")[0]


def _set(*path: Any, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        at: Any = document
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value

    return change


def _drop_question(document: Document) -> None:
    document["tree"][0]["children"].pop()


def _move_question(document: Document) -> None:
    moved = document["tree"][0]["children"].pop()
    document["tree"][1]["children"][0]["weight"] = "3"
    document["tree"][1]["children"].append({**moved, "weight": "1"})


def _weights(document: Document) -> None:
    document["tree"][0]["weight"] = "5"
    document["tree"][1]["weight"] = "5"
    document["tree"][1]["children"][0]["weight"] = "5"


FIRST, THIRD = ("tree", 0, "children", 0), ("tree", 1, "children", 0)
GATES = ("predicates", "lulus", "gates")


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        (_set("year", value="2026"), ["change_head"]),
        (_set("score", value={"decimals": "1", "source": BOTH}), ["change_head"]),
        (_set("options", "baca", "choices", value=["dua", "satu"]), ["change_option"]),
        (_set("options", "baru", value={"title": "x", "choices": ["a", "b"], "assumed": "true"}), ["change_new"]),
        (_set("facts", "opini", "scale", value=["TW", "WDP", "WTP"]), ["change_fact"]),
        (_drop_question, ["change_question_gone"]),
        (_move_question, ["change_place", "change_weight"]),
        (_weights, ["change_weight", "change_weight", "change_weight"]),
        (_set("tree", 0, "title", value="Aa"), ["change_title"]),
        (_set(*FIRST, "rubric", value=["a", "b", "d"]), ["change_rubric"]),
        (_set(*FIRST, "question", value="Satu saja?"), ["change_title", "change_leaf"]),
        (_set(*FIRST, "outcome", value="true"), ["change_leaf"]),
        (_set(*FIRST, "measure", value="a.b"), ["change_leaf"]),
        (_set("scales", "abc", "levels", value={"A": "1", "B": "0.6", "C": "0"}), ["change_leaf"]),
        (_set(*THIRD, "zero_divisor", "value", value="full"), ["change_option", "change_leaf"]),
        (_set(*THIRD, "cap", value={"value": "0.9", "source": BOTH}), ["change_details"]),
        (_set(*GATES, 0, "points", value="7.5"), ["change_gate_limit"]),
        (_set(*GATES, 0, "nodes", value=["A", "B"]), ["change_gate_shape"]),
        (_set(*GATES, 1, "at_least", value="TW"), ["change_gate_limit"]),
        (_set(*GATES, 0, "id", value="jumlah"), ["change_gone", "change_new"]),
        (_set("stages", 0, "thresholds", 0, "points", value="9"), ["change_threshold"]),
        (_set("stages", 0, "id", value="final"), ["change_gone", "change_new", "change_gone", "change_new"]),
        (_set("title", value="Kecil sekali"), ["change_other"]),
    ],
)
def test_each_change_is_named(change: Callable[[Document], None], keys: list[str]) -> None:
    changed = deepcopy(SMALL)
    change(changed)
    found = [entry.key for entry in compare(_instrument(changed), _instrument(SMALL))]
    assert sorted(found) == sorted(keys)


def test_what_is_new_and_what_is_gone_change_places() -> None:
    changed = deepcopy(SMALL)
    _drop_question(changed)
    found = compare(_instrument(SMALL), _instrument(changed))
    assert [(entry.key, dict(entry.values)["code"]) for entry in found] == [("change_question_new", "A.2")]


def test_a_weight_names_before_and_after() -> None:
    changed = deepcopy(SMALL)
    _weights(changed)
    values = dict(compare(_instrument(changed), _instrument(SMALL))[0].values)
    assert (values["code"], values["before"], values["after"]) == ("A", "6", "5")


def test_comments_quotes_and_the_order_of_keys_change_nothing() -> None:
    first = yamltree.read("a: 1\nb: '2'\n", "x")
    assert first is not None
    turned = {key: SMALL[key] for key in reversed(SMALL)}
    spelled = deepcopy(turned)
    spelled["maximum"] = "10.00"
    spelled["tree"][0]["weight"] = "6.0"
    assert compare(_instrument(spelled), _instrument(SMALL)) == []


def _sentences(change: Callable[[Document], None], language: str) -> list[str]:
    changed = deepcopy(SMALL)
    change(changed)
    return [render(entry, language) for entry in compare(_instrument(changed), _instrument(SMALL))]


@pytest.mark.parametrize(
    ("change", "language", "sentence"),
    [
        (
            _set("scales", "abc", "levels", value={"A": "1", "B": "0.6", "C": "0"}),
            "id",
            "A.1, tingkat nilai: A 1; B 0,5; C 0 menjadi A 1; B 0,6; C 0.",
        ),
        (_set(*GATES, 0, "points", value="7.5"), "id", "Batas syarat lulus.total: 7 menjadi 7,5."),
        (_set(*GATES, 0, "points", value="7.5"), "en", "Limit of gate lulus.total: 7 became 7.5."),
        (_set(*FIRST, "question", value="Satu saja?"), "id", "A.1, bunyi pertanyaan: “Satu?” menjadi “Satu saja?”."),
        (_set(*FIRST, "measure", value="a.b"), "id", "A.1, ukuran dari sistem: tidak ada menjadi a.b."),
    ],
)
def test_a_change_reads_in_the_language_of_its_reader(
    change: Callable[[Document], None], language: str, sentence: str
) -> None:
    assert sentence in _sentences(change, language)


def test_another_way_of_answering_is_told_in_words_and_names_no_highest_entry_that_nobody_types() -> None:
    leaf = {"code": "A.2", "kind": "choice", "scale": "abc", "question": "Dua?", "rubric": ["a", "b", "c"]}
    assert _sentences(_set("tree", 0, "children", 1, value=leaf), "id") == [
        "A.2, cara menjawab: persen menjadi pilihan tingkat.",
        "A.2, tingkat nilai: tidak ada menjadi A 1; B 0,5; C 0.",
        "Rubrik A.2 berubah.",
    ]
