"""Django for the tests of systems."""

from tests.server import *  # noqa: F403  # the fixtures
