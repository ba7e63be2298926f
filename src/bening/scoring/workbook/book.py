"""The workbook being written: its sheets, where each code stands, and what the engine says of the answers in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.messages.workbook import WORDS
from bening.scoring.plan import Plan
from bening.scoring.result import Result
from bening.scoring.text import Text
from bening.scoring.workbook.areas import LISTS_SHEET, Area
from bening.scoring.workbook.cells import column_letters
from bening.scoring.workbook.filled import CellValue
from bening.scoring.workbook.formulas import ListRange
from bening.scoring.workbook.look import INK, Look
from bening.scoring.workbook.words import FACT_WORDS, FACT_WORDS_ALSO

HEADER_ROW = 5
LOCKED = {"format_columns": True, "format_rows": True}
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}


def address(column: int, row: int, sheet: str = "") -> str:
    """Return a cell by column and row, both counted from 0; absolute where its sheet is named."""
    if not sheet:
        return f"{column_letters(column + 1)}{row + 1}"
    name = sheet.replace("'", "''")
    return f"'{name}'!${column_letters(column + 1)}${row + 1}"


def span(column: int, first: int, last: int, sheet: str) -> str:
    """Return the run of cells of a column between two rows, counted from 0, on a sheet."""
    return f"{address(column, first, sheet)}:${column_letters(column + 1)}${last + 1}"


class Lists:
    """The hidden sheet of lists: words in one column, their values in the next."""

    def __init__(self) -> None:
        self.made: dict[tuple[tuple[CellValue, ...], tuple[float, ...], int], ListRange] = {}

    def place(self, words: Iterable[CellValue], values: Iterable[Fraction | int], menu: int = 0) -> ListRange:
        """Return the place of a list; `menu` is how many of its words are offered, all for 0."""
        key = tuple(words), tuple(float(value) for value in values), menu
        if key not in self.made:
            at, last = 2 * len(self.made), len(key[0])
            self.made[key] = ListRange(
                span(at, 1, last, LISTS_SHEET),
                span(at + 1, 1, last, LISTS_SHEET),
                span(at, 1, menu or last, LISTS_SHEET),
            )
        return self.made[key]


@dataclass
class Book:
    """What every sheet needs. `cover` holds the row of each code on the cover, `earned` the span of each area."""

    workbook: Any
    plan: Plan
    result: Result
    areas: tuple[Area, ...]
    filled: Mapping[str, CellValue]
    notes: Mapping[str, str]
    language: str
    look: Look
    cover_sheet: str
    gates_sheet: str
    lists: Lists = field(default_factory=Lists)
    cover: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, tuple[str, CellValue]] = field(default_factory=dict)

    @property
    def instrument(self) -> Instrument:
        """Return the instrument."""
        return self.plan.instrument

    def word(self, key: str, **values: str | int) -> str:
        """Return a word of the sheets in the workbook's language."""
        text = WORDS[key].said(self.language)
        return text.format(**values) if values else text

    def said(self, text: Text | None) -> str:
        """Return a text of the instrument in the workbook's language."""
        return text.said(self.language) if text else ""

    def sheet(self, name: str, colour: str = INK) -> Any:
        """Return a new sheet, locked but for its inputs, set up for printing."""
        sheet = self.workbook.add_worksheet(name)
        sheet.protect("", LOCKED)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(colour)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(**MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{self.instrument.id} · &A&R&8{self.word('page')}")
        return sheet

    def level_list(self, code: str) -> ListRange | None:
        """Return the list of a question's levels, or of its bands; None where it has neither."""
        leaf = self.plan.leaves[self.plan.positions[code]].leaf
        if leaf.bands:
            limits = [float(band.limit) for band in leaf.bands]
            return self.lists.place(limits, [band.value for band in leaf.bands])
        levels = levels_of(leaf)
        if not levels:
            return None
        words: list[CellValue] = [level.letter for level in levels]
        values = [level.value for level in levels]
        if leaf.not_applicable is not None:
            words.append("n/a")
            values.append(leaf.not_applicable.value)
        menu = len(words)
        if leaf.kind == "yes_no":
            words += ["Ya", "Tidak"]
            values += [Fraction(1), Fraction(0)]
        return self.lists.place(words, values, menu)

    def fact_list(self, name: str) -> ListRange | None:
        """Return the list of a fact's words with their places on its scale, None for a number."""
        fact = self.instrument.facts[name]
        if fact.kind == "number":
            return None
        if fact.kind == "yes_no":
            return self.lists.place((*FACT_WORDS, *FACT_WORDS_ALSO), (0, 1, 0, 1, 0, 1), len(FACT_WORDS))
        return self.lists.place(fact.words, range(len(fact.words)))

    def option_cell(self, name: str) -> str:
        """Return the cell that says which choice of an option is in force."""
        return address(3, self.cover[f"option.{name}"], self.cover_sheet)

    def write_input(self, sheet: Any, row: int, column: int, code: str, style: str) -> None:
        """Write an input cell with what is filled in."""
        value = self.filled.get(code)
        if value is None:
            sheet.write_blank(row, column, None, self.look(style))
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self.look(style))
        else:
            sheet.write_number(row, column, value, self.look(style))

    def write_note(self, sheet: Any, row: int, column: int, code: str) -> None:
        """Write the note of a row."""
        if self.notes.get(code):
            sheet.write_string(row, column, self.notes[code], self.look("note"))
        else:
            sheet.write_blank(row, column, None, self.look("note"))

    def choices(self, sheet: Any, row: int, column: int, menu: str) -> None:
        """Offer a list in a cell, and refuse what it does not have."""
        rule = {"validate": "list", "source": f"={menu}"}
        sheet.data_validation(row, column, row, column, rule | self._refusal(self.word("from_list")))

    def limits(self, sheet: Any, row: int, column: int, hint: str, rule: dict[str, Any]) -> None:
        """Hold a cell to a range of numbers, with a hint when it is entered."""
        told = {"input_title": self.word("answer"), "input_message": hint[:255]}
        sheet.data_validation(row, column, row, column, rule | told | self._refusal(hint))

    def _refusal(self, hint: str) -> dict[str, str]:
        return {"error_title": self.word("wrong"), "error_message": hint[:255]}
