"""A city with evidence, a folder of its own for each test, and things that evidence can stand behind."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kernel.evidence.city import City

if not find_spec("django"):
    collect_ignore_glob = ["test_[!r]*"]
else:
    from tests.browser import *  # noqa: F403  # the fixtures

    @pytest.fixture(autouse=True)
    def folder(tmp_path: Path, settings: Any) -> Path:
        settings.MEDIA_ROOT = tmp_path / "files"
        return tmp_path / "files"

    @pytest.fixture
    def city(db: None) -> Iterator["City"]:
        from tests.kernel.evidence import city  # noqa: PLC0415  # models load after Django is set up

        with city.notes_hold_evidence():
            yield city.make_city()
