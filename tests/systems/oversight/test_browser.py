"""The pages in a browser, on a desk and on a phone: axe finds nothing, nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from bening.kernel.daily.errands import Pace
from bening.systems.assessment.actions import answers
from bening.systems.assessment.models import Answer
from bening.systems.oversight import staging, taking
from bening.systems.oversight.models import Obligation, Receipt, StagedSheet
from tests.browser import axe, look, sideways
from tests.kernel.people.web import signed_in
from tests.systems.assessment.makers import answer_of, start
from tests.systems.oversight.makers import City, bring, fill, line, some_id, with_officer
from tests.systems.oversight.test_measured_answer import MEASURED, years
from tests.systems.oversight.test_pages import addresses


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_can_be_used_by_everybody(page: Page, live_server: LiveServer, width: int, scheme: str) -> None:
    city = with_officer()
    fill(city, {"Dinas Contoh": (40, 10), "Badan Contoh": (20, 20)})
    client, code = signed_in(city.people["petugas"]), city.region.code
    enter(page, live_server, city, "petugas")
    look(page, width, scheme)
    row = Obligation.objects.earliest("number")
    places = addresses(code, row.pk, some_id())
    for name in ("counts", "register", "add", "upload", "obligation"):
        page.goto(live_server.url + places[name])
        axe(page)
        assert sideways(page) == []
    page.goto(live_server.url + places["register"] + "?q=tidakada")
    axe(page)
    content = client.get(places["export"]).content
    Receipt.objects.filter(obligation=row).delete()
    page.goto(live_server.url + places["upload"])
    page.set_input_files("#berkas", {"name": "a.xlsx", "mimeType": "application/x", "buffer": content})
    page.get_by_role("button", name="Periksa lembar").click()
    page.get_by_role("heading", name="Yang berubah bila lembar ini masuk").wait_for()
    axe(page)
    assert sideways(page) == []
    page.get_by_role("button", name="Masukkan ke daftar").click()
    page.get_by_role("heading", name="Daftar wajib lapor").wait_for()
    page.get_by_label("Nomor atau kantor").fill("badan")
    page.get_by_role("button", name="Saring").click()
    page.wait_for_url("**q=badan**")
    assert page.locator("#daftar-lhkpn tbody tr").count() == 20
    axe(page)


def work(monkeypatch: pytest.MonkeyPatch, rests: int) -> None:
    """Do what the worker does, as many batches of two lines as there are rests."""
    left = [rests]

    def rest(_seconds: float) -> bool:
        left[0] -= 1
        return left[0] > 0

    monkeypatch.setattr(taking, "BATCH", 2)
    taking.take_waiting(Pace(timezone.now, rest))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_large_sheet_is_watched_on_its_way(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, width: int, scheme: str
) -> None:
    monkeypatch.setattr(staging, "MOST_LINES", 3)
    city = with_officer()
    enter(page, live_server, city, "petugas")
    look(page, width, scheme)
    rows = [line(at, "Dinas Contoh") for at in range(1, 7)]
    staged = bring(city, [*rows, line(9, "Dinas Salah")])
    page.goto(live_server.url + reverse("oversight:staged", args=[staged.pk]))
    page.get_by_role("heading", name="Memeriksa lembar").wait_for()
    axe(page)
    StagedSheet.objects.update(staged_at=timezone.now() - timedelta(minutes=1))
    page.get_by_text("Belum ada yang mengerjakan").wait_for()
    axe(page)
    assert sideways(page) == []
    work(monkeypatch, 1)
    page.get_by_role("heading", name="Yang berubah bila lembar ini masuk").wait_for()
    axe(page)
    assert sideways(page) == []
    page.get_by_role("button", name="Masukkan ke daftar").click()
    work(monkeypatch, 2)
    page.get_by_text("4 dari 6 baris").wait_for()
    assert page.get_by_label("4 dari 6 baris").get_attribute("value") == "4"
    axe(page)
    work(monkeypatch, 9)
    page.get_by_role("heading", name="Lembar sudah masuk").wait_for()
    axe(page)
    assert sideways(page) == []


@pytest.mark.django_db(transaction=True)
def test_a_large_sheet_is_watched_without_script(
    plain_page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "MOST_LINES", 3)
    city = with_officer()
    enter(plain_page, live_server, city, "petugas")
    staged = bring(city, [line(at, "Dinas Contoh") for at in range(1, 7)])
    plain_page.goto(live_server.url + reverse("oversight:staged", args=[staged.pk]))
    work(monkeypatch, 1)
    plain_page.get_by_role("button", name="Masukkan ke daftar").click()
    work(monkeypatch, 9)
    plain_page.get_by_role("heading", name="Lembar sudah masuk").wait_for()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_figure_beside_an_answer_can_be_used_by_everybody(
    page: Page, live_server: LiveServer, width: int, scheme: str
) -> None:
    city, answer = measured_answer()
    enter(page, live_server, city, "operator")
    look(page, width, scheme)
    page.goto(live_server.url + reverse("assessment:answer", args=[answer.pk]))
    axe(page)
    assert sideways(page) == []
    page.get_by_label("Catatan untuk penilai").fill("Baru diketik.")
    page.get_by_role("button", name="Pakai angka terukur").click()
    page.get_by_text("Draf tersimpan.").wait_for()
    assert (answer_of(answer.round, "K.2").value, answer_of(answer.round, "K.2").note) == ("66.66", "Baru diketik.")
    assert page.get_by_label("Catatan untuk penilai").input_value() == "Baru diketik."
    save(city, answer, "90")
    page.reload()
    page.get_by_text("Jawaban di atas angka terukur").wait_for()
    axe(page)
    assert sideways(page) == []


@pytest.mark.django_db(transaction=True)
def test_the_figure_is_taken_over_without_script_and_the_note_stays(plain_page: Page, live_server: LiveServer) -> None:
    city, answer = measured_answer()
    enter(plain_page, live_server, city, "operator")
    plain_page.goto(live_server.url + reverse("assessment:answer", args=[answer.pk]))
    plain_page.get_by_label("Catatan untuk penilai").fill("Baru diketik.")
    plain_page.get_by_role("button", name="Pakai angka terukur").click()
    plain_page.get_by_text("Draf tersimpan.").wait_for()
    kept = answer_of(answer.round, "K.2")
    assert (kept.value, kept.note) == ("66.66", "Baru diketik.")


@pytest.mark.django_db(transaction=True)
def test_enter_saves_what_was_typed_and_not_the_figure(page: Page, live_server: LiveServer) -> None:
    city, answer = measured_answer()
    enter(page, live_server, city, "operator")
    page.goto(live_server.url + reverse("assessment:answer", args=[answer.pk]))
    page.get_by_label("Tingkat yang dicapai").fill("50")
    page.get_by_label("Tingkat yang dicapai").press("Enter")
    page.get_by_text("Draf tersimpan.").wait_for()
    assert answer_of(answer.round, "K.2").value == "50"


def measured_answer() -> tuple[City, Answer]:
    """Make a city in which something is measured, and the answer beside which it stands."""
    city = with_officer()
    for year in years():
        fill(city, {"Dinas Contoh": (3, 2)}, year=year, now=timezone.now())
    return city, answer_of(start(city, document=MEASURED), "K.2")


def save(city: City, answer: Answer, value: str) -> None:
    seen = Answer.objects.get(pk=answer.pk).version
    answers.save_draft(
        by=city.people["operator"], answer_id=answer.pk, seen=seen, value=value, note="", now=timezone.now()
    )


def enter(page: Page, server: LiveServer, city: City, who: str) -> None:
    cookie = signed_in(city.people[who]).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
