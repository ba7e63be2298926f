"""A workbook as plain cells, read by calamine, changed as a person changes it, and written anew."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from bening.scoring.answers.model import AnswerSet
from bening.scoring.instrument.model import Instrument
from bening.scoring.workbook.cells import column_letters
from bening.scoring.workbook.write import write_workbook


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and the value that was stored with it."""

    text: str
    stored: float | str = 0


@dataclass(frozen=True)
class Percent:
    """A number in a cell that shows percentages."""

    value: float


Value = str | float | bool | date | datetime | time | timedelta | Formula | Percent
Sheet = dict[tuple[int, int], Value]


@dataclass
class Grid:
    """Sheets by name; rows and columns counted from 0."""

    sheets: dict[str, Sheet] = field(default_factory=dict)

    @classmethod
    def of(cls, instrument: Instrument, folder: Path, answers: AnswerSet | None = None, **how: Any) -> "Grid":
        """Return the cells of the workbook that is written for an instrument."""
        path = folder / "original.xlsx"
        write_workbook(instrument, path, answers=answers, **how)
        return cls.read(path)

    @classmethod
    def read(cls, path: Path) -> "Grid":
        """Return the cells of a file as calamine sees them."""
        book = python_calamine.CalamineWorkbook.from_path(path)
        grid = cls()
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            grid.sheets[name] = {
                (at, column): value
                for at, row in enumerate(rows)
                for column, value in enumerate(row)
                if value != "" and value is not None
            }
        return grid

    def save(self, path: Path) -> Path:
        """Write the cells, and return the path."""
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
        day, share = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "0%"})
        length = book.add_format({"num_format": "[h]:mm"})
        for name, cells in self.sheets.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                if isinstance(value, Formula):
                    sheet.write_formula(row, column, value.text, None, value.stored)
                elif isinstance(value, Percent):
                    sheet.write_number(row, column, value.value, share)
                elif isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, datetime | date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, timedelta):
                    sheet.write_datetime(row, column, value, length)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, value)
        book.close()
        return path

    def find(self, sheet: str, text: str) -> tuple[int, int]:
        """Return where a text stands on a sheet."""
        return next(place for place, value in sorted(self.sheets[sheet].items()) if value == text)

    def place(self, sheet: str, code: str, column: str = "Jawaban") -> tuple[int, int]:
        """Return the cell of a code's row under a heading."""
        return self.find(sheet, code)[0], self.find(sheet, column)[1]

    def put(self, sheet: str, code: str, value: Value, column: str = "Jawaban") -> str:
        """Write a cell of a code's row, and return its name."""
        row, at = self.place(sheet, code, column)
        self.sheets[sheet][row, at] = value
        return f"{sheet}!{column_letters(at + 1)}{row + 1}"

    def move(self, sheet: str, to: Callable[[int, int], tuple[int, int]]) -> None:
        """Move every cell of a sheet."""
        self.sheets[sheet] = {to(row, column): value for (row, column), value in self.sheets[sheet].items()}
