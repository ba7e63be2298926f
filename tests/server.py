"""Django for the tests, on SQLite or on the PostgreSQL of BENING_DATABASE."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

import django
import pytest
from django.db import connection

# Not left in the environment: the commands that tests run choose their own settings.
with pytest.MonkeyPatch.context() as _environment:
    _environment.setenv("DJANGO_SETTINGS_MODULE", os.environ.get("BENING_TEST_SETTINGS", "tests.settings"))
    django.setup()


@pytest.fixture(scope="session", autouse=True)
def flush_passes_the_ledger() -> Iterator[None]:
    """Let a test with transactions of its own empty the tables; the triggers return with post_migrate afterwards."""
    from bening.kernel.ledger.triggers import unprotect  # noqa: PLC0415  # where Django is set up

    operations = type(connection.ops)  # beside a browser Django opens another connection
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, sql_list: Iterable[str]) -> None:
        unprotect(self.connection)
        flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(autouse=True)
def no_sample() -> Iterator[None]:
    """Spare each page the question whether the database is a sample: it is not, unless a test says so."""
    from bening.config.demo import set_known  # noqa: PLC0415  # where Django is set up

    set_known(False)
    yield
    set_known(False)
