"""One mapping of an instrument file, read key by key; what is wrong is reported with its line, and what was
read is written down in canonical form beside it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from bening.scoring import numbers
from bening.scoring.instrument.model import Basis
from bening.scoring.text import Message, Place, Text, message
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree

Document = dict[str, Any]
MOST_MESSAGES = 200


class Report:
    """Collects messages about one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.messages: list[Message] = []
        self.lines: dict[str, int] = {}

    def add(self, key: str, line: int | None, /, **values: str | Text | int) -> None:
        """Write down a message about a line."""
        if len(self.messages) < MOST_MESSAGES:
            self.messages.append(message(key, Place(self.file, line or None), **values))


class Fields:
    """Reads the keys of one mapping; `doc` becomes its canonical form, `where` names it for a person."""

    def __init__(self, tree: Tree | None, report: Report, where: str, line: int = 0) -> None:
        self.report = report
        self.where = where
        self.doc: Document = {}
        self.line = tree.line if tree is not None else line
        if tree is not None and not isinstance(tree, Mapping):
            report.add("not_a_mapping", self.line, where=where)
        self.tree = tree if isinstance(tree, Mapping) else Mapping()
        self.asked: set[str] = set()

    def get(self, key: str) -> Tree | None:
        """Return what stands under the key, None for nothing or null."""
        self.asked.add(key)
        tree = self.tree.entries.get(key)
        return None if isinstance(tree, Scalar) and tree.empty else tree

    def at(self, key: str) -> int:
        """Return the line of a key, or of the mapping where the key is missing."""
        return self.tree.lines.get(key, self.line)

    def wrong(self, problem: str, key: str, /, **values: str | Text | int) -> None:
        """Report a problem with the key."""
        self.report.add(problem, self.at(key), where=self.where, key=key, **values)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return the text under the key."""
        tree = self.get(key)
        if tree is None:
            if required:
                self.wrong("key_missing", key)
            return None
        if not isinstance(tree, Scalar):
            self.wrong("not_a_text", key)
            return None
        self.doc[key] = tree.text
        return tree.text

    def words(self, key: str, *, required: bool = False) -> Text | None:
        """Return text in both languages."""
        tree = self.get(key)
        if tree is None:
            if required:
                self.wrong("key_missing", key)
            return None
        both = self.both(tree, key)
        self.doc[key] = {"id": both.id, "en": both.en}
        return both

    def both(self, tree: Tree, key: str) -> Text:
        """Return a tree as text in both languages; a plain text stands for both."""
        if isinstance(tree, Scalar):
            if tree.empty or not tree.text.strip():
                self.report.add("text_empty", tree.line or self.at(key), where=self.where, key=key)
            return Text(tree.text, tree.text)
        part = Fields(tree, self.report, f"{self.where}.{key}")
        both = Text(part.text("id", required=True) or "", part.text("en", required=True) or "")
        part.done()
        return both

    def number(self, key: str, *, required: bool = False) -> Fraction | None:
        """Return the exact number under the key."""
        tree = self.get(key)
        if tree is None:
            if required:
                self.wrong("key_missing", key)
            return None
        value = numbers.exact(tree.text) if isinstance(tree, Scalar) else None
        if value is None:
            self.wrong("not_a_number", key, text=_shown(tree))
            return None
        self.doc[key] = numbers.shortest(value)
        return value

    def whole(self, key: str, lowest: int, highest: int) -> int:
        """Return the whole number under the key, in its range."""
        tree = self.get(key)
        value = numbers.count(tree.text) if isinstance(tree, Scalar) else None
        if value is None or not lowest <= value <= highest:
            self.wrong("not_a_whole_number", key, text=_shown(tree), lowest=lowest, highest=highest)
            return lowest
        self.doc[key] = str(value)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        tree = self.get(key)
        value = default
        if tree is not None:
            if isinstance(tree, Scalar) and tree.text in {"true", "false"}:
                value = tree.text == "true"
            else:
                self.wrong("not_a_flag", key, text=_shown(tree))
        self.doc[key] = "true" if value else "false"
        return value

    def one_of(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return the choice under the key; `default` where the key may be missing."""
        tree = self.get(key)
        value = tree.text if isinstance(tree, Scalar) else default if tree is None else None
        if value not in choices:
            shown = ", ".join(choices)
            if tree is None:
                self.wrong("key_missing", key)
            else:
                self.wrong("not_a_choice", key, text=_shown(tree), choices=shown)
            return default if default is not None else choices[0]
        self.doc[key] = value
        return value or ""

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        tree = self.get(key)
        if tree is None:
            return ()
        items = tree.items if isinstance(tree, Listing) else [tree]
        found = tuple(item.text for item in items if isinstance(item, Scalar) and not item.empty)
        if len(found) != len(items):
            self.wrong("not_names", key)
        if found:
            self.doc[key] = list(found)
        return found

    def named(self, key: str) -> Iterator[tuple[str, Tree, int]]:
        """Yield name, tree and line of each entry of a mapping."""
        tree = self.get(key)
        if tree is None:
            return
        if not isinstance(tree, Mapping):
            self.wrong("not_a_mapping_key", key)
            return
        for name, entry in tree.entries.items():
            yield name, entry, tree.lines.get(name, 0)

    def items(self, key: str) -> list[Tree]:
        """Return the entries of a list."""
        tree = self.get(key)
        if tree is None:
            return []
        if not isinstance(tree, Listing):
            self.wrong("not_a_list", key)
            return []
        return tree.items

    def basis(self, inherited: Basis | None = None, prefix: str = "") -> Basis:
        """Return source, assumed and note of this value; what is left out comes from what encloses it."""
        enclosing = inherited or Basis()
        source = self.names(f"{prefix}source") or enclosing.source
        assumed = self.flag(f"{prefix}assumed", default=enclosing.assumed)
        return Basis(source, assumed, self.words(f"{prefix}note"))

    def done(self) -> None:
        """Report the keys that nobody asked for, and remember where this mapping stands."""
        self.report.lines.setdefault(self.where, self.line)
        for key, line in self.tree.lines.items():
            if key not in self.asked:
                near = _nearest(key, self.asked)
                problem = "key_unknown_near" if near else "key_unknown"
                values = {"near": near[0]} if near else {"known": ", ".join(sorted(self.asked))}
                self.report.add(problem, line, where=self.where, key=key[:80], **values)


def _nearest(key: str, known: set[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - needed on error alone

    return get_close_matches(key[:80], sorted(known), 1, 0.6)


def _shown(tree: Tree | None) -> str:
    return tree.text[:60] if isinstance(tree, Scalar) else "…"
