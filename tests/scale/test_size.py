"""The same work whatever the number of regions: at 2 and at 50 the pages and deeds ask the same of the database."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.scale.measuring import Asked, pages, writes
from tests.scale.regions import grow, make_country

pytestmark = pytest.mark.django_db  # asks pytest-django to prepare the database; the tests themselves only compare

FEW, MANY = 2, 50
MOST_ON_A_PAGE, MOST_FOR_A_DEED, LONGEST = 12, 8, 10_000


class Measured(NamedTuple):
    """Pages and deeds by name."""

    pages: dict[str, Asked]
    deeds: dict[str, Asked]


@pytest.fixture(scope="module")
def sizes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, Measured]]:
    """Measure everything with few regions, and again with many."""
    found = {}
    with django_db_blocker.unblock(), transaction.atomic():
        country = make_country(FEW, timezone.now())
        for size in (FEW, MANY):
            grow(country, size, timezone.now())
            found[size] = Measured(pages(country), writes(country))
        yield found
        transaction.set_rollback(True)


def test_a_page_asks_as_often_with_many_regions_as_with_few(sizes: dict[int, Measured]) -> None:
    few, many = ({name: one.count for name, one in sizes[size].pages.items()} for size in (FEW, MANY))
    assert many == few


def test_no_page_asks_more_than_twelve_times(sizes: dict[int, Measured]) -> None:
    assert {name: one.count for name, one in sizes[MANY].pages.items() if one.count > MOST_ON_A_PAGE} == {}


def test_no_statement_is_longer_than_ten_kilobytes(sizes: dict[int, Measured]) -> None:
    found = {**sizes[MANY].pages, **sizes[MANY].deeds}
    assert {name: one.longest for name, one in found.items() if one.longest >= LONGEST} == {}


def test_a_deed_asks_as_often_with_many_regions_as_with_few(sizes: dict[int, Measured]) -> None:
    few, many = ({name: one.count for name, one in sizes[size].deeds.items()} for size in (FEW, MANY))
    assert many == few


def test_no_deed_needs_more_than_eight_statements(sizes: dict[int, Measured]) -> None:
    found = {name: one.count for name, one in sizes[MANY].deeds.items()}
    assert {name: count for name, count in found.items() if count > MOST_FOR_A_DEED} == {}
