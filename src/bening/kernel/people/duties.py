"""The registry of what a membership still has to do, so that nobody leaves while something waits for them alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bening.kernel.people.models import Membership, User

Count = Callable[[Membership], int]
Move = Callable[[Membership, Membership, User, datetime], None]


@dataclass(frozen=True, slots=True)
class Duty:
    """A kind of duty: its name in the words of the source, how many a membership has open, how they go to another."""

    name: str
    count: Count
    move: Move | None = None


_registered: dict[str, Duty] = {}


def register(name: str, count_for_membership: Count, move: Move | None = None) -> None:
    """Add a kind of duty; called from `AppConfig.ready`. The same name again takes the place of the first.

    The name is what people read, in Indonesian as it stands in the source: pages translate it.
    `move(membership, successor, by, now)` hands all of them on inside the transaction of the handover and writes the
    ledger itself; without it a handover is refused while any is open.
    """
    _registered[name] = Duty(name, count_for_membership, move)


def unregister(name: str) -> None:
    """Forget a kind of duty; for tests."""
    _registered.pop(name, None)


def registered() -> tuple[Duty, ...]:
    """Return every kind of duty."""
    return tuple(_registered.values())


def open_for(membership: Membership) -> list[tuple[Duty, int]]:
    """Return the kinds of duty of which a membership has any open, with how many."""
    counted = [(duty, duty.count(membership)) for duty in registered()]
    return [(duty, count) for duty, count in counted if count]
