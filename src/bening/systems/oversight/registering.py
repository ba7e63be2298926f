"""What oversight tells the kernel: its figure, what waits for the worker, and what is forgotten each day."""

from bening.kernel.daily import errands
from bening.kernel.daily import registry as daily
from bening.scoring.text import Text
from bening.systems.oversight import measures, staging, taking


def register() -> None:
    """Register with the parts of the kernel that ask systems."""
    measures.register()
    errands.register("oversight.sheets", taking.take_waiting)
    title = Text("Lembar LHKPN yang lewat waktunya dihapus", "Sheets of asset declarations whose time is over removed")
    daily.register("oversight.sheets", title=title, run=staging.forget_expired)
