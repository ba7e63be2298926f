"""The register as an Excel sheet: the same columns out and in, in either language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from bening.kernel.documents.messages import CATALOGUE
from bening.kernel.documents.sheets import LARGE, USUAL, Column, Limits, Read, Row, Sheet, read_records, write
from bening.kernel.people.models import Region
from bening.scoring.messages.render import render
from bening.scoring.text import Message
from bening.scoring.text import Refused as Unreadable
from bening.systems.oversight.models import Obligation, PostClass
from bening.systems.oversight.rules import Wanted
from bening.web.language import language

BLANK_ROWS = 25
LANGUAGES = ("id", "en")
# What a sheet of the usual size is refused for, and a larger one is not.
ABOUT_SIZE = {"sheets_too_many_rows", "sheets_too_many_cells", "workbook_inflates"}
Told = Mapping[str, str]
"""A sentence in both languages."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an uploaded sheet holds: its lines, the rows that cannot be taken, or why nothing of it can be."""

    rows: tuple[Wanted, ...] = ()
    kept: tuple["Kept", ...] = ()
    problems: tuple[Told, ...] = ()
    is_too_large: bool = False

    def said(self) -> list[str]:
        """Return everything that is wrong, in the language of the page."""
        told = [*self.problems, *(one for entry in self.kept for one in entry.told)]
        return [one[language()] for one in told]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row for repair: what stood in its cells, and what is said of it."""

    line: int
    values: Mapping[str, str]
    told: Sequence[Told]

    def stored(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"line": self.line, "values": dict(self.values), "told": [dict(told) for told in self.told]}


def columns(offices: Iterable[str], in_language: str, *, told: bool = False) -> tuple[Column, ...]:
    """Return the columns of the sheet in a language; with `told`, also what has to be mended in a row."""
    with override(in_language):
        classes = tuple(str(label) for label in PostClass.labels)
        found = (
            Column(_("Tahun lapor"), "year", 12, kind="whole", is_required=True, number_format="0"),
            Column(_("Nomor"), "number", 10, kind="whole", is_required=True, number_format="000"),
            Column(_("Kantor"), "office", 42, choices=tuple(offices), is_required=True),
            Column(_("Golongan jabatan"), "post_class", 26, choices=classes),
            Column(_("Tanggal lapor"), "filed_on", 16, kind="date"),
        )
        return (*found, Column(_("Yang perlu diperbaiki"), "told", 60, is_extra=True)) if told else found


def written(region: Region, offices: Sequence[str], found: Iterable[Obligation], *, made: datetime) -> bytes:
    """Return a workbook with the rows of the register, and empty lines to fill in."""
    rows = [
        {
            "year": row.reporting_year,
            "number": row.number,
            "office": row.organisation.name,
            "post_class": row.get_post_class_display() if row.post_class else "",
            "filed_on": row.receipt.filed_on if hasattr(row, "receipt") else None,
        }
        for row in found
    ]
    sheet = Sheet("LHKPN", columns(offices, language()), rows, is_sample=region.is_sample, blank_rows=BLANK_ROWS)
    return write([sheet], language=language(), made=made)


def repair(region: Region, offices: Sequence[str], kept: Iterable[Mapping[str, Any]], *, made: datetime) -> bytes:
    """Return a workbook of the rows that were not taken, each with what has to be mended."""
    labels = _labels(language())
    rows = [
        {key: _typed(key, text) for key, text in entry["values"].items()}
        | {
            "post_class": labels.get(entry["values"]["post_class"], entry["values"]["post_class"]),
            "told": "\n".join(told[language()] for told in entry["told"]),
        }
        for entry in kept
    ]
    sheet = Sheet("LHKPN", columns(offices, language(), told=True), rows, is_sample=region.is_sample)
    return write([sheet], language=language(), made=made)


def _labels(to: str) -> dict[str, str]:
    """Return the label in a language of each class, by its name and by its label in any language."""
    with override(to):
        found = {name: str(label) for name, label in PostClass.choices}
    for other in LANGUAGES:
        with override(other):
            found |= {str(label): found[name] for name, label in PostClass.choices}
    return found


def _typed(key: str, text: str) -> str | int | date:
    """Return what was typed as its column holds it best: a whole number, a day, else its text."""
    if key in {"year", "number"} and text.isascii() and text.isdigit() and len(text) < len("1234567890"):
        return int(text)
    try:
        return date.fromisoformat(text) if key == "filed_on" else text
    except ValueError:
        return text


def as_kept(row: Wanted, told: Told) -> Kept:
    """Return a line for repair."""
    values = {
        "year": str(row.reporting_year),
        "number": str(row.number),
        "office": row.office,
        "post_class": row.post_class,
        "filed_on": row.filed_on.isoformat() if row.filed_on else "",
    }
    return Kept(row.line, values, [told])


def opened(content: bytes, offices: Sequence[str], limits: Limits = USUAL) -> Opened:
    """Return what an uploaded workbook holds; its titles may be in either language."""
    tried = sorted(LANGUAGES, key=lambda name: name != language())
    try:
        found = read_records(content, columns=[columns(offices, name, told=True) for name in tried], limits=limits)
    except Unreadable as refusal:
        is_too_large = limits != LARGE and refusal.messages[0].key in ABOUT_SIZE
        return Opened(problems=tuple(map(_said, refusal.messages)), is_too_large=is_too_large)
    faults = _Faults(found)
    if faults.whole:
        return Opened(problems=tuple(map(_said, found.messages)))
    with override(tried[found.at]):
        classes = {str(label): name for name, label in PostClass.choices}
    return Opened(tuple(_wanted(row, classes) for row in found.rows), tuple(faults.kept()))


def _said(message: Message) -> Told:
    return {name: render(message, name, CATALOGUE) for name in LANGUAGES}


@dataclass
class _Faults:
    """The messages of a sheet by the row that each is about; `whole` are those about all of it."""

    read: Read
    whole: list[Message] = field(default_factory=list)
    rows: dict[int, list[Message]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {row: [] for row in self.read.rejected}
        for message in self.read.messages:
            self.rows.get(_row_of(message), self.whole).append(message)

    def kept(self) -> Iterator[Kept]:
        """Yield the rejected rows as they were typed."""
        for row, messages in self.rows.items():
            yield Kept(row, {"post_class": "", **self.read.typed[row]}, [_said(message) for message in messages])


def _row_of(message: Message) -> int:
    """Return the row of the cell that a message names, 0 where it names none."""
    digits = (message.place.cell or "").rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _wanted(row: Row, classes: Mapping[str, str]) -> Wanted:
    values = row.values
    number, year, filed_on = values["number"], values["year"], values["filed_on"]
    assert isinstance(number, int)
    assert isinstance(year, int)
    post_class = classes.get(str(values["post_class"]), "")
    day = filed_on if isinstance(filed_on, date) else None
    return Wanted(row.number, number, str(values["office"]), year, post_class, day)


def packed(rows: Iterable[tuple[Wanted, int]]) -> list[list[Any]]:
    """Return lines, each with the version of its obligation that was seen, as they are kept."""
    return [
        [
            row.line,
            row.number,
            row.office,
            row.reporting_year,
            row.post_class,
            row.filed_on and row.filed_on.isoformat(),
            seen,
        ]
        for row, seen in rows
    ]


def unpacked(lines: Iterable[Sequence[Any]]) -> list[tuple[Wanted, int]]:
    """Return kept lines again, each with the version that was seen."""
    return [
        (Wanted(line, number, office, year, post_class, date.fromisoformat(day) if day else None), seen)
        for line, number, office, year, post_class, day, seen in lines
    ]
