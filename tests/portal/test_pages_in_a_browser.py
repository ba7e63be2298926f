"""Every public page in a browser: nothing that keeps somebody from using it, at 1280 light and at 360 dark."""

import gzip
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from playwright.sync_api import Page

from bening.kernel.people.models import Reach, Role
from bening.portal.models import MistakeReport
from bening.systems.assessment.models import Opinion
from tests.browser import axe, look, sideways
from tests.portal.makers import evidence, hold, kota_blitar, letters, make_city, signed_in
from tests.systems.assessment.makers import add_person
from tests.systems.oversight.makers import fill

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = [(1280, "light"), (360, "dark")]
FIRST_VISIT = 100_000


@pytest.fixture
def paths(transactional_db: None) -> list[str]:
    kota_blitar()
    city = make_city()
    hold(city, stage="baseline", day=date(2025, 2, 13), values=letters("D"), opinion=Opinion.SELF, title="Awal contoh")
    hold(city, values=letters("B", K5_1="D", K5_2="E"), title="Monev contoh")
    last = hold(city, stage="penilaian_akhir", day=date(2025, 11, 6), values=letters("A"), title="Akhir contoh")
    hold(city, office=city.offices["dinas"], title="Kantor contoh")
    evidence(city, last, "K2.1", "Program kerja contoh", is_public=True)
    add_person(city, "petugas", "badan", Role.OVERSIGHT, Reach.REGION)
    sizes = {"Dinas Contoh": (7, 6), "Badan Contoh": (2, 1), "Inspektorat Contoh": (9, 8)}
    for year in (2024, 2025):  # whatever the day, one of them is the last whose term is over
        fill(city, sizes, year=year, now=datetime(year + 1, 4, 20, tzinfo=UTC))
    return [
        "/", "/daerah/35.72/", "/daerah/99.71/", f"/daerah/99.71/hasil/{last.closing.pk}/", "/daerah/99.71/hasil/",
        "/daerah/99.71/kantor/", "/instrumen/", "/instrumen/kka-2025/", "/data-terbuka/", "/riwayat/", "/bantuan/",
        "/kekeliruan/?tentang=35.72/monev", "/en/daerah/35.72/",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, site: str, paths: list[str], width: int, scheme: str
) -> None:
    look(page, width, scheme)
    for path in paths:
        page.goto(site + path)
        axe(page)
        assert sideways(page) == [], path
    look(page, 320, scheme)
    for path in paths[:4]:
        page.goto(site + path)
        assert sideways(page) == [], path


def test_a_report_is_sent_without_script(plain_page: Page, site: str, paths: list[str]) -> None:
    plain_page.goto(f"{site}/daerah/35.72/")
    plain_page.locator("a.report").first.click()
    plain_page.get_by_label("Apa yang keliru?").fill("Angka ini keliru.")
    assert not plain_page.locator("[name=situs]").is_visible()
    plain_page.get_by_role("button", name="Kirim laporan").click()
    assert plain_page.get_by_role("heading", level=1).inner_text() == "Terima kasih, laporan diterima"
    assert MistakeReport.objects.get().text == "Angka ini keliru."
    assert plain_page.context.cookies() == []


def test_no_page_holds_a_style_attribute(paths: list[str]) -> None:
    for path in paths:
        content = Client().get(path).content.decode()
        assert " style=" not in content, path
        assert "<script>" not in content, path


def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(page: Page, site: str, paths: list[str]) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    weights: dict[str, int] = {}
    for path in paths[:4]:
        asked.clear()
        page.goto(site + path, wait_until="networkidle")
        weights[path] = sum(weight(page, url) for url in sorted(asked))
        assert any(url.endswith(".woff2") for url in asked)
    assert max(weights.values()) < FIRST_VISIT, weights


def weight(page: Page, url: str) -> int:
    """Return the bytes of an address as they travel: a font is compressed already."""
    body = page.request.get(url).body()
    return len(body) if url.endswith(".woff2") else len(gzip.compress(body))


def test_the_inbox_of_reports_can_be_used_by_everybody(page: Page, site: str, paths: list[str]) -> None:
    city = make_city("99.73")
    hold(city)
    Client().post("/kekeliruan/", {"tentang": "99.73/monev", "text": "Angka keliru."})
    signed = signed_in(city.people["koordinator"])
    page.context.add_cookies([{"name": "sessionid", "value": signed.cookies["sessionid"].value, "url": site}])
    for width, scheme in LOOKS:
        look(page, width, scheme)
        report = f"/kekeliruan/masuk/{MistakeReport.objects.get().pk}/"
        for path in ("/kekeliruan/masuk/", report, "/kerja/bantuan/", "/kerja/bantuan/kantor/"):
            page.goto(site + path)
            axe(page)
            assert sideways(page) == [], path
