"""The sheet of gates: what each verdict needs and what is there, open or shut by formula; thresholds of the stages."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from bening.scoring.instrument.check import fact_position
from bening.scoring.instrument.model import GATE_ROUNDING, TWO_DECIMALS, Basis, Fact, Gate, Predicate, Stage
from bening.scoring.plan import PlanGate, option_value
from bening.scoring.verdict import applies, fact_state, gate_states
from bening.scoring.workbook import formulas
from bening.scoring.workbook.book import Book, address
from bening.scoring.workbook.cover_sheet import ANSWER, area_ranges
from bening.scoring.workbook.filled import CellValue
from bening.scoring.workbook.look import BRICK, LEAF, QUIET, SMALL_LETTERS, height, lines
from bening.scoring.workbook.words import FACT_WORDS, figure, points_figure

POINTS, FACTS = "points", "facts"
FIRST_ROW = 3


class Column(IntEnum):
    """The columns; the last three are hidden: in use, open (both 1 or 0), and on points or on facts."""

    CODE = 0
    GATE = 1
    NEED = 2
    HAVE = 3
    STATE = 4
    BASIS = 5
    USED = 6
    OPEN = 7
    KIND = 8


WIDTHS = (22, 62, 12, 12, 20, 46, 8, 8, 8)
HEADINGS = ("code", "gate", "need", "have", "status", "basis")


@dataclass(frozen=True, slots=True)
class Line:
    """A gate as formulas with the engine's own figures beside them."""

    gate: Gate
    title: str
    need: CellValue
    have: tuple[str, CellValue]
    is_open: tuple[str, bool]
    used: tuple[str, bool]
    unknown: tuple[str, str] | None = None


