"""Requests that no page of ours makes: other hosts, other pages' forms, other addresses to go on to, kept sessions."""

import re
import uuid
from itertools import product

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bening.config.typed import NUL
from bening.kernel.ledger.models import Event
from bening.kernel.people.actions import accounts
from tests.attacks.doors import FIELDS, parts_of, routes
from tests.attacks.town import HERE, THERE, Town, browser, make_town
from tests.kernel.people.city import PASSWORD
from tests.kernel.people.web import sign_in, with_password

pytestmark = pytest.mark.django_db
DOORS = dict(routes())
PUBLIC = {"portal:report", "portal_en:report"}  # nobody is signed in there: see `portal.views.mistakes`
ELSEWHERE = [
    "https://jahat.example/", "//jahat.example/", r"\\jahat.example", r"/\jahat.example", "///jahat.example",
    "http:jahat.example", "javascript:alert(1)", "/%0d%0aSet-Cookie:a=b", "https://localhost@jahat.example/",
    "\x08//jahat.example", "/\t/jahat.example",
]  # fmt: skip


@pytest.fixture
def town() -> Town:
    return make_town("99.71", HERE)


def address(name: str, town: Town) -> str:
    return reverse(name, kwargs=parts_of(DOORS[name], town.ids))


def test_a_form_without_its_token_is_refused(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser(town.person("operator")).cookies
    open_ = {name for name in FIELDS if client.post(address(name, town), {"seen": "1"}).status_code != 403}
    assert open_ == PUBLIC


def test_a_token_sent_from_another_site_is_refused(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/masuk/").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    body = {"login": "x@contoh.example", "password": "x", "csrfmiddlewaretoken": token}
    assert client.post("/masuk/", body, headers={"Origin": "https://jahat.example"}).status_code == 403
    assert client.post("/masuk/", body, headers={"Origin": "null"}).status_code == 403
    assert client.post("/masuk/", body, headers={"Origin": "http://testserver"}).status_code == 200


@pytest.mark.parametrize("header", ["jahat.example", "localhost.jahat.example", "localhost:80@jahat.example", "a b"])
def test_another_host_is_refused(header: str) -> None:
    for where in ("/", "/masuk/", "/kerja/", "/daerah/", "/kekeliruan/?tentang=99.71", "/sehat/"):
        answer = Client().get(where, headers={"Host": header})
        assert answer.status_code == 400, where
        assert "jahat" not in answer.content.decode()


def test_a_forwarded_host_changes_no_link(town: Town) -> None:
    client = browser(town.person("admin"))
    seen = town.person("tetangga").version
    answer = client.post(
        reverse("people_password_link", args=[town.person("tetangga").pk]),
        {"seen": seen},
        headers={"X-Forwarded-Host": "jahat.example", "X-Forwarded-Proto": "https"},
    )
    assert answer.status_code == 201
    assert "jahat" not in answer.content.decode()
    assert "http://testserver/masuk/sandi/" in answer.content.decode()


def test_nothing_leads_elsewhere(town: Town) -> None:
    with_password(town.person("operator"))
    for to in ELSEWHERE:
        _leads_elsewhere(town, to)
        cache.clear()


def _leads_elsewhere(town: Town, to: str) -> None:
    operator = town.person("operator")
    answers = [
        Client().post("/masuk/", {"login": operator.email, "password": PASSWORD, "next": to}),
        Client().post(f"/masuk/?next={to}", {"login": operator.email, "password": PASSWORD}),
        browser(town.person("kepala")).post("/keluar/", {"next": to}),
        browser(town.person("kepala")).post(f"/keluar/?next={to}"),
    ]
    body = {"kantor": town.city.offices["dinas"].pk, "berlaku": "2026-01-02", "judul": "SK", "tempat": "Gedung"}
    answers.append(browser(town.person("kepala")).post(reverse("evidence:add_paper"), {**body, "kembali": to}))
    for answer in answers:
        place = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\\t])", place), place
        assert "jahat" not in place.partition("?")[0]
        assert "a=b" not in answer.cookies.output()


def test_signing_in_gives_another_session_than_the_one_that_was_there(town: Town) -> None:
    operator = with_password(town.person("operator"))
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "dipasang-oleh-orang-lain"
    assert sign_in(client, operator.email).status_code == 302
    first = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert first != "dipasang-oleh-orang-lain"
    token = client.cookies[settings.CSRF_COOKIE_NAME].value if settings.CSRF_COOKIE_NAME in client.cookies else ""
    client.post("/keluar/")
    kept = Client()
    kept.cookies[settings.SESSION_COOKIE_NAME] = first
    assert kept.get("/kerja/").status_code == 302, "a session that ended still opens"
    assert sign_in(client, operator.email).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != first
    assert settings.CSRF_COOKIE_NAME not in client.cookies or client.cookies[settings.CSRF_COOKIE_NAME].value != token


def test_a_session_ends_where_the_password_is_changed_by_a_link(town: Town) -> None:
    client, person = browser(town.person("tetangga")), town.person("tetangga")
    assert client.get("/kerja/").status_code == 200
    _, token = accounts.make_password_link(
        by=town.person("admin"), user_id=person.pk, seen=person.version, now=timezone.now()
    )
    accounts.set_password_by_link(user_id=person.pk, token=token, password=PASSWORD, now=timezone.now())
    assert client.get("/kerja/").status_code == 302


@pytest.mark.parametrize("session", ['"\\000aaaaaaaaaaaaaaaaaaaa"', "' OR 1=1 --aaaaaaaaa", "a" * 3000, "\\377" * 9])
def test_an_odd_session_is_none(session: str) -> None:
    client = Client()
    answer = client.get("/kerja/", headers={"Cookie": f"sessionid={session}; bahasa={session}"})
    assert answer.status_code == 302


