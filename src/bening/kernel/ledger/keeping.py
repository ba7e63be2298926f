"""Rows on their way into their tables: written and read back as the database keeps them, in one statement."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.sql import Query

from bening.kernel.ledger.models import Recorded

# ruff: noqa: S608  # every name in these statements comes from a model


MOST_VALUES = 20_000  # in one statement; SQLite takes 32,766


class _Table(NamedTuple):
    """The statements of one table, as this kind of database reads them."""

    insert: str
    update: str
    into: str
    change: str
    first: str
    kept: str


@cache
def _table(model: type[Recorded], vendor: str) -> _Table:
    """Return the statements of a table; `vendor` keeps apart what two kinds of database would quote differently."""
    quote, meta = connection.ops.quote_name, model._meta
    name, columns = quote(meta.db_table), [quote(str(column.column)) for column in meta.concrete_fields]
    kept = f"RETURNING {', '.join(f'{name}.{column}' for column in columns)}"
    changing = _changing(model)
    changed = ", ".join(f"{quote(str(column.column))} = %s" for column in changing)
    into = f"INSERT INTO {name} ({', '.join(columns)}) VALUES "
    # Of a list of values both databases call the columns column1, column2 and so on.
    given = ", ".join(f"{quote(str(column.column))} = given.column{at}" for at, column in enumerate(changing, 1))
    same = f"{name}.{quote('id')} = given.column{len(changing) + 1}"
    read = f"{name}.{quote('version')} = given.column{len(changing) + 2}"
    typed = [_typed(column, vendor) for column in (*changing, meta.get_field("id"), meta.get_field("version"))]
    return _Table(
        f"{into}({', '.join(['%s'] * len(columns))}) {kept}",
        f"UPDATE {name} SET {changed} WHERE {quote('id')} = %s AND {quote('version')} = %s {kept}",
        into,
        f"UPDATE {name} SET {given} FROM (VALUES {{values}}) AS given WHERE {same} AND {read} {kept}",
        f"({', '.join(typed)})",
        kept,
    )


def _typed(column: Any, vendor: str) -> str:
    """Return the place of a value; PostgreSQL is told its type, without a length, so that it refuses what is longer."""
    kind = str(column.db_type(connection)).partition("(")[0]
    return f"CAST(%s AS {kind})" if vendor == "postgresql" else "%s"


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


def insert_many(rows: Sequence[Recorded]) -> None:
    """Put new rows of one table in, as `insert` does, in few statements."""
    table, columns = _table(type(rows[0]), connection.vendor), rows[0]._meta.concrete_fields
    one = f"({', '.join(['%s'] * len(columns))})"
    for part in _parts(rows, len(columns)):
        values = [value for row in part for value in _values(row, columns, is_new=True)]
        found = _kept(f"{table.into}{', '.join([one] * len(part))} {table.kept}", values)
        _take_many(part, found)
        for row in part:
            row._state.adding, row._state.db = False, connection.alias


def update_many(rows: Sequence[Recorded]) -> Recorded | None:
    """Write rows of one table, each with its next version, over the versions before them, in few statements.

    Returns the first of which that version is no longer there, None where all are written.
    """
    table, changing, meta = _table(type(rows[0]), connection.vendor), _changing(type(rows[0])), rows[0]._meta
    one = f"({', '.join(['%s'] * (len(changing) + 2))})"
    for part in _parts(rows, len(changing) + 2):
        values: list[Any] = []
        for row in part:
            identity = [meta.get_field("id").get_db_prep_save(row.id, connection), row.version - 1]
            values += [*_values(row, changing, is_new=False), *identity]
        lines = ", ".join([table.first, *[one] * (len(part) - 1)])
        written = _take_many(part, _kept(table.change.replace("{values}", lines), values))
        if len(written) != len(part):
            return next(row for row in part if meta.pk.to_python(row.pk) not in written)
    return None


def _parts(rows: Sequence[Recorded], width: int) -> Iterator[Sequence[Recorded]]:
    most = MOST_VALUES // width
    return (rows[start : start + most] for start in range(0, len(rows), most))


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
    _take_many([row], found)


def _take_many(rows: Sequence[Recorded], found: list[Any]) -> set[Any]:
    """Set the columns of rows to those that came back, in whatever order; return the ids of those that did."""
    columns = rows[0]._meta.concrete_fields
    compiler = Query(type(rows[0])).get_compiler(connection=connection)
    converters = compiler.get_converters([column.get_col(rows[0]._meta.db_table) for column in columns])
    at = next(place for place, column in enumerate(columns) if column.primary_key)
    by_id = {columns[at].to_python(row.pk): row for row in rows}
    back = set()
    for kept in compiler.apply_converters(found, converters) if converters else found:
        row = by_id[kept[at]]
        back.add(kept[at])
        for column, value in zip(columns, kept, strict=True):
            setattr(row, column.attname, value)
    return back
