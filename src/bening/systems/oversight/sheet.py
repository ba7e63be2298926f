"""The register as an Excel sheet: the same columns out and in, in either language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from bening.kernel.documents.messages import CATALOGUE
from bening.kernel.documents.sheets import Column, Row, Sheet, read, write
from bening.kernel.people.models import Region
from bening.scoring.messages.render import render
from bening.scoring.text import Message
from bening.scoring.text import Refused as Unreadable
from bening.systems.oversight.models import Obligation, PostClass
from bening.systems.oversight.rules import Wanted

BLANK_ROWS = 25
LASTS = 3600
SALT = "bening.systems.oversight.sheet"
LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Opened:
    """What an uploaded sheet holds: its lines, or why it cannot be taken."""

    rows: tuple[Wanted, ...]
    problems: tuple[str, ...]


def language() -> str:
    """Return the language of the page as sheets name it."""
    return "en" if (get_language() or "").startswith("en") else "id"


def columns(offices: Iterable[str], in_language: str) -> tuple[Column, ...]:
    """Return the columns of the sheet in a language."""
    with override(in_language):
        classes = tuple(str(label) for label in PostClass.labels)
        return (
            Column(_("Tahun lapor"), "year", 12, kind="whole", is_required=True, number_format="0"),
            Column(_("Nomor"), "number", 10, kind="whole", is_required=True, number_format="000"),
            Column(_("Kantor"), "office", 42, choices=tuple(offices), is_required=True),
            Column(_("Golongan jabatan"), "post_class", 26, choices=classes),
            Column(_("Tanggal lapor"), "filed_on", 16, kind="date"),
        )


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


def opened(content: bytes, offices: Sequence[str]) -> Opened:
    """Return what an uploaded workbook holds; its titles may be in either language."""
    first: Unreadable | None = None
    for tried in sorted(LANGUAGES, key=lambda name: name != language()):
        try:
            found = read(content, columns=columns(offices, tried))
        except Unreadable as refusal:
            first = first or refusal
        else:
            return Opened(tuple(_wanted(row, tried) for row in found.rows), tuple(map(_said, found.messages)))
    assert first is not None
    return Opened((), tuple(map(_said, first.messages)))


def _said(message: Message) -> str:
    return render(message, language(), CATALOGUE)


def _wanted(row: Row, in_language: str) -> Wanted:
    values = row.values
    number, year, filed_on = values["number"], values["year"], values["filed_on"]
    assert isinstance(number, int)
    assert isinstance(year, int)
    with override(in_language):
        by_label = {str(label): name for name, label in PostClass.choices}
    post_class = by_label.get(str(values["post_class"]), "")
    day = filed_on if isinstance(filed_on, date) else None
    return Wanted(row.number, number, str(values["office"]), year, post_class, day)


def packed(region: str, rows: Iterable[Wanted]) -> str:
    """Return lines as signed text that a form carries from the preview to the taking."""
    lines = [
        [
            row.line,
            row.number,
            row.office,
            row.reporting_year,
            row.post_class,
            row.filed_on and row.filed_on.isoformat(),
        ]
        for row in rows
    ]
    return signing.dumps({"region": region, "rows": lines}, salt=SALT, compress=True)


def unpacked(region: str, text: str) -> tuple[Wanted, ...] | None:
    """Return the lines of such a text; None where it is another's, of another region, or older than an hour."""
    try:
        told: Mapping[str, object] = signing.loads(text, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    lines = told["rows"]
    if told["region"] != region or not isinstance(lines, list):
        return None
    return tuple(
        Wanted(line, number, office, year, post_class, date.fromisoformat(day) if day else None)
        for line, number, office, year, post_class, day in lines
    )
