"""Two cities, and a clean count of attempts, for the tests of people."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.kernel.people.city import City

if find_spec("django"):
    from tests.browser import *  # noqa: F403  # its fixtures
else:
    collect_ignore_glob = ["*"]


@pytest.fixture
def city(db: None) -> "City":
    from tests.kernel.people.city import make_city  # noqa: PLC0415  # models load after Django is set up

    return make_city()


@pytest.fixture
def other(db: None) -> "City":
    from tests.kernel.people.city import make_city  # noqa: PLC0415  # models load after Django is set up

    return make_city("98.71", "b")


if find_spec("django"):

    @pytest.fixture(autouse=True)
    def quick_passwords(settings: "Settings") -> None:
        """Hash quickly: the product's method is slow on purpose, and one test asks for it."""
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    @pytest.fixture(autouse=True)
    def no_attempts_yet() -> Iterator[None]:
        from django.core.cache import cache  # noqa: PLC0415  # where Django is set up

        cache.clear()
        yield
        cache.clear()
