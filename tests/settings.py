"""The settings of the product, with sample tables that the ledger answers for; static files by the live server."""

from bening.config.settings import *  # noqa: F403  # the product's, whole
from bening.config.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.sample"]
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
