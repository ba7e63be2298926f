"""Words in two languages, and messages that name where, what, why and how to repair."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

LANGUAGES = ("id", "en")
MOST_LISTED = 40


class Text(NamedTuple):
    """The same words in Indonesian and in English."""

    id: str
    en: str

    def said(self, language: str) -> str:
        """Return the words in the language, `id` or `en`."""
        return self.en if language == "en" else self.id


class Place(NamedTuple):
    """Where in what was read something stands; each part may be unknown."""

    file: str | None = None
    line: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as data: the key of its sentence, the values in it, and the place it speaks of."""

    key: str
    values: tuple[tuple[str, str | Text], ...] = ()
    place: Place = Place()


def message(key: str, place: Place | None = None, /, **values: str | Text | int) -> Message:
    """Return a message; whole numbers become text."""
    pairs = tuple((name, str(value) if isinstance(value, int) else value) for name, value in values.items())
    return Message(key, pairs, place or Place())


def listed(names: Iterable[str]) -> str:
    """Return names for a message, as many as a person reads: a file may hold thousands, each of any length."""
    first = [name[:60] for name in islice(names, MOST_LISTED + 1)]
    return ", ".join([*first[:MOST_LISTED], "…"] if len(first) > MOST_LISTED else first)


class Refused(Exception):  # noqa: N818 - a refusal of input is not a fault of the program
    """What was given cannot be used; `messages` say where, what, why and how to repair."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__(", ".join(dict.fromkeys(entry.key for entry in self.messages)))


def refuse(key: str, place: Place | None = None, /, **values: str | Text | int) -> Refused:
    """Return a refusal with one message."""
    return Refused([message(key, place, **values)])
