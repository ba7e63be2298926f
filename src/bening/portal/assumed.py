"""What a result rests on without a source, in words: the weights first."""

from collections.abc import Iterable

from bening.scoring.instrument.model import Instrument
from bening.scoring.show.words import ASSUMED_KINDS

MOST_NAMED = 6


def assumed_words(entries: Iterable[str], instrument: Instrument, language: str) -> list[str]:
    """Return the kinds of what is assumed, each once with what it concerns, the weights before everything else."""
    kinds: dict[str, list[str]] = {}
    for entry in entries:
        kind, _, what = entry.rpartition("/")[2].partition(":")
        names = kinds.setdefault(kind, [])
        if (name := _name(kind, what, instrument, language)) not in names:
            names.append(name)
    ordered = sorted(kinds, key=lambda kind: kind != "weights")
    return [_sentence(kind, kinds[kind], language) for kind in ordered if kind in ASSUMED_KINDS]


def _name(kind: str, what: str, instrument: Instrument, language: str) -> str:
    if kind == "weights" and what in instrument.profiles:
        return instrument.profiles[what].title.said(language)
    for stage in instrument.stages.values():
        for line in (*stage.thresholds, *stage.bands):
            if line.id == what:
                return line.title.said(language)
    return what


def _sentence(kind: str, names: list[str], language: str) -> str:
    listed = ", ".join(names) if len(names) <= MOST_NAMED else str(len(names))
    return f"{ASSUMED_KINDS[kind].said(language)} ({listed})"
