"""The cells of a workbook as they were typed: what a rejected row goes back with, and the formats of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bening.kernel.documents.columns import HEAD_WITHIN, Column, plain_title
from bening.scoring.text import Place
from bening.scoring.workbook.cells import Cells, SheetReader, column_letters, day_of
from bening.scoring.workbook.package import Package


@dataclass(frozen=True)
class Book:
    """A workbook that was uploaded; raises `scoring.text.Refused` where it is none."""

    content: bytes
    file: str

    @cached_property
    def reader(self) -> SheetReader:
        """Return the reader of its sheets."""
        return SheetReader(Package(self.content, self.file))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names of its sheets by their small letters."""
        return {name.casefold(): name for name in self.reader.parts}


class Grid:
    """One sheet: its raw cells by row and key."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column]) -> None:
        self.book, self.name = book, name
        self.cells = book.reader.sheet(name) or Cells()
        titles = {plain_title(column.title): column.key for column in columns}
        self.found: dict[str, int] = {}
        for row in range(1, HEAD_WITHIN + 1):
            found = {
                titles[plain_title(cell.text)]: at
                for (line, at), cell in self.cells.items()
                if line == row and plain_title(cell.text) in titles
            }
            if len(found) > len(self.found):
                self.found = found

    def place(self, row: int, key: str) -> Place:
        """Return a cell as a message names it."""
        return Place(self.book.file or None, None, f"{self.name}!{column_letters(self.found[key])}{row}")

    def is_percent(self, row: int, key: str) -> bool:
        """Return whether a cell has the format of a percentage, so that 80 % is stored as 0.8."""
        cell = self.cells.get((row, self.found[key]))
        return cell is not None and cell.kind == "percent"

    def typed(self, row: int) -> dict[str, str]:
        """Return what stands in each cell of a row, a day as 2025-09-11."""
        return {key: self._text(row, at) for key, at in self.found.items()}

    def _text(self, row: int, at: int) -> str:
        cell = self.cells.get((row, at))
        if cell is None:
            return ""
        if cell.kind == "date":
            return day_of(cell.text, from_1904=self.book.reader.from_1904) or cell.text
        return cell.text.replace("\r\n", "\n").strip()
