"""Evidence as an application of Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Files, captured web addresses and papers that stand behind answers."""

    name = "bening.kernel.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Have what nothing holds removed each day."""
        from bening.kernel.daily import registry as daily  # noqa: PLC0415  # models load after this module
        from bening.kernel.evidence.actions import upkeep  # noqa: PLC0415  # see above
        from bening.scoring.text import Text  # noqa: PLC0415  # see above

        title = Text(
            "Isi bukti yang tidak dipegang apa pun dan catatan pembukaan yang lewat masanya dihapus",
            "Contents of evidence that nothing holds, and openings past their term, removed",
        )
        daily.register("evidence.sweep", title=title, run=upkeep.sweep_each_day)
