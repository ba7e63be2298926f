"""Signing in and out: the same answer for whoever is not known, new sessions, limits on attempts."""

import re
from typing import Any

import pytest
from django.test import Client

from bening.kernel.people.actions import accounts
from tests.kernel.people.city import NOW, PASSWORD, City
from tests.kernel.people.web import code, sign_in, with_code, with_password


def text(answer: Any) -> str:
    """Give a page without the token of its form and without what was typed."""
    return re.sub(r'(csrfmiddlewaretoken" value|name="login" value)="[^"]*"', "", answer.content.decode())


def test_email_and_password_lead_to_work(city: City, client: Client) -> None:
    with_password(city.operator)
    answer = sign_in(client, "Operator.A@contoh.test")
    assert (answer.status_code, answer["Location"]) == (302, "/kerja/")
    assert client.get("/akun/hak/").status_code == 200


def test_wrong_unknown_and_closed_are_answered_alike(city: City, other: City, client: Client) -> None:
    with_password(city.operator)
    closed = with_password(other.operator)
    wrong = sign_in(client, city.operator.email, "salah salah salah")
    unknown = sign_in(Client(), "siapa@contoh.test")
    accounts.deactivate(by=other.administrator, user_id=closed.pk, seen=closed.version, now=NOW)
    stopped = sign_in(Client(), closed.email)
    assert "tidak cocok" in text(wrong)
    assert text(wrong) == text(unknown) == text(stopped)
    assert wrong.status_code == unknown.status_code == stopped.status_code


def test_the_session_gets_a_new_key_at_sign_in(city: City, client: Client) -> None:
    with_password(city.operator)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = str(session.session_key)
    client.cookies["sessionid"] = before
    sign_in(client, city.operator.email)
    after = client.cookies["sessionid"].value
    assert after != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/akun/hak/").status_code == 302


def test_the_second_factor_is_asked_before_there_is_a_session(city: City, client: Client) -> None:
    with_code(city.operator)
    answer = sign_in(client, city.operator.email)
    assert answer["Location"].startswith("/masuk/kode/")
    assert client.get("/akun/hak/").status_code == 302
    assert client.get("/masuk/kode/").status_code == 200
    assert client.post("/masuk/kode/", {"code": "000000"}).status_code == 200
    assert client.get("/akun/hak/").status_code == 302
    answer = client.post("/masuk/kode/", {"code": code()})
    assert (answer.status_code, answer["Location"]) == (302, "/kerja/")
    assert client.get("/akun/hak/").status_code == 200


def test_signing_out_needs_a_post_and_ends_the_session(city: City, client: Client) -> None:
    client.force_login(city.operator)
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").status_code == 302
    assert client.get("/akun/hak/").status_code == 302


def test_after_five_failures_the_account_waits_also_with_the_right_password(city: City, client: Client) -> None:
    with_password(city.operator)
    for _ in range(5):
        sign_in(client, city.operator.email, "salah salah salah")
    answer = sign_in(client, city.operator.email)
    assert "Terlalu banyak percobaan" in text(answer)
    assert sign_in(Client(), city.operator.email, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_an_unknown_account_waits_just_the_same(client: Client, db: None) -> None:
    for _ in range(5):
        sign_in(client, "siapa@contoh.test")
    assert "Terlalu banyak percobaan" in text(sign_in(client, "siapa@contoh.test"))


def test_one_address_cannot_try_many_accounts_whatever_it_forwards(client: Client, db: None) -> None:
    for number in range(10):
        answer = sign_in(client, f"s{number}@contoh.test", HTTP_X_FORWARDED_FOR=f"10.1.1.{number}")
        assert "Terlalu banyak" not in text(answer)
    answer = sign_in(client, "s10@contoh.test", HTTP_X_FORWARDED_FOR="10.1.1.99")
    assert "Terlalu banyak percobaan" in text(answer)
    assert "Terlalu banyak" not in text(sign_in(client, "s11@contoh.test", REMOTE_ADDR="10.2.2.2"))


def test_many_posts_from_one_address_are_answered_429_with_our_page(client: Client, db: None) -> None:
    for number in range(30):
        sign_in(client, f"bukan alamat {number}")
    answer = sign_in(client, "x@contoh.test")
    assert answer.status_code == 429
    assert "Tunggu lima menit" in text(answer)


@pytest.mark.parametrize("address", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)"])
def test_the_way_on_stays_on_this_site(city: City, client: Client, address: str) -> None:
    with_password(city.operator)
    answer = client.post("/masuk/", {"login": city.operator.email, "password": PASSWORD, "next": address})
    assert answer["Location"] == "/kerja/"


def test_a_forged_host_is_refused(client: Client, db: None) -> None:
    assert client.get("/masuk/", headers={"host": "jahat.example"}).status_code == 400
    assert client.get("/masuk/", headers={"x-forwarded-host": "jahat.example"}).status_code == 200


def test_forgotten_tells_whom_to_ask_and_asks_nothing(client: Client, db: None) -> None:
    page = client.get("/masuk/lupa/").content.decode()
    assert "administrator" in page
    assert "<input" not in page
    assert client.post("/masuk/lupa/", {"email": "a@contoh.test"}).status_code == 405


def test_nobody_signs_up(client: Client, db: None) -> None:
    for address in ("/masuk/daftar/", "/signup/", "/accounts/signup/", "/accounts/login/"):
        assert client.get(address).status_code == 404


def test_changing_the_password_asks_for_the_old_one_and_keeps_this_session_alone(city: City, client: Client) -> None:
    with_password(city.operator)
    sign_in(client, city.operator.email)
    elsewhere = Client()
    sign_in(elsewhere, city.operator.email)
    new = "batu basah di tepi kali"
    wrong = client.post("/akun/sandi/", {"old": "salah salah salah", "password": new, "again": new})
    assert (wrong.status_code, "sekarang tidak cocok" in text(wrong)) == (422, True)
    answer = client.post("/akun/sandi/", {"old": PASSWORD, "password": new, "again": new})
    assert answer.status_code == 302
    assert client.get("/akun/hak/").status_code == 200
    assert elsewhere.get("/akun/hak/").status_code == 302
    assert sign_in(Client(), city.operator.email, new).status_code == 302


def test_a_password_link_opens_a_page_once(city: City, client: Client) -> None:
    user, token = accounts.make_password_link(by=city.administrator, user_id=city.operator.pk, seen=1, now=NOW)
    address = f"/masuk/sandi/{user.pk}/{token}/"
    assert client.get(address).status_code == 200
    assert client.get(f"/masuk/sandi/{user.pk}/x{token}/").status_code == 404
    assert client.post(address, {"password": PASSWORD, "again": "lain lain lain"}).status_code == 422
    assert client.post(address, {"password": PASSWORD, "again": PASSWORD})["Location"] == "/masuk/"
    assert client.get(address).status_code == 404
    assert sign_in(client, city.operator.email).status_code == 302
