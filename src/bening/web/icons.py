"""The icons of the product, by the names of Lucide; set-up copies these and no others."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "icons.json"

ICONS = (Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").split()


@cache
def drawings() -> dict[str, str]:
    """Give the drawing inside each icon, as set-up wrote it."""
    if not FILE.exists():
        raise FileNotFoundError(f"{FILE.name} is missing: run `make setup`, or `python -m bening.web.collect`")
    drawn: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return drawn


def drawing(name: str) -> str:
    """Give the drawing inside one icon."""
    try:
        return drawings()[name]
    except KeyError:
        raise LookupError(f"no icon {name!r}: add its name to bening/web/icons.txt, then run `make setup`") from None
