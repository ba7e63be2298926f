"""Assessment as an application of Django."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Rounds, answers, findings, closings: from an office's answer to the published result."""

    name = "bening.systems.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Tell the kernel what this system offers and asks for."""
        from bening.systems.assessment import registering  # noqa: PLC0415  # models load after this module

        registering.register()
