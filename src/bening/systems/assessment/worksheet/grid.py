"""The sheets of a workbook as they were typed: what a rejected row goes back with, and the formats of its cells."""

from dataclasses import dataclass
from functools import cached_property

from bening.kernel.documents.sheets import Read, names
from bening.scoring.text import Place
from bening.scoring.workbook.cells import column_letters


@dataclass(frozen=True)
class Book:
    """A workbook that was uploaded; raises `scoring.text.Refused` where it is none."""

    content: bytes
    file: str

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names of its sheets by their small letters."""
        return {name.casefold(): name for name in names(self.content, self.file)}


@dataclass(frozen=True)
class Grid:
    """One sheet: its cells by row and key."""

    book: Book
    read: Read

    def place(self, row: int, key: str) -> Place:
        """Return a cell as a message names it."""
        letters = column_letters(self.read.found[key])
        return Place(self.book.file or None, None, f"{self.read.sheet}!{letters}{row}")

    def is_percent(self, row: int, key: str) -> bool:
        """Return whether a cell has the format of a percentage, so that 80 % is stored as 0.8."""
        return (row, key) in self.read.percent

    def typed(self, row: int) -> dict[str, str]:
        """Return what stands in each cell of a row, a day as 2025-09-11."""
        return dict(self.read.typed[row])
