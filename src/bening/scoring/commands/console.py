"""What a command writes to: lines for a reader, JSON for a machine, messages for whoever has to repair something."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bening.scoring.messages.render import render
from bening.scoring.text import Message

DONE, PROBLEM, UNUSABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output and standard error, the language of both, and sentences beside those of the engine."""

    language: str
    out: Callable[[str], object]
    err: Callable[[str], object]
    sentences: Mapping[str, tuple[str, str]] | None = None

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines for a reader."""
        for line in lines:
            self.out("".join(letter if letter.isprintable() else "?" for letter in line) + "\n")

    def json(self, document: object) -> None:
        """Write a JSON document."""
        self.out(json.dumps(document, ensure_ascii=False, indent=1) + "\n")

    def messages(self, messages: Iterable[Message]) -> list[str]:
        """Write messages to standard error, and return them as they were written."""
        rendered = [render(entry, self.language, self.sentences) for entry in messages]
        for line in rendered:
            self.err(f"{line}\n")
        return rendered
