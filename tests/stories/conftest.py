"""Django and a browser for the stories: whole roads, walked as people walk them."""

from typing import Any

import pytest

from tests.browser import *  # noqa: F403  # the fixtures
from tests.server import *  # noqa: F403  # the fixtures


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    """Let everybody in with one factor: how the second is asked for has tests of its own."""
    settings.BENING_SECOND_FACTOR_REQUIRED = False
