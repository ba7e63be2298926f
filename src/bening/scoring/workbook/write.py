"""Writes the workbook of an instrument: cover, a sheet for each area, gates, and what is needed to read it back."""

import datetime
import io
from pathlib import Path
from typing import Any

import xlsxwriter

from bening.scoring.answers.model import AnswerSet
from bening.scoring.instrument.model import Instrument
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.text import Place, refuse
from bening.scoring.workbook.area_sheet import AreaSheet
from bening.scoring.workbook.areas import COVER, GATES, LISTS_SHEET, VERSION_SHEET, areas_of
from bening.scoring.workbook.book import Book
from bening.scoring.workbook.cover_sheet import CoverSheet, place_cover
from bening.scoring.workbook.filled import filled_cells
from bening.scoring.workbook.gates_sheet import GatesSheet
from bening.scoring.workbook.look import Look
from bening.scoring.workbook.version import version_lines

SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    instrument: Instrument,
    path: Path,
    *,
    profile: str | None = None,
    answers: AnswerSet | None = None,
    language: str = "id",
) -> None:
    """Write the workbook of an instrument under a weight profile, with the answers filled in where given.

    Its formulas carry the engine's own figures; raises `Refused` for answers that a cell cannot hold.
    """
    data = workbook_bytes(instrument, profile=profile, answers=answers, language=language)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise refuse("workbook_not_written", Place(str(path)), reason=error.strerror or str(error)) from None


def workbook_bytes(
    instrument: Instrument, *, profile: str | None = None, answers: AnswerSet | None = None, language: str = "id"
) -> bytes:
    """Return the same workbook as bytes; the same input gives the same bytes."""
    given = answers or AnswerSet(instrument.id, {})
    planned = plan(instrument, profile)
    cells = filled_cells(instrument, given)
    result = score(planned, given)
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, SETTINGS)
    workbook.set_properties(
        {
            "title": instrument.title.said(language),
            "comments": f"{instrument.id} {instrument.sha256}",
            "created": datetime.datetime(instrument.year, 1, 1, tzinfo=datetime.UTC),
        }
    )
    book = Book(
        workbook,
        planned,
        result,
        areas_of(instrument),
        cells,
        given.notes,
        language,
        Look(workbook),
        COVER.said(language),
        GATES.said(language),
    )
    _write(book)
    workbook.close()
    return stream.getvalue()


def _write(book: Book) -> None:
    """Write the sheets in the order of their tabs; the cover's verdicts need the rows of the gates."""
    place_cover(book)
    cover = CoverSheet(book)
    for area in book.areas:
        AreaSheet(book, area).write()
    if book.instrument.predicates or book.instrument.stages:
        GatesSheet(book).write()
    cover.write()
    _hidden(book, VERSION_SHEET, _version_columns(book))
    _hidden(book, LISTS_SHEET, _list_columns(book))


def _version_columns(book: Book) -> list[list[Any]]:
    lines = version_lines(book.instrument)
    return [["code", *lines], [book.instrument.sha256, *lines.values()]]


def _list_columns(book: Book) -> list[list[Any]]:
    columns: list[list[Any]] = []
    for words, values, _ in book.lists.made:
        columns += [["", *words], ["", *values]]
    return columns


def _hidden(book: Book, name: str, columns: list[list[Any]]) -> None:
    sheet = book.workbook.add_worksheet(name)
    sheet.protect("", {})
    for column, values in enumerate(columns):
        for row, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value)
    sheet.hide()
