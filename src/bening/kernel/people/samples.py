"""Whether this is the demo, in which sample people can be signed in as with one button."""

from django.conf import settings
from django.utils.module_loading import import_string


def is_demo() -> bool:
    """Return what the callable of BENING_IS_DEMO says (a dotted path); without the setting False."""
    path = getattr(settings, "BENING_IS_DEMO", "")
    return bool(path) and bool(import_string(path)())
