"""The sample register gives exactly the percentages that the sample's rounds use, and needs nobody's name."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.queries import verify
from bening.kernel.measures.registry import measure
from bening.kernel.people.models import Organisation, Reach, Role
from bening.scoring import yamltree
from bening.scoring.instrument.store import data_folder
from bening.systems.oversight import demo
from bening.systems.oversight.measures import NAME
from bening.systems.oversight.models import Obligation
from bening.systems.oversight.queries.counts import public_counts
from tests.systems.assessment.makers import NOW, City, add_person, make_city

FOLDER = data_folder() / "demo" / "kota-contoh"


def told(name: str) -> Any:
    return yamltree.texts(yamltree.read_file(FOLDER / f"{name}.yaml"))


def build(now: datetime) -> City:
    """Build the sample register in a city whose offices carry the names of the sample's."""
    city = make_city()
    rows = [
        Organisation(region=city.region, name=entry["name"], short_name=entry["short_name"], kind=entry["kind"])
        for entry in told("offices")["organisations"]
        if entry["region"] == "99.71"
    ]
    ledger.record("people.organisation_made", rows, by=None, at=NOW)
    city.offices["bkpsdm"] = next(row for row in rows if row.short_name.startswith("BKPSDM"))
    add_person(city, "petugas", "bkpsdm", Role.OVERSIGHT, Reach.REGION)
    for _, do in demo.deeds(region_code=city.region.code, by=city.people["petugas"], now=now):
        do()
    return city


@pytest.mark.django_db
def test_the_measured_percentages_are_those_of_the_rounds() -> None:
    city = build(datetime(2026, 11, 24, 3, tzinfo=UTC))
    for entry in told("lhkpn")["measured"]:
        found = measure(NAME, city.region.code, date.fromisoformat(entry["as_of"]))
        assert found is not None
        answered = told(f"rounds/{entry['round']}")["answers"]["K2.4"]["self"]["value"]
        assert (found.value, str(found.parts["obliged"])) == (entry["percent"], entry["obliged"])
        assert float(answered) == float(found.value)
    assert Obligation.objects.count() == 300
    assert verify().problem is None


@pytest.mark.django_db
def test_the_public_sees_the_sample_city_without_a_small_office() -> None:
    city = build(datetime(2026, 11, 24, 3, tzinfo=UTC))
    found = public_counts(city.region.code, date(2026, 11, 24))
    assert found is not None
    assert (found.obliged, found.filed, found.withheld) == (100, 97, 0)
    assert min(office.obliged for office in found.offices) >= 5


@pytest.mark.django_db
def test_a_sample_made_years_later_still_stands_as_of_its_day() -> None:
    city = build(datetime(2029, 5, 2, 3, tzinfo=UTC))
    found = measure(NAME, city.region.code, date(2029, 5, 2))
    assert found is not None
    assert 90 <= float(found.value) < 100
