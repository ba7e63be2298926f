"""The sample city as `bening demo` makes it: people, the register of declarations, then the rounds that measure it."""

from datetime import datetime

from bening.systems.assessment.demo.building import build_rounds
from bening.systems.assessment.demo.people import build_city
from bening.systems.oversight import demo as oversight


def build(now: datetime) -> None:
    """Make the sample city through the actions of the product."""
    city = build_city()
    oversight.build(region_code=city.code, by=city.people["petugas-lhkpn"], now=now)
    build_rounds(city, now)
