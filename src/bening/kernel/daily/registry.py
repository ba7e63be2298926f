"""What each part has to do once a day: a name, what a person calls it, and the deed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bening.scoring.text import Text


class Run(Protocol):
    """Does what is to be done at a time, in transactions of its own, and returns how much that was."""

    def __call__(self, *, now: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do each day.

    It may be killed at any moment and is then run again: a second run finds nothing left to do, or does it anew.
    """

    name: str
    title: Text
    run: Run


_works: dict[str, Work] = {}


def register(name: str, *, title: Text, run: Run) -> None:
    """Put a work on the list, at start; a name belongs to one work."""
    work = Work(name, title, run)
    if _works.setdefault(name, work) != work:
        raise ValueError(f"{name} is taken")


def forget(name: str) -> None:
    """Take a work off the list again; for tests."""
    _works.pop(name, None)


def works() -> list[Work]:
    """Return every work, in the order of their names."""
    return [_works[name] for name in sorted(_works)]
