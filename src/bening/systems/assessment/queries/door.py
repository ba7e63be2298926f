"""One row that a person may see, asked for in SQL that Django writes once for a connection.

Writing the SQL of a scope anew takes longer than everything else that saving an answer does. The text does not depend
on the person, the day or the row: they stand in it as values, and other values are put in their places.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

from bening.kernel.people.access import Absent
from bening.kernel.people.models import User

Row = TypeVar("Row", bound=models.Model)
# What stands in the places until the SQL is written; no value of a real query is equal to one of these.
_PERSON, _ROW = UUID("6f9d9a8e-52c4-4c1e-9a53-0d7f0c6f5b01"), UUID("6f9d9a8e-52c4-4c1e-9a53-0d7f0c6f5b02")
_DAY = date(1, 2, 3)


class _Written(NamedTuple):
    """The SQL of a query and what makes rows of its answers."""

    compiler: Any
    sql: str
    values: tuple[Any, ...]
    converters: Any
    columns: slice
    names: list[str]
    populators: Any


class Door(Generic[Row]):
    """The way to one row: `build` gives the rows that a person may see on a day, narrowed to an id."""

    def __init__(self, build: Callable[[User, date, UUID], QuerySet[Row]]) -> None:
        self._build = build
        self._written: WeakKeyDictionary[BaseDatabaseWrapper, _Written] = WeakKeyDictionary()

    def fetch(self, user: User, day: date, row_id: UUID) -> Row:
        """Return the row with what was asked for beside it; raises `Absent`."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._written_for(connection)
        query = written.compiler.query
        if query.select_for_update and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("a row is locked inside the transaction of an action")
        with connection.cursor() as cursor:
            cursor.execute(written.sql, self._bound(written, user, day, row_id))
            found = cursor.fetchall()
        if not found:
            raise Absent
        (values,) = written.compiler.apply_converters(found, written.converters) if written.converters else found
        row: Row = query.model.from_db(connection.alias, written.names, values[written.columns])
        for populator in written.populators:
            populator.populate(values, row)
        for name, at in written.compiler.annotation_col_map.items():
            setattr(row, name, values[at])
        return row

    def bound(self, user: User, day: date, row_id: UUID) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and its values as they are sent for these three; for tests."""
        written = self._written_for(connections[DEFAULT_DB_ALIAS])
        return written.sql, self._bound(written, user, day, row_id)

    def _bound(self, written: _Written, user: User, day: date, row_id: UUID) -> tuple[Any, ...]:
        places = {
            _kept(stand_in): _kept(value) for stand_in, value in ((_PERSON, user.pk), (_DAY, day), (_ROW, row_id))
        }
        return tuple(places.get(value, value) for value in written.values)

    def _written_for(self, connection: BaseDatabaseWrapper) -> _Written:
        if connection not in self._written:
            self._written[connection] = self._write(connection)
        return self._written[connection]

    def _write(self, connection: BaseDatabaseWrapper) -> _Written:
        query = self._build(User(id=_PERSON), _DAY, _ROW).query
        compiler = query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        missing = [stand_in for stand_in in (_PERSON, _DAY, _ROW) if _kept(stand_in) not in values]
        if missing:
            raise ValueError(f"a door asks for a person, a day and a row; {missing} stand nowhere")
        klass = compiler.klass_info
        columns = klass["select_fields"]
        return _Written(
            compiler,
            sql,
            tuple(values),
            compiler.get_converters([column for column, _, _ in compiler.select]),
            slice(columns[0], columns[-1] + 1),
            [compiler.select[at][0].target.attname for at in columns],
            get_related_populators(klass, compiler.select, connection.alias),  # type: ignore[call-arg]  # stubs of a later Django
        )


def _kept(value: UUID | date) -> Any:
    """Return a value as the connection takes it."""
    field: models.Field[Any, Any] = models.UUIDField() if isinstance(value, UUID) else models.DateField()
    return field.get_db_prep_value(value, connections[DEFAULT_DB_ALIAS])
