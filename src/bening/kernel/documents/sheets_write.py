"""Excel sheets out, as bytes: text stays text, drop-downs, a head that stays in sight, locked cells."""

import datetime
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, repeat
from typing import Any

import xlsxwriter

from bening.kernel.documents.columns import SAMPLE, Column, Sheet
from bening.scoring.text import Place, Text, refuse
from bening.scoring.workbook.cells import LONGEST_CELL, column_letters
from bening.scoring.workbook.look import BRICK, FONT, INK, LINE, PAPER, TINT, WATER, WHITE

SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
LISTS = "_daftar"
LONGEST_NAME, LONGEST_HINT, DIGITS = 31, 255, 15
NO_MOMENT = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - a file without a moment of its own; its zip entries say the same

_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NUMBER_FORMATS = {"text": "@", "whole": "#,##0", "number": "#,##0.00##", "date": "dd/mm/yyyy"}
_FROM_LIST = Text("Pilih salah satu dari daftar.", "Choose one from the list.")
_WRONG = Text("Tidak dapat dipakai", "Cannot be used")
_PAGE = Text("Halaman &P dari &N", "Page &P of &N")
_YES, _NO = Text("Ya", "Yes"), Text("Tidak", "No")


def write(sheets: Sequence[Sheet], *, language: str = "id", made: datetime.datetime | None = None) -> bytes:
    """Return a workbook with these sheets; the same input gives the same bytes.

    `made` is the moment that the file's properties give. Raises `Refused` for text that is longer than a cell.
    """
    stream = io.BytesIO()
    book = _Book(xlsxwriter.Workbook(stream, SETTINGS), language)
    book.workbook.set_properties({"created": made.replace(tzinfo=None) if made else NO_MOMENT})
    for sheet in sheets:
        book.add(sheet)
    book.add_lists()
    book.workbook.close()
    return stream.getvalue()


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that Excel takes: at most 31 letters, none of its signs, not taken in any case.

    >>> sheet_name("Nilai: 2025/2026", []), sheet_name("nilai", ["Nilai"])
    ('Nilai  2025 2026', 'nilai (2)')
    """
    plain = _NOT_IN_NAME.sub(" ", name).strip(" '_") or "Data"
    known = {entry.casefold() for entry in (*taken, "History")}
    found, count = plain[:LONGEST_NAME].rstrip(" '"), 1
    while found.casefold() in known:
        count += 1
        end = f" ({count})"
        found = plain[: LONGEST_NAME - len(end)].rstrip(" '") + end
    return found


class _Book:
    """The workbook being written, with its formats and its drop-down lists, each made once."""

    def __init__(self, workbook: Any, language: str) -> None:
        self.workbook = workbook
        self.language = language
        self.names: list[str] = []
        self.lists: dict[tuple[str, ...], str] = {}
        self.formats: dict[tuple[Any, ...], Any] = {}

    def add(self, sheet: Sheet) -> None:
        """Write a sheet: the mark of a sample, the head, the rows, then what holds for its columns."""
        name = sheet_name(sheet.name, self.names)
        self.names.append(name)
        page = self.workbook.add_worksheet(name)
        head = 0
        if sheet.is_sample:
            page.write_string(0, 0, SAMPLE.said(self.language), self.format(font_color=BRICK, bold=True))
            head = 1
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width, None, {"hidden": column.width == 0})
            page.write_string(head, at, str(column.title), self._head())
        last = head
        for last, row in enumerate(chain(sheet.rows, repeat({}, sheet.blank_rows)), head + 1):
            for at, column in enumerate(sheet.columns):
                self._cell(page, last, at, row.get(column.key), column)
        self._finish(page, sheet, head, last)

    def _finish(self, page: Any, sheet: Sheet, head: int, last: int) -> None:
        page.freeze_panes(head + 1, 0)
        if sheet.columns:
            page.autofilter(head, 0, last, len(sheet.columns) - 1)
        for at, column in enumerate(sheet.columns):
            if column.choices and last > head:
                self._drop_down(page, at, column, head + 1, last)
        if any(column.is_locked for column in sheet.columns):
            page.protect("", PROTECTION)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
        mark = f"&L{SAMPLE.said(self.language)}" if sheet.is_sample else "&L&A"
        page.set_footer(f"{mark}&R{_PAGE.said(self.language)}")

    def _drop_down(self, page: Any, at: int, column: Column, first: int, last: int) -> None:
        source = self.lists.setdefault(column.choices, f"daftar_{len(self.lists) + 1}")
        told = _FROM_LIST.said(self.language)
        rule = {"validate": "list", "source": f"={source}", "error_title": _WRONG.said(self.language)}
        page.data_validation(first, at, last, at, rule | {"error_message": told[:LONGEST_HINT]})

    def add_lists(self) -> None:
        """Write the words of the drop-downs on a hidden sheet, each list under a name."""
        if not self.lists:
            return
        page = self.workbook.add_worksheet(LISTS)
        for at, (words, name) in enumerate(self.lists.items()):
            for row, word in enumerate(words):
                page.write_string(row, at, word)
            letters = column_letters(at + 1)
            self.workbook.define_name(name, f"='{LISTS}'!${letters}$1:${letters}${len(words)}")
        page.protect("", {})
        page.hide()

    def _cell(self, page: Any, row: int, at: int, value: object, column: Column) -> None:
        shown = self._shown(value)
        look = self._look(column, shown)
        if shown is None or shown == "":
            page.write_blank(row, at, None, look)
        elif isinstance(shown, str):
            if len(shown) > LONGEST_CELL:
                place = Place(cell=f"{self.names[-1]}!{column_letters(at + 1)}{row + 1}")
                raise refuse("sheets_text_too_long", place, column=str(column.title), limit=LONGEST_CELL)
            page.write_string(row, at, shown, look)
        elif isinstance(shown, datetime.date):
            page.write_datetime(row, at, shown, look)
        else:
            page.write_number(row, at, shown, look)

    def _shown(self, value: object) -> str | float | datetime.date | None:
        """Return a value as its cell holds it; a number of more digits than a cell keeps becomes text."""
        match value:
            case None | str():
                return value
            case bool():
                return (_YES if value else _NO).said(self.language)
            case int() | float() | Decimal():
                exact = Decimal(str(value))
                digits = exact.normalize().as_tuple().digits
                return float(exact) if exact.is_finite() and len(digits) <= DIGITS else format(exact, "f")
            case datetime.datetime():
                return value.strftime("%d/%m/%Y %H:%M")
            case datetime.date():
                return value
        return str(value)

    def _head(self) -> Any:
        return self.format(
            bold=True, font_color=WHITE, bg_color=INK, border=1, border_color=INK, text_wrap=True, valign="top"
        )

    def _look(self, column: Column, shown: object) -> Any:
        number = "@" if isinstance(shown, str) else column.number_format or _NUMBER_FORMATS[column.kind]
        is_risky = isinstance(shown, str) and shown.startswith(_RISKY)
        return self.format(
            num_format=number,
            locked=column.is_locked,
            text_wrap=column.kind == "text",
            valign="top",
            border=1,
            border_color=LINE if column.is_locked else WATER,
            bg_color=PAPER if column.is_locked else TINT,
            quote_prefix=is_risky,
        )

    def format(self, **look: Any) -> Any:
        """Return a format, made once."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"font_name": FONT, "font_size": 10} | look)
        return self.formats[key]
