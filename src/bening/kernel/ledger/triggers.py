"""Events are appended and never changed: the database itself refuses, whoever asks."""

from django.db.backends.base.base import BaseDatabaseWrapper

from bening.kernel.ledger.rules import START

# ruff: noqa: S608  # every name in these statements is ours
TABLE = "ledger_event"
_SQLITE = {
    "ledger_event_no_update": f"BEFORE UPDATE ON {TABLE}",
    "ledger_event_no_delete": f"BEFORE DELETE ON {TABLE}",
    # INSERT OR REPLACE fires no trigger on what it deletes: refuse the row that takes another's place, by key or rowid.
    "ledger_event_no_replace": f"BEFORE INSERT ON {TABLE} WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM"
    f" {TABLE}) OR EXISTS (SELECT 1 FROM {TABLE} WHERE rowid = NEW.rowid)",
}
_POSTGRESQL = {
    "ledger_event_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE}",
    "ledger_event_no_truncate": f"BEFORE TRUNCATE ON {TABLE}",
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{TABLE} is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def protect(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers and the head of an empty chain where they are missing."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return  # migrated back to before the ledger
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            for name, when in _POSTGRESQL.items():
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} {when} FOR EACH STATEMENT EXECUTE FUNCTION ledger_event_refuse()"
                )
        else:
            for name, when in _SQLITE.items():
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} {when}"
                    f" BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
                )
        cursor.execute(
            "INSERT INTO ledger_head (id, seq, hash) SELECT 1, 0, %s"
            f" WHERE NOT EXISTS (SELECT 1 FROM ledger_head) AND NOT EXISTS (SELECT 1 FROM {TABLE})",  # our own name
            [START],
        )


def unprotect(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; for tests that empty their database."""
    names = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            for name in names:
                on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def present(connection: BaseDatabaseWrapper) -> bool:
    """Return whether every trigger is there and awake."""
    sql, names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", set(_SQLITE)
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')"
        names = set(_POSTGRESQL)
    with connection.cursor() as cursor:
        cursor.execute(sql, [TABLE])
        return names <= {name for (name,) in cursor.fetchall()}
