"""An invented instrument of 106 indicators, as long as the longest that is in use."""

from functools import lru_cache
from typing import Any

from bening.scoring import yamltree
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import digest, read_instrument
from bening.systems.assessment import rules

LEAVES, COMPONENTS = 106, 6
BOTH = ["S1", "S2"]


def _leaf(component: int, at: int) -> dict[str, Any]:
    return {
        "code": f"K{component}.{at}",
        "kind": "choice",
        "scale": "abc",
        "question": f"Pertanyaan contoh {at} dari komponen {component}: sudah berjalan dan tercatat?",
        "weight": "1",
        "rubric": ["penuh", "sebagian", "belum"],
    }


def _component(number: int) -> dict[str, Any]:
    inside = [_leaf(number, at // COMPONENTS + 1) for at in range(LEAVES) if at % COMPONENTS == number - 1]
    return {"code": f"K{number}", "title": f"Komponen {number}", "weight": str(len(inside)), "children": inside}


@lru_cache(maxsize=1)
def stored() -> tuple[str, dict[str, Any]]:
    """Return digest and canonical form."""
    document = {
        "format": "bening-instrument-1",
        "id": "seratus-enam-contoh",
        "year": "2026",
        "title": "Seratus enam CONTOH",
        "sources": {"S1": {"title": "a"}, "S2": {"title": "b"}},
        "weights": {"default": {"source": BOTH}},
        "scales": {"abc": {"levels": {"A": "1", "B": "0.5", "C": "0"}, "source": BOTH}},
        "maximum": str(LEAVES),
        "tree": [_component(number) for number in range(1, COMPONENTS + 1)],
        "stages": [
            {"id": "penilaian_akhir", "title": "Akhir", "thresholds": [{"id": "batas", "points": "80", "source": BOTH}]}
        ],
    }
    _, form = read_instrument(yamltree.plain(document), "seratus-enam.yaml")
    return digest(form), form


def instrument() -> Instrument:
    """Return the instrument."""
    return rules.instrument_of(*stored())
