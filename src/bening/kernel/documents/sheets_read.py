"""Excel sheets in: rows by the keys of their columns, and what is wrong by its cell, everything at once.

The file is opened by the reader of the engine's workbooks: hostile files end in a message there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial

from bening.kernel.documents.cell import Interpreter, Value, keepable
from bening.kernel.documents.columns import HEAD_WITHIN, SAMPLE, Column, plain_title
from bening.kernel.documents.sheets_limits import USUAL, Limits
from bening.scoring.text import Message, Place, Refused, listed, message, refuse
from bening.scoring.workbook import cells, package, xml
from bening.scoring.workbook.cells import Cell, SheetReader, column_letters, day_of
from bening.scoring.workbook.package import LARGEST_FILE, Package

Cells = Mapping[int, Mapping[int, Cell]]
"""The filled cells of a sheet: row -> column -> cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row without a fault: its number on the sheet, and a value for each key, None where the cell is empty."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet held: rows without a fault, the numbers of those with one, and what is wrong with them.

    `typed` holds the cells of each row as they were typed, a day as 2025-09-11; `percent` names row and key of cells
    with the format of a percentage, so that 80 % is stored as 0.8; `found` has the number of each column; `at` tells
    under which of the sets of columns they stand.
    """

    sheet: str
    rows: tuple[Row, ...]
    rejected: tuple[int, ...] = ()
    messages: tuple[Message, ...] = ()
    is_sample: bool = False
    typed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    percent: frozenset[tuple[int, str]] = frozenset()
    found: Mapping[str, int] = field(default_factory=dict)
    at: int = 0


def names(content: bytes, file: str = "") -> tuple[str, ...]:
    """Return the names of a workbook's sheets; raises `Refused` where it is none."""
    return tuple(_opened(Package(content, file), USUAL).parts)


def read(
    content: bytes,
    *,
    columns: Sequence[Sequence[Column]],
    file: str = "",
    sheet: str | None = None,
    limits: Limits = USUAL,
    typed: bool = True,
) -> Read:
    """Return the rows under the head of one of several sets of columns: the one of which most titles are found.

    They stand on the sheet of that name, or on the one that has most of the head. Without `typed` the cells are given
    as they were typed for rejected rows alone. Raises `Refused` where there is nothing to read: no workbook, more than
    10 MB or the limits, no such sheet or head.
    """
    place = Place(file or None)
    if len(content) > LARGEST_FILE:
        raise refuse("workbook_too_large", place, limit=f"{LARGEST_FILE // 1_000_000} MB")
    opened = Package(content, file)
    try:
        return _best(_opened(opened, limits), columns, file, sheet).read(limits, typed=typed)
    except Refused as error:
        if error.messages[0].key == "workbook_too_many_parts":
            raise refuse("sheets_too_many_cells", place, limit=limits.cells) from None
        if error.messages[0].key == "workbook_inflates":
            raise refuse("workbook_inflates", place, limit=f"{limits.inflated // 1_000_000} MB") from None
        raise


def _opened(opened: Package, limits: Limits) -> SheetReader:
    # The engine counts up to the limits of its own workbooks. Records may fill more, so the counts begin below zero.
    opened.inflated = package.MOST_INFLATED - limits.inflated
    opened.count.elements = xml.MOST_ELEMENTS - limits.elements
    book = SheetReader(opened)
    book.filled = cells.MOST_CELLS - limits.cells
    return book


def _best(book: SheetReader, columns: Sequence[Sequence[Column]], file: str, sheet: str | None) -> "_Table":
    """Return the sheet of that name, or the one with most of the titles in a row; raises `Refused`."""
    place = Place(file or None)
    names = [name for name in book.parts if not name.startswith("_")]
    if sheet is not None and sheet.casefold() not in {name.casefold() for name in names}:
        raise refuse("sheets_no_sheet", place, sheet=sheet, found=listed(names) or "-")
    tables = (
        _Table(file, name, at, one, rows, book.from_1904)
        for name in ([sheet] if sheet is not None else names)
        for rows in [_rows(book, name)]
        for at, one in enumerate(columns)
    )
    best = max(tables, key=lambda table: len(table.found), default=None)
    if best is None:
        raise refuse("sheets_no_sheet", place, sheet="-", found="-")
    return best


def _rows(book: SheetReader, name: str) -> Cells:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in (book.sheet(name) or {}).items():
        rows.setdefault(row, {})[column] = cell
    return rows


