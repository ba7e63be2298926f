"""Django for the tests of size."""

from tests.server import *  # noqa: F403  # the fixtures
