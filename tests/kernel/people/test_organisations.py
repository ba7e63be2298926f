"""Adding, renaming and closing organisations."""

import pytest

from bening.kernel.ledger.actions import Changed
from bening.kernel.people import demo, queries
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.actions import organisations
from bening.kernel.people.models import OrganisationKind, User
from bening.kernel.people.rules import Named
from tests.kernel.people.city import NOW, TODAY, City

NEW = Named("Badan Contoh Baru", "BCB")


def others(city: City, other: City) -> list[User]:
    return [city.operator, other.administrator]


def test_an_organisation_is_added_renamed_and_closed(city: City) -> None:
    by = city.administrator
    row = organisations.add_organisation(
        by=by, region_code=city.region.pk, named=NEW, kind=OrganisationKind.OPD, parent_id=city.office.pk, now=NOW
    )
    row = organisations.rename_organisation(
        by=by, organisation_id=row.pk, seen=1, named=Named("Badan Lain", "BL"), now=NOW
    )
    assert (row.name, row.parent) == ("Badan Lain", city.office)
    (branch,) = (part for part in queries.organisations(by, TODAY) if part.organisation == row)
    assert (branch.organisation.name, branch.depth, branch.people) == ("Badan Lain", 1, 0)
    assert not organisations.close_organisation(by=by, organisation_id=row.pk, seen=2, now=NOW).is_active


def test_nobody_else_keeps_organisations(city: City, other: City) -> None:
    for by in others(city, other):
        with pytest.raises(Absent):
            demo.add_organisation("X", OrganisationKind.OPD, by=by, region=city.region, now=NOW)
        with pytest.raises(Absent):
            organisations.rename_organisation(by=by, organisation_id=city.office.pk, seen=1, named=NEW, now=NOW)
        with pytest.raises(Absent):
            organisations.close_organisation(by=by, organisation_id=city.office.pk, seen=1, now=NOW)


def test_a_part_belongs_to_an_organisation_of_its_region(city: City, other: City) -> None:
    with pytest.raises(Absent):
        demo.add_organisation(
            "X", OrganisationKind.OPD, by=city.administrator, region=city.region, now=NOW, parent_id=other.office.pk
        )


def test_a_name_stands_once_in_a_region_whatever_its_letters(city: City) -> None:
    with pytest.raises(Refused, match="sudah dipakai"):
        demo.add_organisation(
            city.office.name.upper(), OrganisationKind.OPD, by=city.administrator, region=city.region, now=NOW
        )


def test_an_organisation_with_people_stays_open(city: City) -> None:
    with pytest.raises(Refused, match="Masih ada orang"):
        organisations.close_organisation(by=city.administrator, organisation_id=city.office.pk, seen=1, now=NOW)


def test_an_organisation_with_open_parts_stays_open(city: City) -> None:
    by = city.administrator
    upper = demo.add_organisation("Atas", OrganisationKind.OPD, by=by, region=city.region, now=NOW)
    demo.add_organisation("Bawah", OrganisationKind.OPD, by=by, region=city.region, now=NOW, parent_id=upper.pk)
    with pytest.raises(Refused, match="Masih ada bagian"):
        organisations.close_organisation(by=by, organisation_id=upper.pk, seen=1, now=NOW)


def test_what_somebody_else_changed_is_not_renamed(city: City) -> None:
    with pytest.raises(Changed):
        organisations.rename_organisation(
            by=city.administrator, organisation_id=city.office.pk, seen=4, named=NEW, now=NOW
        )
