"""The list of people and the tree of organisations: what they show, and in how many queries."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bening.kernel.people import demo, queries
from bening.kernel.people.actions import accounts, memberships, organisations
from bening.kernel.people.models import OrganisationKind, Role
from bening.kernel.people.queries import Wanted
from bening.kernel.people.rules import Named
from tests.kernel.people.city import NOW, TODAY, City
from tests.kernel.people.web import signed_in


def add_people(city: City, count: int) -> None:
    for number in range(count):
        who = f"orang{number}@contoh.test", f"CONTOH Orang {number:03}"
        demo.add_person(who, Role.OPERATOR, by=city.administrator, organisation=city.office, now=NOW)


def names(city: City, **wanted: Any) -> list[str]:
    page = queries.people(city.administrator, TODAY, Wanted(**wanted), 1)
    return [person.name for person in page]


def test_the_list_is_searched_and_narrowed(city: City, other: City) -> None:
    assert names(city) == [city.administrator.name, city.operator.name]
    assert names(city, text="OPERATOR") == [city.operator.name]
    assert names(city, text="admin.a@") == [city.administrator.name]
    assert names(city, role="operator") == [city.operator.name]
    assert names(city, organisation=city.secretariat.pk) == [city.administrator.name]
    assert names(city, organisation=other.office.pk) == []
    assert names(city, text=other.operator.name) == []


def test_the_list_tells_who_works_who_left_and_whose_account_is_closed(city: City) -> None:
    memberships.end_membership(by=city.administrator, membership_id=city.post.pk, seen=1, ends_on=TODAY, now=NOW)
    later = TODAY.replace(day=3)

    def found(state: str) -> list[str]:
        return [row.name for row in queries.people(city.administrator, later, Wanted(state=state), 1)]

    assert found("active") == [city.administrator.name]
    assert found("ended") == [city.operator.name]
    assert found("stopped") == []
    accounts.deactivate(by=city.administrator, user_id=city.operator.pk, seen=1, now=NOW)
    assert found("stopped") == [city.operator.name]


def counts(client: Client) -> dict[str, int]:
    found = {}
    for address in ("/orang/", "/orang/organisasi/", "/orang/undang/", "/akun/hak/"):
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        found[address] = len(made)
    return found


def test_lists_ask_the_same_number_of_queries_for_2_and_for_200_people(city: City) -> None:
    client = signed_in(city.administrator)
    few = counts(client)
    add_people(city, 198)
    for number in range(20):
        demo.add_organisation(
            f"Bagian {number}", OrganisationKind.OPD, by=city.administrator, region=city.region, now=NOW
        )
    assert counts(client) == few
    assert max(few.values()) <= 12, few


def test_a_page_has_at_most_50_people_and_htmx_gets_the_rows_alone(city: City) -> None:
    add_people(city, 60)
    client = signed_in(city.administrator)
    page = client.get("/orang/").content.decode()
    assert page.count('<a class="row-link" href="/orang/') == 50
    rows = client.get("/orang/?hal=2&q=orang", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in rows
    assert "CONTOH Orang 059" in rows


def test_the_tree_puts_parts_under_their_organisation(city: City) -> None:
    def add(name: str, parent: UUID | None) -> UUID:
        return demo.add_organisation(
            name, OrganisationKind.OPD, by=city.administrator, region=city.region, now=NOW, parent_id=parent
        ).pk

    child = add("AA Bidang", city.office.pk)
    add("AAA Seksi", child)
    tree = [(row.organisation.name, row.depth) for row in queries.organisations(city.administrator, TODAY)]
    start = tree.index((city.office.name, 0))
    assert tree[start : start + 3] == [(city.office.name, 0), ("AA Bidang", 1), ("AAA Seksi", 2)]


def test_organisations_are_searched_and_stand_on_pages_at_one_address(city: City, settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    for number in range(queries.PAGE + 1):
        named = Named(f"CONTOH Kelurahan {number:03}", f"Kel {number:03}")
        organisations.add_organisation(
            by=city.administrator,
            region_code=city.region.pk,
            named=named,
            kind=OrganisationKind.OPD,
            parent_id=None,
            now=NOW,
        )
    client = signed_in(city.administrator)

    def page(query: str, **headers: str) -> str:
        return client.get(f"/orang/organisasi/{query}", headers=headers).content.decode()

    assert page("").count('class="row-link"') == queries.PAGE
    assert "?q=CONTOH%20Kelurahan&amp;hal=2" in page("?q=CONTOH Kelurahan")
    rows = page("?q=kelurahan 007", **{"HX-Request": "true"})
    assert rows.count('class="row-link"') == 1
    assert "<h1" not in rows
    assert "Hapus pencarian" in page("?q=tiada")
