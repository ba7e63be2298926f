"""Django, a browser, and a server of the look alone: without a database and without what stands above it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.browser import *  # noqa: F403  # its fixtures
from tests.server import *  # noqa: F403  # its fixtures


def look_alone() -> dict[str, Any]:
    """Give the settings of the product without the shell and the middleware of `config`."""
    from django.conf import settings  # noqa: PLC0415  # where Django is set up

    templates = deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [name for name in options["context_processors"] if not name.startswith("bening.")]
    return {
        "TEMPLATES": templates,
        "MIDDLEWARE": [name for name in settings.MIDDLEWARE if not name.startswith("bening.")],
        "ROOT_URLCONF": "tests.web.urls",
        "ALLOWED_HOSTS": ["127.0.0.1", "testserver"],
        "WHITENOISE_AUTOREFRESH": True,  # nothing is collected in tests
    }


@pytest.fixture(autouse=True)
def only_the_look() -> Iterator[None]:
    from django.test.utils import override_settings  # noqa: PLC0415  # where Django is set up

    with override_settings(**look_alone()):
        yield


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the addresses of tests/web/urls.py with their static files, and give the address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: PLC0415  # where Django is set up
    from django.test.testcases import LiveServerThread  # noqa: PLC0415  # where Django is set up
    from django.test.utils import override_settings  # noqa: PLC0415  # where Django is set up

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    thread.daemon = True
    with override_settings(**look_alone()):
        thread.start()
        thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
