"""The canonical form of a shipped instrument, as a round stores it."""

from functools import lru_cache
from typing import Any

from bening.scoring import yamltree
from bening.scoring.instrument.read import digest, read_instrument
from bening.scoring.instrument.store import shipped


@lru_cache(maxsize=32)
def canonical_form(name: str) -> tuple[str, dict[str, Any]]:
    """Return digest and canonical form of a shipped instrument; raises KeyError for one that is not there."""
    path = shipped()[name]
    _, document = read_instrument(yamltree.read_file(path), str(path))
    return digest(document), document
