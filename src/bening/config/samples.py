"""The sample city as `bening demo` makes it: people, then the register, the rounds and what readers report, by day."""

from datetime import datetime
from itertools import chain

from bening.portal import demo as portal
from bening.systems.assessment.demo.building import deeds_of_rounds
from bening.systems.assessment.demo.people import build_city
from bening.systems.oversight import demo as oversight


def build(now: datetime) -> None:
    """Make the sample city through the actions of the product, each deed after those of the moments before it."""
    city = build_city()
    register = oversight.deeds(region_code=city.code, by=city.people["petugas-lhkpn"], now=now)
    reports = portal.deeds(region_code=city.code, now=now)
    deeds = chain(register, deeds_of_rounds(city, now), reports)
    # Deeds of one moment stay in their order: who starts a round does so before it is answered.
    for _, do in sorted(deeds, key=lambda deed: deed[0]):
        do()
