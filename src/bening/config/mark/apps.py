"""The mark of a sample database as an application of Django."""

from django.apps import AppConfig


class MarkConfig(AppConfig):
    """Holds the one row that says: everything in this database is a sample."""

    name = "bening.config.mark"
    label = "mark"
