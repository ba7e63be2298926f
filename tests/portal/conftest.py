"""Django, a browser, and the site with the public pages mounted as the product mounts them."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.browser import *  # noqa: F403  # its fixtures
from tests.server import *  # noqa: F403  # its fixtures

DOOR = "bening.portal.pages.PublicPages"


@pytest.fixture(autouse=True)
def public_site() -> Iterator[None]:
    """Mount the pages under / and /en/, and let no page of an earlier test be taken for one of this."""
    from django.conf import settings  # noqa: PLC0415  # where Django is set up
    from django.test.utils import override_settings  # noqa: PLC0415  # where Django is set up

    from bening.portal.pages import shelf  # noqa: PLC0415  # where Django is set up

    inside = list(settings.MIDDLEWARE)
    if DOOR not in inside:
        inside.insert(inside.index("django.contrib.sessions.middleware.SessionMiddleware"), DOOR)
    shelf.clear()
    with override_settings(
        MIDDLEWARE=inside,
        ROOT_URLCONF="tests.portal.site",
        WHITENOISE_AUTOREFRESH=True,  # nothing is collected in tests
        BENING_SECOND_FACTOR_REQUIRED=False,
    ):
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


@pytest.fixture
def site(transactional_db: None, public_site: None) -> Iterator[str]:
    """Serve the site with its static files, and give its address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: PLC0415  # where Django is set up
    from django.test.testcases import LiveServerThread  # noqa: PLC0415  # where Django is set up

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
