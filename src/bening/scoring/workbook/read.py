"""Reads answers from a workbook; what is wrong is named by its cell, everything at once."""

from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from math import isfinite
from pathlib import Path

from bening.scoring.answers.interpret import is_day
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import Reading
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.numbers import LONGEST_NUMBER
from bening.scoring.text import Message, Place, Refused, message, refuse
from bening.scoring.workbook.areas import COVER, DAY, VERSION_SHEET, Area, areas_of
from bening.scoring.workbook.cells import Cell, Cells, SheetReader, day_of
from bening.scoring.workbook.package import open_package
from bening.scoring.workbook.table import Entry, Table
from bening.scoring.workbook.version import differences, listed, version_lines
from bening.scoring.yamltree import Mapping, Scalar, Tree

MOST_NAMED = 10
SHORT_DIGEST = 12


def read_workbook(path: Path, instrument: Instrument, name: str | None = None) -> AnswerSet:
    """Return the answers of a workbook that `write_workbook` made; raises `Refused` with sheet and cell."""
    file = name or str(path)
    sheets = SheetReader(open_package(path, file))
    reading = Reading(instrument, file)
    cover = _open_cover(sheets, reading)
    _check_version(cover, sheets, reading)
    opened = [(area, sheets.sheet(area.sheet)) for area in areas_of(instrument)]
    missing = [area.sheet for area, cells in opened if cells is None]
    if missing:
        raise _sheets_missing(missing, sheets, file)
    _Sheet(cover, reading, sheets).read_cover()
    for area, cells in opened:
        table = Table(area.sheet, cells or Cells(), reading)
        if table.found:
            _Sheet(table, reading, sheets).read_area(area)
    return reading.finished()


def _sheets_missing(missing: Iterable[str], sheets: SheetReader, file: str) -> Refused:
    found = ", ".join(name for name in list(sheets.parts)[:MOST_NAMED] if not name.startswith("_"))
    return refuse("workbook_sheets_missing", Place(file), missing=", ".join(missing), found=found[:300] or "-")


def _open_cover(sheets: SheetReader, reading: Reading) -> Table:
    for title in COVER:
        cells = sheets.sheet(title)
        if cells is not None:
            table = Table(title, cells, reading)
            if not table.found:
                raise Refused(reading.messages)
            return table
    raise _sheets_missing([COVER.id], sheets, reading.file)


def _check_version(cover: Table, sheets: SheetReader, reading: Reading) -> None:
    """Refuse the workbook of another instrument, or of another version of this one."""
    instrument = reading.instrument
    rows = {entry.code.casefold(): entry for entry in cover.entries()}
    for wanted in ("instrument", "sha256"):
        entry = rows.get(wanted)
        if entry is None or entry.answer is None:
            raise refuse("workbook_not_ours", cover.whole(), row=wanted, instrument=instrument.id)
        place, text = cover.place(entry.row, "answer"), entry.answer.text.strip()
        if wanted == "instrument":
            reading.check_instrument(text, place)
        elif not reading.messages and text != instrument.sha256:
            carried = sheets.sheet(VERSION_SHEET) or Cells()
            lines = differences(_carried_lines(carried), version_lines(instrument), place._replace(cell=None))
            raise Refused([_other_digest(text, instrument, place), *lines])
    if reading.messages:
        raise Refused(reading.messages)


def _other_digest(found: str, instrument: Instrument, place: Place) -> Message:
    digests = {"found": found[:SHORT_DIGEST], "wanted": instrument.sha256[:SHORT_DIGEST]}
    return message("workbook_other_digest", place, instrument=instrument.id, **digests)


def _carried_lines(cells: Cells) -> dict[str, str]:
    empty = Cell("", "text")
    return {
        cell.text: cells.get((row, 2), empty).text
        for (row, column), cell in sorted(cells.items())
        if column == 1 and row > 1
    }


