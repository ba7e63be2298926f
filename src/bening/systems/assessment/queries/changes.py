"""What an instrument asks otherwise than the one of the round before."""

from collections.abc import Mapping, Sequence

from bening.scoring.instrument.compare import compare
from bening.scoring.instrument.model import Instrument
from bening.scoring.text import Message
from bening.systems.assessment.models import Round
from bening.systems.assessment.queries.held import instrument_of

Changes = Mapping[str, Sequence[Message]]
_kept: dict[tuple[str, str], Changes] = {}
_MOST_KEPT = 64


def changes(instrument: Instrument, previous: Round | None) -> Changes:
    """Return what changed since the instrument of the previous round, by code; under "" what belongs to none."""
    if previous is None or previous.instrument.sha256 == instrument.sha256:
        return {}
    pair = instrument.sha256, previous.instrument.sha256
    if pair not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[pair] = _by_code(instrument, instrument_of(previous))
    return _kept[pair]


def _by_code(instrument: Instrument, before: Instrument) -> Changes:
    found: dict[str, list[Message]] = {}
    codes = {node.code for node in instrument.nodes()}
    for entry in compare(instrument, before):
        code = str(dict(entry.values).get("code", ""))
        found.setdefault(code if code in codes else "", []).append(entry)
    return found
