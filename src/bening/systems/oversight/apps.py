"""Oversight as an application of Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The register of who has to declare their assets (LHKPN) and who has done so: counts, never wealth or names."""

    name = "bening.systems.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Register with the parts of the kernel that ask systems."""
        from bening.systems.oversight import registering  # noqa: PLC0415  # models load after this module

        registering.register()
