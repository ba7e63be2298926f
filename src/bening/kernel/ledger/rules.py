"""How a row and an event become a digest, and whether a chain of events fits together; plain values, no database."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import rfc8785

from bening.scoring.text import Message, message

SALT_BYTES = 32
START = "0" * 64  # what stands in place of a hash before the first event
ERASED = "erased"
_LARGEST_WHOLE = 2**53 - 1  # beyond it a JSON reader may round


@dataclass(frozen=True, slots=True)
class Subject:
    """A row in an event: its opaque id, its version after it, and the digest of its state; none once it is erased."""

    id: str
    version: int
    digest: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the chain hashes it."""

    seq: int
    at: datetime
    kind: str
    actor: str | None
    subjects: tuple[Subject, ...]
    prev: str


def plain(value: object) -> Any:
    """Return a value as JSON keeps it without loss: decimals, dates, ids, large whole numbers become text, bytes hex.

    >>> plain([Decimal("1.50"), date(2026, 1, 2), 2**60, None])
    ['1.50', '2026-01-02', '1152921504606846976', None]
    """
    match value:
        case None | bool() | str() | float():
            return value
        case int():
            return value if abs(value) <= _LARGEST_WHOLE else str(value)
        case Decimal():
            return format(value, "f")
        case date() | time():
            return instant(value) if isinstance(value, datetime) else value.isoformat()
        case UUID():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case Mapping():
            return {str(name): plain(part) for name, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
    raise TypeError(f"the ledger has no text for {type(value).__name__}: give it one in rules.plain")


def instant(at: datetime) -> str:
    """Return a moment in UTC to the microsecond; one without a zone raises ValueError.

    >>> instant(datetime(2026, 1, 2, 3, 4, 5, 6, UTC))
    '2026-01-02T03:04:05.000006Z'
    """
    if at.tzinfo is None:
        raise ValueError("a moment in the ledger needs a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def state_digest(salt: bytes, state: Mapping[str, object]) -> str:
    """Return the SHA-256 of the salt and the row's RFC 8785 JSON, in hex.

    A field without a value is left out: a column that is added later and stays empty leaves old digests as they are.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    filled = {name: plain(value) for name, value in state.items() if value is not None}
    return hashlib.sha256(salt + rfc8785.dumps(filled)).hexdigest()


def event_json(entry: Entry) -> bytes:
    """Return the RFC 8785 JSON of an event."""
    return rfc8785.dumps(plain(asdict(entry)))


def event_hash(entry: Entry) -> str:
    """Return the SHA-256 of the event's JSON, in hex; the next event carries it as `prev`."""
    return hashlib.sha256(event_json(entry)).hexdigest()


@dataclass(slots=True)
class Chain:
    """The events read so far, in their order, and the last state of each subject."""

    seq: int = 0
    hash: str = START
    last: dict[str, Subject] = field(default_factory=dict)
    seen_in: dict[str, int] = field(default_factory=dict)

    def add(self, entry: Entry, stored_hash: str) -> Message | None:
        """Take the next event; return what does not fit, and then take nothing."""
        if entry.seq != self.seq + 1:
            return message("ledger_gap", expected=self.seq + 1, found=entry.seq)
        if entry.prev != self.hash:
            return message("ledger_prev", seq=entry.seq, before=self.seq)
        if event_hash(entry) != stored_hash:
            return message("ledger_hash", seq=entry.seq, kind=entry.kind)
        for subject in entry.subjects:
            if (problem := self._follows(subject, entry)) is not None:
                return problem
        for subject in entry.subjects:
            self.last[subject.id], self.seen_in[subject.id] = subject, entry.seq
        self.seq, self.hash = entry.seq, stored_hash
        return None

    def _follows(self, subject: Subject, entry: Entry) -> Message | None:
        before = self.last.get(subject.id)
        if before is not None and before.digest is None:
            return message("ledger_after_end", seq=entry.seq, id=subject.id, ended=self.seen_in[subject.id])
        version = before.version if before else 0
        if subject.version != version + 1:
            return message("ledger_version", seq=entry.seq, id=subject.id, expected=version + 1, found=subject.version)
        if (subject.digest is None) is not (entry.kind == ERASED):
            return message("ledger_end_kind", seq=entry.seq, id=subject.id)
        return None

    def ends_at(self, seq: int, stored_hash: str) -> Message | None:
        """Return what does not fit between the last event and the head."""
        if (seq, stored_hash) != (self.seq, self.hash):
            return message("ledger_head", seq=self.seq, head=seq)
        return None

    def row(self, table: str, row_id: str, version: int, digest: str) -> Message | None:
        """Hold a current row to its last event, and strike it off; return what does not fit."""
        subject = self.last.get(row_id)
        if subject is None:
            return message("ledger_row_unrecorded", table=table, id=row_id)
        seq = self.seen_in[row_id]
        if subject.digest is None:
            return message("ledger_row_erased", table=table, id=row_id, seq=seq)
        if (version, digest) != (subject.version, subject.digest):
            return message("ledger_row_changed", table=table, id=row_id, seq=seq)
        del self.last[row_id]
        return None

    def missing_row(self) -> Message | None:
        """Name the first subject that has not ended and whose row was not struck off."""
        for row_id, subject in self.last.items():
            if subject.digest is not None:
                return message("ledger_row_missing", id=row_id, version=subject.version, seq=self.seen_in[row_id])
        return None
