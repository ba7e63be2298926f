"""PDF from a typst template, in this process: PDF/A-2a and PDF/UA-1 at once, the same bytes for the same input."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import typst

import bening

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
LANGUAGES = ("id", "en")
TYPEFACES = ("Plus Jakarta Sans", "Libertinus Serif")
"""The first of them that is at hand is used; the last comes with typst."""

_PACKAGE = Path(bening.__file__).parent
_DOWNLOADS = re.compile(r"""["']@""")
# What the fonts at hand have letters for, with either typeface; marks that turn the direction of text are left out.
# A letter without a font would make the whole document fail.
_CAN_BE_SHOWN = (
    r"\n\t\x20-\x7e\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff"  # Latin, Greek, Cyrillic
    r"\u0621-\u063a\u0640-\u0655\u0660-\u066d\u1e00-\u1eff"  # Arabic, more Latin
    r"\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20c0"  # signs, money
    r"\u2100-\u211e\u2126-\u2151\u2153-\u2184\u2190-\u23ff\u2460-\u262f"  # letters as signs, arrows, operators, frames
    r"\u2701-\u2704\u2706-\u2709\u270c-\u2727"  # ticks and crosses
)
_CANNOT_BE_SHOWN = re.compile(f"[^{_CAN_BE_SHOWN}]")
_UNSHOWN = "\ufffd"


class DocumentFault(Exception):  # noqa: N818 - named for what it is, as the refusals of the engine are
    """A template cannot be set: an unknown font, a missing title or alternative text, a fault in its code."""


def render(
    template: Path,
    data: Mapping[str, object],
    *,
    title: str,
    language: str,
    at: datetime,
    fonts: Sequence[Path] = (),
) -> bytes:
    """Return the PDF of a template filled with data; the same input gives the same bytes. Raises `DocumentFault`.

    The template reads `data`, `doc-title` and `language` from `/kernel/documents/typst/bening.typ`. Decimals, dates
    and ids reach it as text. `at` is the moment that the file's properties give to the second, aware of its zone.
    `fonts` are folders; without them the folder that set-up filled.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no document in the language {language!r}")
    source = template.read_text(encoding="utf-8")
    if _DOWNLOADS.search(source):
        raise DocumentFault(f"{template.name}: packages are downloaded, so no template takes one")
    known = _fonts(tuple(fonts) or shipped_fonts())
    given = {
        "data": json.dumps(_showable(data), ensure_ascii=False, sort_keys=True, allow_nan=False, default=_plain),
        "title": showable(title),
        "language": language,
        "typeface": next(name for name in TYPEFACES if name in known.families()),
    }
    try:
        compiler = typst.Compiler(root=_PACKAGE, font_paths=known, ignore_system_fonts=True, sys_inputs=given)
        content, warnings = compiler.compile_with_warnings(
            source.encode(), format="pdf", pdf_standards=[*STANDARDS], timestamp=at.replace(microsecond=0)
        )
    except typst.TypstError as error:
        raise DocumentFault(f"{template.name}: {error.message}") from None
    if warnings:
        raise DocumentFault(f"{template.name}: {warnings[0].message}")
    assert isinstance(content, bytes)
    return content


def shipped_fonts() -> tuple[Path, ...]:
    """Return the folder of the product's typeface where set-up has filled it."""
    folder = Path(__file__).parent / "typst" / "fonts"
    return (folder,) if folder.is_dir() else ()


def showable(text: str) -> str:
    """Return text with a mark in place of each letter that no font at hand shows, and of what turns its direction.

    >>> showable("Hj. Siti \\u202e") == "Hj. Siti \\ufffd"
    True
    """
    return _CANNOT_BE_SHOWN.sub(_UNSHOWN, text.replace("\r\n", "\n"))


@lru_cache(maxsize=8)
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))


def _showable(value: Any) -> Any:
    """Return plain data in which every text can be shown."""
    match value:
        case str():
            return showable(value)
        case Mapping():
            return {str(key): _showable(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_showable(entry) for entry in value]
    return value


def _plain(value: object) -> str:
    match value:
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
    raise TypeError(f"a document takes no {type(value).__name__}")
