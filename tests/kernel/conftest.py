"""Django, where it is installed: the rules are tested without it as well."""

from importlib.util import find_spec

if find_spec("django"):
    from tests.server import *  # noqa: F403  # the fixtures
