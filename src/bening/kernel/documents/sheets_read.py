"""Excel sheets in: rows by the keys of their columns, and what is wrong by its cell, everything at once.

The file is opened by the reader of the engine's workbooks: hostile files end in a message there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from bening.kernel.documents.cell import Value, interpret
from bening.kernel.documents.columns import HEAD_WITHIN, SAMPLE, Column, plain_title
from bening.scoring.text import Message, Place, Refused, listed, message, refuse
from bening.scoring.workbook import cells, xml
from bening.scoring.workbook.cells import Cell, Cells, SheetReader, column_letters, day_of
from bening.scoring.workbook.package import LARGEST_FILE, Package

MOST_ROWS = 10_000
MOST_CELLS, MOST_ELEMENTS = 250_000, 1_000_000
MOST_MESSAGES = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row without a fault: its number on the sheet, and a value for each key, None where the cell is empty."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet held: rows without a fault, the numbers of those with one, and what is wrong with them.

    `typed` holds the cells of each row as they were typed, a day as 2025-09-11; `percent` names row and key of cells
    with the format of a percentage, so that 80 % is stored as 0.8; `found` has the number of each column.
    """

    sheet: str
    rows: tuple[Row, ...]
    rejected: tuple[int, ...] = ()
    messages: tuple[Message, ...] = ()
    is_sample: bool = False
    typed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    percent: frozenset[tuple[int, str]] = frozenset()
    found: Mapping[str, int] = field(default_factory=dict)


def names(content: bytes, file: str = "") -> tuple[str, ...]:
    """Return the names of a workbook's sheets; raises `Refused` where it is none."""
    return tuple(_opened(Package(content, file)).parts)


def read(content: bytes, *, columns: Sequence[Column], file: str = "", sheet: str | None = None) -> Read:
    """Return the rows under the head of these columns, on the sheet of that name or on the first that has the head.

    Raises `Refused` where there is nothing to read: no workbook, over 10 MB or 10,000 rows, no such sheet or head.
    """
    place = Place(file or None)
    if len(content) > LARGEST_FILE:
        raise refuse("workbook_too_large", place, limit=f"{LARGEST_FILE // 1_000_000} MB")
    package = Package(content, file)
    try:
        return _best(_opened(package), columns, file, sheet).read()
    except Refused as error:
        if error.messages[0].key == "workbook_too_many_parts":
            raise refuse("sheets_too_many_cells", place, limit=MOST_CELLS) from None
        raise


def _opened(package: Package) -> SheetReader:
    # The engine counts up to the limits of its own workbooks. Records fill more cells, so the counts begin below zero.
    package.count.elements = xml.MOST_ELEMENTS - MOST_ELEMENTS
    book = SheetReader(package)
    book.filled = cells.MOST_CELLS - MOST_CELLS
    return book


def _best(book: SheetReader, columns: Sequence[Column], file: str, sheet: str | None) -> "_Table":
    """Return the sheet of that name, or the one with most of the titles in a row; raises `Refused`."""
    place = Place(file or None)
    names = [name for name in book.parts if not name.startswith("_")]
    if sheet is not None and sheet.casefold() not in {name.casefold() for name in names}:
        raise refuse("sheets_no_sheet", place, sheet=sheet, found=listed(names) or "-")
    tables = (_Table(file, name, columns, book) for name in ([sheet] if sheet is not None else names))
    best = max(tables, key=lambda table: len(table.found), default=None)
    if best is None:
        raise refuse("sheets_no_sheet", place, sheet="-", found="-")
    return best


