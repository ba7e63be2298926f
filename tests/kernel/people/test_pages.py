"""Every route for three people: an administrator, a colleague, a stranger; and for whoever is not signed in."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bening.kernel.people import urls
from bening.kernel.people.actions import invitations
from bening.kernel.people.models import Invitation, Membership, OrganisationKind, Reach, Role, User
from tests.kernel.people.city import NOW, PASSWORD, TODAY, City, shape, successor
from tests.kernel.people.web import sign_in, signed_in

OWN = {"people_account", "mfa_index", "people_rights", "account_change_password"}
DOOR = {
    "account_login", "mfa_authenticate", "account_reset_password", "people_new_password", "people_sample",
    "account_logout", "people_invitation",
}  # fmt: skip
CODES = {
    "account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
PLAIN = {"people_list", "people_invite", "people_organisations", "people_organisation_add"}
ABOUT_PERSON = {"people_person", "people_grant"}
ABOUT_POST = {"people_end", "people_hand_over"}
BUTTONS = {
    "people_deactivate", "people_reactivate", "people_password_link", "people_withdraw", "people_organisation_close",
    "people_take_off_code",
}  # fmt: skip
READ_ONLY = {"people_list", "people_person", "people_organisations"}


@pytest.fixture
def waiting(city: City) -> Invitation:
    invitation, _ = invitations.invite(
        by=city.administrator,
        organisation_id=city.office.pk,
        email="baru@contoh.test",
        name="CONTOH Baru",
        role=Role.HEAD,
        reach=Reach.OFFICE,
        now=NOW,
    )
    return invitation


def addresses(city: City, waiting: Invitation | None = None) -> dict[str, str]:
    known = {name: reverse(name) for name in PLAIN}
    known |= {name: reverse(name, args=[city.operator.pk]) for name in ABOUT_PERSON | BUTTONS}
    known |= {name: reverse(name, args=[city.post.pk]) for name in ABOUT_POST}
    known["people_organisation"] = reverse("people_organisation", args=[city.office.pk])
    known["people_organisation_close"] = reverse("people_organisation_close", args=[city.office.pk])
    known["people_withdraw"] = reverse("people_withdraw", args=[waiting.pk if waiting else uuid4()])
    return known


def test_every_route_is_in_this_matrix() -> None:
    names = {str(pattern.name) for pattern in urls.urlpatterns}
    assert names == OWN | DOOR | CODES | PLAIN | ABOUT_PERSON | ABOUT_POST | BUTTONS | {"people_organisation"}


def test_who_is_not_signed_in_is_sent_to_the_door(city: City, client: Client) -> None:
    pages = addresses(city) | {name: reverse(name) for name in OWN}
    for name, address in pages.items():
        ask = client.post if name in BUTTONS else client.get
        answer = ask(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/masuk/"), name


def test_an_administrator_opens_every_page(city: City) -> None:
    client = signed_in(city.administrator)
    for name, address in addresses(city).items():
        if name not in BUTTONS:
            assert client.get(address).status_code == 200, name


def test_a_colleague_opens_their_own_pages_and_no_other(city: City, waiting: Invitation) -> None:
    client = signed_in(city.operator)
    for name in OWN:
        assert client.get(reverse(name)).status_code == 200, name
    for name, address in addresses(city, waiting).items():
        assert client.post(address, {"seen": 1}).status_code == (405 if name in READ_ONLY else 404), name
        assert client.get(address).status_code == (405 if name in BUTTONS else 404), name


def test_a_stranger_finds_nothing_of_this_city(city: City, other: City, waiting: Invitation) -> None:
    client = signed_in(other.administrator)
    for name, address in addresses(city, waiting).items():
        if name in PLAIN:
            page = client.get(address)
            assert page.status_code == 200, name
            for word in (city.office.name, city.operator.name, city.operator.email):
                assert word not in page.content.decode(), name
        elif name not in BUTTONS:
            assert client.get(address).status_code == 404, name
    versions = list(User.objects.order_by("pk").values_list("pk", "version"))
    for name in BUTTONS:
        client.post(addresses(city, waiting)[name], {"seen": 1})
    assert list(User.objects.order_by("pk").values_list("pk", "version")) == versions
    waiting.refresh_from_db()
    assert waiting.withdrawn_at is None


def test_what_is_theirs_and_what_is_not_there_are_asked_alike(city: City, other: City) -> None:
    client = signed_in(other.administrator)
    for name in (*ABOUT_PERSON, *ABOUT_POST, "people_organisation"):
        address = addresses(city)[name]
        client.get(address)
        with CaptureQueriesContext(connection) as theirs:
            assert client.get(address).status_code == 404
        nowhere = re.sub(r"[0-9a-f-]{36}", str(uuid4()), address)
        with CaptureQueriesContext(connection) as nothing:
            assert client.get(nowhere).status_code == 404
        assert shape(theirs.captured_queries) == shape(nothing.captured_queries), name


def test_an_administrator_invites_and_the_link_is_shown_once(city: City) -> None:
    client = signed_in(city.administrator)
    typed = {
        "name": "CONTOH Baru", "email": "baru@contoh.test", "organisation": city.office.pk, "role": "head",
        "reach": "office",
    }  # fmt: skip
    answer = client.post("/orang/undang/", typed)
    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    link = re.search(r"http://testserver(/undangan/[^/]+/)", answer.content.decode())
    assert link is not None
    again = client.post("/orang/undang/", typed)
    assert (again.status_code, "sudah diundang" in again.content.decode()) == (422, True)
    assert link[1] not in client.get("/orang/").content.decode()
    guest = Client()
    page = guest.get(link[1]).content.decode()
    assert "Kepala kantor" in page
    assert guest.post(link[1], {"password": PASSWORD, "again": PASSWORD + "x"}).status_code == 422
    assert guest.post(link[1], {"password": PASSWORD, "again": PASSWORD})["Location"] == "/masuk/"
    assert guest.get(link[1]).status_code == 404
    assert sign_in(guest, "baru@contoh.test").status_code == 302
    assert city.administrator.name in guest.get("/akun/hak/").content.decode()


def test_whoever_has_an_account_takes_an_invitation_up_with_it(city: City, other: City) -> None:
    _, token = invitations.invite(
        by=city.administrator,
        organisation_id=city.office.pk,
        email=other.operator.email,
        name="CONTOH",
        role=Role.HEAD,
        reach=Reach.OFFICE,
        now=NOW.replace(year=2100),
    )
    address = f"/undangan/{token}/"
    page = Client().get(address).content.decode()
    assert f"/masuk/?next={address}" in page
    assert 'name="password"' not in page
    assert "alamat lain" in signed_in(city.operator).get(address).content.decode()
    client = signed_in(other.operator)
    assert client.get(address).status_code == 200
    assert client.post(address)["Location"] == "/akun/hak/"
    assert Membership.objects.filter(user=other.operator, organisation=city.office).exists()


def test_a_guessed_link_is_not_found(client: Client, db: None) -> None:
    assert client.get("/undangan/abc/").status_code == 404
    assert client.post("/undangan/abc/", {"password": PASSWORD, "again": PASSWORD}).status_code == 404


def test_an_administrator_grants_ends_and_hands_over_on_the_pages(city: City) -> None:
    client = signed_in(city.administrator)
    person = f"/orang/{city.operator.pk}/"
    typed = {
        "organisation": city.office.pk, "role": "head", "reach": "office", "starts_on": TODAY.isoformat(),
        "ends_on": "", "on_behalf_of": "",
    }  # fmt: skip
    assert client.post(f"{person}peran/", typed)["Location"] == person
    assert client.post(f"{person}peran/", typed).status_code == 422
    head = Membership.objects.get(user=city.operator, role=Role.HEAD)
    end = {"seen": 1, "ends_on": "2100-01-01"}
    assert client.post(f"/orang/peran/{head.pk}/akhiri/", end)["Location"] == person
    stale = client.post(f"/orang/peran/{head.pk}/akhiri/", end)
    assert (stale.status_code, "baru saja diubah" in stale.content.decode()) == (422, True)
    heir = successor(city)
    answer = client.post(f"/orang/peran/{city.post.pk}/serahkan/", {"seen": 1, "successor": heir.pk})
    assert answer["Location"] == person
    assert Membership.objects.get(pk=city.post.pk).ends_on is not None


def test_an_administrator_closes_an_account_and_makes_a_password_link(city: City) -> None:
    client = signed_in(city.administrator)
    person = f"/orang/{city.operator.pk}/"
    answer = client.post(f"{person}tautan-sandi/", {"seen": 1})
    assert (answer.status_code, "/masuk/sandi/" in answer.content.decode()) == (201, True)
    assert client.post(f"{person}tautan-sandi/", {"seen": 1}).status_code == 409
    client.post(f"{person}hentikan/", {"seen": 1})
    assert User.objects.get(pk=city.operator.pk).is_active
    client.post(f"{person}hentikan/", {"seen": 2})
    assert not User.objects.get(pk=city.operator.pk).is_active
    assert "dihentikan" in client.get(person).content.decode()
    client.post(f"{person}aktifkan/", {"seen": 3})
    assert User.objects.get(pk=city.operator.pk).is_active


def test_an_administrator_keeps_organisations_on_the_pages(city: City) -> None:
    client = signed_in(city.administrator)
    typed = {
        "region": city.region.pk, "name": "Badan Contoh", "short_name": "BC", "kind": OrganisationKind.OPD,
        "parent": city.office.pk,
    }  # fmt: skip
    assert client.post("/orang/organisasi/tambah/", typed)["Location"] == "/orang/organisasi/"
    assert client.post("/orang/organisasi/tambah/", typed).status_code == 422
    page = client.get("/orang/organisasi/").content.decode()
    found = re.search(r"/orang/organisasi/([0-9a-f-]{36})/\">Badan Contoh<", page)
    assert found is not None
    own = f"/orang/organisasi/{UUID(found[1])}/"
    assert client.post(own, {"seen": 1, "name": "Badan Lain", "short_name": "BL"}).status_code == 302
    assert "Badan Lain" in client.get(own).content.decode()
    client.post(f"{own}tutup/", {"seen": 2})
    assert "ditutup" in client.get("/orang/organisasi/").content.decode()


@pytest.mark.parametrize("query", ["q=%00", "organisasi=x", "peran=raja", "hal=-1", "hal=99999999999", "keadaan=x"])
def test_odd_questions_are_answered_plainly(city: City, query: str) -> None:
    assert signed_in(city.administrator).get(f"/orang/?{query}").status_code == 200
