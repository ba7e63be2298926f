"""What a kept sheet would change, in the words of the page: old beside new, and what cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bening.systems.assessment.models import Answer, SheetKind, StagedImport
from bening.systems.assessment.saying import title_of, value_words
from bening.systems.assessment.worksheet.reading import is_same, plain_note
from bening.web import formatting
from bening.web.language import language


@dataclass(frozen=True)
class Cell:
    """One thing that changes: what it is, what stands there, what will stand there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One indicator that changes; `place` is its cell on the sheet."""

    code: str
    title: str
    place: str
    cells: list[Cell]


@dataclass(frozen=True)
class Preview:
    """Everything that the page shows before the sheet is applied."""

    lines: list[Line]
    faults: list[str]
    rejected: int


def preview(staged: StagedImport, answers: Sequence[Answer]) -> Preview:
    """Return what a kept sheet would change; `answers` are those of its round."""
    titles = {str(answer.id): title_of(answer.title) for answer in answers}
    cells = _answered if staged.kind == SheetKind.ANSWERS else _handed
    lines = [
        Line(change["code"], titles.get(change["answer"], ""), change["place"], cells(change))
        for change in staged.changes
    ]
    faults = [message[language()] for entry in staged.rejected for message in entry["told"]]
    return Preview(lines, faults, sum(bool(entry["values"]) for entry in staged.rejected))


def _answered(change: Mapping[str, Any]) -> list[Cell]:
    was, found = change["was"], []
    if not is_same(was["value"], change["value"]):
        found.append(Cell(_("Jawaban"), value_words(was["value"]), value_words(change["value"])))
    if plain_note(was["note"]) != change["note"]:
        found.append(Cell(_("Catatan"), was["note"], change["note"]))
    return found


def _handed(change: Mapping[str, Any]) -> list[Cell]:
    was = change["was"]
    named = [
        (_("Kantor"), was["office"], change["office"]),
        (_("Penilai internal"), was["assessor"], change["assessor"]),
        (_("Tenggat"), _day(was["due"]), _day(change["due"])),
    ]
    return [Cell(label, before, after) for label, before, after in named if before != after]


def _day(text: str) -> str:
    return formatting.day(date.fromisoformat(text), language())
