"""How an instrument is laid out over sheets: its areas, the rows of each, and the names of the sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bening.scoring.instrument.model import Input, Instrument, Node
from bening.scoring.text import Text

COVER = Text("Sampul", "Cover")
GATES = Text("Syarat", "Gates")
VERSION_SHEET = "_bening"
LISTS_SHEET = "_lists"
DAY = "as_of"
LONGEST_NAME = 31

_TAKEN = (*COVER, *GATES, VERSION_SHEET, LISTS_SHEET, "history")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an area's sheet: the heading of a group, a question, an input of a ratio, or the day of a result."""

    code: str
    node: Node
    depth: int = 0
    input: Input | None = None
    is_day: bool = False

    @property
    def is_group(self) -> bool:
        """Return whether the row is a heading."""
        return self.node.leaf is None

    @property
    def is_question(self) -> bool:
        """Return whether the row is the question itself."""
        return not self.is_group and self.input is None and not self.is_day


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the instrument that has a sheet of its own."""

    code: str
    title: Text
    sheet: str
    rows: tuple[Row, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the codes of its questions, in the order of the file."""
        return tuple(row.code for row in self.rows if row.is_question)


@lru_cache(maxsize=16)
def areas_of(instrument: Instrument) -> tuple[Area, ...]:
    """Return the areas in the order of the file.

    A node at the top whose children are all questions or means is an area; else each of its children is. Questions
    that stand beside such children, or at the top itself, share an area.
    """
    found: list[tuple[str, Text, list[Node]]] = []
    loose: list[Node] = []
    for top in instrument.tree:
        if top.leaf is not None:
            if not loose:
                found.append((instrument.id, instrument.title, loose))
            loose.append(top)
        elif all(child.leaf is not None or child.is_mean for child in top.children):
            found.append((top.code, top.title, list(top.children)))
        else:
            found.extend(_below(top))
    names = _sheet_names([code for code, _, _ in found])
    return tuple(
        Area(code, title, name, tuple(row for node in nodes for row in _rows(node)))
        for (code, title, nodes), name in zip(found, names, strict=True)
    )


def _below(top: Node) -> list[tuple[str, Text, list[Node]]]:
    found: list[tuple[str, Text, list[Node]]] = []
    beside: list[Node] = []
    for child in top.children:
        if child.leaf is None:
            found.append((child.code, child.title, list(child.children)))
            continue
        if not beside:
            found.append((top.code, top.title, beside))
        beside.append(child)
    return found


def _rows(node: Node, depth: int = 0) -> Iterator[Row]:
    yield Row(node.code, node, depth)
    if node.leaf is not None and node.leaf.ratio is not None:
        for entry in node.leaf.ratio.inputs:
            yield Row(f"{node.code}:{entry.name}", node, depth + 1, input=entry)
    if node.leaf is not None and node.leaf.kind == "instrument":
        yield Row(f"{node.code}:{DAY}", node, depth + 1, is_day=True)
    for child in node.children:
        yield from _rows(child, depth + 1)


def _sheet_names(codes: list[str]) -> list[str]:
    """Return names that Excel takes: at most 31 characters, each once in any case, none of ours."""
    taken = {name.casefold() for name in _TAKEN}
    names = []
    for code in codes:
        name, number = code[:LONGEST_NAME], 1
        while name.casefold() in taken:
            number += 1
            ending = f"~{number}"
            name = code[: LONGEST_NAME - len(ending)] + ending
        taken.add(name.casefold())
        names.append(name)
    return names
