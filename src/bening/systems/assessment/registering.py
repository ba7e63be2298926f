"""What assessment tells the kernel: which answers a person sees, so that evidence behind them can be seen too."""

from bening.kernel.daily import registry as daily
from bening.kernel.evidence import holders
from bening.kernel.inbox import registry as inbox
from bening.scoring.text import Text
from bening.systems.assessment.actions import sheets
from bening.systems.assessment.queries import evidence, waiting


def register() -> None:
    """Register with the parts of the kernel that ask systems."""
    holders.register(
        evidence.SUBJECT,
        visible=evidence.visible,
        may_link=evidence.may_link,
        is_public=evidence.is_public,
        describe=evidence.describe,
        by_reach=evidence.visible_by_reach,
    )
    inbox.register("assessment.answers", waiting=waiting.waiting, count=waiting.count_waiting, roles=waiting.ANSWERING)
    inbox.register(
        "assessment.rounds", waiting=waiting.rounds_waiting, count=waiting.count_rounds, roles=waiting.CLOSING
    )
    title = Text(
        "Lembar yang diunggah tetapi tidak disahkan pada waktunya dihapus",
        "Sheets that were uploaded and not confirmed in time removed",
    )
    daily.register("assessment.sheets", title=title, run=sheets.forget_expired)
