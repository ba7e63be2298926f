"""Django for the attacks, and a folder of files for each test."""

from pathlib import Path
from typing import Any

import pytest

from tests.server import *  # noqa: F403  # the fixtures


@pytest.fixture(autouse=True)
def ready(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow on purpose otherwise
