"""SQLite in a backup: a copy by the backup interface, without sessions."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.db import connection

from bening.config.backup import disk
from bening.config.backup.archive import Archive, Entry
from bening.config.backup.snapshot import SESSIONS, Found, from_rows
from bening.scoring.text import refuse

ENGINE = "sqlite"
DATABASE = "database.sqlite3"


@contextmanager
def snapshot(folder: Path) -> Iterator[Found]:
    """Copy the database as it is now beside it; who writes meanwhile is not held up."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="backup-") as name:
        path = Path(name) / DATABASE
        copied = _copied(path)
        yield copied._replace(entries=iter([Entry(DATABASE, path.open("rb"))]))


def _copied(path: Path) -> Found:
    source = sqlite3.connect(f"file:{_path()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(path)) as copy:
        path.chmod(0o600)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 - a name of ours
        copy.commit()
        copy.execute("VACUUM")  # what was deleted goes for good

        def rows(sql: str) -> list[tuple[object, ...]]:
            return copy.execute(sql).fetchall()

        return from_rows(ENGINE, rows)


def is_empty() -> bool:
    """Return whether there is no database yet, or one without tables."""
    path = _path()
    if not path.exists() or not path.stat().st_size:
        return True
    return not connection.introspection.table_names()


def place(archive: Archive, staging: Path) -> None:
    """Write the database into the staging folder and have Django use it from there."""
    path = staging / DATABASE
    with disk.new_file(path) as file:
        file.writelines(archive.chunks(DATABASE))
    try:
        with closing(sqlite3.connect(path)) as copy:
            well = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        well = False
    if not well:
        raise refuse("restore_damaged", part=DATABASE)
    connection.close()
    connection.settings_dict["NAME"] = path


def settle(place: Path, staging: Path) -> None:
    """Move the database from the staging folder to its place."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    connection.settings_dict["NAME"] = place
    for name in ("-wal", "-shm"):
        place.with_name(place.name + name).unlink(missing_ok=True)
    (staging / DATABASE).replace(place)
    disk.flush_folder(place.parent)


def abandon(place: Path) -> None:
    """Turn back to the place as it was."""
    with suppress(sqlite3.Error):
        connection.close()
    connection.settings_dict["NAME"] = place


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])
