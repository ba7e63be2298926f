"""The sheet of one area: each question with rubric and evidence, its answer, its points by formula."""

from collections.abc import Iterator
from enum import IntEnum
from fractions import Fraction
from typing import Any

from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Evidence, Leaf, RubricLine
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.text import Text
from bening.scoring.workbook import formulas
from bening.scoring.workbook.areas import Area, Row
from bening.scoring.workbook.book import HEADER_ROW, Book, address, span
from bening.scoring.workbook.filled import number_cell
from bening.scoring.workbook.formulas import Spots
from bening.scoring.workbook.look import AMBER, BRICK, LEAF, SMALL_LETTERS, WATER, height, lines
from bening.scoring.workbook.words import figure, points_figure

SUBTOTAL_ROW, MISSING_ROW, FIRST_ROW = 2, 3, HEADER_ROW + 1
FREE_MINIMUM = 0


class Column(IntEnum):
    """The columns; the last three are hidden and hold what the formulas pass on."""

    CODE = 0
    QUESTION = 1
    RUBRIC = 2
    EVIDENCE = 3
    ANSWER = 4
    NOTE = 5
    MAXIMUM = 6
    POINTS = 7
    STATUS = 8
    NUMBER = 9
    MISSING = 10
    EARNED = 11


HEADINGS = ("code", "question", "rubric", "evidence", "answer", "note", "maximum", "points", "status")
WIDTHS = (17, 42, 50, 30, 12, 26, 8, 9, 11, 10, 10, 10)


def last_row(area: Area) -> int:
    """Return the last row of the area's table."""
    return FIRST_ROW + len(area.rows) - 1


def earned_span(area: Area, first: int, last: int) -> str:
    """Return the cells that hold the points of the rows from `first` to `last` of the area."""
    return span(Column.EARNED, FIRST_ROW + first, FIRST_ROW + last, area.sheet)


