"""Oversight as an application of Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The register of who has to declare their assets (LHKPN) and who has done so: counts, never wealth or names."""

    name = "bening.systems.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Offer the figure of compliance to whoever asks for measures."""
        from bening.systems.oversight import measures  # noqa: PLC0415  # models load after this module

        measures.register()