class _Sheet:
    """One sheet being read into the set of answers."""

    def __init__(self, table: Table, reading: Reading, sheets: SheetReader) -> None:
        self.table = table
        self.reading = reading
        self.from_1904 = sheets.from_1904

    def read_area(self, area: Area) -> None:
        """Take the answers and notes of an area."""
        questions = [row.code for row in area.rows if not row.is_group]
        groups = [row.code for row in area.rows if row.is_group]
        rows = self.rows(questions, groups)
        leaves = {row.code: row.node.leaf for row in area.rows if row.is_question}
        for code, leaf in leaves.items():
            entry = rows.get(code)
            if leaf is not None and entry is not None:
                parts = [row.code for row in area.rows if row.node.code == code and not row.is_question]
                self.answer(code, leaf, entry, {part.partition(":")[2]: rows.get(part) for part in parts})
        self.notes(rows)

    def read_cover(self) -> None:
        """Take day, stage, facts and options of the cover."""
        instrument = self.reading.instrument
        facts = {f"fact.{name}": name for name in instrument.facts}
        options = {f"option.{name}": name for name in instrument.options}
        stage = ["stage"] if instrument.stages else []
        rows = self.rows([DAY, *stage, *facts, *options], None)
        for code, entry in rows.items():
            place = self.table.place(entry.row, "answer")
            text = self.text(entry, day_fits=code == DAY)
            if not text:
                continue
            if code == DAY:
                self.reading.set_day(text, place)
            elif code == "stage":
                self.reading.set_stage(_in_any_case(text, instrument.stages), place)
            elif code in facts:
                self.reading.fact(facts[code], Scalar(text), place)
            else:
                choices = instrument.options[options[code]].choices
                self.reading.option(options[code], Scalar(_in_any_case(text, choices)), place)
        self.notes(rows)

    def rows(self, codes: list[str], groups: list[str] | None) -> dict[str, Entry]:
        """Return the row of each code. Where `groups` is None the sheet has other rows too, which are passed over."""
        known = {code.casefold(): code for code in codes}
        headings = {code.casefold(): code for code in groups or ()}
        found: dict[str, Entry] = {}
        for entry in self.table.entries():
            code = entry.code if entry.code in codes else known.get(entry.code.casefold())
            if code is not None and code in found:
                first = self.table.cell(found[code].row, self.table.columns["code"])
                place = self.table.place(entry.row, "code")
                self.reading.add("workbook_code_twice", place, code=code, first=first)
            elif code is not None:
                found[code] = entry
            elif entry.code.casefold() in headings:
                self.check_heading(entry)
            elif groups is not None or entry.code.startswith(("fact.", "option.")):
                self.check_stray(entry, codes)
        missing = [code for code in codes if code not in found]
        if missing:
            self.reading.add("workbook_rows_missing", self.table.whole(), codes=listed(missing))
        return found

    def check_heading(self, entry: Entry) -> None:
        """Refuse an answer on the heading of a group."""
        if entry.answer is not None:
            place, text = self.table.place(entry.row, "answer"), entry.answer.text.strip()[:60]
            self.reading.add("workbook_group_answered", place, code=entry.code[:80], text=text)

    def check_stray(self, entry: Entry, codes: list[str]) -> None:
        """Refuse an answer or note beside a code that the sheet does not have; words without an answer may stand."""
        if entry.answer is None and (entry.note is None or not entry.code):
            return
        if not entry.code:
            self.reading.add("workbook_no_code", self.table.place(entry.row, "answer"))
            return
        near = get_close_matches(entry.code[:80], codes, 1, 0.3) or codes[:1]
        place = self.table.place(entry.row, "code")
        self.reading.add("workbook_code_unknown", place, code=entry.code[:80], near=near[0])

    def answer(self, code: str, leaf: Leaf, entry: Entry, parts: Map[str, Entry | None]) -> None:
        """Take the answer to a question from its row and the rows of its parts."""
        before = len(self.reading.messages)
        text = self.text(entry, percent_fits=leaf.kind == "ratio")
        filled = {name: Scalar(self.text(part, day_fits=name == DAY), part.row) for name, part in parts.items() if part}
        filled = {name: part for name, part in filled.items() if part.text}
        place = self.table.place(entry.row, "answer")
        tree: Tree = Scalar(text, entry.row)
        if len(self.reading.messages) > before:
            return
        if filled and leaf.kind == "ratio":
            tree = Mapping(dict(filled))
            if text:
                self.reading.add("workbook_ratio_both", place, code=code)
        elif filled:
            tree = Mapping({"score": Scalar(text, entry.row), **filled})
            self.check_day(code, filled[DAY], is_alone=not text)
        if len(self.reading.messages) == before:
            self.reading.answer(code, tree, place)
            self.move_lines(before)

    def check_day(self, code: str, day: Scalar, *, is_alone: bool) -> None:
        """Refuse the day of another instrument's result where it is none, or stands without the score."""
        place = self.table.place(day.line, "answer")
        if is_alone:
            self.reading.add("workbook_day_alone", place, code=code)
        elif not is_day(day.text):
            self.reading.add("day_shape", place, text=day.text[:60])

    def move_lines(self, before: int) -> None:
        """Turn the line of each new message, which is a row of the sheet, into its cell."""
        told = self.reading.messages
        for at in range(before, len(told)):
            row = told[at].place.line
            if row:
                told[at] = replace(told[at], place=self.table.place(row, "answer"))

    def notes(self, rows: Map[str, Entry]) -> None:
        """Take the notes."""
        for code, entry in rows.items():
            if entry.note is None:
                continue
            if entry.note.formula:
                self.reading.add("workbook_formula", self.table.place(entry.row, "note"))
                continue
            self.reading.notes[code] = entry.note.text.strip()

    def text(self, entry: Entry, *, percent_fits: bool = False, day_fits: bool = False) -> str:
        """Return what an answer cell says as text, "" where it is empty or refused."""
        cell = entry.answer
        if cell is None:
            return ""
        place = self.table.place(entry.row, "answer")
        if cell.formula:
            self.reading.add("workbook_formula", place)
        elif cell.kind == "text":
            return cell.text.strip()
        elif cell.kind == "date" and day_fits:
            return day_of(cell.text, from_1904=self.from_1904) or cell.text
        elif cell.kind == "number" or (cell.kind == "percent" and percent_fits):
            text = number_text(cell.text)
            if text is None:
                self.reading.add("workbook_number", place, text=cell.text[:40])
            return text or ""
        elif cell.kind == "boolean":
            self.reading.add("workbook_boolean", place, text="TRUE" if cell.text.strip() == "1" else "FALSE")
        else:
            keys = {"error": "workbook_error", "date": "workbook_date", "percent": "workbook_percent_format"}
            self.reading.messages.append(message(keys[cell.kind], place, text=cell.text[:40]))
        return ""


def number_text(stored: str) -> str | None:
    """Return a stored number as its shortest decimal of at most 15 significant digits, None where it is none.

    >>> number_text("3.7200000000000002"), number_text("4.0"), number_text("1E-3")
    ('3.72', '4', '0.001')
    """
    try:
        value = float(stored)
        text = format(Decimal(format(value, ".15g")), "f") if isfinite(value) else None
    except (ValueError, InvalidOperation):
        return None
    return text if text is None or len(text) <= LONGEST_NUMBER else None


def _in_any_case(text: str, known: Iterable[str]) -> str:
    """Return the known word that the text writes in any case, else the text."""
    return next((word for word in known if word.casefold() == text.casefold()), text)
