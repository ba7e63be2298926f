"""What people hand over and do not wait for at a page: each part does what waits for it, in small steps."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bening.kernel.daily.database import reconnect

_LOG = logging.getLogger("bening.daily")


@dataclass(frozen=True, slots=True)
class Pace:
    """How a process does errands: what time it is, and how it rests between two steps.

    `rest` waits for some seconds and returns whether to go on; it returns at once when the process is to end.
    """

    clock: Callable[[], datetime]
    rest: Callable[[float], bool]


class Errand(Protocol):
    """Does what waits, and returns whether something waits still that another process seems to be at.

    It may be killed at any moment and is then run again, so what it did is told by the database alone.
    """

    def __call__(self, pace: Pace, /) -> bool: ...


_errands: dict[str, Errand] = {}


def register(name: str, run: Errand) -> None:
    """Put an errand on the list, at start; a name belongs to one errand."""
    if _errands.setdefault(name, run) != run:
        raise ValueError(f"{name} is taken")


def forget(name: str) -> None:
    """Take an errand off the list again; for tests."""
    _errands.pop(name, None)


def run(pace: Pace) -> bool:
    """Do what waits, one errand after the other; return whether to look again soon. A failure stays with its errand."""
    is_left = False
    for name in sorted(_errands):
        try:
            is_left |= _errands[name](pace)
        # Whatever is wrong with one errand, the others and the daily work are done.
        # ast-grep-ignore: named-exceptions
        except Exception:  # noqa: BLE001 - see above
            _LOG.exception("%s %s", secrets.token_hex(4).upper(), name)
            reconnect()
    return is_left
