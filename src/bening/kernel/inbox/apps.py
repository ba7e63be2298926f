"""The inbox as an application of Django."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Whatever waits for a person, from any system, on one page."""

    name = "bening.kernel.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Ask evidence, which cannot know the inbox, what waits for a person."""
        from bening.kernel.inbox import withdrawals  # noqa: PLC0415  # models load after this module

        withdrawals.register()
