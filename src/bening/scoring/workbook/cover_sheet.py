"""The cover: what is assessed, facts, results by formula, verdicts, options, and the instrument's digest."""

from fractions import Fraction

from bening.scoring.instrument.model import Fact
from bening.scoring.workbook import formulas
from bening.scoring.workbook.area_sheet import FIRST_ROW, MISSING_ROW, SUBTOTAL_ROW, Column
from bening.scoring.workbook.areas import DAY
from bening.scoring.workbook.book import HEADER_ROW, Book, address
from bening.scoring.workbook.look import SMALL_LETTERS, height, lines
from bening.scoring.workbook.words import figure, points_figure

ITEM, ANSWER, IN_FORCE, NOTE = 1, 2, 3, 4
WIDTHS = (26, 52, 22, 34, 44)
HEADINGS = ("code", "item", "answer", "in_force", "note")


def cover_rows(book: Book) -> list[str]:
    """Return the code of each row of the cover below its heading; a section's name stands in brackets."""
    instrument = book.instrument
    rows = ["[identity]", "instrument", "sha256", "profile", DAY]
    rows += ["stage"] if instrument.stages else []
    if instrument.facts:
        rows += ["[facts]", *(f"fact.{name}" for name in instrument.facts)]
    if instrument.tree:
        rows += ["[results]", *(f"subtotal.{area.code}" for area in book.areas), "total", "score", "missing"]
    if instrument.predicates:
        rows += ["[verdicts]", *(f"predicate.{name}" for name in instrument.predicates)]
    if instrument.options:
        rows += ["[options]", *(f"option.{name}" for name in instrument.options)]
    return rows


def place_cover(book: Book) -> None:
    """Decide the row of each code on the cover, which formulas of other sheets refer to."""
    book.cover = {code: HEADER_ROW + 1 + at for at, code in enumerate(cover_rows(book))}