def test_only_a_language_of_ours_is_kept(town: Town) -> None:
    for word in ("en", "id", "xx", "../en", "en\r\nSet-Cookie: a=b", NUL, "EN", "en" * 500):
        answer = browser(town.person("operator")).get("/kerja/", {"bahasa": word})
        assert answer.status_code == 200
        kept = answer.cookies["bahasa"].value if "bahasa" in answer.cookies else None
        assert kept == (word if word in {"en", "id"} else None)
    both = browser(town.person("operator")).get("/kerja/?bahasa=en&bahasa=xx")
    assert "bahasa" not in both.cookies


LISTS = {
    "/kerja/": "q hal", "/kerja/penilaian/": "q hal", "/orang/": "q peran organisasi keadaan hal",
    "/bukti/": "q jenis akses kantor versi hal", "/kerja/lhkpn/99.71/daftar/": "q kantor status tahun hal",
    "/kekeliruan/masuk/": "keadaan hal", "/daerah/": "q hal", "/": "q hal", "/kerja/ringkasan/": "daerah",
    "/kekeliruan/": "tentang", "/kerja/penilaian/mulai/": "program instrumen dari kantor.K.1",
    "/kerja/lhkpn/99.71/daftar/unduh/": "q kantor status tahun",
}  # fmt: skip
HARD = (NUL, "9" * 400, "½")  # sent in each word alone; the others in all words at once
ODD = [
    NUL, "a\0b", "%", "_", "'", '"', "\\", "%%%", "9" * 400, "-1", "0", "1e9", "\u202e", "a" * 4_000, "x&q=y", "[]",
    "{{7*7}}", "<script>", "../..", str(uuid.UUID(int=0)), "\uff19", "½",
]  # fmt: skip


def test_what_is_asked_of_a_list_is_answered(town: Town) -> None:
    round_ = reverse("assessment:round", args=[town.open_round.pk])
    for where, words in {**LISTS, round_: "q kantor status terlambat hal"}.items():
        who = "admin" if "orang" in where else "petugas" if "lhkpn" in where else "koordinator"
        client = browser(town.person(who))
        for odd in ODD:
            for word in words.split() if odd in HARD else ():
                assert client.get(where, {word: odd}).status_code in {200, 404}, (where, word, odd)
            every = {word: [odd, "a"] for word in words.split()} | {f"{words[:1]}[]": odd, odd[:50]: "1"}
            assert client.get(where, every).status_code in {200, 404}, (where, odd)


CROOKED = [
        "/kerja/../sehat/", "/kerja/%2e%2e/sehat/", "/bukti/..%2f..%2fbening.sqlite3", "/static/../bening.sqlite3",
        "/static/%2e%2e/%2e%2e/secret-key", "/static/..%5c..%5csecret-key", "/kerja/%00", "/daerah/35.72%00.json",
        "/daerah/35.72%0a", "/undangan/%00/", "/kerja/%ff%fe/",
        "/masuk/sandi/00000000-0000-4000-8000-000000000000/%00/", "/instrumen/..%2f..%2f/", "/kerja/penilaian/99/",
        "/kerja;/penilaian/", "/KERJA/", "/kerja", "/.git/config", "/files/", "/" + "a" * 9_000,
]  # fmt: skip


def test_a_crooked_path_leads_nowhere(town: Town) -> None:
    clients = browser(town.person("koordinator")), browser(town.person("petugas")), Client()
    for client, path in product(clients, CROOKED):
        answer = client.get(path)
        assert answer.status_code in {301, 302, 404}, (path, answer.status_code)
        place = answer.headers.get("Location", "/masuk/")
        assert re.match(r"/(?![/\\])", place), place


def test_another_method_does_nothing(town: Town) -> None:
    ids = town.ids | {"name": "kka-2025", "sha256": "0" * 64}
    client, before = browser(town.person("koordinator")), Event.objects.count()
    allowed = {}
    for name, pattern in DOORS.items():
        where = reverse(name, kwargs=parts_of(pattern, ids))
        for method in ("put", "patch", "delete", "trace"):
            status = getattr(client, method)(where).status_code
            # The pages of allauth take PUT as POST, with the token; who is signed in is led away from signing in.
            if status not in {403, 404, 405} and not name.startswith(("account_", "mfa_")):
                allowed[name, method] = status
        if name in FIELDS and name != "account_logout":
            client.get(where, {"_method": "POST", "seen": "1"}, headers={"X-HTTP-Method-Override": "POST"})
    assert allowed == {}
    assert Event.objects.count() == before


def test_an_id_of_another_city_is_as_one_that_is_nowhere(town: Town) -> None:
    there = make_town("99.72", THERE)
    nowhere = dict.fromkeys(town.ids, uuid.UUID(int=7)) | {"page": 1, "number": 1, "code": "98.99", "token": "x"}
    clients = [browser(town.person(who)) for who in ("koordinator", "admin", "petugas")]
    for name, pattern in DOORS.items():
        if not parts_of(pattern, town.ids) or (name.startswith("portal") and "inbox" not in name):
            continue
        if name in {"people_invitation", "people_new_password", "evidence:public"}:
            continue  # open to whoever has the link
        for client in clients:
            method = client.post if name in FIELDS else client.get
            theirs = method(reverse(name, kwargs=parts_of(pattern, there.ids)), {"seen": "1"})
            none = method(reverse(name, kwargs=parts_of(pattern, nowhere)), {"seen": "1"})
            assert (theirs.status_code, none.status_code) == (404, 404) or theirs.status_code == none.status_code, name
            assert theirs.status_code in {303, 404, 405}, (name, theirs.status_code)
            assert THERE not in theirs.content.decode(errors="replace"), name
