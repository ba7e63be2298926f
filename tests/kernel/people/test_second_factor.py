"""Roles with power set up a second factor before anything else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people import demo
from bening.kernel.people.access import Refused
from bening.kernel.people.actions import accounts
from bening.kernel.people.models import Reach, Role
from tests.kernel.people.city import NOW, PASSWORD, City
from tests.kernel.people.web import SECRET, code, sign_in, signed_in, with_code, with_password


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


def test_a_secret_lies_sealed_in_the_database(city: City, settings: Settings) -> None:
    with_code(city.administrator)
    held = Authenticator.objects.get(user=city.administrator)
    assert SECRET not in str(held.data)
    assert decrypt(held.data["secret"]) == SECRET
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 5
    assert decrypt(held.data["secret"]) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt(held.data["secret"]) not in {SECRET, decrypt(held.data["secret"])}


def test_with_another_secret_key_no_code_fits_and_nothing_breaks(
    city: City, client: Client, settings: Settings
) -> None:
    with_code(city.administrator)
    settings.SECRET_KEY = "another key " * 5
    sign_in(client, city.administrator.email)
    assert client.post("/masuk/kode/", {"code": code()}).status_code == 200
    assert client.post("/masuk/kode/", {"code": "12345678"}).status_code == 200


def test_a_lost_code_is_taken_off_by_an_administrator(city: City, client: Client) -> None:
    user = with_code(city.operator)
    lost = signed_in(user)
    assert lost.get("/akun/").status_code == 200
    here = signed_in(city.administrator)
    assert "Lepas kode masuk orang ini" in here.get(f"/orang/{user.pk}/").content.decode()
    here.post(f"/orang/{user.pk}/lepas-kode/", {"seen": user.version})
    assert lost.get("/akun/").status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert "Lepas kode masuk orang ini" not in here.get(f"/orang/{user.pk}/").content.decode()
    sign_in(client, user.email)
    assert client.get("/akun/").status_code == 200
    assert Event.objects.latest("seq").kind == "people.code_taken_off"
    assert verify().problem is None


def test_nobody_takes_off_a_code_that_is_not_there(city: City) -> None:
    with pytest.raises(Refused, match="tidak memakai kode"):
        accounts.take_off_code(by=city.administrator, user_id=city.operator.pk, seen=1, now=NOW)
    with pytest.raises(CommandError, match="Tidak ada akun"):
        call_command("take_off_code", "tidak-ada@contoh.test")


def test_the_server_takes_off_the_code_of_the_last_administrator(city: City) -> None:
    with_code(city.administrator)
    call_command("take_off_code", city.administrator.email.upper())
    assert not Authenticator.objects.filter(user=city.administrator).exists()
    assert verify().problem is None


@pytest.mark.parametrize("address", ["/akun/konfirmasi/", "/akun/konfirmasi/kode/"])
def test_who_has_neither_password_nor_code_is_led_to_setting_one_up(
    city: City, client: Client, settings: Settings, address: str
) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    assert client.get(address)["Location"].startswith("/masuk/")
    client = signed_in(city.operator)
    assert client.get(address)["Location"] == "/akun/kode/"
    assert client.post(address, {"password": "apa saja"})["Location"] == "/akun/kode/"
    page = client.get("/akun/kode/")
    assert page.status_code == 200
    assert "belum mempunyai kata sandi atau kode masuk" in page.content.decode()
