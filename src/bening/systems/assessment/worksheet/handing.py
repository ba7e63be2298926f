"""The sheet by which a round is handed out comes back: who answers, who assesses, until when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bening.kernel.documents.sheets import Row
from bening.scoring.text import Message, Place, message
from bening.systems.assessment.models import Answer, AnswerState
from bening.systems.assessment.queries.sheets import HandingSheet
from bening.systems.assessment.worksheet import layout
from bening.systems.assessment.worksheet.grid import Book
from bening.systems.assessment.worksheet.reading import (
    MOST_REJECTED,
    Marks,
    Proposed,
    Table,
    known_sheets,
    reject_faulty,
    table,
)
from bening.systems.assessment.worksheet.writing import handing_lists, mark


def read_handing(content: bytes, file: str, sheet: HandingSheet) -> Proposed:
    """Return what the sheet would hand out otherwise; raises `scoring.text.Refused` where it cannot be read at all."""
    book, proposed, marks = Book(content, file), Proposed(), Marks({line.id: line for line in sheet.lines})
    for kind, name, language in known_sheets(book, [layout.HANDING]):
        found = table(book, kind, name, layout.columns(kind, language, handing_lists(sheet)))
        for row in found.rows:
            if row.number not in found.faults:
                _take(row, found, marks, sheet, proposed)
        reject_faulty(found, proposed)
    del proposed.rejected[MOST_REJECTED:]
    return proposed


def _take(row: Row, found: Table, marks: Marks, sheet: HandingSheet, proposed: Proposed) -> None:
    typed = found.grid.typed(row.number)
    got = marks.find(row, found.grid.place(row.number, "code"))
    if isinstance(got, Message):
        proposed.reject(found.kind, typed, [got])
        return
    line, seen = got
    office, assessor, due = (row.values.get(key) for key in ("office", "assessor", "due"))
    assert isinstance(due, date)
    after: dict[str, Any] = {"office": office, "assessor": assessor or "", "due": due.isoformat()}
    before = as_handed(line)
    if after == before:
        proposed.unchanged += 1
        return
    problem = problem_with_handing(line, before, after)
    faults = [replace(problem, place=found.grid.place(row.number, str(problem.place.cell)))] if problem else []
    if seen != line.version:
        now = handed_words(line)
        faults.append(message("sheet_changed_meanwhile", found.grid.place(row.number, "code"), code=line.code, now=now))
        typed = typed | {"row": mark(line.id, line.version)}
    if faults:
        proposed.reject(found.kind, typed, faults)
        return
    proposed.changes.append(
        {
            "answer": str(line.id), "seen": seen, "code": line.code, **after,
            "organisation": str(sheet.offices[str(office)]),
            "assessor_id": str(sheet.assessors[str(assessor)]) if assessor else None,
            "was": before, "place": found.grid.place(row.number, "code").cell, "sheet": found.kind, "typed": typed,
        }
    )  # fmt: skip


def handed_words(line: Answer) -> str:
    """Return to whom an indicator is handed out, as a message names it."""
    return ", ".join(filter(None, [*list(as_handed(line).values())[:-1], f"{line.due_on:%d/%m/%Y}"]))


def as_handed(line: Answer) -> dict[str, Any]:
    """Return office, internal assessor and due day of an indicator as its row has them."""
    assessor = line.assessor.name if line.assessor else ""
    return {"office": line.organisation.name, "assessor": assessor, "due": line.due_on.isoformat()}


def problem_with_handing(line: Answer, before: Mapping[str, Any], after: Mapping[str, Any]) -> Message | None:
    """Return why an indicator cannot be handed out so, None where it can; the key of its cell says where."""
    is_moved = after["office"] != before["office"]
    if is_moved and line.state not in {AnswerState.DRAFT, AnswerState.RETURNED}:
        return message("sheet_under_review", Place(cell="office"), code=line.code)
    if after["assessor"] and after["assessor"] == after["office"]:
        return message("sheet_own_office", Place(cell="assessor"), office=after["office"])
    is_only_day = not is_moved and after["assessor"] == before["assessor"]
    if is_only_day and after["due"] <= before["due"]:
        day = date.fromisoformat(after["due"])
        return message("sheet_due_earlier", Place(cell="due"), day=f"{day:%d/%m/%Y}")
    return None