class CoverSheet:
    """Writes the cover; the verdicts come last, when the sheet of gates has its rows."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.look = book.look
        self.sheet = book.sheet(book.cover_sheet)

    def write(self) -> None:
        """Write the whole sheet."""
        self._head()
        for code, row in self.book.cover.items():
            if code.startswith("["):
                for column in range(len(WIDTHS)):
                    self.sheet.write_blank(row, column, None, self.look("section"))
                self.sheet.write_string(row, 0, self.book.word(code[1:-1]), self.look("section"))
            else:
                self.sheet.write_string(row, 0, code, self.look("code"))
        self._identity()
        self._facts()
        if self.book.instrument.tree:
            self._results()
        for name in self.book.instrument.predicates:
            self._verdict(name)
        self._options()

    def _head(self) -> None:
        book, sheet, look = self.book, self.sheet, self.look
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, look("plain"))
        sheet.set_row(0, 27)
        sheet.write_string(0, 0, book.said(book.instrument.title), look("title"))
        owner = f"{book.said(book.instrument.owner)} · " if book.instrument.owner else ""
        sheet.write_string(1, 0, f"{owner}{book.instrument.year}", look("subtitle"))
        how = book.word("how", instrument=book.instrument.id)
        sheet.merge_range(2, 0, 2, NOTE, how, look("text"))
        sheet.set_row(2, height(lines(how, sum(WIDTHS))))
        profile = book.instrument.profiles[book.plan.profile]
        if book.plan.weights_assumed:
            warning = book.word("assumed_weights", title=book.said(profile.title))
            if profile.basis.note is not None:
                warning += " " + book.said(profile.basis.note)
            sheet.merge_range(3, 0, 3, NOTE, warning, look("warning"))
            sheet.set_row(3, height(lines(warning, sum(WIDTHS), 1.1)))
        for at, key in enumerate(HEADINGS):
            sheet.write_string(HEADER_ROW, at, book.word(key), look("header"))
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.repeat_rows(HEADER_ROW)

    def _line(self, code: str, item: str, in_force: str = "", note: str | None = "", style: str = "cell") -> int:
        """Write the words of a row, and return it; a note of None is an input."""
        row, sheet = self.book.cover[code], self.sheet
        for column, text in ((ITEM, item), (IN_FORCE, in_force), (NOTE, note)):
            look = self.look(style if column == ITEM else "quiet")
            if text is None:
                self.book.write_note(sheet, row, column, code)
            elif text:
                sheet.write_string(row, column, text, look)
            else:
                sheet.write_blank(row, column, None, look)
        noted = self.book.notes.get(code, "") if note is None else note
        counts = lines(item, WIDTHS[ITEM]), lines(in_force, WIDTHS[IN_FORCE], SMALL_LETTERS), lines(noted, WIDTHS[NOTE])
        sheet.set_row(row, height(*counts))
        return row

    def _identity(self) -> None:
        book, sheet = self.book, self.sheet
        instrument = book.instrument
        row = self._line("instrument", book.word("instrument"))
        sheet.write_string(row, ANSWER, instrument.id, self.look("strong"))
        row = self._line("sha256", book.word("sha256"))
        sheet.set_row(row, height(3))
        sheet.write_string(row, ANSWER, instrument.sha256, self.look("digest"))
        profile = instrument.profiles[book.plan.profile]
        doubt = book.word("assumed") if book.plan.weights_assumed else ""
        row = self._line("profile", f"{book.word('profile')}: {book.said(profile.title)}", doubt)
        sheet.write_string(row, ANSWER, book.plan.profile, self.look("cell"))
        row = self._line(DAY, book.word("as_of"), book.word("as_of_hint"), None)
        book.write_input(sheet, row, ANSWER, DAY, "word")
        book.limits(sheet, row, ANSWER, book.word("as_of_hint"), {"validate": "length", "criteria": "==", "value": 10})
        if instrument.stages:
            known = "; ".join(f"{stage.id} = {book.said(stage.title)}" for stage in instrument.stages.values())
            row = self._line("stage", book.word("stage"), known, None)
            book.write_input(sheet, row, ANSWER, "stage", "word")
            menu = book.lists.place(tuple(instrument.stages), range(len(instrument.stages))).menu
            book.choices(sheet, row, ANSWER, menu)

    def _facts(self) -> None:
        book = self.book
        for fact in book.instrument.facts.values():
            code = f"fact.{fact.name}"
            row = self._line(code, book.said(fact.title), self._fact_hint(fact), None)
            found = book.fact_list(fact.name)
            book.write_input(self.sheet, row, ANSWER, code, "word" if found else "value")
            if found is not None:
                book.choices(self.sheet, row, ANSWER, found.menu)
                continue
            lowest = float(fact.minimum) if fact.minimum is not None else -1e15
            highest = float(fact.maximum) if fact.maximum is not None else 1e15
            kind = "integer" if fact.is_count else "decimal"
            rule = {"validate": kind, "criteria": "between", "minimum": lowest, "maximum": highest}
            book.limits(self.sheet, row, ANSWER, self._fact_hint(fact), rule)

    def _fact_hint(self, fact: Fact) -> str:
        book = self.book
        if fact.kind == "yes_no":
            return book.word("yes_or_no")
        if fact.words:
            doubt = f" ({book.word('assumed')})" if fact.basis.assumed else ""
            return book.word("word_of", words=", ".join(fact.words)) + doubt
        ends = [figure(end, book.language) if end is not None else "…" for end in (fact.minimum, fact.maximum)]
        return book.word("range", lowest=ends[0], highest=ends[1])

    def _results(self) -> None:
        book, sheet = self.book, self.sheet
        absent = set(book.result.missing)
        subtotals, missing = [], []
        for area in book.areas:
            points = sum((book.result.points_of(code) for code in area.questions), Fraction(0))
            maximum = sum((book.plan.by_code[code].maximum for code in area.questions), Fraction(0))
            lacking = len(absent.intersection(area.questions))
            of_points = book.word("of_points", maximum=points_figure(maximum, book.language))
            row = self._line(f"subtotal.{area.code}", f"{area.code}  {book.said(area.title)}", of_points)
            subtotals.append(address(1, SUBTOTAL_ROW, area.sheet))
            missing.append(address(1, MISSING_ROW, area.sheet))
            sheet.write_formula(row, ANSWER, f"={subtotals[-1]}", self.look("number", "0.00"), float(points))
            self._lacking(row, missing[-1], lacking)
        self._totals(missing)

    def _totals(self, missing: list[str]) -> None:
        book, sheet = self.book, self.sheet
        first, last = (book.cover[f"subtotal.{area.code}"] for area in (book.areas[0], book.areas[-1]))
        of_points = book.word("of_points", maximum=points_figure(book.instrument.maximum, book.language))
        decimals = book.instrument.score.decimals
        row = self._line("total", book.word("total"), of_points)
        run = f"{address(ANSWER, first)}:{address(ANSWER, last)}"
        points = float(book.result.points)
        sheet.write_formula(row, ANSWER, f"=SUM({run})", self.look("number", "0.000000"), points)
        score = formulas.rounded(address(ANSWER, row), decimals)
        row = self._line("score", book.word("score", decimals=decimals), of_points, style="strong")
        sheet.set_row(row, 22)
        shown = "0." + "0" * decimals if decimals else "0"
        sheet.write_formula(row, ANSWER, f"={score}", self.look("total", shown), float(book.result.score))
        row = self._line(
            "missing", book.word("all_missing"), book.word("of_questions", count=book.instrument.questions)
        )
        lacking = len(book.result.missing)
        sheet.write_formula(row, ANSWER, f"={'+'.join(missing)}", self.look("number", "0"), lacking)

    def _lacking(self, row: int, cell: str, lacking: int) -> None:
        complete, short = self.book.word("complete"), self.book.word("short_of")
        formula = f'=IF({cell}=0,"{complete}",{cell}&" {short}")'
        value = f"{lacking} {short}" if lacking else complete
        self.sheet.write_formula(row, NOTE, formula, self.look("quiet"), value)

    def _verdict(self, name: str) -> None:
        predicate = self.book.instrument.predicates[name]
        row = self._line(f"predicate.{name}", self.book.said(predicate.title), style="strong")
        formula, value = self.book.verdicts[name]
        self.sheet.merge_range(row, ANSWER, row, NOTE, "", self.look("strong"))
        self.sheet.write_formula(row, ANSWER, formula, self.look("strong"), value)

    def _options(self) -> None:
        book, sheet = self.book, self.sheet
        for option in book.instrument.options.values():
            code = f"option.{option.name}"
            item = book.said(option.title)
            item += f"\n{book.said(option.reason)}" if option.reason else ""
            row = self._line(code, item, "", None)
            book.write_input(sheet, row, ANSWER, code, "word")
            book.choices(sheet, row, ANSWER, book.lists.place(option.choices, range(len(option.choices))).menu)
            cell = address(ANSWER, row)
            formula = f"=IF({formulas.is_empty(cell)},{formulas.quoted(option.default)},LOWER(TRIM({cell})))"
            chosen = book.result.given.options.get(option.name)
            value = option.default if chosen is None else chosen.lower()
            sheet.write_formula(row, IN_FORCE, formula, self.look("quiet"), value)


def area_ranges(book: Book, first: int, last: int) -> list[str]:
    """Return the cells that hold the points of the questions from a position to before another, sheet by sheet."""
    wanted = {leaf.code for leaf in book.plan.leaves[first:last]}
    found = []
    for area in book.areas:
        if wanted.issuperset(area.questions):
            found.append(address(1, SUBTOTAL_ROW, area.sheet))
            continue
        rows = [FIRST_ROW + at for at, row in enumerate(area.rows) if row.is_question and row.code in wanted]
        found += [address(Column.EARNED, row, area.sheet) for row in rows]
    return found
