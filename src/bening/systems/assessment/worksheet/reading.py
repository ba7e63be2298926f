"""A worksheet that comes back: what it would change, and which rows cannot be taken and why; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from bening.kernel.documents.columns import Column
from bening.kernel.documents.sheets import Row, read
from bening.scoring.instrument.model import Leaf
from bening.scoring.text import Message, Place, listed, message, refuse
from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer
from bening.systems.assessment.queries.sheets import Worksheet
from bening.systems.assessment.saying import value_text
from bening.systems.assessment.worksheet import layout
from bening.systems.assessment.worksheet.grid import Book, Grid
from bening.systems.assessment.worksheet.words import told
from bening.systems.assessment.worksheet.writing import lists_of, mark

MOST_NOTE = 4000
MOST_REJECTED = 1000
WHOLE = 0


@dataclass
class Proposed:
    """What a sheet would change, and the rows that cannot be taken, both ready to be kept."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0

    def reject(self, sheet: str, values: Mapping[str, str], faults: Sequence[Message]) -> None:
        """Keep a row for repair with what is wrong in it."""
        self.rejected.append({"sheet": sheet, "values": dict(values), "told": [told(entry) for entry in faults]})


def known_sheets(book: Book, kinds: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return kind, name and language of each known sheet of a workbook; raises `Refused` where there is none."""
    found = [
        (kind, book.names[name.casefold()], language)
        for kind in kinds
        for language, name in (("id", layout.NAMES[kind].id), ("en", layout.NAMES[kind].en))
        if name.casefold() in book.names
    ]
    if not found:
        there = listed(name for name in book.names.values() if not name.startswith("_"))
        raise refuse("sheets_no_sheet", Place(book.file), sheet=layout.NAMES[kinds[0]].id, found=there or "-")
    return found


@dataclass
class Table:
    """One sheet that came back: its good rows, and the faults of the others by row; under `WHOLE` those of all."""

    kind: str
    grid: Grid
    rows: tuple[Row, ...]
    faults: dict[int, list[Message]]


def table(book: Book, kind: str, name: str, columns: Sequence[Column]) -> Table:
    """Return the rows of a sheet; raises `Refused` where there is nothing to read."""
    got = read(book.content, columns=columns, file=book.file, sheet=name)
    faults: dict[int, list[Message]] = {number: [] for number in got.rejected}
    for entry in got.messages:
        row = _row_of(entry)
        faults.setdefault(row if row in got.rejected else WHOLE, []).append(entry)
    for found in faults.values():  # more faults than are told one by one: the last message counts the others
        found.extend(got.messages[-1:] if not found else ())
    return Table(kind, Grid(book, got), got.rows, faults)


def _row_of(entry: Message) -> int:
    """Return the row of the cell that a message names."""
    digits = (entry.place.cell or "").rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isascii() and digits.isdigit() else WHOLE


def marked(values: Mapping[str, object]) -> tuple[UUID, int] | None:
    """Return id and version of the mark of a row, None where it is none."""
    name, _, version = str(values.get("row") or "").partition(":")
    if not (version.isascii() and version.isdigit() and len(version) < len("1234567890")):
        return None
    try:
        return UUID(name), int(version)
    except ValueError:
        return None


@dataclass
class Marks:
    """Finds the answer of each row: once, by its mark, with the code that stands beside it."""

    lines: Mapping[UUID, Answer]
    taken: set[UUID] = field(default_factory=set)

    def find(self, row: Row, place: Place) -> tuple[Answer, int] | Message:
        """Return the answer of a row and the version that its person saw, or what is wrong with its mark."""
        found = marked(row.values)
        line = self.lines.get(found[0]) if found else None
        if found is None or line is None:
            return message("sheet_row_unknown", place)
        if str(row.values.get("code") or "") != line.code:
            return message("sheet_row_moved", place, code=str(row.values.get("code") or "-")[:60])
        if line.id in self.taken:
            return message("sheet_row_twice", place, code=line.code)
        self.taken.add(line.id)
        return line, found[1]


def read_worksheet(content: bytes, file: str, sheet: Worksheet) -> Proposed:
    """Return what a worksheet would change; raises `scoring.text.Refused` where it cannot be read at all."""
    book, proposed, lists = Book(content, file), Proposed(), lists_of(sheet)
    marks = Marks({line.id: line for line in sheet.lines if line.id in sheet.writable})
    for kind, name, language in known_sheets(book, layout.ANSWERED):
        found = table(book, kind, name, layout.columns(kind, language, lists))
        for row in found.rows:
            _take(row, found, marks, sheet, proposed)
        reject_faulty(found, proposed)
    del proposed.rejected[MOST_REJECTED:]
    return proposed


def reject_faulty(found: Table, proposed: Proposed) -> None:
    """Keep the rows whose cells cannot be read, and what is said of the whole sheet."""
    for number, faults in sorted(found.faults.items()):
        proposed.reject(found.kind, found.grid.typed(number) if number != WHOLE else {}, faults)


def _take(row: Row, found: Table, marks: Marks, sheet: Worksheet, proposed: Proposed) -> None:
    grid, typed = found.grid, found.grid.typed(row.number)
    if row.number in found.faults:
        return
    got = marks.find(row, grid.place(row.number, "code"))
    if isinstance(got, Message):
        proposed.reject(found.kind, typed, [got])
        return
    line, seen = got
    leaf = sheet.leaves[line.code]
    value, note = _value(leaf, row.values, line), str(row.values.get("note") or "")
    if is_same(line.value, value) and note == plain_note(line.note):
        proposed.unchanged += 1
        return
    faults = list(_faults(row, found, line, leaf, value))
    if seen != line.version:
        place = grid.place(row.number, "code")
        faults.append(message("sheet_changed_meanwhile", place, code=line.code, now=value_text(line.value, leaf)))
        typed = typed | {"row": mark(line.id, line.version)}
    if faults:
        proposed.reject(found.kind, typed, faults)
        return
    proposed.changes.append(
        {
            "answer": str(line.id), "seen": seen, "code": line.code, "value": value, "note": note,
            "was": {"value": line.value, "note": line.note},
            "place": grid.place(row.number, "code").cell, "sheet": found.kind, "typed": typed,
        }
    )  # fmt: skip


def _faults(row: Row, found: Table, line: Answer, leaf: Leaf, value: rules.Value | None) -> Iterator[Message]:
    grid, keys = found.grid, _value_keys(leaf)
    for key in keys:
        if grid.is_percent(row.number, key):
            yield message("workbook_percent_format", grid.place(row.number, key))
    if row.values.get("as_of") and not row.values.get("value"):
        yield message("workbook_day_alone", grid.place(row.number, "as_of"), code=line.code)
    elif value is not None:
        problem = rules.problem_with(leaf, line.code, value)
        if problem is not None:
            yield replace(problem, place=grid.place(row.number, _key_of(problem, leaf, keys)))
    note = str(row.values.get("note") or "")
    if len(note) > MOST_NOTE:
        yield message("sheet_note_long", grid.place(row.number, "note"), limit=MOST_NOTE, found=len(note))


def _value_keys(leaf: Leaf) -> list[str]:
    if leaf.ratio is not None:
        return [f"input.{at}" for at in range(len(leaf.ratio.inputs))]
    return ["value"]


def _key_of(problem: Message, leaf: Leaf, keys: Sequence[str]) -> str:
    """Return the cell that a message about an answer speaks of: the named input of a ratio, or the answer."""
    named = dict(problem.values).get("name")
    names = [entry.name for entry in leaf.ratio.inputs] if leaf.ratio else []
    return keys[names.index(str(named))] if named in names else keys[0]


def _value(leaf: Leaf, values: Mapping[str, object], line: Answer) -> rules.Value | None:
    """Return the value that a row gives, None where its cells are empty."""
    if leaf.ratio is not None:
        given = {entry.name: str(values.get(f"input.{at}") or "") for at, entry in enumerate(leaf.ratio.inputs)}
        found = {name: text for name, text in given.items() if text}
        # A ratio that was answered as one figure has no inputs; its empty cells leave it as it is.
        return found or (line.value if isinstance(line.value, str) else None)
    text = str(values.get("value") or "")
    if leaf.kind == "instrument" and text:
        day = values.get("as_of")
        return {"score": text, **({"as_of": day.isoformat()} if isinstance(day, date) else {})}
    return text or None


def plain_note(note: str) -> str:
    """Return a note as it comes back from a cell."""
    return note.replace("\r\n", "\n").strip()


def is_same(before: rules.Value | None, after: rules.Value | None) -> bool:
    """Return whether a value that came back is the one that went out: a plain score stands for its mapping."""
    if isinstance(after, Mapping) and isinstance(before, str):
        return dict(after) == {"score": before}
    return (before or None) == after
