"""Two cities with everybody who asks and everything that is asked for, and nothing that counts attempts."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.access.world import World

if not find_spec("django"):
    collect_ignore_glob = ["*"]
else:
    from tests.server import *  # noqa: F403  # the fixtures


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> "World":
    from tests.access.world import make_world  # noqa: PLC0415  # models load after Django is set up

    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # What waits is counted on every page, also on the one of what is not there: half of the time of these tests.
    monkeypatch.setattr("bening.config.shell.count_for", lambda *_asked: 0)
    return make_world()
