"""YAML text as a tree with lines, read in one pass over the parser's events that stops at the first excess.

The events come from libyaml; nothing is composed or constructed by the library, so that deep nesting cannot
exhaust its stack, and a scalar stays the text that stands in the file.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bening.scoring.text import Place, Refused, refuse

LARGEST_FILE = 2_000_000
DEEPEST = 20
MOST_NODES = 20_000

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Control characters other than tab and line ends, half surrogates, and code points that are no characters.
# Control characters, and marks that turn the direction of text: what is shown would not be what stands there.
_FORBIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


@dataclass(slots=True)
class Scalar:
    """A piece of text; `plain` is false where it stands in quotes."""

    text: str
    line: int = 0
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether this is YAML's null."""
        return self.plain and self.text in _NULLS


@dataclass(slots=True)
class Listing:
    """A list of nodes."""

    items: list["Tree"] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class Mapping:
    """Named nodes in the order of the file; `lines` holds the line of each key."""

    entries: dict[str, "Tree"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 0


Tree = Scalar | Listing | Mapping


def texts(tree: Tree) -> Any:
    """Return a tree as mappings, lists and texts, None for null: numbers and truth stay the text that they are.

    >>> texts(read("a: 1.50\\nb: [true, ~]", "x"))
    {'a': '1.50', 'b': ['true', None]}
    """
    if isinstance(tree, Mapping):
        return {name: texts(part) for name, part in tree.entries.items()}
    if isinstance(tree, Listing):
        return [texts(part) for part in tree.items]
    return None if tree.empty else tree.text


def read_file(path: Path, name: str | None = None) -> Tree:
    """Return the tree of a YAML file; raises `Refused`."""
    return read(read_text(path, name), name or str(path))


def read_text(path: Path, name: str | None = None) -> str:
    """Return the text of a file of at most 2 MB in UTF-8, with or without BOM; raises `Refused`."""
    place = Place(name or str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise refuse("file_is_folder", place)
        if not stat.S_ISREG(mode):
            raise refuse("file_not_regular", place)
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise refuse("file_unreadable", place, reason=getattr(error, "strerror", None) or str(error)) from None
    return decode(data, place)


def is_folder(path: Path) -> bool:
    """Return whether the path is a folder; what cannot be looked at is none, and says why when it is read."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def decode(data: bytes, place: Place) -> str:
    """Return the text of bytes in UTF-8; raises `Refused` for another encoding, control characters or over 2 MB."""
    if len(data) > LARGEST_FILE:
        raise refuse("file_too_large", place, limit="2 MB")
    if b"\0" in data[:4]:  # UTF-16 or UTF-32 without a BOM
        raise refuse("file_encoding", place._replace(line=1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse("file_encoding", place._replace(line=line)) from None
    return _printable(text, place)


def _printable(text: str, place: Place) -> str:
    """Return the text, which begins at the place; raises `Refused` where it holds a control character."""
    found = _FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + (place.line or 1)
        raise refuse("file_control_character", place._replace(line=line), code=f"U+{ord(found[0]):04X}")
    return text


def read(text: str, name: str) -> Tree:
    """Return the tree of YAML text; raises `Refused` with file and line."""
    _printable(text, Place(name))
    try:
        return _Builder(name).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise refuse("yaml_syntax", Place(name, line), problem=error.problem or str(error)) from None
    except yaml.YAMLError as error:
        raise refuse("yaml_syntax", Place(name), problem=str(error).splitlines()[0]) from None


class _Builder:
    """Builds the tree from events, with an explicit stack instead of recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stack: list[Listing | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.root: Tree | None = None
        self.nodes = 0

    def build(self, text: str) -> Tree:
        documents = 0
        for event in _events(text):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refusal("yaml_second_document", event)
            elif isinstance(event, yaml.NodeEvent):
                self.node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
                self.keys.pop()
        if self.root is None:
            raise refuse("yaml_empty", Place(self.name))
        return self.root

    def node(self, event: yaml.NodeEvent) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.refusal("yaml_alias", event, name=event.anchor or "")
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self.refusal("yaml_too_many", event, limit=MOST_NODES)
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self.refusal("yaml_tag", event, tag=tag[:80])
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"':  # the one style in which an escape writes any character
                _printable(event.value, Place(self.name, line))
            self.put(Scalar(event.value, line, not event.style), event)
            return
        tree: Listing | Mapping = (
            Mapping(line=line) if isinstance(event, yaml.MappingStartEvent) else Listing(line=line)
        )
        self.put(tree, event)
        self.stack.append(tree)
        self.keys.append(None)
        if len(self.stack) > DEEPEST:
            raise self.refusal("yaml_too_deep", event, limit=DEEPEST)

    def put(self, tree: Tree, event: yaml.NodeEvent) -> None:
        if not self.stack:
            self.root = tree
            return
        holder = self.stack[-1]
        if isinstance(holder, Listing):
            holder.items.append(tree)
            return
        key = self.keys[-1]
        if key is not None:
            holder.entries[key.text] = tree
            self.keys[-1] = None
            return
        if not isinstance(tree, Scalar):
            raise self.refusal("yaml_key", event)
        if tree.text in holder.entries:
            raise self.refusal("yaml_duplicate", event, key=tree.text[:80], first=holder.lines[tree.text])
        holder.lines[tree.text] = tree.line
        self.keys[-1] = tree

    def refusal(self, key: str, event: yaml.Event, /, **values: str | int) -> Refused:
        return refuse(key, Place(self.name, _line(event)), **values)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _events(text: str) -> Iterator[yaml.Event]:
    loader = yaml.CSafeLoader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def plain(data: object) -> Tree:
    """Return the tree of plain data (text, lists, mappings), as a compiled instrument holds it."""
    if isinstance(data, dict):
        return Mapping({str(key): plain(value) for key, value in data.items()}, {str(key): 0 for key in data})
    if isinstance(data, list):
        return Listing([plain(value) for value in data])
    return Scalar(str(data), plain=False)