class GatesSheet:
    """Writes the sheet of gates, and tells the cover how each verdict stands."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.look = book.look
        self.sheet = book.sheet(book.gates_sheet, QUIET)
        self.row = FIRST_ROW

    def write(self) -> None:
        """Write the whole sheet."""
        book, sheet = self.book, self.sheet
        for column, width in enumerate(WIDTHS):
            hidden = {"hidden": True} if column >= Column.USED else {}
            sheet.set_column(column, column, width, self.look("plain"), hidden)
        sheet.set_row(0, 27)
        sheet.write_string(0, 0, book.word("gates_title"), self.look("title"))
        sheet.write_string(1, 0, book.word("gates_how"), self.look("subtitle"))
        for predicate in book.instrument.predicates.values():
            self._predicate(predicate)
        if any(stage.thresholds or stage.bands for stage in book.instrument.stages.values()):
            self._section(book.word("thresholds"))
            for stage in book.instrument.stages.values():
                self._stage(stage)
        for word, colour in (("open", LEAF), ("shut", BRICK), ("unused", QUIET)):
            look = book.workbook.add_format({"font_color": colour, "bold": word != "unused"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{book.word(word)}"', "format": look}
            sheet.conditional_format(FIRST_ROW, Column.STATE, self.row, Column.STATE, rule)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.print_area(0, 0, self.row, Column.BASIS)

    def _section(self, title: str) -> None:
        for column in range(Column.BASIS + 1):
            self.sheet.write_blank(self.row, column, None, self.look("section"))
        self.sheet.write_string(self.row, 0, title, self.look("section"))
        for at, key in enumerate(HEADINGS):
            self.sheet.write_string(self.row + 1, at, self.book.word(key), self.look("header"))
        self.row += 2

    def _predicate(self, predicate: Predicate) -> None:
        self._section(self.book.said(predicate.title))
        first = self.row
        lines = []
        for line in self._lines(predicate):  # one at a time: its formulas name the row in which it is written
            self._line(line, f"{predicate.name}.{line.gate.id}")
            lines.append(line)
        last = self.row - 1
        self.book.verdicts[predicate.name] = self._verdict(lines, first, last)
        self.row += 1

    def _lines(self, predicate: Predicate) -> Iterator[Line]:
        planned = {entry.gate.id: entry for entry in self.book.result.plan.gates[predicate.name]}
        for state in gate_states(self.book.result, predicate):
            if state.gate.fact is not None:
                yield self._fact_line(state.gate, self.book.instrument.facts[state.gate.fact])
            else:
                have = Fraction(state.have or 0)
                yield self._points_line(planned[state.gate.id], have, is_open=state.open is True)

    def _used(self, gate: Gate) -> tuple[str, bool]:
        known = [pair for pair in gate.when if pair[0] in self.book.instrument.options]
        tests = [f"{self.book.option_cell(name)}={formulas.quoted(choice.lower())}" for name, choice in known]
        is_used = applies(gate, self.book.instrument, self.book.result.given.options)
        return f"IF(AND({','.join(tests)}),1,0)" if tests else "1", is_used

    def _points_line(self, planned: PlanGate, have: Fraction, *, is_open: bool) -> Line:
        book, gate = self.book, planned.gate
        cells = [cell for first, last in planned.runs for cell in area_ranges(book, first, last)]
        summed = f"SUM({','.join(cells)})"
        used, title = self._used(gate), self._title(planned)
        if planned.limit is None:
            unknown = "1=1", book.word("limit_unknown")
            return Line(gate, title, "?", (summed, float(have)), ("FALSE", False), used, unknown)
        condition = formulas.passes(
            address(Column.HAVE, self.row),
            address(Column.NEED, self.row),
            inclusive=self._inclusive(gate.id, default=gate.inclusive),
            two_decimals=self._two_decimals(),
        )
        return Line(gate, title, float(planned.limit), (summed, float(have)), (condition, is_open), used)

    def _inclusive(self, name: str, *, default: bool) -> str:
        option = f"inclusive.{name}"
        if option not in self.book.instrument.options:
            return str(default).upper()
        return f'{self.book.option_cell(option)}="inclusive"'

    def _two_decimals(self) -> str:
        if GATE_ROUNDING not in self.book.instrument.options:
            return ""
        return f"{self.book.option_cell(GATE_ROUNDING)}={formulas.quoted(TWO_DECIMALS)}"

    def _title(self, planned: PlanGate) -> str:
        book, gate = self.book, planned.gate
        if gate.nodes == ("all",):
            words = book.word("all_points")
            maximum = book.instrument.maximum
        else:
            nodes = [book.plan.by_code[code] for code in gate.nodes or ()]
            words = " + ".join(f"{node.code} {book.said(node.node.title)}" for node in nodes)
            maximum = sum((node.maximum for node in nodes), Fraction(0))
        if gate.title is not None:
            words = book.said(gate.title)
        if gate.is_share and gate.limit is not None:
            share, top = figure(gate.limit * 100, book.language), points_figure(maximum, book.language)
            words = book.word("share_of", share=share, maximum=top) + words
        return words

    def _fact_line(self, gate: Gate, fact: Fact) -> Line:
        book = self.book
        state = fact_state(book.instrument, gate, book.result.given.facts)
        cell = address(ANSWER, book.cover[f"fact.{fact.name}"], book.cover_sheet)
        limit = fact_position(fact, gate.fact_limit) if gate.fact_limit is not None else None
        title = book.said(gate.title or fact.title)
        value = book.filled.get(f"fact.{fact.name}", "")
        have = f"TRIM({cell})", value if isinstance(value, str) else f"{value:.15g}"
        used = self._used(gate)
        if limit is None:
            unknown = "1=1", book.word("limit_unknown")
            return Line(gate, title, "?", have, ("FALSE", False), used, unknown)
        found = book.fact_list(fact.name)
        stands = formulas.number(cell) if found is None else formulas.looked_up(cell, found)
        known = f"ISNUMBER({stands})" if found is None else formulas.is_listed(cell, found)
        side = ("<" if gate.at_most else ">") + ("=" if gate.inclusive else "")
        condition = f"IF({known},{stands}{side}{formulas.literal(limit)},FALSE)"
        need = self._need(gate, fact)
        unknown = formulas.is_empty(cell), book.word("unstated")
        return Line(gate, title, need, have, (condition, state.open is True), used, unknown)

    def _need(self, gate: Gate, fact: Fact) -> str:
        word = gate.fact_limit or ""
        shown = FACT_WORDS[fact.words.index(word)] if fact.kind == "yes_no" else word
        return f"{'≤' if gate.at_most else '≥'} {shown}" if fact.kind != "yes_no" else shown

    def _line(self, line: Line, code: str) -> None:
        row, sheet, look = self.row, self.sheet, self.look
        sheet.write_string(row, Column.CODE, code, look("code"))
        sheet.write_string(row, Column.GATE, line.title, look("cell"))
        if isinstance(line.need, str):
            sheet.write_string(row, Column.NEED, line.need, look("number"))
        else:
            sheet.write_number(row, Column.NEED, line.need, look("number"))
        sheet.write_formula(row, Column.HAVE, f"={line.have[0]}", look("number"), line.have[1])
        basis = self._basis(line.gate)
        sheet.write_string(row, Column.BASIS, basis, look("quiet"))
        self._height(line.title, basis)
        used, opened = address(Column.USED, row), address(Column.OPEN, row)
        kind = POINTS if line.gate.fact is None else FACTS
        sheet.write_formula(row, Column.USED, f"={line.used[0]}", look("blank"), int(line.used[1]))
        sheet.write_formula(row, Column.OPEN, f"=IF({line.is_open[0]},1,0)", look("blank"), int(line.is_open[1]))
        sheet.write_string(row, Column.KIND, kind, look("blank"))
        words = {key: self.book.word(key) for key in ("unused", "open", "shut")}
        told = f'IF({opened}=1,"{words["open"]}","{words["shut"]}")'
        if line.unknown is not None:
            told = f'IF({line.unknown[0]},"{line.unknown[1]}",{told})'
        formula = f'=IF({used}=0,"{words["unused"]}",{told})'
        sheet.write_formula(row, Column.STATE, formula, look("status"), self._state(line, words))
        self.row += 1

    def _height(self, title: str, basis: str) -> None:
        counts = lines(title, WIDTHS[Column.GATE]), lines(basis, WIDTHS[Column.BASIS], SMALL_LETTERS)
        self.sheet.set_row(self.row, height(*counts))

    def _state(self, line: Line, words: dict[str, str]) -> str:
        if not line.used[1]:
            return words["unused"]
        if line.unknown is not None and (line.unknown[0] == "1=1" or line.have[1] == ""):
            return line.unknown[1]
        return words["open" if line.is_open[1] else "shut"]

    def _basis(self, gate: Gate) -> str:
        return self._basis_words(gate.basis, doubted=gate.inclusive_basis is not None)

    def _basis_words(self, basis: Basis, *, doubted: bool) -> str:
        book = self.book
        sources = [book.instrument.sources[key] for key in basis.source if key in book.instrument.sources]
        told = [book.word("assumed")] if basis.assumed or doubted else []
        return "; ".join(told + [book.said(source.title) for source in sources])

    def _verdict(self, lines: list[Line], first: int, last: int) -> tuple[str, CellValue]:
        """Return the formula that says how a verdict stands, with what it says now."""
        book = self.book
        used, opened, kind = (_run(book, column, first, last) for column in (Column.USED, Column.OPEN, Column.KIND))
        counts = {
            word: (f'SUMIFS({opened},{used},1,{kind},"{word}")', f'COUNTIFS({used},1,{kind},"{word}")')
            for word in (POINTS, FACTS)
        }
        now = {
            word: [line.is_open[1] for line in lines if line.used[1] and (line.gate.fact is None) == (word == POINTS)]
            for word in (POINTS, FACTS)
        }
        words = {key: book.word(key) for key in ("reached", "scored", "not_reached", "of", "gates_open")}
        scored, met = (f"{counts[word][0]}={counts[word][1]}" for word in (POINTS, FACTS))
        state = f'IF({scored},IF({met},"{words["reached"]}","{words["scored"]}"),"{words["not_reached"]}")'
        have, need = ("+".join(counts[word][at] for word in (POINTS, FACTS)) for at in (0, 1))
        formula = f'={state}&": "&({have})&" {words["of"]} "&({need})&" {words["gates_open"]}"'
        said = "not_reached" if not all(now[POINTS]) else "reached" if all(now[FACTS]) else "scored"
        every = now[POINTS] + now[FACTS]
        return formula, f"{words[said]}: {sum(every)} {words['of']} {len(every)} {words['gates_open']}"

    def _stage(self, stage: Stage) -> None:
        book, sheet, look = self.book, self.sheet, self.look
        points, total = book.result.points, address(ANSWER, book.cover["total"], book.cover_sheet)
        for line in stage.thresholds + stage.bands:
            row = self.row
            sheet.write_string(row, Column.CODE, f"{stage.id}.{line.id}", look("code"))
            title = f"{book.said(stage.title)}: {book.said(line.title)}"
            sheet.write_string(row, Column.GATE, title, look("cell"))
            sheet.write_number(row, Column.NEED, float(line.points), look("number"))
            sheet.write_formula(row, Column.HAVE, f"={total}", look("number"), float(points))
            have, need = (address(column, row) for column in (Column.HAVE, Column.NEED))
            inclusive = self._inclusive(line.id, default=line.inclusive)
            condition = formulas.passes(have, need, inclusive=inclusive, two_decimals="")
            words = [book.word(key) for key in ("open", "shut")]
            choice = option_value(book.instrument, book.result.given.options, f"inclusive.{line.id}")
            itself = line.inclusive if choice is None else choice == "inclusive"
            is_open = points > line.points or (itself and points == line.points)
            formula = f'=IF({condition},"{words[0]}","{words[1]}")'
            sheet.write_formula(row, Column.STATE, formula, look("status"), words[0 if is_open else 1])
            basis = self._basis_words(line.basis, doubted=line.inclusive_basis is not None)
            sheet.write_string(row, Column.BASIS, basis, look("quiet"))
            self._height(title, basis)
            self.row += 1


def _run(book: Book, column: int, first: int, last: int) -> str:
    return f"{address(column, first, book.gates_sheet)}:{address(column, last, book.gates_sheet).split('!')[1]}"
