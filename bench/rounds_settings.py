"""The settings of the measured server; the look comes as it lies in the source, nothing is collected first."""

from bench.server_settings import *  # noqa: F403  # the product's, whole, and the empty view

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
