"""Roles with power set up a second factor before anything else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from bening.kernel.people import demo
from bening.kernel.people.models import Reach, Role
from tests.kernel.people.city import NOW, PASSWORD, City
from tests.kernel.people.web import code, sign_in, with_code, with_password


def secret_on(page: str) -> str:
    found = re.search(r'<code class="ref">([A-Z2-7]+)</code>', page)
    assert found is not None
    return found[1]


def test_an_administrator_sets_it_up_before_anything_else(city: City, client: Client) -> None:
    with_password(city.administrator)
    sign_in(client, city.administrator.email)
    assert client.get("/orang/")["Location"] == "/akun/kode/"
    assert client.get("/orang/", headers={"HX-Request": "true"})["HX-Redirect"] == "/akun/kode/"
    assert client.get("/akun/hak/")["Location"] == "/akun/kode/"
    again = client.get("/akun/kode/")["Location"]
    assert again.startswith("/akun/konfirmasi/?next=")
    assert client.post(again, {"password": "salah salah salah"}).status_code == 200
    assert client.post(again, {"password": PASSWORD})["Location"] == "/akun/kode/"
    page = client.get("/akun/kode/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert "data:" not in page
    assert client.post("/akun/kode/", {"code": "123"}).status_code == 200
    assert client.get("/orang/").status_code == 302
    assert client.post("/akun/kode/", {"code": code(secret_on(page))})["Location"] == "/akun/kode-cadangan/"
    codes = re.findall(r'<code class="ref">(\d{8})</code>', client.get("/akun/kode-cadangan/").content.decode())
    assert len(codes) == 10
    assert client.get("/orang/").status_code == 200
    fresh = Client()
    sign_in(fresh, city.administrator.email)
    assert fresh.post("/masuk/kode/", {"code": codes[0]}).status_code == 302
    assert fresh.get("/orang/").status_code == 200
    thief = Client()
    sign_in(thief, city.administrator.email)
    assert thief.post("/masuk/kode/", {"code": codes[0]}).status_code == 200


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        (Role.COORDINATOR, True),
        (Role.ASSESSOR, True),
        (Role.LEAD_ASSESSOR, True),
        (Role.ADMINISTRATOR, True),
        (Role.OPERATOR, False),
        (Role.HEAD, False),
    ],
)
def test_which_roles_need_it(city: City, client: Client, role: Role, needs: bool) -> None:
    outside = role in {Role.ASSESSOR, Role.LEAD_ASSESSOR}
    row = demo.add_person(
        ("x@contoh.test", "CONTOH X"),
        role,
        by=city.administrator,
        organisation=city.outside if outside else city.office,
        now=NOW,
        reach=Reach.REGION if role == Role.ADMINISTRATOR else Reach.OFFICE,
    )
    client.force_login(row.user)
    answer = client.get("/akun/hak/")
    assert (answer.status_code == 302) is needs


def test_one_can_still_leave(city: City, client: Client) -> None:
    client.force_login(city.administrator)
    assert client.post("/keluar/")["Location"] == "/"


def nobody() -> bool:
    return False


@pytest.mark.parametrize("setting", [False, nobody, "tests.kernel.people.test_second_factor.nobody"])
def test_a_setting_lifts_the_duty(city: City, client: Client, settings: Settings, setting: object) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = setting
    client.force_login(city.administrator)
    assert client.get("/orang/").status_code == 200


def test_who_needs_it_cannot_take_it_off(city: City, client: Client) -> None:
    with_code(city.administrator)
    sign_in(client, city.administrator.email)
    client.post("/masuk/kode/", {"code": code()})
    client.post("/akun/konfirmasi/?next=/akun/kode/lepas/", {"password": PASSWORD})
    answer = client.post("/akun/kode/lepas/")
    assert "tidak dapat dilepas" in answer.content.decode()
    assert Authenticator.objects.filter(user=city.administrator, type="totp").exists()


def test_who_does_not_need_it_can(city: City, client: Client) -> None:
    with_code(city.operator)
    sign_in(client, city.operator.email)
    client.post("/masuk/kode/", {"code": code()})
    client.post("/akun/konfirmasi/?next=/akun/kode/lepas/", {"password": PASSWORD})
    assert client.post("/akun/kode/lepas/").status_code == 302
    assert not Authenticator.objects.filter(user=city.operator).exists()
