"""A browser, and static files as they lie in the packages."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.browser import *  # noqa: F403  # its fixtures


@pytest.fixture(autouse=True)
def nothing_is_collected() -> Iterator[None]:
    """Serve static files from the packages."""
    from django.test.utils import override_settings  # noqa: PLC0415  # where Django is set up

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_passes_the_ledger_beside_a_browser() -> Iterator[None]:
    """Do as `flush_passes_the_ledger` for the connection that Django opens once the browser's loop runs."""
    from django.db import connection  # noqa: PLC0415  # where Django is set up

    from bening.kernel.ledger.triggers import unprotect  # noqa: PLC0415  # where Django is set up

    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, sql_list: Iterable[str]) -> None:
        unprotect(self.connection)
        flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield
