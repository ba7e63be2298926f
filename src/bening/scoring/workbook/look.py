"""How cells look: Bening's ink, water and paper; what is to be filled in stands out, everything else is locked."""

from math import ceil
from typing import Any

INK, WATER, PAPER = "#14213d", "#0f6e84", "#fbfaf7"
TINT, LINE, QUIET = "#e3f1f4", "#cfcabd", "#5b6473"
LEAF, AMBER, BRICK, WHITE = "#2f7d4f", "#8a5a10", "#b23a48", "#ffffff"
FONT = "Calibri"
LINE_HEIGHT, TALLEST = 12.9, 400
LETTERS, SMALL_LETTERS = 1.15, 1.3  # of running text in a column of width 1

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
_GRID: dict[str, Any] = {"border": 1, "border_color": LINE, "bg_color": PAPER}
_INPUT: dict[str, Any] = {"border": 1, "border_color": WATER, "bg_color": TINT, "locked": False}

STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True},
    "subtitle": {"font_color": QUIET, "font_size": 11},
    "text": {"text_wrap": True},
    "warning": {"text_wrap": True, "font_color": AMBER, "bold": True},
    "label": {"bold": True, "font_color": QUIET},
    "figure": {"bold": True, "font_size": 12, "font_color": WATER, "align": "left"},
    "header": {"bold": True, "font_color": WHITE, "bg_color": INK, "border": 1, "border_color": INK, "text_wrap": True},
    "section": {"bold": True, "font_color": WHITE, "bg_color": WATER, "border": 1, "border_color": WATER},
    "group": {"bold": True, "bg_color": "#d3e4e8", "border": 1, "border_color": LINE, "text_wrap": True},
    "group_number": {"bold": True, "bg_color": "#d3e4e8", "border": 1, "border_color": LINE, "num_format": "0.00##"},
    "code": {**_GRID, "text_wrap": True, "font_color": QUIET, "font_size": 9},
    "cell": {**_GRID, "text_wrap": True, "align": "left", "indent": 1},
    "quiet": {**_GRID, "text_wrap": True, "align": "left", "indent": 1, "font_color": QUIET, "font_size": 9},
    "digest": {**_GRID, "text_wrap": True, "font_color": QUIET, "font_size": 8},
    "strong": {**_GRID, "text_wrap": True, "align": "left", "indent": 1, "bold": True},
    "indented": {**_GRID, "text_wrap": True, "align": "left", "indent": 3},
    "number": {**_GRID, "num_format": "0.00##", "align": "right", "indent": 1},
    "maximum": {**_GRID, "num_format": "0.00##", "align": "right", "indent": 1, "font_color": QUIET},
    "total": {
        **_GRID,
        "num_format": "0.00",
        "align": "right",
        "indent": 1,
        "bold": True,
        "font_size": 14,
        "font_color": WATER,
    },
    "status": {**_GRID, "font_size": 9, "align": "left", "indent": 1, "text_wrap": True},
    "word": {**_INPUT, "num_format": "@", "align": "center", "valign": "vcenter", "bold": True},
    "value": {**_INPUT, "align": "center", "valign": "vcenter", "bold": True},
    "note": {**_INPUT, "num_format": "@", "text_wrap": True, "align": "left", "indent": 1},
    "blank": {**_GRID},
    "plain": {},
}


def lines(text: str, width: float, letters: float = LETTERS) -> int:
    """Return over how many lines a text wraps in a column of this width, rather too many than too few."""
    count = sum(max(1, ceil(len(line) / (width * letters - 2))) for line in text.split("\n"))
    return ceil(count * LETTERS / letters) if count > 1 else count


def height(*counts: int) -> float:
    """Return how high a row with so many lines in its cells must be; left to themselves, programs differ."""
    return min(LINE_HEIGHT * max(counts, default=1) + 4, TALLEST)


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, style: str, number: str = "") -> Any:
        """Return the format of a style, with a number format of its own where one is given."""
        key = style, number
        if key not in self._made:
            own = {"num_format": number} if number else {}
            self._made[key] = self._workbook.add_format({**_BASE, **STYLES[style], **own})
        return self._made[key]

    def run(self, *, bold: bool = False, quiet: bool = False) -> Any:
        """Return the format of a run of letters inside a cell."""
        key = f"run {bold} {quiet}", ""
        if key not in self._made:
            colour = QUIET if quiet else INK
            font = {"font_name": FONT, "font_size": 9 if quiet else 10, "font_color": colour}
            self._made[key] = self._workbook.add_format({**font, "bold": bold, "italic": quiet})
        return self._made[key]
