"""Django, where it is installed: the guides are held to the words of the pages, data alone to the wheel."""

from importlib.util import find_spec

if find_spec("django"):
    from tests.server import *  # noqa: F403  # the fixtures
