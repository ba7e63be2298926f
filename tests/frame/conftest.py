"""Pages show modules of the server too."""

from tests.server import *  # noqa: F403  # the fixtures
