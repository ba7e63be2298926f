"""Messages as a person reads them: one line, the place first, whatever stands in the values."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from bening.scoring.text import Message, Place, Text

LONGEST_VALUE = 300
LONGEST_TERM = 5_000
_PACKAGE = __name__.rpartition(".")[0]
_NOTHING = Text("(kosong)", "(empty)")
_SPACES = re.compile(r"\s+")
# Sentences of arithmetic write numbers as the language does; those on files write them as they stand in the file.
_ARITHMETIC = "rule_"
_NUMBERS = frozenset({"answer", "cap", "inputs", "maximum", "terms", "value", "weight"})
_POINT = re.compile(r"(?<![\w.])([0-9]+)\.([0-9]+)(?![\w.])")


def render(entry: Message, language: str, more: Mapping[str, tuple[str, str]] | None = None) -> str:
    """Return the message as one line in the language; a key that no catalogue has, nor `more`, raises `KeyError`.

    >>> render(Message("yaml_empty", (), Place("a.yaml", 1)), "en")
    'a.yaml:1: This file is empty. Fill it in first, or choose another file.'
    """
    indonesian, english = (more or {}).get(entry.key) or catalogue()[entry.key]
    template = english if language == "en" else indonesian
    is_arithmetic = entry.key.startswith(_ARITHMETIC)
    longest = LONGEST_TERM if is_arithmetic else LONGEST_VALUE
    values = {}
    for name, value in entry.values:
        said = harmless(value.said(language) if isinstance(value, Text) else value, longest)
        if is_arithmetic and language != "en" and name in _NUMBERS:
            said = _POINT.sub(r"\1,\2", said)
        values[name] = said or _NOTHING.said(language)
    return _place(entry.place) + template.format_map(values)


@cache
def catalogue() -> Mapping[str, tuple[str, str]]:
    """Return every sentence by key, Indonesian and English; read at the first message, as most runs have none."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found |= getattr(import_module(f"{_PACKAGE}.{path.stem}"), "CATALOGUE", {})
    return found


def harmless(text: str, longest: int = LONGEST_VALUE) -> str:
    """Return text from outside as one line of bounded length that moves no cursor and turns no direction.

    >>> harmless("a\\nb\\x1b[2Jc")
    'a b?[2Jc'
    """
    start = _SPACES.sub(" ", text[: 2 * longest]).strip()
    plain = "".join(letter if letter.isprintable() else "?" for letter in start)
    return plain if len(plain) <= longest and len(text) <= 2 * longest else plain[: longest - 1] + "…"


def _place(place: Place) -> str:
    """Return where it stands, up to the sentence."""
    path = place.file or ""
    file = harmless(path if len(path) <= LONGEST_VALUE else "…" + path[1 - LONGEST_VALUE :])
    if place.cell:
        cell = harmless(place.cell)
        return f"{file}, {cell}: " if file else f"{cell}: "
    if not file:
        return ""
    return f"{file}:{place.line}: " if place.line else f"{file}: "
