"""Reads the pages of the documentation, and runs what they show."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bening.cli import main
from bening.story import story

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GOLDEN = re.compile(r"<!-- from (tests/golden/\S+) -->\n\Z")
STATUS = re.compile(r"\s+# status (\d)$")
HEREDOC = re.compile(r"<<'(\w+)'$")
SHELL = {"cat", "cp", "echo", "sed"}
SETTINGS = {"export"}


@dataclass(frozen=True)
class Block:
    """A block of code on a page: its language, its text, and the golden file that a comment above it names."""

    kind: str
    text: str
    golden: str | None


@dataclass(frozen=True)
class Page:
    """A page: where it stands, its text, and the language in which its commands speak."""

    path: Path
    text: str

    @property
    def language(self) -> str:
        """Return the language of what the page shows."""
        return "id" if self.path.name.endswith(".id.md") or self.path.parent.name == "id" else "en"

    @property
    def prose(self) -> str:
        """Return the page without its blocks."""
        return FENCE.sub("", self.text)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in their order."""
        for match in FENCE.finditer(self.text):
            golden = GOLDEN.search(self.text, 0, match.start())
            yield Block(match[1], match[2], golden[1] if golden else None)

    def headings(self) -> list[str]:
        """Return the marks of the headings in their order."""
        return re.findall(r"^(#+) ", self.prose, re.MULTILINE)


def pages(root: Path) -> list[Page]:
    """Return README in both languages and everything in `docs`."""
    paths = [root / "README.md", root / "README.id.md", *sorted((root / "docs").rglob("*.md"))]
    return [Page(path, path.read_text(encoding="utf-8")) for path in paths]


def commands(block: str) -> Iterator[str]:
    """Yield the commands of a block, each with its continuation lines and its here-document."""
    lines = iter(block.splitlines())
    for line in lines:
        command = line
        while command.endswith("\\"):
            command = command[:-1] + next(lines)
        if heredoc := HEREDOC.search(command):
            while not command.endswith(f"\n{heredoc[1]}"):
                command += "\n" + next(lines)
        if command.strip() and not command.startswith("#"):
            yield command


class Shown:
    """Runs the blocks of a page in a folder of its own; `output` is what the block before printed."""

    def __init__(self, root: Path, folder: Path, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.page = root, page
        shutil.copytree(root / "data", folder / "data", ignore=shutil.ignore_patterns("compiled"))
        monkeypatch.chdir(folder)
        monkeypatch.setenv("BENING_LANG", page.language)
        self.names: dict[str, Any] = {"__name__": "page"}
        self.output = ""

    def run(self, block: Block) -> None:
        """Run a block of commands or of Python, or hold a block of output to what was printed."""
        if block.kind == "sh":
            self.output = "".join(self.command(command) for command in commands(block.text))
        elif block.kind == "python":
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(block.text, str(self.page.path), "exec"), self.names)  # noqa: S102  # our own page
            self.output = printed.getvalue()
        elif block.kind == "text":
            lost = misplaced(block.text, self.output)
            assert lost is None, f"not printed at its place: {lost}"

    def command(self, command: str) -> str:
        """Run one command and return what it prints; its status is 0 or the one that stands behind it."""
        status = STATUS.search(command)
        words = STATUS.sub("", command).split()
        word = words[0].removeprefix(".venv/bin/")
        if word == "bening":
            printed = io.StringIO()
            with redirect_stdout(printed), redirect_stderr(printed):
                assert main(words[1:]) == (int(status[1]) if status else 0), (command, printed.getvalue())
            return printed.getvalue()
        if word == "make":
            targets = re.findall(r"^([a-z-]+):", (self.root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
            assert words[1] in targets, command
            return "".join(f"{line}\n" for line in story(self.page.language)) if words[1] == "story" else ""
        assert word in SHELL | SETTINGS, f"no page shows {word}"
        if word in SHELL:
            subprocess.run(["bash", "-euc", command], check=True)  # noqa: S607  # as a reader's shell finds it
        return ""


def misplaced(shown: str, printed: str) -> str | None:
    """Return the first line that was not printed at its place; a line "…" stands for any lines, at an end for the rest.

    >>> misplaced("a\\n…\\nc d…\\n", "x\\na\\nb\\nc d e\\n") is None
    True
    >>> misplaced("a\\nc\\n", "a\\nb\\nc\\n")
    'c'
    """
    lines = printed.splitlines()
    at, gap = 0, True
    for line in shown.splitlines():
        if line == "…":
            gap = True
            continue
        found = range(at, len(lines)) if gap else range(at, min(at + 1, len(lines)))
        place = next((entry for entry in found if _same(line, lines[entry])), None)
        if place is None:
            return line
        at, gap = place + 1, False
    return None


def _same(shown: str, printed: str) -> bool:
    return printed.startswith(shown[:-1]) if shown.endswith("…") else shown == printed.rstrip()


def contained(part: Any, whole: Any) -> bool:
    """Return whether a piece of JSON occurs in another: keys and items may be left out, in either place.

    >>> contained({"a": [1]}, {"x": {"a": [0, 1], "b": 2}})
    True
    >>> contained({"a": [1, 0]}, {"a": [0, 1]})
    False
    """
    if _holds(part, whole):
        return True
    children = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return any(contained(part, child) for child in children)


def _holds(part: Any, whole: Any) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _holds(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        rest = iter(whole)
        return all(any(_holds(entry, item) for item in rest) for entry in part)
    return type(part) is type(whole) and bool(part == whole)
