"""A region's own results: official ones alone, without drafts, findings or names, each with its day and its rules."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bening.kernel.ledger import actions as ledger
from bening.portal.published import published
from bening.systems.assessment.models import Answer, Finding, Opinion, Ruling
from tests.portal.makers import NOW, City, evidence, hold, kota_blitar, letters, make_city
from tests.systems.assessment import makers as assessment

pytestmark = pytest.mark.django_db
PAGE = "/daerah/99.71/"


@pytest.fixture
def city() -> City:
    return make_city()


def page(path: str = PAGE) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_opinion_that_is_not_official_is_not_public(city: City) -> None:
    hold(city, opinion=Opinion.SELF, is_official=False, title="Penilaian mandiri contoh")
    assert Client().get(PAGE).status_code == 404
    assert Client().get("/daerah/99.71.json").status_code == 404
    assert [one["code"] for one in Client().get("/api/v1/daerah").json()["regions"]] == ["35.72"]
    hold(city, title="Penilaian luar contoh")
    assert "Penilaian mandiri contoh" not in page()
    assert len(Client().get("/daerah/99.71.json").json()["results"]) == 1


def test_a_round_that_still_runs_is_not_public(city: City) -> None:
    with transaction.atomic():
        assessment.start(city)
    assert Client().get(PAGE).status_code == 404


def test_names_and_findings_stay_inside(city: City) -> None:
    for key, person in city.people.items():
        person.name = f"NAMA {key}"
    with transaction.atomic():
        ledger.record("people.renamed", list(city.people.values()), by=None, at=NOW)
    held = hold(city)
    answer = Answer.objects.get(round=held.round, code="K2.1")
    finding = Finding(
        answer=answer, assessor=city.people["penilai"], opinion=Opinion.OUTSIDE, number=1, ruling=Ruling.ACCEPT,
        value="A", reason="Alasan penilai contoh", answer_version=1, given_at=NOW,
    )  # fmt: skip
    answer.note = "Catatan kantor contoh"
    with transaction.atomic():
        ledger.record("assessment.finding_given", [finding, answer], by=city.people["penilai"], at=NOW)
    evidence(city, held, "K2.1", "Surat contoh", is_public=True)
    for path in (PAGE, f"{PAGE}hasil/{held.closing.pk}/", f"{PAGE}hasil/", "/daerah/99.71.json", "/daerah/99.71.csv"):
        said = page(path)
        for secret in ("NAMA ", "@contoh.example", "Alasan penilai contoh", "Catatan kantor contoh"):
            assert secret not in said, path


def test_the_figures_are_those_that_the_closing_stored(city: City) -> None:
    held = hold(city, values=letters("B", K5_1="D", K5_2="E"))
    said = page()
    assert f"{held.closing.score_text.replace('.', ',')}" in said
    nodes = held.closing.result["nodes"]
    assert nodes["K5"]["points"] == "1.250000"
    assert "1,25" in said
    assert "Terendah di antara komponen." in said
    document = Client().get("/daerah/99.71.json").json()
    assert document["results"][0]["nodes"] == nodes
    assert document["results"][0]["score"] == held.closing.score_text
    assert Decimal(document["results"][0]["gap"]) == Decimal(held.closing.result["thresholds"][0]["gap"])


def test_each_result_stays_with_its_day_and_the_digest_of_its_rules(city: City) -> None:
    first = hold(city, stage="baseline", day=date(2025, 2, 13), values=letters("D"), title="Nilai awal contoh")
    hold(city, stage="penilaian_akhir", day=date(2025, 11, 6), values=letters("A"), title="Akhir contoh")
    said = page()
    for words in ("Nilai awal contoh", "13 Februari 2025", "Akhir contoh", "6 November 2025", "Istimewa"):
        assert words in said
    assert said.count(first.closing.result["instrument_sha256"][:8]) >= 2
    older = page(f"{PAGE}hasil/{first.closing.pk}/")
    assert first.closing.score_text.replace(".", ",") in older


def test_what_is_assumed_is_named_with_the_weights_first(city: City) -> None:
    hold(city)
    said = page()
    start = said.index("Tidak ada sumber yang memastikan")
    listed = said[start : said.index("</ul>", start)]
    assert listed.index("bobot (Bobot sementara Bening)") < listed.index("rubrik")


def test_only_evidence_that_is_public_shows_and_nothing_tells_how_much_is_not(city: City) -> None:
    held = hold(city)
    evidence(city, held, "K2.1", "Surat keputusan contoh", is_public=True)
    before = page()
    for number in range(3):
        evidence(city, held, "K2.1", f"Rahasia {number}", is_public=False)
    after = page()
    assert "Surat keputusan contoh" in before
    assert after == before


def test_every_figure_can_be_reported(city: City) -> None:
    held = hold(city)
    said = page()
    for code in held.closing.answers:
        assert f"?tentang=99.71/{held.closing.pk}/{code}" in said


def test_a_sample_says_so_everywhere_and_names_no_real_city(city: City) -> None:
    kota_blitar()
    held = hold(city)
    for path in (PAGE, f"{PAGE}hasil/{held.closing.pk}/", f"{PAGE}hasil/", f"/en{PAGE}"):
        answer = Client().get(path)
        said = answer.content.decode()
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in said
        assert '<body class="is-sample"' in said
        assert "Blitar" not in said
        assert "35.72" not in said
    assert Client().get("/daerah/99.71.json").json()["sample"] is True


def test_offices_have_their_newest_result_and_it_stays_out_of_the_region_s(city: City) -> None:
    office = city.offices["dinas"]
    hold(city, office=office, day=date(2025, 3, 1), title="Kantor lama")
    newest = hold(city, office=office, day=date(2025, 9, 1), title="Kantor baru")
    assert str(newest.closing.pk) in page()
    hold(city, title="Daerah")
    said = page(f"{PAGE}kantor/")
    assert said.count("Dinas Contoh") == 1
    assert str(newest.closing.pk) in said
    assert len(Client().get("/daerah/99.71.json").json()["results"]) == 1


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}hasil/", f"{PAGE}kantor/", "/daerah/99.71.json"])
def test_a_page_asks_the_same_number_of_questions_after_ten_years(city: City, path: str) -> None:
    office = city.offices["dinas"]
    for year in (2014, 2015):
        hold(city, day=date(year, 9, 1))
        hold(city, day=date(year, 9, 1), office=office)
    with CaptureQueriesContext(connection) as few:
        Client().get(path)
    for year in range(2016, 2026):
        hold(city, day=date(year, 9, 1))
        hold(city, day=date(year, 10, 1))
        hold(city, day=date(year, 9, 1), office=office)
    with CaptureQueriesContext(connection) as many:
        Client().get(path)
    assert len(many) == len(few) <= 10


def test_the_page_names_the_newest_results_and_leads_to_all(city: City) -> None:
    for year in range(2010, 2026):
        hold(city, day=date(year, 9, 1), title=f"Ronde {year}")
    said = page()
    assert "Ronde 2025" in said
    assert "Ronde 2014" in said
    assert "Ronde 2013" not in said
    assert "Ronde 2010" in page(f"{PAGE}hasil/")


def test_the_front_page_lists_the_regions_once_there_are_two_and_finds_one(city: City) -> None:
    hold(city)
    kota_blitar()
    said = page("/")
    assert "/daerah/99.71/" in said
    assert "/daerah/35.72/" in said
    found = page("/daerah/?q=blitar")
    assert "/daerah/35.72/" in found
    assert 'href="/daerah/99.71/"' not in found
    assert "Tidak ada daerah yang cocok" in page("/daerah/?q=atlantis")
    assert "&lt;b&gt;" in page("/daerah/?q=<b>")
    assert "/daerah/35.72/" in page("/daerah/?q=%00blitar&hal=x")


def rows_of_regions(path: str = "/daerah/") -> list[str]:
    """Return what each row of the list of regions says."""
    body = page(path).partition("<tbody")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def test_the_list_of_regions_says_the_newest_score_of_each_and_where_it_comes_from(city: City) -> None:
    hold(city, day=date(2025, 2, 13), title="Ronde lama")
    newest = hold(city, day=date(2025, 11, 6), title="Ronde baru").closing.score_text.replace(".", ",")
    hold(city, day=date(2025, 12, 1), office=city.offices["dinas"], title="Ronde kantor")
    kota_blitar()
    blitar, contoh = rows_of_regions()
    assert blitar == "Kota Blitar 35.72 92,15 6 November 2025 yang diumumkan, kka-2025"
    assert contoh == f"Kota Contoh 99.71 contoh 99.71 {newest} 6 November 2025 hasil resmi, kka-2025"
    assert "92.15 6 November 2025 as announced, kka-2025" in rows_of_regions("/en/daerah/")[0]


def test_a_region_with_results_of_offices_alone_is_listed_without_a_score(city: City) -> None:
    hold(city, office=city.offices["dinas"])
    assert rows_of_regions("/daerah/?q=contoh") == ["Kota Contoh 99.71 contoh 99.71 belum hasil tiap kantor"]


def test_a_longer_list_of_regions_asks_no_more_questions(city: City) -> None:
    hold(city)
    with CaptureQueriesContext(connection) as few:
        page("/daerah/?q=kota")
    for code in ("99.72", "99.73"):
        hold(make_city(code))
    with CaptureQueriesContext(connection) as more:
        page("/daerah/?q=kota")
    assert (len(few), len(more)) == (3, 3)


def blitar_with_results() -> City:
    """Make a city with published facts that holds rounds of its own."""
    region = kota_blitar()
    city = make_city(region.code)
    hold(city, day=date(2026, 6, 1), title="Ronde 2026")
    return city


@pytest.mark.parametrize(
    ("address", "words"),
    [("/daerah/35.72/", "Yang diumumkan pihak lain"), ("/en/daerah/35.72/", "What others published")],
)
def test_a_region_with_results_and_published_facts_shows_both(address: str, words: str) -> None:
    blitar_with_results()
    found = page(address)
    assert "Ronde 2026" in found
    assert words in found
    facts = published()["35.72"]
    for one in facts.results:
        for source in one.sources:
            assert html.escape(source.url) in found
    assert found.count('id="diumumkan"') == 1
    names = re.findall(r' id="([^"]+)"', found)
    assert sorted(set(names)) == sorted(names)


def test_the_data_of_such_a_region_has_both_each_with_where_it_comes_from() -> None:
    blitar_with_results()
    results = Client().get("/daerah/35.72.json").json()["results"]
    published_part, own = results[:-1], results[-1]
    assert [one["score"] for one in published_part] == ["38.35", "77.50", "78.00", "92.15"]
    assert all(one["sources"] and not one["nodes"] for one in published_part)
    assert (own["date"], own["sources"]) == ("2026-06-01", [])
    assert own["nodes"]
    rows = Client().get("/daerah/35.72.csv").content.decode().splitlines()
    assert len(rows) == 1 + len(results)
    assert Client().get("/api/v1/daerah/35.72").json()["results"] == results


def test_the_sample_city_shows_no_published_facts(city: City) -> None:
    blitar_with_results()
    hold(city)
    for address in (PAGE, f"{PAGE}hasil/", f"{PAGE[:-1]}.json", f"{PAGE[:-1]}.csv"):
        assert "Blitar" not in page(address)
        assert "35.72" not in page(address)
