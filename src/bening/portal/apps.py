"""The public site as an application of Django."""

from django.apps import AppConfig
from django.db.models.signals import post_save


def _keep() -> None:
    from bening.kernel.daily import registry as daily  # noqa: PLC0415  # models exist once the app is ready
    from bening.portal.actions import erase_contacts  # noqa: PLC0415  # see above
    from bening.scoring.text import Text  # noqa: PLC0415  # see above

    title = Text(
        "Kontak pelapor kekeliruan dihapus 90 hari sesudah laporannya ditutup",
        "Contacts in reports of mistakes erased 90 days after closing",
    )
    daily.register("portal.contacts", title=title, run=erase_contacts)


class PortalConfig(AppConfig):
    """What everybody may see, and the reports of mistakes in it."""

    name = "bening.portal"
    label = "portal"

    def ready(self) -> None:
        """Follow the ledger, since public pages change with it, and put reports of mistakes into the inbox."""
        from bening.kernel.ledger.models import Event  # noqa: PLC0415  # models exist from here on
        from bening.portal.queries.reports import register  # noqa: PLC0415  # models exist from here on
        from bening.portal.queries.version import follow  # noqa: PLC0415  # models exist from here on

        post_save.connect(follow, sender=Event, dispatch_uid="bening.portal.version")
        register()
        _keep()
