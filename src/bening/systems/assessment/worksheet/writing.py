"""A worksheet as an Excel file: what the person may write, and on a sheet of its own what they can only read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bening.kernel.documents.columns import Sheet
from bening.kernel.documents.sheets import write
from bening.scoring import numbers
from bening.scoring.instrument.model import Leaf
from bening.scoring.instrument.read_tree import levels_of
from bening.systems.assessment.forms import plain_value
from bening.systems.assessment.models import Answer, AnswerState
from bening.systems.assessment.queries.sheets import HandingSheet, Worksheet
from bening.systems.assessment.saying import title_of, words
from bening.systems.assessment.worksheet import layout
from bening.web.language import language

Row = Mapping[str, object]


def worksheet_file(sheet: Worksheet, made: datetime) -> bytes:
    """Return the workbook of an office's answers."""
    lines = [line for line in sheet.lines if line.id in sheet.writable]
    rows = [(layout.sheet_of(sheet.leaves[line.code]), answer_row(line, sheet.leaves[line.code])) for line in lines]
    sheets = _answered(sheet, rows)
    rest = [_read_row(line, sheet.leaves[line.code]) for line in sheet.lines if line.id not in sheet.writable]
    if rest:
        name = layout.READ_ONLY.said(language())
        sheets.append(Sheet(name, layout.reading_columns(language()), rest, is_sample=sheet.is_sample))
    return write(sheets, language=language(), made=made)


def handing_file(sheet: HandingSheet, made: datetime) -> bytes:
    """Return the workbook by which a round is handed out."""
    rows = [handing_row(line) for line in sheet.lines]
    return write([_handing(sheet, rows)], language=language(), made=made)


def repair_file(sheet: Worksheet | HandingSheet, rejected: Sequence[Mapping[str, Any]], made: datetime) -> bytes:
    """Return the workbook of the rows that could not be taken: as typed, each with what has to be mended."""
    rows = [(str(entry["sheet"]), _mended(entry)) for entry in rejected if entry["values"]]
    if isinstance(sheet, HandingSheet):
        sheets = [_handing(sheet, [row for _, row in rows])]
    else:
        sheets = _answered(sheet, rows)
    return write(sheets, language=language(), made=made)


def lists_of(sheet: Worksheet) -> layout.Lists:
    """Return the lists of a worksheet: the letters of its indicators, and how many inputs a ratio has."""
    leaves = [sheet.leaves[line.code] for line in sheet.lines]
    return layout.lists_of(leaves, (letter for leaf in leaves for letter in _letters(leaf)))


def handing_lists(sheet: HandingSheet) -> layout.Lists:
    """Return the lists of the sheet by which a round is handed out."""
    return layout.Lists(offices=tuple(sorted(sheet.offices)), assessors=tuple(sorted(sheet.assessors)))


def mark(answer_id: UUID, version: int) -> str:
    """Return the mark by which a row is known when it comes back."""
    return f"{answer_id}:{version}"


def _answered(sheet: Worksheet, rows: Sequence[tuple[str, Row]]) -> list[Sheet]:
    lists, found = lists_of(sheet), []
    for kind in layout.ANSWERED:
        inside = [row for name, row in rows if name == kind]
        if inside:
            columns = layout.columns(kind, language(), lists)
            name = layout.NAMES[kind].said(language())
            found.append(Sheet(name, columns, inside, is_sample=sheet.is_sample))
    return found


def _handing(sheet: HandingSheet, rows: Sequence[Row]) -> Sheet:
    columns = layout.columns(layout.HANDING, language(), handing_lists(sheet))
    return Sheet(layout.NAMES[layout.HANDING].said(language()), columns, rows, is_sample=sheet.is_sample)


def _about(answer: Answer, leaf: Leaf) -> dict[str, object]:
    return {
        "code": answer.code,
        "title": title_of(answer.title),
        "question": words(leaf.question),
        "present": plain_value(answer.value),
        "note": answer.note.replace("\r\n", "\n"),
        "state": str(AnswerState(answer.state).label),
    }


def answer_row(answer: Answer, leaf: Leaf) -> Row:
    """Return the row of an answer that can be written."""
    row = _about(answer, leaf) | {"hint": _hint(leaf), "row": mark(answer.id, answer.version)}
    value = answer.value
    if leaf.kind == "ratio" and leaf.ratio is not None:
        parts = value if isinstance(value, Mapping) else {}
        for at, entry in enumerate(leaf.ratio.inputs):
            row |= {f"meaning.{at}": words(entry.title) or entry.name, f"input.{at}": str(parts.get(entry.name, ""))}
        return row
    as_of = str(value.get("as_of", "")) if isinstance(value, Mapping) else ""
    return row | {"value": plain_value(value), "as_of": date.fromisoformat(as_of) if as_of else None}


def _read_row(answer: Answer, leaf: Leaf) -> Row:
    return _about(answer, leaf) | {"office": answer.organisation.name}


def handing_row(answer: Answer) -> Row:
    """Return the row of an indicator that can be handed out."""
    return {
        "code": answer.code,
        "title": title_of(answer.title),
        "office": answer.organisation.name,
        "assessor": answer.assessor.name if answer.assessor else "",
        "due": answer.due_on,
        "state": str(AnswerState(answer.state).label),
        "row": mark(answer.id, answer.version),
    }


def _mended(entry: Mapping[str, Any]) -> Row:
    told = "\n".join(message[language()] for message in entry["told"])
    return {**entry["values"], "told": told}


def _letters(leaf: Leaf) -> Iterator[str]:
    if layout.sheet_of(leaf) == layout.CHOICES:
        yield from (level.letter for level in levels_of(leaf))
        if leaf.not_applicable is not None:
            yield "n/a"


def _hint(leaf: Leaf) -> str:
    """Return what may be answered: the levels with their rubric, or the range."""
    if layout.sheet_of(leaf) == layout.CHOICES:
        return "\n".join(_levels(leaf))
    if leaf.kind == "percent":
        return "0–100"
    return f"{numbers.shortest(leaf.minimum)}–{numbers.shortest(leaf.maximum)}"


def _levels(leaf: Leaf) -> Iterable[str]:
    for at, level in enumerate(levels_of(leaf)):
        text = words(leaf.rubric[at].text) if at < len(leaf.rubric) else ""
        yield f"{level.letter}: {text}" if text else level.letter
