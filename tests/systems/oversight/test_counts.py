"""What is counted, what the public sees of it, and in how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bening.systems.oversight import rules
from bening.systems.oversight.models import Obligation
from bening.systems.oversight.queries.counts import counts, public_counts
from tests.systems.oversight.makers import TODAY, YEAR, City, add_offices, fill, line, take, with_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return with_officer()


def public(city: City) -> dict[str, tuple[int, int]]:
    found = public_counts(city.region.code, TODAY)
    return {office.name: (office.obliged, office.filed) for office in found.offices} if found else {}


def test_the_public_sees_the_city_and_the_large_offices(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 7), "Badan Contoh": (5, 1)})
    found = public_counts(city.region.code, TODAY)
    assert found is not None
    assert (found.obliged, found.filed, found.percent, found.withheld) == (12, 8, "66.66", 0)
    assert (found.reporting_year, found.due_on) == (YEAR, date(2025, 4, 11))
    assert public(city) == {"Dinas Contoh": (7, 7), "Badan Contoh": (5, 1)}


def test_a_small_office_takes_a_larger_one_with_it(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 7), "Badan Contoh": (2, 1), "Inspektorat Contoh": (9, 8)})
    found = public_counts(city.region.code, TODAY)
    assert found is not None
    assert (public(city), found.withheld, found.obliged) == ({"Inspektorat Contoh": (9, 8)}, 2, 18)


def test_a_handful_of_people_is_no_public_count(city: City) -> None:
    assert public_counts(city.region.code, TODAY) is None
    fill(city, {"Dinas Contoh": (4, 4)})
    assert public_counts(city.region.code, TODAY) is None


def test_the_public_year_is_the_last_whose_term_is_over(city: City) -> None:
    fill(city, {"Dinas Contoh": (6, 6)}, year=2025)
    assert public_counts(city.region.code, TODAY) is None
    found = public_counts(city.region.code, date(2026, 4, 1))
    assert found is not None
    assert found.reporting_year == 2025


class WithheldCounts(TestCase):
    """The database's counts, for any sizes of offices."""

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1, max_size=4))
    def test_nobody_can_subtract_their_way_to_a_small_office(self, sizes: list[tuple[int, int]]) -> None:
        city = with_officer()
        names = ["Dinas Contoh", "Badan Contoh", "Inspektorat Contoh", "Setda Contoh"]
        fill(city, {name: (size, min(size, filed)) for name, (size, filed) in zip(names, sizes, strict=False)})
        found = public_counts(city.region.code, TODAY)
        if found is None:
            assert sum(size for size, _ in sizes) < rules.LEAST_SHOWN
            return
        shown = sum(office.obliged for office in found.offices)
        assert all(office.obliged >= rules.LEAST_SHOWN for office in found.offices)
        assert found.withheld == len(sizes) - len(found.offices)
        assert found.withheld != 1
        assert found.obliged - shown == 0 or found.obliged - shown >= rules.LEAST_SHOWN


@pytest.mark.parametrize("offices", [2, 50])
def test_counts_take_one_query_whatever_the_number_of_offices(city: City, offices: int) -> None:
    rows = add_offices(city, offices)
    take(city, [line(at + 1, office.name, date(2025, 2, 1)) for at, office in enumerate(rows)])
    assert Obligation.objects.count() == offices
    for ask in (lambda: counts(city.region.code, YEAR, TODAY), lambda: public_counts(city.region.code, TODAY)):
        with CaptureQueriesContext(connection) as made:
            ask()
        assert len(made) == 1
