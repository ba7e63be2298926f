"""What one cell means for its column: a value, or a message that says what to do about it."""

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from bening.kernel.documents.columns import Column, plain_title
from bening.scoring.numbers import LONGEST_NUMBER
from bening.scoring.text import Message, Place, listed, message
from bening.scoring.workbook.cells import Cell, day_of
from bening.scoring.workbook.read import number_text

Value = str | int | Decimal | date | None
SURE_DIGITS = 15
_GROUP = 3

_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?\Z", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


def interpret(cell: Cell | None, column: Column, place: Place, *, from_1904: bool = False) -> Value | Message:
    """Return the value of a cell, None where it is empty, or a message on what is wrong with it."""
    said = {"column": str(column.title)}
    if cell is not None and cell.formula:
        return message("sheets_formula", place, **said)
    text = cell.text.replace("\r\n", "\n").strip() if cell else ""
    if cell is None or not text:
        return message("sheets_required", place, **said) if column.is_required else None
    if cell.kind == "error":
        return message("sheets_error", place, found=text, **said)
    if cell.kind == "boolean":
        return message("sheets_boolean", place, **said)
    match column.kind:
        case "date":
            return _day(text, cell, from_1904=from_1904) or message("sheets_not_a_day", place, found=text, **said)
        case "whole" | "number":
            return _number(text, cell, column, place)
    return _text(text, cell, column, place)


def _text(text: str, cell: Cell, column: Column, place: Place) -> str | Message:
    said = {"column": str(column.title)}
    if cell.kind == "date":
        return message("sheets_became_day", place, **said)
    if cell.kind in {"number", "percent"}:
        plain = number_text(text)
        if plain is None or len(plain.strip("-0.").replace(".", "")) >= SURE_DIGITS:
            return message("sheets_digits_lost", place, found=text, **said)
        text = plain
    if _INVISIBLE.search(text):
        return message("sheets_invisible", place, **said)
    if not column.choices:
        return text
    words = {plain_title(word): word for word in column.choices}
    if plain_title(text) in words:
        return words[plain_title(text)]
    near = get_close_matches(plain_title(text)[:80], list(words), 1, 0.6)
    if near:
        return message("sheets_not_in_list_near", place, found=text, near=words[near[0]], **said)
    return message("sheets_not_in_list", place, found=text, choices=listed(column.choices), **said)


def _number(text: str, cell: Cell, column: Column, place: Place) -> Decimal | int | Message:
    said = {"column": str(column.title), "found": text}
    if cell.kind == "text":
        found = _NUMBER.match(text) if len(text) <= LONGEST_NUMBER else None
        if found is None:
            return message("sheets_not_a_number", place, **said)
        if found[2] and len(found[2]) == _GROUP:
            return message("sheets_thousands", place, **said)
        plain: str | None = f"{found[1]}.{found[2] or 0}"
    else:
        plain = number_text(text) if cell.kind in {"number", "percent"} else None
    if plain is None:
        return message("sheets_not_a_number", place, **said)
    value = Decimal(plain)
    if column.kind == "number":
        return value
    return int(value) if value == value.to_integral_value() else message("sheets_not_whole", place, **said)


def _day(text: str, cell: Cell, *, from_1904: bool) -> date | None:
    if cell.kind == "date":
        day = day_of(text, from_1904=from_1904)
        return date.fromisoformat(day) if day else None
    if cell.kind != "text":
        return None
    found = _DAY_FIRST.match(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text) if _YEAR_FIRST.match(text) else None
    except ValueError:
        return None
