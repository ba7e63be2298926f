"""Rows put into the database in bulk, and the events that answer for them: for measuring alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from bening.kernel.ledger.actions import _append
from bening.kernel.ledger.models import Recorded
from bening.kernel.ledger.queries import digest
from bening.kernel.ledger.rules import Subject

AT_ONCE = 500


class Rows:
    """Collects rows for one event; `write` puts them in table by table, in the order in which tables first came."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self._tables: dict[type[models.Model], list[Any]] = defaultdict(list)

    def add(self, row: Any) -> Any:
        """Take a row and give it back."""
        if isinstance(row, Recorded):
            row.version = 1
            self.recorded.append(row)
        self._tables[type(row)].append(row)
        return row

    @transaction.atomic
    def write(self, kind: str, at: datetime) -> None:
        """Put the rows in, and append the event with the digest of each.

        The digest is that of the row in memory: columns must hold what the database gives back (a test verifies it).
        """
        for model, rows in self._tables.items():
            model._base_manager.bulk_create(rows, batch_size=AT_ONCE)
        _append(kind, subjects(self.recorded), by=None, at=at)


def subjects(rows: Sequence[Recorded]) -> list[Subject]:
    """Return what an event says of rows."""
    return [Subject(str(row.id), row.version, digest(row)) for row in rows]
