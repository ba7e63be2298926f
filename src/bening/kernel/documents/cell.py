"""What one cell means for its column: a value, or a message that says what to do about it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from bening.kernel.documents.columns import Column, plain_title
from bening.scoring.numbers import LONGEST_NUMBER
from bening.scoring.text import Message, Place, listed, message
from bening.scoring.workbook.cells import Cell, day_of
from bening.scoring.workbook.read import number_text

Value = str | int | Decimal | date | None
SURE_DIGITS = 15
MOST_GUESSES = 200
_GROUP = 3

_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?\Z", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


def keepable(text: str) -> str:
    """Return a text of a cell as any database and page can hold it: a mark stands for what none of them can.

    >>> keepable("a\\0b")
    'a\ufffdb'
    """
    return _UNKEPT.sub("\ufffd", text)


class Interpreter:
    """Says what the cells of one column mean; its words are made ready once for all rows."""

    def __init__(self, column: Column, *, from_1904: bool = False) -> None:
        self.column, self.from_1904 = column, from_1904
        self.exact = frozenset(column.choices)
        self.words = {plain_title(word): word for word in column.choices}
        self.guesses: dict[str, str] = {}

    def value(self, cell: Cell | None, place: Callable[[], Place]) -> Value | Message:
        """Return the value of a cell, None where it is empty, or a message on what is wrong with it."""
        if cell is not None and cell.formula:
            return self._fault("sheets_formula", place)
        text = cell.text.replace("\r\n", "\n").strip() if cell else ""
        if cell is None or not text:
            return self._fault("sheets_required", place) if self.column.is_required else None
        if cell.kind == "error":
            return self._fault("sheets_error", place, found=text)
        if cell.kind == "boolean":
            return self._fault("sheets_boolean", place)
        match self.column.kind:
            case "date":
                return self._day(text, cell) or self._fault("sheets_not_a_day", place, found=text)
            case "whole" | "number":
                return self._number(text, cell, place)
        return self._text(text, cell, place)

    def _fault(self, key: str, place: Callable[[], Place], **said: str) -> Message:
        told = {name: keepable(text) for name, text in said.items()}
        return message(key, place(), column=str(self.column.title), **told)

    def _text(self, text: str, cell: Cell, place: Callable[[], Place]) -> str | Message:
        if cell.kind == "date":
            return self._fault("sheets_became_day", place)
        if cell.kind in {"number", "percent"}:
            plain = number_text(text)
            if plain is None or len(plain.strip("-0.").replace(".", "")) >= SURE_DIGITS:
                return self._fault("sheets_digits_lost", place, found=text)
            text = plain
        if _INVISIBLE.search(text):
            return self._fault("sheets_invisible", place)
        if not self.words or text in self.exact:
            return text
        return self._chosen(text, place)

    def _chosen(self, text: str, place: Callable[[], Place]) -> str | Message:
        """Return the word that a cell chooses, whatever its case and spaces; else the nearest is named."""
        plain = plain_title(text)
        if plain in self.words:
            return self.words[plain]
        key = plain[:80]
        if key not in self.guesses and len(self.guesses) < MOST_GUESSES:  # each takes a millisecond
            self.guesses[key] = next(iter(get_close_matches(key, list(self.words), 1, 0.6)), "")
        if near := self.guesses.get(key):
            return self._fault("sheets_not_in_list_near", place, found=text, near=self.words[near])
        return self._fault("sheets_not_in_list", place, found=text, choices=listed(self.column.choices))

    def _number(self, text: str, cell: Cell, place: Callable[[], Place]) -> Decimal | int | Message:
        if cell.kind == "text":
            found = _NUMBER.match(text) if len(text) <= LONGEST_NUMBER else None
            if found is None:
                return self._fault("sheets_not_a_number", place, found=text)
            if found[2] and len(found[2]) == _GROUP:
                return self._fault("sheets_thousands", place, found=text)
            plain: str | None = f"{found[1]}.{found[2] or 0}"
        else:
            plain = number_text(text) if cell.kind in {"number", "percent"} else None
        if plain is None:
            return self._fault("sheets_not_a_number", place, found=text)
        value = Decimal(plain)
        if self.column.kind == "number":
            return value
        return int(value) if value == value.to_integral_value() else self._fault("sheets_not_whole", place, found=text)

    def _day(self, text: str, cell: Cell) -> date | None:
        if cell.kind == "date":
            return _stored_day(text, self.from_1904)
        return _typed_day(text) if cell.kind == "text" else None


@lru_cache(maxsize=4096)
def _stored_day(text: str, from_1904: bool) -> date | None:
    day = day_of(text, from_1904=from_1904)
    return date.fromisoformat(day) if day else None


def _typed_day(text: str) -> date | None:
    found = _DAY_FIRST.match(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text) if _YEAR_FIRST.match(text) else None
    except ValueError:
        return None
