"""The day by which a declaration is due, from the file of parameters."""

from functools import lru_cache
from pathlib import Path

from bening.scoring import yamltree
from bening.systems.oversight.rules import Term

FILE = Path(__file__).parent / "parameters.yaml"


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return the terms, the earliest first."""
    told = yamltree.texts(yamltree.read_file(FILE))
    found = [
        Term(int(entry["from"]), int(entry["month"]), int(entry["day"]), entry["source"], entry["address"])
        for entry in told["due"]
    ]
    return tuple(sorted(found, key=lambda term: term.first_year))