@dataclass
class _Table:
    """One sheet and where its head stands: `found` holds the number of each column by the key of its values."""

    file: str
    name: str
    columns: Sequence[Column]
    book: SheetReader
    cells: Cells = field(init=False)
    head: int = field(init=False, default=0)
    found: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = self.book.sheet(self.name) or Cells()
        self.titles = {plain_title(str(column.title)): column.key for column in self.columns}
        for row in range(1, HEAD_WITHIN + 1):
            found = {self.titles[title]: at for at, title in self.row_of_titles(row) if title in self.titles}
            if len(found) > len(self.found):
                self.head, self.found = row, found

    def row_of_titles(self, row: int) -> list[tuple[int, str]]:
        """Return column number and title of each filled cell of a row."""
        return sorted((at, plain_title(cell.text)) for (line, at), cell in self.cells.items() if line == row)

    def place(self, row: int, column: int) -> Place:
        """Return a cell as a message names it."""
        return Place(self.file or None, None, f"{self.name}!{column_letters(column)}{row}")

    def read(self) -> Read:
        """Return what stands below the head; raises `Refused` where the head is not whole, or nothing is below it."""
        self.check_head()
        lines = sorted({row for (row, _), cell in self.cells.items() if row > self.head and cell.text.strip()})
        if len(lines) > MOST_ROWS:
            raise refuse("sheets_too_many_rows", self.whole(), limit=MOST_ROWS, found=len(lines))
        if not lines:
            raise refuse("sheets_no_rows", self.whole())
        messages = list(self.strangers())
        rows, rejected = [], []
        for line in lines:
            values, faults = self.row(line)
            messages += faults
            if faults:
                rejected.append(line)
            else:
                rows.append(Row(line, values))
        if len(messages) > MOST_MESSAGES:
            left = message("sheets_more_faults", self.whole(), count=len(messages) - MOST_MESSAGES)
            messages = [*messages[:MOST_MESSAGES], left]
        typed = {line: self.typed(line) for line in lines}
        percent = frozenset(
            (line, key)
            for line in lines
            for key, at in self.found.items()
            if (cell := self.cells.get((line, at))) and cell.kind == "percent"
        )
        told = tuple(messages)
        return Read(self.name, tuple(rows), tuple(rejected), told, self.is_sample(), typed, percent, self.found)

    def whole(self) -> Place:
        """Return the sheet as a message names it."""
        return Place(self.file or None, None, self.name)

    def check_head(self) -> None:
        """Raise `Refused` where a title is missing or stands twice."""
        missing = [str(column.title) for column in self.columns if column.key not in self.found]
        if missing:
            raise refuse("sheets_no_head", self.whole(), missing=listed(missing), within=HEAD_WITHIN)
        seen: dict[str, int] = {}
        for at, title in self.row_of_titles(self.head):
            if title in seen and title in self.titles:
                first = f"{column_letters(seen[title])}{self.head}"
                column = next(str(one.title) for one in self.columns if one.key == self.titles[title])
                raise refuse("sheets_column_twice", self.place(self.head, at), column=column, first=first)
            seen.setdefault(title, at)

    def strangers(self) -> Iterator[Message]:
        """Yield a message for each column of another title that holds something, so that nothing is lost in silence."""
        known = set(self.found.values())
        filled = {at for (row, at), cell in self.cells.items() if row > self.head and cell.text.strip()}
        for at in sorted(filled - known):
            head = self.cells.get((self.head, at))
            title = " ".join(head.text.split()) if head else ""
            near = get_close_matches(plain_title(title), list(self.titles), 1, 0.6)
            shown = next(
                (str(one.title) for one in self.columns if near and plain_title(str(one.title)) == near[0]), ""
            )
            names = {"near": shown} if shown else {"known": listed(str(one.title) for one in self.columns)}
            key = "sheets_column_unknown_near" if shown else "sheets_column_unknown"
            yield message(key, self.place(self.head, at), column=title, **names)

    def row(self, line: int) -> tuple[dict[str, Value], list[Message]]:
        """Return the values of a row, and what is wrong in it."""
        values: dict[str, Value] = {}
        faults = []
        for column in self.columns:
            at = self.found[column.key]
            got = interpret(self.cells.get((line, at)), column, self.place(line, at), from_1904=self.book.from_1904)
            if isinstance(got, Message):
                faults.append(got)
            else:
                values[column.key] = got
        return values, faults

    def typed(self, line: int) -> dict[str, str]:
        """Return what stands in each cell of a row."""
        return {key: self._text(self.cells.get((line, at))) for key, at in self.found.items()}

    def _text(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        day = day_of(cell.text, from_1904=self.book.from_1904) if cell.kind == "date" else None
        return day or cell.text.replace("\r\n", "\n").strip()

    def is_sample(self) -> bool:
        """Return whether the sheet carries the mark of a sample above its head."""
        marks = {SAMPLE.id, SAMPLE.en}
        return any(cell.text in marks for (row, _), cell in self.cells.items() if row < self.head)
