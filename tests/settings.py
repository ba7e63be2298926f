"""The settings of the product, with sample tables that the ledger answers for; static files by the live server."""

import os

from bening.config.settings import *  # noqa: F403  # the product's, whole
from bening.config.settings import CACHES as _CACHES
from bening.config.settings import INSTALLED_APPS as _APPS
from bening.config.settings import STATE as _STATE

INSTALLED_APPS = [*_APPS, "tests.sample"]
# Attempts at signing in are counted in the cache: workers that shared one would take back what the others counted.
CACHES = {"default": _CACHES["default"] | {"LOCATION": _STATE / f"cache-{os.environ.get('PYTEST_XDIST_WORKER', '')}"}}
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
