"""Finds the rows of a sheet: the heading row by its words, wherever it moved, and each row by its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bening.scoring.answers.read import Reading
from bening.scoring.text import Place
from bening.scoring.workbook.cells import Cell, Cells, column_letters

WORDS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"kode", "code"}),
    "answer": frozenset({"jawaban", "answer"}),
    "note": frozenset({"catatan", "note"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with its code in any case; a cell is None where it is empty."""

    row: int
    code: str
    answer: Cell | None
    note: Cell | None


class Table:
    """The table of a sheet; messages about it name the cell."""

    def __init__(self, sheet: str, cells: Cells, reading: Reading) -> None:
        self.sheet = sheet
        self.cells = cells
        self.reading = reading
        self.header = 0
        self.columns: dict[str, int] = {}
        self._entries: list[Entry] | None = None
        self._find_header()

    @property
    def found(self) -> bool:
        """Return whether the sheet has a heading row."""
        return bool(self.columns)

    def place(self, row: int, column: str) -> Place:
        """Return the place of a cell in one of the known columns."""
        at = self.columns.get(column, 1)
        return Place(self.reading.file, None, self.cell(row, at))

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell, as in PEM.MP!E12."""
        return f"{self.sheet}!{column_letters(column)}{row}"

    def whole(self) -> Place:
        """Return the sheet itself as a place."""
        return Place(self.reading.file, None, self.sheet)

    def _find_header(self) -> None:
        rows: dict[int, list[tuple[str, int]]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            word = cell.text.strip().casefold()
            name = next((name for name, words in WORDS.items() if word in words), None)
            if name is not None:
                rows.setdefault(row, []).append((name, column))
        for row, found in rows.items():
            if {"code", "answer"} <= {name for name, _ in found}:
                self._take_header(row, found)
                return
        self.reading.add("workbook_no_header", self.whole())

    def _take_header(self, row: int, found: list[tuple[str, int]]) -> None:
        for name, column in found:
            if name in self.columns:
                first = self.cell(row, self.columns[name])
                word = self.cells[row, column].text.strip()[:40]
                here = Place(self.reading.file, None, self.cell(row, column))
                self.reading.add("workbook_column_twice", here, column=word, first=first)
            else:
                self.columns[name] = column
        self.header = row

    def entries(self) -> list[Entry]:
        """Return the rows below the heading that hold anything, in the order of the sheet."""
        if self._entries is None:
            self._entries = list(self._read_entries())
        return self._entries

    def _read_entries(self) -> Iterator[Entry]:
        for row in sorted({row for row, _ in self.cells if row > self.header}):
            code, answer, note = (self.value(row, name) for name in WORDS)
            if code is not None and code.text.strip().casefold() in WORDS["code"]:
                continue
            if code is not None and code.formula:
                self.reading.add("workbook_formula", self.place(row, "code"))
                continue
            if code is not None or answer is not None or note is not None:
                yield Entry(row, code.text.strip() if code else "", answer, note)

    def value(self, row: int, column: str) -> Cell | None:
        """Return the cell of a row in a known column, None where it holds nothing."""
        at = self.columns.get(column)
        found = self.cells.get((row, at)) if at is not None else None
        return found if found is not None and (found.formula or found.text.strip()) else None
