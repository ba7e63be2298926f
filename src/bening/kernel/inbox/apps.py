"""The inbox as an application of Django."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Whatever waits for a person, from any system, on one page."""

    name = "bening.kernel.inbox"
    label = "inbox"
