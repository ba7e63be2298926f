"""The menu leads to pages that open, for those with a role and for those on their way in; an error leads on."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bening.kernel.people.models import Reach, Role
from tests.portal.makers import City, make_city, signed_in
from tests.systems.assessment.makers import add_person

pytestmark = pytest.mark.django_db
START = "/kerja/penilaian/"
PEOPLE, WITHDRAWALS = "/orang/", "/bukti/penarikan/"
CLOSED = ("/kekeliruan/masuk/", "/kerja/lhkpn/", "/kerja/ringkasan/", PEOPLE)
REGIONAL = (*CLOSED, WITHDRAWALS)  # the withdrawals open for everybody, empty for who decides on none


@pytest.fixture
def city(settings: Settings) -> City:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    settings.ROOT_URLCONF = "bening.config.urls"
    return make_city()


def menu(client: Client) -> set[str]:
    """Return which of the entries of a region the menu shows."""
    page = client.get(START).content.decode()
    return {address for address in REGIONAL if f'href="{address}"' in page}


@pytest.mark.parametrize(
    ("role", "reach", "shown"),
    [
        (Role.COORDINATOR, Reach.OFFICE, set()),
        (Role.COORDINATOR, Reach.REGION, set(REGIONAL) - {PEOPLE}),
        (Role.ADMINISTRATOR, Reach.OFFICE, set()),
        (Role.ADMINISTRATOR, Reach.REGION, {"/kekeliruan/masuk/", PEOPLE, WITHDRAWALS}),
        (Role.OVERSIGHT, Reach.REGION, {"/kerja/lhkpn/"}),
        (Role.OPERATOR, Reach.OFFICE, set()),
    ],
)
def test_an_entry_is_shown_to_those_for_whom_its_page_opens(
    city: City, role: Role, reach: Reach, shown: set[str]
) -> None:
    client = signed_in(add_person(city, "seseorang", "dinas", role, reach))
    assert menu(client) == shown
    for address in CLOSED:
        assert (client.get(address, follow=True).status_code == 200) == (address in shown), address


def test_the_reach_of_a_role_costs_no_statement(city: City) -> None:
    client = signed_in(add_person(city, "seseorang", "dinas", Role.COORDINATOR, Reach.OFFICE))
    with CaptureQueriesContext(connection) as asked:
        client.get(START)
    held = [one["sql"] for one in asked if "people_membership" in one["sql"] and "MIN(" in one["sql"]]
    assert len(held) == 1


def test_an_inbox_in_which_nothing_waits_leads_a_mayor_to_the_summary_first(city: City) -> None:
    mayor = add_person(city, "walikota-baru", "dinas", Role.MAYOR, Reach.REGION)
    page = signed_in(mayor).get("/kerja/").content.decode()
    empty = page[page.index('class="empty') :]
    assert "Tidak ada yang menunggu Anda" in empty
    assert empty.index('href="/kerja/ringkasan/"') < empty.index('href="/kerja/penilaian/"')


def test_the_way_in_leads_to_the_public_pages_and_to_the_other_language(city: City) -> None:
    page = Client().get("/masuk/?next=/bukti/").content.decode()
    head = page[: page.index("<main")]
    assert 'href="/daerah/"' in head
    assert 'href="/masuk/?next=%2Fbukti%2F&amp;bahasa=en"' in head
    assert 'href="/masuk/"' not in head
    english = Client().get("/masuk/?bahasa=en").content.decode()
    assert 'href="/en/daerah/"' in english[: english.index("<main")]


def test_an_error_leads_somebody_at_work_back_to_the_inbox(city: City) -> None:
    client = signed_in(add_person(city, "seseorang", "dinas", Role.OPERATOR, Reach.OFFICE))
    assert 'class="btn btn-primary" href="/kerja/"' in client.get("/kerja/tidak-ada/").content.decode()


@pytest.mark.parametrize(("path", "language", "home"), [("/en/tidak-ada/", "en", "/en/"), ("/tidak-ada/", "id", "/")])
def test_an_address_that_is_none_is_answered_in_its_language(city: City, path: str, language: str, home: str) -> None:
    answer = Client().get(path)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in page
    assert f'class="btn btn-primary" href="{home}"' in page
