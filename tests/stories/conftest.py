"""Django and a browser for the stories: whole roads, walked as people walk them."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.stories.desk import Desk

if not find_spec("django"):
    collect_ignore_glob = ["*"]
else:
    from tests.browser import *  # noqa: F403  # the fixtures
    from tests.server import *  # noqa: F403  # the fixtures


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any, tmp_path: Path) -> None:
    """Let everybody in with one factor, whose asking has tests of its own; keep files and public pages apart."""
    from bening.portal.pages import shelf  # noqa: PLC0415  # where Django is set up

    shelf.clear()
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def desk(page: "Page", live_server: Any, allowed: list[str]) -> "Desk":
    """Give a desk in a small city; its console may say that something was refused or had changed."""
    from tests.stories.desk import Desk  # noqa: PLC0415  # models load after Django is set up
    from tests.systems.assessment.makers import make_city  # noqa: PLC0415  # as above

    allowed.extend(["status of 422", "status of 409"])
    return Desk(page, live_server.url, make_city())


@pytest.fixture
def plain_desk(plain_page: "Page", live_server: Any) -> "Desk":
    """Give a desk in a small city whose browser runs no script."""
    from tests.stories.desk import Desk  # noqa: PLC0415  # models load after Django is set up
    from tests.systems.assessment.makers import make_city  # noqa: PLC0415  # as above

    return Desk(plain_page, live_server.url, make_city(), has_script=False)
