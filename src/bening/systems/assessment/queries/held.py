"""The instrument by which a round is held, read from the database once in a process."""

from bening.scoring.instrument.model import Instrument
from bening.systems.assessment import rules
from bening.systems.assessment.models import Round

# A select that needs no more of the instrument than its digest leaves its document where it is.
DOCUMENT = "instrument__document"


def instrument_of(round_: Round) -> Instrument:
    """Return the instrument of a round; its document is loaded where this process has not met it yet."""
    return rules.kept_instrument(round_.instrument.sha256, lambda: round_.instrument.document)
