"""Writing to the ledger: `from bening.kernel.ledger import actions as ledger`, then `ledger.record(...)`."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Protocol, TypeVar, overload
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from bening.kernel.ledger import keeping
from bening.kernel.ledger.models import DayHead, Event, Head, Recorded
from bening.kernel.ledger.queries import digest
from bening.kernel.ledger.rules import ERASED, Entry, Subject, event_hash

Row = TypeVar("Row", bound=Recorded)
_KIND = re.compile(r"[a-z_]+\.[a-z_]+")


class Actor(Protocol):
    """Whoever acts; the ledger keeps the id alone."""

    @property
    def id(self) -> UUID:
        """Return the opaque id."""


class Changed(Exception):  # noqa: N818  # not a fault: somebody else was faster
    """The row has another version by now, or is gone; `row` is the row as it stands, where it was read."""

    def __init__(self, text: str, row: Recorded | None = None) -> None:
        self.row = row
        super().__init__(text)


def require_seen(row: Recorded, seen: int) -> None:
    """Raise `Changed` unless the row is at the version that the person saw."""
    if row.version != seen:
        raise Changed(f"{row._meta.label} {row.pk}", row)


@overload
def record(kind: str, rows: Row, *, by: Actor | None, at: datetime) -> Row: ...
@overload
def record(kind: str, rows: Sequence[Row], *, by: Actor | None, at: datetime) -> Sequence[Row]: ...
def record(kind: str, rows: Row | Sequence[Row], *, by: Actor | None, at: datetime) -> Row | Sequence[Row]:
    """Save rows with their next version, append the event, and return the rows as the database keeps them.

    Raises `Changed` where a row is no longer the one that was read; `by` is None for what the application does itself.
    """
    if not _KIND.fullmatch(kind):
        raise ValueError(f"a kind is written as module.deed, not {kind!r}")
    batch = _checked(rows)
    with transaction.atomic(savepoint=False):  # who swallows an error cannot commit half of the rows
        for (_, is_new), run in groupby(batch, lambda row: (type(row), row._state.adding)):
            _save(list(run), is_new=is_new)
        _append(kind, [Subject(str(row.id), row.version, digest(row)) for row in batch], by=by, at=at)
    return rows


def erase(rows: Recorded | Sequence[Recorded], *, by: Actor | None, at: datetime) -> None:
    """Delete the row or rows with their salts, and end them in the ledger; what their digests told goes with them."""
    batch = _checked(rows)
    with transaction.atomic(savepoint=False):
        for row in batch:
            deleted, _ = type(row)._base_manager.filter(pk=row.pk, version=row.version).delete()
            if not deleted:
                raise Changed(f"{row._meta.label} {row.pk}")
        _append(ERASED, [Subject(str(row.pk), row.version + 1, None) for row in batch], by=by, at=at)


def _checked(rows: Row | Sequence[Row]) -> Sequence[Row]:
    """Return the rows as a sequence; outside a transaction, none, or one twice is a fault of the caller."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is written in the transaction of the action")
    batch = [rows] if isinstance(rows, Recorded) else rows
    if not batch or len({row.id for row in batch}) != len(batch):
        raise ValueError("an event has at least one row, and each row once")
    return batch


def _save(rows: Sequence[Recorded], *, is_new: bool) -> None:
    """Insert rows of one table, or update the versions that were read and no others; they become what it keeps."""
    for row in rows:
        row.version += 1
    if is_new:
        keeping.insert(rows[0]) if len(rows) == 1 else keeping.insert_many(rows)
        return
    if len(rows) == 1:
        missing = None if keeping.update(rows[0], read=rows[0].version - 1) else rows[0]
    else:
        missing = keeping.update_many(rows)
    if missing is not None:
        missing.version -= 1
        raise Changed(f"{missing._meta.label} {missing.pk}")


def _append(kind: str, subjects: Sequence[Subject], *, by: Actor | None, at: datetime) -> None:
    # Locked last: from here to the commit nobody else appends.
    head = Head.objects.select_for_update().get()
    entry = Entry(head.seq + 1, at, kind, str(by.id) if by else None, tuple(subjects), head.hash)
    head.seq, head.hash = entry.seq, event_hash(entry)
    Event.objects.create(
        seq=entry.seq,
        at=at,
        kind=kind,
        actor=by.id if by else None,
        subjects=[{"id": subject.id, "version": subject.version, "digest": subject.digest} for subject in subjects],
        prev=entry.prev,
        hash=head.hash,
    )
    head.save()


def keep_day_head(*, now: datetime) -> int:
    """Keep the head of the chain for the day, once; return whether it was not kept yet."""
    head = Head.objects.filter(seq__gt=0).first()
    if head is None:
        return 0
    _, is_new = DayHead.objects.get_or_create(day=localdate(now), defaults={"seq": head.seq, "hash": head.hash})
    return int(is_new)
