"""Compliance as a measure: of the right year, on the right day, with the digest of its rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bening.kernel.measures.actions import record_day
from bening.kernel.measures.models import DailyValue
from bening.kernel.measures.registry import measure, measure_of
from bening.systems.oversight.actions import withdraw_obligation
from bening.systems.oversight.measures import NAME
from bening.systems.oversight.models import Obligation
from tests.systems.oversight.makers import NOW, TODAY, City, add, file, fill, with_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return with_officer()


def test_the_figure_is_the_share_that_had_filed_by_the_day(city: City) -> None:
    fill(city, {"Dinas Contoh": (3, 2)})  # on 1 and 2 February 2025
    found = measure(NAME, city.region.code, TODAY)
    assert found is not None
    assert (found.value, found.count, dict(found.parts)) == ("66.66", 3, {"filed": 2, "obliged": 3})
    assert measure(NAME, city.region.code, date(2025, 2, 1)) is None  # then 2023 was the year last due
    fill(city, {"Dinas Contoh": (3, 1)}, year=2023)
    early = measure(NAME, city.region.code, date(2025, 2, 1))
    assert early is not None
    assert early.value == "33.33"


def test_the_digest_changes_with_the_rows_and_not_with_the_day(city: City) -> None:
    fill(city, {"Dinas Contoh": (3, 2)})
    first, later = measure(NAME, city.region.code, TODAY), measure(NAME, city.region.code, date(2026, 3, 9))
    assert first is not None
    assert later is not None
    assert first.digest == later.digest
    file(city, Obligation.objects.get(number=1), date(2025, 2, 9))
    now = measure(NAME, city.region.code, TODAY)
    assert now is not None
    assert (now.value, now.digest == first.digest) == (first.value, False)


def test_a_mistake_that_was_taken_off_no_longer_counts(city: City) -> None:
    row = add(city)
    file(city, add(city))
    withdraw_obligation(by=city.people["petugas"], obligation_id=row.id, seen=1, ground="mistake", now=NOW)
    found = measure(NAME, city.region.code, TODAY)
    assert found is not None
    assert found.value == "100.00"


def test_only_the_officer_is_shown_the_way_to_the_rows(city: City) -> None:
    known = measure_of(NAME)
    assert known is not None
    assert known.records(city.region.code, TODAY).endswith("/lhkpn/99.71/daftar/?tahun=2024")
    seen = {who: known.may_see(city.people[who], city.region.code, TODAY) for who in ("petugas", "rekan", "walikota")}
    assert seen == {"petugas": True, "rekan": False, "walikota": False}


def test_it_takes_one_query(city: City) -> None:
    fill(city, {"Dinas Contoh": (30, 20)})
    with CaptureQueriesContext(connection) as made:
        measure(NAME, city.region.code, TODAY)
    assert len(made) == 1


def test_the_day_is_written_for_the_city_and_its_offices(city: City) -> None:
    with_officer("99.72")
    fill(city, {"Dinas Contoh": (4, 1), "Badan Contoh": (2, 2)})
    assert record_day(TODAY) == 3
    found = DailyValue.objects.filter(measure=NAME).values_list("organisation__name", "value")
    assert set(found) == {(None, "50.00"), ("Dinas Contoh", "25.00"), ("Badan Contoh", "100.00")}
