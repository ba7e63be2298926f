"""The deeds of the sample city's rounds: called by `bening demo` alone."""

from collections.abc import Iterator
from datetime import datetime

from bening.kernel.evidence.models import Item
from bening.systems.assessment.demo.lke import replay_lke
from bening.systems.assessment.demo.people import City
from bening.systems.assessment.demo.rounds import Deed, Replay, replay, round_of

ROUNDS = ("2025-baseline", "2025-progress", "2025-monev", "2025-final", "2026-monev")
OFFICES = ("dpmptsp", "rsud", "bakesbangpol")


def deeds_of_rounds(city: City, now: datetime) -> Iterator[Deed]:
    """Give the deeds of the rounds of the sample city and of the sheets of its offices, each with its moment."""
    evidence: dict[str, Item] = {}
    previous: Replay | None = None
    for name in ROUNDS:
        play = round_of(city, name, evidence, now)
        yield from replay(play, previous)
        previous = play
    for office in OFFICES:
        yield from replay_lke(city, office)
