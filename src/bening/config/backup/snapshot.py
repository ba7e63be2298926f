"""What a backup takes from a database, whatever its engine."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib.sessions.models import Session
from django.db.migrations.recorder import MigrationRecorder

from bening.config.backup.archive import Entry
from bening.kernel.evidence.models import Blob
from bening.kernel.ledger.models import Head

# ruff: noqa: S608  # every name in these statements is ours
SESSIONS = Session._meta.db_table
MIGRATIONS = MigrationRecorder.Migration._meta.db_table


class Found(NamedTuple):
    """One state of a database: the end of its ledger, its migrations, the files it names, and its parts."""

    engine: str
    seq: int
    hash: str
    migrations: list[tuple[str, str]]
    files: list[str]
    entries: Iterator[Entry]
    columns: dict[str, list[str]]


def from_rows(engine: str, rows: Callable[[str], list[tuple[Any, ...]]]) -> Found:
    """Return what plain statements find; the parts are still to be added."""
    ((seq, digest),) = rows(f"SELECT seq, hash FROM {Head._meta.db_table}")
    migrations = [(app, name) for app, name in rows(f"SELECT app, name FROM {MIGRATIONS} ORDER BY app, name")]
    blobs = f"SELECT sha256 FROM {Blob._meta.db_table} WHERE destroyed_at IS NULL ORDER BY sha256"
    return Found(engine, seq, digest, migrations, [sha256 for (sha256,) in rows(blobs)], iter(()), {})
