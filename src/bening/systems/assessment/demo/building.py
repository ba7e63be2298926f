"""Builds the sample city: called by `bening demo` alone."""

from datetime import datetime

from bening.kernel.evidence.models import Item
from bening.systems.assessment.demo.lke import replay_lke
from bening.systems.assessment.demo.people import City
from bening.systems.assessment.demo.rounds import replay
from bening.systems.assessment.models import Round

ROUNDS = ("2025-baseline", "2025-progress", "2025-monev", "2025-final", "2026-monev")
OFFICES = ("dpmptsp", "rsud", "bakesbangpol")


def build_rounds(city: City, now: datetime) -> None:
    """Replay the rounds of the sample city and the sheets of its offices through the actions of the product."""
    evidence: dict[str, Item] = {}
    previous: Round | None = None
    for name in ROUNDS:
        previous = replay(city, name, previous, evidence, now)
    for office in OFFICES:
        replay_lke(city, office)
