"""Daily work as an application of Django."""

from django.apps import AppConfig


class DailyConfig(AppConfig):
    """What is to be done once a day, from any part, and when it was done last."""

    name = "bening.kernel.daily"
    label = "daily"

    def ready(self) -> None:
        """Put the upkeep of the database itself on the list."""
        from bening.kernel.daily import database, registry  # noqa: PLC0415  # models load after this module
        from bening.scoring.text import Text  # noqa: PLC0415  # see above

        title = Text("Statistik basis data diperbarui", "Statistics of the database brought up to date")
        registry.register("database.optimize", title=title, run=database.optimize)
