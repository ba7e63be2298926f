"""The day by which a declaration is due, from the file of parameters."""

from functools import lru_cache
from pathlib import Path

from bening.scoring import yamltree
from bening.systems.oversight.rules import Term
from bening.web.language import language as spoken

FILE = Path(__file__).parent / "parameters.yaml"


def terms(language: str = "") -> tuple[Term, ...]:
    """Return the terms, the earliest first, with their sources in a language: that of the page where none is named."""
    return _terms(language or spoken())


@lru_cache(maxsize=2)
def _terms(language: str) -> tuple[Term, ...]:
    told = yamltree.texts(yamltree.read_file(FILE))
    found = [
        Term(int(entry["from"]), int(entry["month"]), int(entry["day"]), entry["source"][language], entry["address"])
        for entry in told["due"]
    ]
    return tuple(sorted(found, key=lambda term: term.first_year))
