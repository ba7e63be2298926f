"""A small instrument with a question of every kind, for workbooks."""

from typing import Any

from bening.scoring import yamltree
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from tests.scoring.strategies import BOTH, SCALES, SOURCES

Document = dict[str, Any]


def document() -> Document:
    """Return the instrument as its file holds it, free to be changed."""
    ratio = {
        "code": "A.ratio",
        "kind": "ratio",
        "question": "Berapa bagian?",
        "weight": "4",
        "formula": "selesai / semua",
        "inputs": {"selesai": {"effect": "up"}, "semua": {"effect": "down"}, "diproses": {"effect": "unused"}},
        "zero_divisor": {"value": "zero", "source": BOTH},
    }
    index = {"kind": "index", "maximum": "4", "question": "Indeks?", "weight": "3"}
    bands = [{"at_most": "5", "value": "1"}, {"at_most": "20.5", "value": "0.4"}]
    number = {"kind": "number", "maximum": "100", "bands": bands, "question": "Berapa hari?", "weight": "2"}
    free = {
        "kind": "percent",
        "question": "Berapa persen?",
        "weight": "1",
        "not_applicable": {"value": "1", "source": BOTH},
    }
    other = {"kind": "instrument", "instrument": "mcsp-2025", "maximum": "100", "question": "Skor?", "weight": "2"}
    return {
        "format": "bening-instrument-1",
        "id": "kecil-2025",
        "year": "2025",
        "title": {"id": "Kecil", "en": "Small"},
        "sources": SOURCES,
        "weights": {"default": {"source": BOTH}},
        "scales": SCALES,
        "facts": {
            "opini": {"title": "Opini", "scale": ["TMP", "TW", "WTP"], "assumed": "true"},
            "pernah": {"title": "Pernah", "kind": "yes_no"},
            "spbe": {"title": "SPBE", "kind": "number", "minimum": "0", "maximum": "5"},
        },
        "options": {"reading": {"title": "Bacaan", "choices": ["one", "other"], "assumed": "true"}},
        "maximum": "20",
        "tree": [
            {
                "code": "A",
                "title": "Area A",
                "weight": "15",
                "children": [
                    {"code": "A.choice", "kind": "choice", "scale": "abcd", "question": "Tingkat?", "weight": "2"},
                    ratio,
                    {"code": "A.index", **index},
                    {"code": "A.number", **number},
                    {"code": "A.free", **free},
                    {"code": "A.other", **other},
                    {"code": "A.last", "kind": "yes_no", "question": "Ada?", "weight": "1"},
                ],
            },
            {
                "code": "B",
                "title": "Area B",
                "weight": "5",
                "children": [
                    {
                        "code": "B.1",
                        "title": "Kelompok",
                        "weight": "5",
                        "aggregate": "mean",
                        "children": [
                            {"code": "B.1.a", "kind": "yes_no", "question": "Ada?"},
                            {"code": "B.1.b", "kind": "choice", "scale": "abc", "question": "Tingkat?"},
                        ],
                    }
                ],
            },
        ],
        "stages": [{"id": "akhir", "title": "Akhir", "thresholds": [{"id": "batas", "points": "9", "source": BOTH}]}],
    }


def instrument(changed: Document | None = None) -> Instrument:
    """Return the instrument."""
    return read_instrument(yamltree.plain(changed or document()), "kecil-2025.yaml")[0]


def answers(**changes: Any) -> AnswerSet:
    """Return answers to every question of it; keyword arguments replace facts, options, stage, as_of."""
    given: Document = {
        "instrument": "kecil-2025",
        "answers": {
            "A.choice": "B",
            "A.ratio": {"selesai": "3", "semua": "7"},
            "A.index": "3.72",
            "A.number": "12",
            "A.free": "n/a",
            "A.other": {"score": "81.25", "as_of": "2025-10-01"},
            "A.last": "T",
            "B.1.a": "Y",
            "B.1.b": "C",
        },
        "facts": {"opini": "WTP", "pernah": "true", "spbe": "3.2"},
        "options": {"reading": "other"},
        "as_of": "2025-09-11",
        "stage": "akhir",
    }
    return read_tree(yamltree.plain(given | changes), instrument(), "kecil.yaml")