class AreaSheet:
    """Writes the sheet of one area."""

    def __init__(self, book: Book, area: Area) -> None:
        self.book = book
        self.area = area
        self.look = book.look
        self.sheet = book.sheet(area.sheet, WATER)
        self.at = {row.code: FIRST_ROW + place for place, row in enumerate(area.rows)}

    def write(self) -> None:
        """Write the whole sheet."""
        self._head()
        for row in self.area.rows:
            if row.is_group:
                self._group(row)
            elif row.is_question:
                self._question(row)
            else:
                self._part(row)
        self._colours()

    def _head(self) -> None:
        book, sheet, look = self.book, self.sheet, self.look
        for column, width in enumerate(WIDTHS):
            hidden = {"hidden": True} if column >= Column.NUMBER else {}
            sheet.set_column(column, column, width, look("plain"), hidden)
        sheet.set_row(0, 27)
        sheet.write_string(0, 0, f"{self.area.code}  {book.said(self.area.title)}", look("title"))
        sheet.write_string(1, 0, book.said(book.instrument.title), look("subtitle"))
        questions = self.area.questions
        maximum = sum((book.plan.by_code[code].maximum for code in questions), Fraction(0))
        of_points = book.word("of_points", maximum=points_figure(maximum, book.language))
        of_questions = book.word("of_questions", count=len(questions))
        points = sum((book.result.points_of(code) for code in questions), Fraction(0))
        lacking = len(set(questions) & set(book.result.missing))
        first, last = FIRST_ROW, last_row(self.area)
        lines = (
            (SUBTOTAL_ROW, "subtotal", Column.EARNED, f'0.00" {of_points}"', float(points)),
            (MISSING_ROW, "missing", Column.MISSING, f'0" {of_questions}"', lacking),
        )
        for row, word, column, shown, value in lines:
            sheet.write_string(row, 0, book.word(word), look("label"))
            run = f"{address(column, first)}:{address(column, last)}"
            sheet.write_formula(row, 1, f"=SUM({run})", look("figure", shown), value)
        for at, key in enumerate(HEADINGS):
            sheet.write_string(HEADER_ROW, at, book.word(key), look("header"))
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, Column.STATUS)

    def _group(self, row: Row) -> None:
        at, look, book = self.at[row.code], self.look, self.book
        below = [self.at[node.code] for node in row.node.walk() if node.leaf is not None]
        for column in range(Column.STATUS + 1):
            self.sheet.write_blank(at, column, None, look("group"))
        self.sheet.write_string(at, Column.CODE, row.code, look("group"))
        self.sheet.write_string(at, Column.QUESTION, book.said(row.node.title), look("group"))
        self._height(at, "", book.said(row.node.title))
        maximum = float(book.plan.by_code[row.code].maximum)
        self.sheet.write_number(at, Column.MAXIMUM, maximum, look("group_number"))
        run = f"{address(Column.EARNED, min(below))}:{address(Column.EARNED, max(below))}"
        points = float(book.result.points_of(row.code))
        self.sheet.write_formula(at, Column.POINTS, f"=SUM({run})", look("group_number"), points)

    def _question(self, row: Row) -> None:
        book, sheet, look = self.book, self.sheet, self.look
        planned = book.plan.leaves[book.plan.positions[row.code]]
        leaf, at = planned.leaf, self.at[row.code]
        sheet.write_string(at, Column.CODE, row.code, look("code"))
        question, rubric = list(question_runs(book, row, leaf)), list(rubric_runs(book, leaf))
        evidence = evidence_text(book, leaf)
        self._height(at, row.code, _joined(question), _joined(rubric), evidence)
        self._runs(at, Column.QUESTION, question, "cell")
        self._runs(at, Column.RUBRIC, rubric, "cell")
        self._text(at, Column.EVIDENCE, evidence, "quiet")
        book.write_input(sheet, at, Column.ANSWER, row.code, "value" if not levels_of(leaf) else "word")
        book.write_note(sheet, at, Column.NOTE, row.code)
        sheet.write_number(at, Column.MAXIMUM, float(planned.maximum), look("maximum"))
        self._rule(row, leaf)
        self._formulas(row, leaf)

    def spots(self, row: Row) -> Spots:
        """Return the cells of a question."""
        at, code = self.at[row.code], row.code
        inputs = {entry.input.name: entry for entry in self.area.rows if entry.node.code == code and entry.input}
        option = f"zero_divisor.{code}"
        return Spots(
            address(Column.ANSWER, at),
            address(Column.NUMBER, at),
            address(Column.MAXIMUM, at),
            {name: address(Column.NUMBER, self.at[entry.code]) for name, entry in inputs.items()},
            self.book.level_list(code),
            self.book.option_cell(option) if option in self.book.instrument.options else '"zero"',
        )

    def _height(self, at: int, code: str, question: str, rubric: str = "", evidence: str = "") -> None:
        note = self.book.notes.get(code, "")
        counts = [lines(code, WIDTHS[Column.CODE], 1.1), lines(evidence, WIDTHS[Column.EVIDENCE], SMALL_LETTERS)]
        pairs = ((question, Column.QUESTION), (rubric, Column.RUBRIC), (note, Column.NOTE))
        self.sheet.set_row(at, height(*counts, *(lines(text, WIDTHS[column]) for text, column in pairs)))

    def _formulas(self, row: Row, leaf: Leaf) -> None:
        book, sheet, at = self.book, self.sheet, self.at[row.code]
        spots, plain = self.spots(row), self.look("blank")
        answer = book.result.given.answers.get(row.code)
        points = float(book.result.points_of(row.code))
        lacks = row.code in book.result.missing
        earned, cells = address(Column.EARNED, at), self._input_cells(row)
        missing = address(Column.MISSING, at)
        sheet.write_formula(at, Column.NUMBER, f"={formulas.number(spots.answer)}", plain, _number_of(answer))
        sheet.write_formula(at, Column.MISSING, f"={formulas.is_missing(leaf, spots)}", plain, int(lacks))
        share = formulas.share(leaf, spots)
        sheet.write_formula(at, Column.EARNED, f"={spots.maximum}*{share}", plain, points)
        sheet.write_formula(at, Column.POINTS, f"={earned}", self.look("number"), points)
        empty = f'"{book.word("empty")}"'
        if cells:
            some = "+".join(f"LEN(TRIM({cell}))" for cell in cells)
            empty = f'IF({some}>0,"{book.word("partial")}",{empty})'
        usable = formulas.is_usable(leaf, spots, cells)
        told = f'IF({missing}=1,{empty},IF({usable},"{book.word("filled")}","{book.word("check")}"))'
        partial = "partial" if answer is not None else "empty"
        state = book.word(partial if lacks else "filled")
        sheet.write_formula(at, Column.STATUS, f"={told}", self.look("status"), state)

    def _input_cells(self, row: Row) -> list[str]:
        inputs = [entry for entry in self.area.rows if entry.input and entry.node.code == row.code]
        return [address(Column.ANSWER, self.at[entry.code]) for entry in inputs]

    def _rule(self, row: Row, leaf: Leaf) -> None:
        """Offer the levels of a question, or hold its number to its range."""
        book, at = self.book, self.at[row.code]
        levels = book.level_list(row.code)
        if levels is not None and levels_of(leaf):
            book.choices(self.sheet, at, Column.ANSWER, levels.menu)
            return
        lowest, highest = float(leaf.minimum), float(leaf.maximum)
        hint = range_hint(book, leaf)
        if leaf.not_applicable is not None:
            cell = address(Column.ANSWER, at)
            inside = f"AND(ISNUMBER({cell}),{cell}>={lowest!r},{cell}<={highest!r})"
            rule: dict[str, Any] = {"validate": "custom", "value": f'=OR(LOWER({cell})="n/a",{inside})'}
            book.limits(self.sheet, at, Column.ANSWER, f"{hint}; n/a", rule)
            return
        rule = {"validate": "decimal", "criteria": "between", "minimum": lowest, "maximum": highest}
        book.limits(self.sheet, at, Column.ANSWER, hint, rule)

    def _part(self, row: Row) -> None:
        """Write the row of an input, or of the day of another instrument's result."""
        book, sheet, look, at = self.book, self.sheet, self.look, self.at[row.code]
        for column in range(Column.STATUS + 1):
            sheet.write_blank(at, column, None, look("blank"))
        sheet.write_string(at, Column.CODE, row.code, look("code"))
        book.write_input(sheet, at, Column.ANSWER, row.code, "word" if row.is_day else "value")
        book.write_note(sheet, at, Column.NOTE, row.code)
        if row.input is None:
            self._text(at, Column.QUESTION, book.word("day_of_result"), "indented")
            self._text(at, Column.RUBRIC, book.word("as_of_hint"), "quiet")
            return
        title = book.said(row.input.title)
        self._text(at, Column.QUESTION, title, "indented")
        hint = book.word("count" if row.input.is_count else "number")
        told = [hint]
        if row.input.effect == "unused":
            told.append(book.word("unused_input"))
        if row.input.shared_with:
            told.append(book.word("shared", codes=", ".join(row.input.shared_with)))
        self._text(at, Column.RUBRIC, "; ".join(told), "quiet")
        self._height(at, row.code, f"    {title}", "; ".join(told))
        kind = "integer" if row.input.is_count else "decimal"
        book.limits(sheet, at, Column.ANSWER, hint, {"validate": kind, "criteria": ">=", "value": FREE_MINIMUM})
        self._input_number(row)

    def _input_number(self, row: Row) -> None:
        ratio = row.node.leaf.ratio if row.node.leaf else None
        if ratio is None or row.input is None:
            return
        at, question = self.at[row.code], address(Column.ANSWER, self.at[row.node.code])
        formula = formulas.input_number(address(Column.ANSWER, at), question, ratio, row.input.name)
        answer = self.book.result.given.answers.get(row.node.code)
        value = (answer.inputs or {}).get(row.input.name) if answer else None
        shown = "" if value is None else float(value)
        self.sheet.write_formula(at, Column.NUMBER, f"={formula}", self.look("blank"), shown)

    def _runs(self, at: int, column: int, runs: list[tuple[str, bool, bool]], style: str) -> None:
        """Write text of several looks, each run as (text, bold, quiet)."""
        kept = [run for run in runs if run[0]]
        if len(kept) == 1 or not kept:
            self._text(at, column, "".join(text for text, _, _ in kept), style)
            return
        parts: list[Any] = []
        for text, bold, quiet in kept:
            parts += [self.look.run(bold=bold, quiet=quiet), text]
        self.sheet.write_rich_string(at, column, *parts, self.look(style))

    def _text(self, at: int, column: int, text: str, style: str) -> None:
        if text:
            self.sheet.write_string(at, column, text, self.look(style))
        else:
            self.sheet.write_blank(at, column, None, self.look(style))

    def _colours(self) -> None:
        """Colour the state of each question; the word stands beside the colour."""
        pairs = (("empty", AMBER), ("partial", AMBER), ("check", BRICK), ("filled", LEAF))
        for word, colour in pairs:
            look = self.book.workbook.add_format({"font_color": colour, "bold": word != "filled"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{self.book.word(word)}"', "format": look}
            column = Column.STATUS
            self.sheet.conditional_format(FIRST_ROW, column, last_row(self.area), column, rule)


def _joined(runs: list[tuple[str, bool, bool]]) -> str:
    return "".join(text for text, _, _ in runs)


def _number_of(answer: Answer | None) -> float | str:
    if answer is None or answer.number is None:
        return ""
    value = number_cell(answer.number)
    return value if isinstance(value, float) else float(answer.number)


def range_hint(book: Book, leaf: Leaf) -> str:
    """Return in words what a number may be."""
    lowest, highest = figure(leaf.minimum, book.language), figure(leaf.maximum, book.language)
    return book.word("range", lowest=lowest, highest=highest)


def question_runs(book: Book, row: Row, leaf: Leaf) -> Iterator[tuple[str, bool, bool]]:
    """Yield the question, and the instrument's note on it."""
    yield book.said(leaf.question or row.node.title), False, False
    if row.node.note is not None:
        yield "\n" + book.said(row.node.note), False, True


def rubric_runs(book: Book, leaf: Leaf) -> Iterator[tuple[str, bool, bool]]:
    """Yield what each level asks for and is worth; for a number its range, bands or formula."""
    lines: tuple[RubricLine | None, ...] = leaf.rubric or (None,) * len(levels_of(leaf))
    for place, (level, line) in enumerate(zip(levels_of(leaf), lines, strict=True)):
        words = book.said(line.text) if line else _yes_or_no(book, leaf, level.letter)
        value = figure(level.value, book.language)
        yield ("\n" if place else "") + level.letter, True, False
        yield f" = {value}" + (f"  {words}" if words else ""), False, False
    if levels_of(leaf):
        return
    if leaf.ratio is not None:
        yield book.word("ratio", formula=leaf.ratio.formula.text), False, False
    elif leaf.kind == "instrument":
        highest = figure(leaf.maximum, book.language)
        yield book.word("other_result", instrument=leaf.instrument or "", highest=highest), False, False
    else:
        yield range_hint(book, leaf), False, False
    side = "at_least" if leaf.more_is_better else "at_most"
    for band in leaf.bands:
        limit, value = figure(band.limit, book.language), figure(band.value, book.language)
        yield "\n" + book.word(side, limit=limit, value=value), False, False
    for line in leaf.rubric:
        yield "\n" + book.said(line.text), False, False


def _yes_or_no(book: Book, leaf: Leaf, letter: str) -> str:
    return book.word("yes" if letter == "Y" else "no") if leaf.kind == "yes_no" else ""


def evidence_text(book: Book, leaf: Leaf) -> str:
    """Return the evidence that a question asks for, and what its levels ask for beside."""
    found = [f"• {_evidence(book, entry)}" for entry in leaf.evidence]
    for level, line in zip(levels_of(leaf), leaf.rubric, strict=False):
        found += [f"• {level.letter}: {_evidence(book, entry)}" for entry in line.evidence]
    return "\n".join(found)


def _evidence(book: Book, entry: Evidence) -> str:
    text: Text | None = entry.what
    if entry.kind is not None:
        text = book.instrument.evidence_kinds.get(entry.kind, Text(entry.kind, entry.kind))
    doubt = f" ({book.word('expected' if not entry.basis.source else 'assumed')})" if entry.basis.assumed else ""
    return book.said(text) + doubt
