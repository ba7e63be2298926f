"""Figures are asked for by name, and written down once a day."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from django.db import connection, transaction

from bening.kernel.ledger import actions as ledger
from bening.kernel.measures import registry
from bening.kernel.measures.actions import record_day
from bening.kernel.measures.models import DailyValue
from bening.kernel.measures.queries import history
from bening.kernel.measures.registry import Measure, Measured, measure
from bening.kernel.people.models import Organisation, Region, RegionKind
from bening.scoring.text import Text
from tests.kernel.people.city import NOW

NAME = "sample.share"
DAY = date(2026, 3, 2)


class Source:
    """A system whose figure a test can change."""

    def __init__(self) -> None:
        self.value: str | None = "97.00"
        self.offices: dict[UUID, str] = {}
        self.was_inside: set[bool] = set()

    def compute(self, region: str, day: date) -> Measured | None:
        self.was_inside.add(connection.in_atomic_block)
        return None if self.value is None or region != "99.71" else Measured(self.value, day, "d" * 64, 3)

    def by_office(self, region: str, day: date) -> dict[UUID, Measured]:
        assert region == "99.71"
        self.was_inside.add(connection.in_atomic_block)
        return {office: Measured(value, day, "e" * 64, 1) for office, value in self.offices.items()}


@pytest.fixture
def source() -> Iterator[Source]:
    made = Source()
    registry.register(
        Measure(
            NAME,
            Text("Bagian", "Share"),
            "percent",
            made.compute,
            lambda region, day: f"/{region}/{day}",
            lambda *asked: bool(asked),
            made.by_office,
        )
    )
    yield made
    registry.forget(NAME)


def office(code: str) -> Organisation:
    """Add an office to a region, made where it is missing."""
    region, _ = Region.objects.get_or_create(code=code, defaults={"name": f"Kota {code}", "kind": RegionKind.CITY})
    made = Organisation(region=region, name=f"Kantor Contoh {code}", short_name="Kantor")
    with transaction.atomic():
        return ledger.record("people.organisation_made", made, by=None, at=NOW)


def written() -> list[tuple[str, str, UUID | None, str]]:
    found = DailyValue.objects.filter(measure=NAME).order_by("day", "region", "value")
    return [(row.region_id, row.day.isoformat(), row.organisation_id, row.value) for row in found]


def test_a_figure_is_asked_for_by_its_name(source: Source) -> None:
    found = measure(NAME, "99.71", DAY)
    assert found is not None
    assert (found.value, found.day, found.count, found.parts) == ("97.00", DAY, 3, {})
    assert measure("sample.unknown", "99.71", DAY) is None
    assert measure(NAME, "99.72", DAY) is None


def test_a_name_belongs_to_one_figure(source: Source) -> None:
    known = registry.measure_of(NAME)
    assert known is not None
    registry.register(known)
    other = Measure(NAME, known.title, "index", source.compute, known.records, known.may_see)
    with pytest.raises(ValueError, match="is taken"):
        registry.register(other)


@pytest.mark.django_db
def test_a_day_is_written_once_and_a_second_call_changes_nothing(source: Source) -> None:
    mine = office("99.71")
    office("99.72")
    source.offices = {mine.pk: "50.00"}
    assert record_day(DAY) == 2
    source.value = "98.00"
    assert record_day(DAY) == 0
    assert written() == [("99.71", "2026-03-02", mine.pk, "50.00"), ("99.71", "2026-03-02", None, "97.00")]
    assert record_day(date(2026, 3, 3)) == 2
    assert [row.value for row in history(NAME, "99.71", since=DAY)] == ["97.00", "98.00"]
    assert [row.value for row in history(NAME, "99.71", since=date(2026, 3, 3))] == ["98.00"]


@pytest.mark.django_db
def test_what_was_missing_at_the_first_call_is_added_by_the_second(source: Source) -> None:
    mine = office("99.71")
    assert record_day(DAY) == 1
    source.offices = {mine.pk: "50.00"}
    assert record_day(DAY) == 1


@pytest.mark.django_db
def test_where_nothing_is_measured_nothing_is_written(source: Source) -> None:
    office("99.71")
    source.value = None
    assert record_day(DAY) == 0
    assert written() == []


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_figures_are_computed(source: Source) -> None:
    mine = office("99.71")
    source.offices = {mine.pk: "50.00"}
    assert record_day(DAY) == 2
    assert source.was_inside == {False}
