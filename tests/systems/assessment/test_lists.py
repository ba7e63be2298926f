"""The lists of rounds and of the plenary: 50 rows a page, search and filter at the same address, rows for htmx."""

from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bening.kernel.people.models import Role
from bening.systems.assessment.actions import findings
from bening.systems.assessment.models import Answer, Opinion, Round
from tests.portal.makers import signed_in
from tests.systems.assessment.makers import (
    DOCUMENT,
    NOW,
    City,
    add_person,
    answer_of,
    close,
    find,
    hand_in,
    make_city,
    stage,
    start,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ROWS = 'class="row-link"'


@pytest.fixture(autouse=True)
def without_second_factor(settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def many_rounds(city: City, number: int) -> list[Round]:
    """Start rounds; the titles tell them apart."""
    found = [start(city) for _ in range(number)]
    for at, one in enumerate(found):
        Round.objects.filter(pk=one.pk).update(title=f"Ronde ke-{at:02}")
    return found


def test_more_than_fifty_rounds_stand_on_two_pages() -> None:
    city = make_city()
    many_rounds(city, 52)
    client = signed_in(city.people["koordinator"])
    first, second = text(client, "/kerja/penilaian/"), text(client, "/kerja/penilaian/?hal=2")
    assert (first.count(ROWS), second.count(ROWS)) == (50, 2)
    assert "Ronde ke-51" not in first
    assert "Ronde ke-51" in second
    assert "?hal=2" in first


def test_rounds_are_searched_at_the_same_address_and_the_pages_keep_the_search() -> None:
    city = make_city()
    many_rounds(city, 52)
    client = signed_in(city.people["koordinator"])
    page = text(client, "/kerja/penilaian/?q=ronde&status=open")
    assert "?q=ronde&amp;status=open&amp;hal=2" in page
    assert text(client, "/kerja/penilaian/?q=ke-07").count(ROWS) == 1
    assert text(client, "/kerja/penilaian/?status=closed").count(ROWS) == 0


def test_an_empty_list_of_rounds_says_why_and_leads_on() -> None:
    city = make_city()
    client = signed_in(city.people["koordinator"])
    nothing = text(client, "/kerja/penilaian/")
    assert "Belum ada ronde" in nothing
    start(city)
    none_found = text(client, "/kerja/penilaian/?q=tiada")
    assert "Tidak ada ronde yang cocok" in none_found
    assert 'class="btn" href="/kerja/penilaian/"' in none_found


def test_htmx_gets_the_rows_of_the_rounds_alone() -> None:
    city = make_city()
    start(city)
    client = signed_in(city.people["koordinator"])
    rows = text(client, "/kerja/penilaian/?q=ronde", **HTMX)
    assert "<h1" not in rows
    assert rows.count(ROWS) == 1
    assert "<h1" in text(client, "/kerja/penilaian/", **HTMX, **{"HX-History-Restore-Request": "true"})


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_the_second_page_of_the_rounds_asks_as_often_as_the_first() -> None:
    city = make_city()
    many_rounds(city, 2)
    client = signed_in(city.people["koordinator"])
    few = statements(client, "/kerja/penilaian/")
    many_rounds(city, 53)
    assert statements(client, "/kerja/penilaian/") == few
    assert statements(client, "/kerja/penilaian/?hal=2&q=ronde&status=open") == few


def wide(number: int) -> dict[str, Any]:
    """Return the small instrument with as many indicators."""
    document = deepcopy(DOCUMENT)
    child = document["tree"][0]["children"][0]
    document["tree"][0]["children"] = [
        {**child, "code": f"K.{at:03}", "question": f"Soal nomor {at}?", "weight": str(10 / 2**6)}
        for at in range(1, number + 1)
    ]
    return document


def before_the_plenary(city: City, number: int) -> Round:
    """Bring a round with many indicators before the plenary."""
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"), document=wide(number))
    codes = list(Answer.objects.filter(round=round_).values_list("code", flat=True))
    hand_in(city, round_, dict.fromkeys(codes, "A"))
    close(city, round_, Opinion.SELF)
    return round_


def test_the_plenary_stands_on_pages_and_counts_every_indicator() -> None:
    city = make_city()
    round_ = before_the_plenary(city, 64)
    client = signed_in(city.people["ketua"])
    address = f"/kerja/penilaian/{round_.pk}/pleno/"
    first, second = text(client, address), text(client, f"{address}?hal=2")
    assert (first.count(ROWS), second.count(ROWS)) == (50, 14)
    assert "0 dari 64 indikator diputuskan" in first
    assert "0 dari 64 indikator diputuskan" in second
    assert text(client, f"{address}?q=nomor+7").count(ROWS) == 1
    assert statements(client, address) == statements(client, f"{address}?hal=2&q=nomor&status=open")


def test_the_plenary_is_filtered_by_where_an_indicator_stands() -> None:
    city = make_city()
    round_ = before_the_plenary(city, 64)
    for who, value in (("penilai", "A"), ("penilai2", "B"), ("ketua", "A")):
        find(city, round_, who, "K.002", value)
    for who in ("penilai", "penilai2", "ketua"):
        find(city, round_, who, "K.001", "A")
    findings.decide(
        by=city.people["ketua"],
        answer_id=answer_of(round_, "K.001").pk,
        number=1,
        value="A",
        reason="Sepakat.",
        now=NOW,
    )
    client = signed_in(city.people["ketua"])
    address = f"/kerja/penilaian/{round_.pk}/pleno/"
    for state, code in (("decided", "K.001"), ("differs", "K.002")):
        page = text(client, f"{address}?status={state}", **HTMX)
        assert page.count(ROWS) == 1
        assert code in page
    assert text(client, f"{address}?status=open&hal=2").count(ROWS) == 12
    empty = text(client, f"{address}?q=tiada")
    assert "Tidak ada indikator yang cocok" in empty
    assert f'class="btn" href="{address}"' in empty


def test_somebody_without_rounds_sees_none_of_another_region() -> None:
    start(make_city())
    other = make_city("99.72")
    add_person(other, "baru", "badan", Role.OPERATOR)
    assert ROWS not in text(signed_in(other.people["baru"]), "/kerja/penilaian/")


def test_the_list_of_rounds_names_the_stage_and_the_status() -> None:
    city = make_city()
    start(city)
    page = text(signed_in(city.people["koordinator"]), "/kerja/penilaian/")
    assert 'data-label="Tahap">Keadaan awal</td>' in page
    assert 'data-label="Status"><span' in page


def test_the_comparison_counts_differences_only_where_two_opinions_are_closed() -> None:
    city = make_city()
    round_ = start(city)
    client, address = signed_in(city.people["koordinator"]), f"/kerja/penilaian/{round_.id}/pandangan/"
    assert "<h1>Belum ada yang dapat dibandingkan</h1>" in text(client, address)
    hand_in(city, round_, {"K.1": "B", "K.2": "75"})
    close(city, round_, Opinion.SELF)
    assert "<h1>Belum ada yang dapat dibandingkan</h1>" in text(client, address)
    for code, value in (("K.1", "B"), ("K.2", "50")):
        find(city, round_, "apip", code, value)
    close(city, round_, Opinion.INTERNAL)
    assert "<h1>1 dari 2 indikator dipandang berbeda</h1>" in text(client, address)
    assert "<h1>Tiga pandangan</h1>" in text(client, f"{address}?q=tidak-ada-ini")


def test_the_comparison_counts_the_indicators_of_every_page() -> None:
    city = make_city()
    round_ = start(city, document=wide(64))
    codes = list(Answer.objects.filter(round=round_).order_by("position").values_list("code", flat=True))
    hand_in(city, round_, dict.fromkeys(codes, "A"))
    close(city, round_, Opinion.SELF)
    for code in codes:
        find(city, round_, "apip", code, "C" if code == codes[-1] else "A")
    close(city, round_, Opinion.INTERNAL)
    client, address = signed_in(city.people["koordinator"]), f"/kerja/penilaian/{round_.id}/pandangan/"
    first, second = text(client, address), text(client, f"{address}?hal=2")
    assert (codes[-1] in first, codes[-1] in second) == (False, True)
    for page in (first, second):
        assert "<h1>1 dari 64 indikator dipandang berbeda</h1>" in page


def test_a_correction_offers_every_indicator_whatever_the_list_shows() -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    page = signed_in(city.people["koordinator"]).get(f"/kerja/penilaian/{round_.id}/?q=K.1").content.decode()
    assert [f'name="kode" value="{code}"' in page for code in ("K.1", "K.2")] == [True, True]
