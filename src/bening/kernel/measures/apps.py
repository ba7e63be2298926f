"""Measures as an application of Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Figures that systems offer for a region and a day, and what they were on each day."""

    name = "bening.kernel.measures"
    label = "measures"

    def ready(self) -> None:
        """Have every figure written down each day."""
        from bening.kernel.daily import registry as daily  # noqa: PLC0415  # models load after this module
        from bening.kernel.measures import actions  # noqa: PLC0415  # see above
        from bening.scoring.text import Text  # noqa: PLC0415  # see above

        title = Text("Angka setiap daerah hari ini dicatat", "The figures of every region for the day written down")
        daily.register("measures.record", title=title, run=actions.record_each_day)
