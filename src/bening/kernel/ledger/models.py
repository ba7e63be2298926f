"""Events, the head of their chain, and the base of every table whose rows the ledger answers for."""

import secrets
from typing import ClassVar
from uuid import uuid4

from django.db import models

from bening.kernel.ledger.rules import SALT_BYTES, Entry, Subject


def new_salt() -> bytes:
    """Return the salt of a new row."""
    return secrets.token_bytes(SALT_BYTES)


class Recorded(models.Model):
    """A row that changes through `actions.record` alone; its salt ends with it, and so does what its digests tell.

    `outside_the_ledger` names columns that change without an event, such as a password that is hashed anew at sign-in.
    """

    outside_the_ledger: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    salt = models.BinaryField(max_length=SALT_BYTES, default=new_salt, editable=False)

    class Meta:
        abstract = True


def _subject(stored: object) -> Subject:
    match stored:
        case {"id": str(name), "version": int(version), "digest": str() | None as digest, **rest} if not rest:
            return Subject(name, version, digest)
    raise ValueError("no subject")


class Event(models.Model):
    """One action, as the chain keeps it; both databases refuse to change, replace or delete it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=100)
    actor = models.UUIDField(null=True)
    subjects = models.JSONField()
    prev = models.CharField(max_length=64)
    # Not unique: SQLite's INSERT OR REPLACE deletes the row that stands in the way of a unique value.
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledger_event_seq_from_1")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"

    def as_entry(self) -> Entry:
        """Return the event as the rules know it; ValueError where the stored subjects have not their form."""
        subjects = tuple(_subject(stored) for stored in self.subjects)
        return Entry(self.seq, self.at, self.kind, str(self.actor) if self.actor else None, subjects, self.prev)


class Head(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_head_one_row")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class DayHead(models.Model):
    """The end of the chain as it was told on a day, kept so that whoever noted it can find it again."""

    day = models.DateField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.seq}"
