"""The upkeep of the database itself."""

from datetime import datetime

from django.db import connection


def optimize(*, now: datetime) -> int:
    """Have SQLite look again at how its tables are filled, where that changed; PostgreSQL does so by itself."""
    del now
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize")
    return 1


def reconnect() -> None:
    """Give a connection up that an error left unusable; the next question opens another."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