@dataclass
class _Table:
    """One sheet and where its head stands: `found` holds the number of each column by the key of its values."""

    file: str
    name: str
    at: int
    columns: Sequence[Column]
    rows: Cells
    from_1904: bool
    head: int = field(init=False, default=0)
    found: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.titles = {plain_title(str(column.title)): column.key for column in self.columns}
        for row in range(1, HEAD_WITHIN + 1):
            found = {self.titles[title]: at for at, title in self.row_of_titles(row) if title in self.titles}
            if len(found) > len(self.found):
                self.head, self.found = row, found

    def row_of_titles(self, row: int) -> list[tuple[int, str]]:
        """Return column number and title of each filled cell of a row."""
        return sorted((at, plain_title(cell.text)) for at, cell in self.rows.get(row, {}).items())

    def place(self, row: int, column: int) -> Place:
        """Return a cell as a message names it."""
        return Place(self.file or None, None, f"{self.name}!{column_letters(column)}{row}")

    def read(self, limits: Limits, *, typed: bool) -> Read:
        """Return what stands below the head; raises `Refused` where the head is not whole, or nothing is below it."""
        self.check_head()
        below = sorted(row for row in self.rows if row > self.head)
        lines = [row for row in below if any(cell.text.strip() for cell in self.rows[row].values())]
        if len(lines) > limits.rows:
            raise refuse("sheets_too_many_rows", self.whole(), limit=limits.rows, found=len(lines))
        if not lines:
            raise refuse("sheets_no_rows", self.whole())
        told = _Told(limits.messages, [*self.strangers(lines)])
        rows, rejected = [], []
        interpreters = [Interpreter(column, from_1904=self.from_1904) for column in self.columns]
        for line in lines:
            values, faults = self.row(line, interpreters)
            if faults:
                told.add(faults)
                rejected.append(line)
            else:
                rows.append(Row(line, values))
        shown = lines if typed else rejected
        return Read(
            self.name,
            tuple(rows),
            tuple(rejected),
            told.messages(self.whole()),
            self.is_sample(),
            {line: self.typed(line) for line in shown},
            self.percent(shown),
            self.found,
            self.at,
        )

    def percent(self, lines: Sequence[int]) -> frozenset[tuple[int, str]]:
        """Return row and key of the cells with the format of a percentage."""
        return frozenset(
            (line, key)
            for line in lines
            for key, at in self.found.items()
            if (cell := self.rows[line].get(at)) and cell.kind == "percent"
        )

    def whole(self) -> Place:
        """Return the sheet as a message names it."""
        return Place(self.file or None, None, self.name)

    def check_head(self) -> None:
        """Raise `Refused` where a title is missing or stands twice."""
        needed = [column for column in self.columns if not column.is_extra]
        missing = [str(column.title) for column in needed if column.key not in self.found]
        if missing:
            raise refuse("sheets_no_head", self.whole(), missing=listed(missing), within=HEAD_WITHIN)
        seen: dict[str, int] = {}
        for at, title in self.row_of_titles(self.head):
            if title in seen and title in self.titles:
                first = f"{column_letters(seen[title])}{self.head}"
                column = next(str(one.title) for one in self.columns if one.key == self.titles[title])
                raise refuse("sheets_column_twice", self.place(self.head, at), column=column, first=first)
            seen.setdefault(title, at)

    def strangers(self, lines: Sequence[int]) -> Iterator[Message]:
        """Yield a message for each column of another title that holds something, so that nothing is lost in silence."""
        known = set(self.found.values())
        filled = {at for row in lines for at, cell in self.rows[row].items() if at not in known and cell.text.strip()}
        for at in sorted(filled):
            head = self.rows.get(self.head, {}).get(at)
            title = keepable(" ".join(head.text.split())) if head else ""
            near = get_close_matches(plain_title(title), list(self.titles), 1, 0.6)
            shown = next(
                (str(one.title) for one in self.columns if near and plain_title(str(one.title)) == near[0]), ""
            )
            names = {"near": shown} if shown else {"known": listed(str(one.title) for one in self.columns)}
            key = "sheets_column_unknown_near" if shown else "sheets_column_unknown"
            yield message(key, self.place(self.head, at), column=title, **names)

    def row(self, line: int, interpreters: Sequence[Interpreter]) -> tuple[dict[str, Value], list[Message]]:
        """Return the values of a row, and what is wrong in it."""
        values: dict[str, Value] = {}
        faults, filled = [], self.rows[line]
        for one in interpreters:
            key = one.column.key
            at = self.found.get(key, 0)
            got = one.value(filled.get(at), partial(self.place, line, at))
            if isinstance(got, Message):
                faults.append(got)
            else:
                values[key] = got
        return values, faults

    def typed(self, line: int) -> dict[str, str]:
        """Return what stands in each cell of a row."""
        return {key: self._text(self.rows[line].get(at)) for key, at in self.found.items()}

    def _text(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        day = day_of(cell.text, from_1904=self.from_1904) if cell.kind == "date" else None
        return day or keepable(cell.text.replace("\r\n", "\n").strip())

    def is_sample(self) -> bool:
        """Return whether the sheet carries the mark of a sample above its head."""
        marks = {SAMPLE.id, SAMPLE.en}
        above = [self.rows.get(row, {}) for row in range(1, self.head)]
        return any(cell.text in marks for filled in above for cell in filled.values())


@dataclass
class _Told:
    """The first faults of a sheet, and how many more there are: a sheet of faults alone must not fill the memory."""

    most: int
    first: list[Message]
    more: int = 0

    def add(self, faults: Sequence[Message]) -> None:
        """Take the faults of a row."""
        left = max(0, self.most - len(self.first))
        self.first += faults[:left]
        self.more += len(faults[left:])

    def messages(self, whole: Place) -> tuple[Message, ...]:
        """Return the first faults, and a message that counts the others."""
        more = [message("sheets_more_faults", whole, count=self.more)] if self.more else []
        return (*self.first, *more)
