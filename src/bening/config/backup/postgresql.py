"""PostgreSQL in a backup: each table by COPY, in one transaction that sees one state; it needs no psql, no pg_dump."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from bening.config.backup.archive import Archive, Entry
from bening.config.backup.snapshot import MIGRATIONS, SESSIONS, Found, from_rows
from bening.kernel.ledger.queries import snapshot as one_state

ENGINE = "postgresql"
_FOLDER = "tables/"


@contextmanager
def snapshot(folder: Path) -> Iterator[Found]:
    """Read one state of the database; who writes meanwhile is not held up."""
    with one_state(), connection.cursor() as cursor:

        def rows(statement: str) -> list[tuple[Any, ...]]:
            cursor.execute(statement)
            found_rows: list[tuple[Any, ...]] = cursor.fetchall()
            return found_rows

        found = from_rows(ENGINE, rows)
        columns = {table: _columns(cursor, table) for table in _tables()}
        yield found._replace(columns=columns, entries=_entries(cursor, columns, folder))


def _tables() -> list[str]:
    """Return the tables that hold records; sessions end with the server, and migrations are applied anew."""
    return sorted(set(connection.introspection.table_names()) - {SESSIONS, MIGRATIONS})


def _columns(cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _entries(cursor: Any, columns: dict[str, list[str]], folder: Path) -> Iterator[Entry]:
    for table, names in columns.items():
        content = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the archive closes it
        with cursor.copy(_copy(table, names, "TO STDOUT")) as rows:
            for chunk in rows:
                content.write(chunk)
        yield Entry(_FOLDER + table, content)


def _copy(table: str, names: list[str], direction: str) -> sql.Composed:
    return sql.SQL("COPY {} ({}) " + direction).format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )


def is_empty() -> bool:
    """Return whether the database has no tables."""
    return not connection.introspection.table_names()


def place(archive: Archive, staging: Path) -> None:  # noqa: ARG001 - the database is its own staging
    """Make the tables as they were when the backup was written, and fill them."""
    executor = MigrationExecutor(connection)
    recorded = {(app, name) for app, name in archive.manifest["migrations"]}
    children = {key: {child.key for child in executor.loader.graph.node_map[key].children} for key in recorded}
    executor.migrate([key for key in recorded if not children[key] & recorded])
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables():  # a migration may have put rows into it
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table of the database
        for name in archive.names():
            if name.startswith(_FOLDER):
                table = name.removeprefix(_FOLDER)
                raw = cast(Any, cursor)
                with raw.copy(_copy(table, archive.manifest["columns"][table], "FROM STDIN")) as rows:
                    for chunk in archive.chunks(name):
                        rows.write(chunk)
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _models() -> list[type[models.Model]]:
    existing = set(connection.introspection.table_names())
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in existing]


def settle(place: Path, staging: Path) -> None:
    """Leave the database as it is: it was filled in its place."""


def abandon(place: Path) -> None:  # noqa: ARG001 - the database has no place among the files
    """Drop every table again; there was none before."""
    connection.close()  # a broken transaction ends with it
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
