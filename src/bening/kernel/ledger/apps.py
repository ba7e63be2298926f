"""The ledger as an application of Django."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _protect(using: str, **_: Any) -> None:
    from bening.kernel.ledger.triggers import protect  # noqa: PLC0415  # models load after this module

    protect(connections[using])


class LedgerConfig(AppConfig):
    """After each migration, and so after each that rebuilds a table, the ledger gets its triggers and its head."""

    name = "bening.kernel.ledger"

    def ready(self) -> None:
        from bening.kernel.daily import registry  # noqa: PLC0415  # models load after this module
        from bening.kernel.ledger import actions  # noqa: PLC0415  # see above
        from bening.scoring.text import Text  # noqa: PLC0415  # see above

        post_migrate.connect(_protect, sender=self, dispatch_uid="bening.kernel.ledger")
        title = Text("Kepala buku catatan hari ini disimpan", "Head of the ledger kept for the day")
        registry.register("ledger.keep_day_head", title=title, run=actions.keep_day_head)
