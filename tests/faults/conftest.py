"""Django for the tests of faults."""

from tests.server import *  # noqa: F403  # the fixtures
