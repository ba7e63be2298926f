"""Rows on their way into their tables: written and read back as the database keeps them, in one statement."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.sql import Query

from bening.kernel.ledger.models import Recorded

# ruff: noqa: S608  # every name in these statements comes from a model


class _Table(NamedTuple):
    """The statements of one table, as this kind of database reads them."""

    insert: str
    update: str


@cache
def _table(model: type[Recorded], vendor: str) -> _Table:
    """Return the statements of a table; `vendor` keeps apart what two kinds of database would quote differently."""
    del vendor
    quote, meta = connection.ops.quote_name, model._meta
    name, columns = quote(meta.db_table), [quote(str(column.column)) for column in meta.concrete_fields]
    kept = f"RETURNING {', '.join(columns)}"
    changed = ", ".join(f"{quote(str(column.column))} = %s" for column in _changing(model))
    return _Table(
        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) {kept}",
        f"UPDATE {name} SET {changed} WHERE {quote('id')} = %s AND {quote('version')} = %s {kept}",
    )


def _changing(model: type[Recorded]) -> "list[models.Field[Any, Any]]":
    return [column for column in model._meta.concrete_fields if not column.primary_key]


def insert(row: Recorded) -> None:
    """Put a new row in, and set its columns to what the database keeps."""
    values = _values(row, row._meta.concrete_fields, is_new=True)
    _take(row, _kept(_table(type(row), connection.vendor).insert, values))
    row._state.adding, row._state.db = False, connection.alias


def update(row: Recorded, *, read: int) -> bool:
    """Write a row over the version that was read and no other, and set its columns to what the database keeps.

    Returns False, and changes nothing, where that version is no longer there.
    """
    meta = row._meta
    identity = [meta.get_field("id").get_db_prep_save(row.id, connection), read]
    values = [*_values(row, _changing(type(row)), is_new=False), *identity]
    found = _kept(_table(type(row), connection.vendor).update, values)
    if found:
        _take(row, found)
    return bool(found)


def _values(row: Recorded, columns: "Iterable[models.Field[Any, Any]]", *, is_new: bool) -> list[Any]:
    """Return the values of the columns as the database takes them."""
    return [column.get_db_prep_save(column.pre_save(row, add=is_new), connection) for column in columns]


def _kept(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Any] = cursor.fetchall()
    return found


def _take(row: Recorded, found: list[Any]) -> None:
    """Set the columns of a row to the one that came back."""
    columns = row._meta.concrete_fields
    compiler = Query(type(row)).get_compiler(connection=connection)
    converters = compiler.get_converters([column.get_col(row._meta.db_table) for column in columns])
    (kept,) = compiler.apply_converters(found, converters) if converters else found
    for column, value in zip(columns, kept, strict=True):
        setattr(row, column.attname, value)
