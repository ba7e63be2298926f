"""The cells of a workbook's sheets as they are stored: value, kind, and whether a formula stands behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bening.scoring.text import Text, refuse
from bening.scoring.workbook.package import Package
from bening.scoring.workbook.xml import Events

CellKind = Literal["text", "number", "percent", "date", "boolean", "error"]
MOST_CELLS = 100_000
LONGEST_CELL = 32_767
LONGEST_WHOLE = 8

FIRST_SURE_DAY, AFTER_LAST_DAY, DAYS_TO_1904 = 61, 2_958_466, 1462
"""Excel counts a 29 February 1900 that never was, so earlier days are in doubt; its last day is in 9999."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_FORMATS = frozenset((9, 10))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; numbers stand as the text of the file."""

    text: str
    kind: CellKind
    formula: bool = False


class Cells(dict[tuple[int, int], Cell]):
    """The filled cells of one sheet by row and column, both counted from 1."""


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class SheetReader:
    """Opens the sheets of a package by name; strings and styles are read once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.filled = 0
        roots = package.targets("")
        self.book = next((path for kind, path in roots.values() if kind == "officeDocument"), "xl/workbook.xml")
        elements = package.elements(self.book)
        if not any(element.name == "sheet" for element in elements):
            raise refuse("workbook_not_xlsx", package.place)
        targets = package.targets(self.book)
        self.parts = {
            element.get("name"): targets.get(element.get("r:id"), ("", ""))[1]
            for element in elements
            if element.name == "sheet"
        }
        settings = next((element for element in elements if element.name == "workbookPr"), None)
        self.from_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        paths = {kind: path for kind, path in targets.values() if kind in {"sharedStrings", "styles"}}
        self.strings = self._strings(paths.get("sharedStrings", ""))
        self.formats = self._formats(paths.get("styles", ""))

    def sheet(self, name: str) -> Cells | None:
        """Return the cells of a sheet by its name in any case, None where there is none; raises `Refused`."""
        wanted = name.casefold()
        part = next((part for title, part in self.parts.items() if title.casefold() == wanted), None)
        events = _SheetEvents(self)
        return events.cells if part and self.package.send(part, events) else None

    def _strings(self, path: str) -> list[str]:
        events = _StringEvents()
        self.package.send(path, events)
        return events.found

    def _formats(self, path: str) -> list[CellKind]:
        elements = self.package.elements(path) if path else []
        codes = {element.get("numFmtId"): element.get("formatCode") for element in elements if element.name == "numFmt"}
        return [
            _kind_of_format(element.get("numFmtId"), codes.get(element.get("numFmtId")))
            for element in elements
            if element.name == "xf" and element.parent == "cellXfs"
        ]


def _whole(text: str, otherwise: int) -> int:
    """Return the whole number that an attribute writes, something else where it writes none that a sheet can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_WHOLE else otherwise


def _kind_of_format(number: str, code: str | None) -> CellKind:
    if code is None:
        position = _whole(number, 0)
        return "date" if position in _DATE_FORMATS else "percent" if position in _PERCENT_FORMATS else "number"
    first = _NOT_IN_FORMAT.sub("", code).split(";")[0].lower()
    if "general" in first:
        return "number"
    return "percent" if "%" in first else "date" if re.search("[dmyhs]", first) else "number"


class _TextEvents(Events):
    """Collects the text of `t` elements, without the reading aids of East Asian text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_open = False
        self.in_aid = False

    def start(self, name: str, _attributes: Mapping[str, str], /) -> None:
        self.in_aid = self.in_aid or name == "rPh"
        self.is_open = name == "t" and not self.in_aid

    def end(self, name: str) -> None:
        self.is_open = False
        self.in_aid = self.in_aid and name != "rPh"

    def text(self, data: str) -> None:
        if self.is_open:
            self.pieces.append(data)

    def taken(self) -> str:
        """Return the text so far, and begin anew."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _StringEvents(_TextEvents):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            self.found.append(self.taken())


class _SheetEvents(_TextEvents):
    def __init__(self, reader: SheetReader) -> None:
        super().__init__()
        self.reader = reader
        self.cells = Cells()
        self.row = self.column = 0
        self.attributes: Mapping[str, str] = {}
        self.formula = False

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        super().start(name, attributes)
        if name == "row":
            number = attributes.get("r", "")
            self.row = _whole(number, self.row + 1)
            self.column = 0
        elif name == "c":
            self.attributes, self.formula = attributes, False
            self.pieces.clear()
            place = _REFERENCE.match(attributes.get("r", ""))
            self.row, self.column = _position(place) if place else (self.row, self.column + 1)
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.is_open = True

    def end(self, name: str) -> None:
        super().end(name)
        if name != "c":
            return
        text = self.taken()
        if not text and not self.formula:
            return
        self.reader.filled += 1
        if self.reader.filled > MOST_CELLS:
            limit, what = MOST_CELLS, Text("sel terisi", "filled cells")
            raise refuse("workbook_too_many_parts", self.reader.package.place, limit=limit, what=what)
        self.cells[self.row, self.column] = self._cell(text)

    def _cell(self, text: str) -> Cell:
        kind, style = self.attributes.get("t", "n"), self.attributes.get("s", "0")
        if kind == "s":
            strings = self.reader.strings
            at = _whole(text, len(strings))
            if at >= len(strings):
                raise self.reader.package.damaged(f"string {text[:20]}")
            return Cell(strings[at], "text", self.formula)
        if kind in {"inlineStr", "str"}:
            return Cell(text, "text", self.formula)
        if kind in _KINDS:
            return Cell(text, _KINDS[kind], self.formula)
        at = _whole(style, 0)
        formats = self.reader.formats
        return Cell(text, formats[at] if at < len(formats) else "number", self.formula)


_KINDS: Mapping[str, CellKind] = {"b": "boolean", "e": "error", "d": "date"}


def _position(place: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in place[1]:
        column = column * 26 + ord(letter) - 64
    return int(place[2]), column


def day_of(text: str, *, from_1904: bool) -> str | None:
    """Return the day of a date cell as 2025-09-11, None where it is none.

    >>> day_of("45911", from_1904=False)
    '2025-09-11'
    """
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return text[:10]
    found = re.match(r"([0-9]{1,7})(\.0*)?\Z", text, re.ASCII)
    if found is None:
        return None
    days = int(found[1]) + (DAYS_TO_1904 if from_1904 else 0)
    if not FIRST_SURE_DAY <= days < AFTER_LAST_DAY:
        return None
    return (date(1899, 12, 30) + timedelta(days)).isoformat()
