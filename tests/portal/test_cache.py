"""Public pages know nobody: the same bytes for everybody, no cookie, kept until what is published changes."""

import gzip
from datetime import date
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bening.kernel.ledger import actions as ledger
from bening.portal.models import PublishedVersion
from bening.portal.pages import Kept, Shelf
from bening.portal.queries.version import version
from tests.portal.makers import NOW, City, Held, evidence, hold, kota_blitar, letters, make_city, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    kota_blitar()
    return make_city()


@pytest.fixture
def held(city: City) -> Held:
    return hold(city)


def addresses(held: Held) -> list[str]:
    found = [
        "/", "/daerah/", "/daerah/35.72/", "/daerah/35.72.json", "/daerah/35.72.csv", "/daerah/99.71/",
        "/daerah/99.71.json", "/daerah/99.71.csv", "/daerah/99.71/lhkpn.csv", "/daerah/99.71/hasil/",
        f"/daerah/99.71/hasil/{held.closing.pk}/",
        "/instrumen/", "/instrumen/kka-2025/", f"/instrumen/kka-2025/{held.closing.result['instrument_sha256']}/",
        "/data-terbuka/", "/riwayat/", "/riwayat/kepala.json", "/api/v1/daerah", "/api/v1/daerah/99.71",
        "/api/v1/instrumen", "/api/v1/instrumen/kka-2025", "/api/v1/openapi.json",
    ]  # fmt: skip
    return [*found, *(f"/en{path}" for path in found)]


def test_a_mayor_and_a_stranger_get_the_same_bytes(city: City, held: Held) -> None:
    mayor, stranger = signed_in(city.people["walikota"]), Client()
    for path in addresses(held):
        from_mayor, from_stranger = mayor.get(path), stranger.get(path)
        assert (from_stranger.status_code, from_mayor.status_code) == (200, 200), path
        assert from_mayor.content == from_stranger.content, path
        assert dict(from_mayor.headers) == dict(from_stranger.headers), path


def test_no_public_page_sets_a_cookie_or_varies_by_who_asks(held: Held) -> None:
    client = Client(headers={"Accept-Language": "en", "Cookie": "sessionid=x; csrftoken=y"})
    for path in addresses(held):
        answer = client.get(path)
        assert not answer.cookies, path
        assert answer.headers["Vary"] == "Accept-Encoding", path
        assert b"csrfmiddlewaretoken" not in answer.content, path
        assert answer.headers["Content-Language"] == ("en" if path.startswith("/en") else "id"), path
    assert not Session.objects.exists()


def test_a_page_that_is_kept_asks_one_question_and_names_no_person(city: City, held: Held) -> None:
    mayor = signed_in(city.people["walikota"])
    for path in ("/", "/daerah/35.72/", "/daerah/99.71/", "/daerah/99.71.json", "/instrumen/kka-2025/"):
        mayor.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert mayor.get(path).status_code == 200
        assert len(asked) == 1, path
        assert "portal_publishedversion" in asked[0]["sql"]


def test_a_page_that_is_not_kept_never_asks_who_reads(city: City, held: Held) -> None:
    mayor = signed_in(city.people["walikota"])
    for path in addresses(held):
        with CaptureQueriesContext(connection) as asked:
            mayor.get(path)
        text = " ".join(query["sql"] for query in asked)
        assert not {"people_user", "django_session", "people_membership"} & set(text.replace('"', " ").split()), path


def test_a_page_that_has_not_changed_answers_304(held: Held) -> None:
    client = Client()
    first = client.get("/daerah/99.71/")
    second = client.get("/daerah/99.71/", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert client.get("/daerah/99.71/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_new_result_shows_at_once(city: City, held: Held) -> None:
    client = Client()
    before = client.get("/daerah/99.71/")
    hold(city, stage="penilaian_akhir", day=date(2025, 11, 6), values=letters("A"), title="Penilaian akhir contoh")
    after = client.get("/daerah/99.71/")
    assert before.headers["ETag"] != after.headers["ETag"]
    assert "Penilaian akhir contoh" in after.content.decode()


def test_evidence_shows_once_it_is_public_and_no_longer_when_it_is_withdrawn(city: City, held: Held) -> None:
    client, path = Client(), "/daerah/99.71/"
    item = evidence(city, held, "K2.1", "Program kerja contoh", is_public=False)
    assert "Program kerja contoh" not in client.get(path).content.decode()
    item.is_public, item.published_by, item.published_at = True, city.people["kepala"], NOW
    with transaction.atomic():
        ledger.record("evidence.published", item, by=city.people["kepala"], at=NOW)
    assert f"/bukti/publik/{item.pk}/" in client.get(path).content.decode()
    item.is_public = False
    with transaction.atomic():
        ledger.record("evidence.unpublished", item, by=city.people["kepala"], at=NOW)
    assert "Program kerja contoh" not in client.get(path).content.decode()


def test_what_changes_no_public_page_leaves_the_pages_kept(city: City, held: Held) -> None:
    before = version()
    person = city.people["operator"]
    person.name = "Nama Lain"
    with transaction.atomic():
        ledger.record("people.account_renamed", person, by=None, at=NOW)
    assert version() == before > 0


def test_the_version_moves_in_the_transaction_of_the_event_and_not_without_it(city: City, held: Held) -> None:
    before = version()
    with transaction.atomic():
        hold(city, title="Tidak jadi")
        assert version() > before
        transaction.set_rollback(True)
    assert version() == before
    assert PublishedVersion.objects.count() == 1


def test_compressed_and_plain_say_the_same(held: Held) -> None:
    plain = Client().get("/daerah/99.71/")
    packed = Client().get("/daerah/99.71/", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Length"] == str(len(packed.content))


@pytest.mark.parametrize("path", ["/daerah/12.34/", "/en/daerah/12.34/", "/daerah/12.34.json", "/instrumen/tidak-ada/"])
def test_what_is_not_there_answers_404_without_a_cookie(path: str, city: City) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404
    assert not answer.cookies
    assert answer.headers["Content-Language"] == ("en" if path.startswith("/en") else "id")


def test_a_region_without_anything_public_answers_like_one_that_does_not_exist(city: City) -> None:
    make_city("99.72")
    with CaptureQueriesContext(connection) as empty:
        first = Client().get("/daerah/99.72/")
    assert first.status_code == 404
    assert "Kota Contoh 99.72" not in first.content.decode()
    assert empty.captured_queries


def test_a_result_of_another_region_is_not_there(city: City, held: Held) -> None:
    assert Client().get(f"/daerah/35.72/hasil/{held.closing.pk}/").status_code == 404
    assert Client().get(f"/daerah/99.71/hasil/{uuid4()}/").status_code == 404


def test_public_pages_are_read_and_nothing_else(held: Held) -> None:
    answer = Client().post("/daerah/99.71/", {"a": "b"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_the_shelf_keeps_one_version_and_no_more_pages_than_it_may() -> None:
    shelf, page = Shelf(most=2), Kept(b"a", b"b", '"c"', "text/html", False)
    for path in ("/a", "/b", "/c"):
        shelf.put((1, path), page)
    assert shelf.take((1, "/a")) is None
    assert shelf.take((1, "/c")) is page
    shelf.put((2, "/a"), page)
    assert shelf.take((1, "/c")) is None
    shelf.clear()
    assert shelf.take((2, "/a")) is None
