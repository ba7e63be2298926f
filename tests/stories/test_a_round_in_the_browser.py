"""A round from the first answer to a corrected result, each step by the person whose turn it is, in the browser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from bening.kernel.ledger.queries import verify
from bening.systems.assessment.models import Closing, Opinion
from tests.browser import axe, look
from tests.systems.assessment.makers import City, answer_of, make_city, stage, start

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """A browser at which the people of a city sit down one after another."""

    def __init__(self, page: Page, address: str, city: City, *, has_script: bool = True) -> None:
        self.page, self.address, self.city, self.has_script = page, address, city, has_script

    @contextmanager
    def sits(self, name: str) -> Iterator[Page]:
        """Let a person sit down, signed in."""
        client = Client()
        client.force_login(self.city.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.address}]
        )
        self.page.goto(f"{self.address}/kerja/")
        yield self.page

    def opens(self, path: str) -> None:
        """Open an address and hold it to what axe finds; axe is a script itself, and would wait for ever without."""
        self.page.goto(self.address + path)
        if self.has_script:
            axe(self.page)


@pytest.fixture
def desk(page: Page, live_server: Any, allowed: list[str]) -> Desk:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    allowed.extend(["status of 422", "status of 409"])
    page.set_default_timeout(10_000)
    return Desk(page, live_server.url, make_city())


def path_of(code: str, round_: Any) -> str:
    return f"/kerja/penilaian/indikator/{answer_of(round_, code).id}/"


def answer(desk: Desk, round_: Any, code: str, fill: Any) -> None:
    """The operator answers and sends, the head approves."""
    with desk.sits("operator") as page:
        desk.opens(path_of(code, round_))
        fill(page)
        page.get_by_label("Catatan untuk penilai").fill("Daftar ada di rak tiga.")
        page.get_by_role("button", name="Kirim ke kepala kantor").click()
        page.get_by_text("Jawaban dikirim kepada kepala kantor.").wait_for()
    with desk.sits("kepala") as page:
        page.get_by_role("link", name=code).first.click()
        page.get_by_role("button", name="Setujui").click()
        page.get_by_text("Jawaban disetujui").wait_for()


def find(
    desk: Desk, round_: Any, who: str, code: str, level: str | None, number: str = "", ruling: str = "Diterima"
) -> None:
    with desk.sits(who) as page:
        desk.opens(path_of(code, round_))
        form = page.locator("form", has=page.get_by_role("button", name="Catat temuan"))
        form.get_by_label(ruling, exact=True).check()
        if level:
            form.locator(f"input[name=nilai][value={level}]").check()
        else:
            form.get_by_label("Nilai menurut Anda").fill(number)
        form.get_by_label("Alasan").fill("Bukti dilihat di tempat.")
        form.get_by_role("button", name="Catat temuan").click()
        page.get_by_text("Temuan tercatat.").wait_for()


def close(desk: Desk, round_: Any, who: str, words: str) -> None:
    with desk.sits(who) as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        page.get_by_role("button", name=words).click()
        page.get_by_text("Pandangan ditutup; hasilnya tersimpan.").wait_for()
        axe(page)


def test_from_the_first_answer_to_a_corrected_result(desk: Desk) -> None:
    city = desk.city
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    with desk.sits("operator") as page:
        page.get_by_role("link", name="K.1").click()
        page.get_by_role("button", name="Kirim ke kepala kantor").click()
        page.get_by_text("Pilih atau isi jawabannya dahulu.").wait_for()
        axe(page)
    answer(desk, round_, "K.1", lambda page: page.locator("input[name=nilai][value=A]").check())
    answer(desk, round_, "K.2", lambda page: page.get_by_label("Tingkat yang dicapai").fill("87,5"))
    find(desk, round_, "apip", "K.1", "B")
    find(desk, round_, "apip", "K.2", None, "87.5")
    close(desk, round_, "koordinator", "Tutup penilaian sendiri")
    close(desk, round_, "koordinator", "Tutup penilaian internal")
    for who in ("penilai", "ketua"):
        find(desk, round_, who, "K.1", "B")
        find(desk, round_, who, "K.2", None, "80")
    with desk.sits("ketua") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/pleno/")
        page.get_by_text("0 dari 2 indikator diputuskan").wait_for()
        for code, level in (("K.1", "B"), ("K.2", "")):
            page.goto(desk.address + path_of(code, round_))
            form = page.locator("form", has=page.get_by_role("button", name="Catat keputusan"))
            if level:
                form.locator(f"input[name=nilai][value={level}]").check()
            else:
                form.get_by_label("Nilai yang disepakati").fill("80")
            form.get_by_label("Alasan pleno").fill("Kedua penilai sepakat.")
            form.get_by_role("button", name="Catat keputusan").click()
            page.get_by_text("Keputusan pleno tercatat.").wait_for()
    close(desk, round_, "ketua", "Tutup penilaian luar")
    with desk.sits("walikota") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/pandangan/")
        assert page.locator("h1").inner_text() == "2 dari 2 indikator dipandang berbeda"
        for width, scheme in ((360, "dark"), (1280, "light")):
            look(page, width, scheme)
            axe(page)
    correct(desk, round_)
    scores = [(entry.opinion, entry.number, entry.score_text) for entry in Closing.objects.order_by("closed_on", "pk")]
    assert sorted(scores) == [
        ("internal", 0, "6.50"),
        ("outside", 0, "6.20"),
        ("outside", 1, "9.20"),
        ("self", 0, "9.50"),
    ]
    assert verify().problem is None


def correct(desk: Desk, round_: Any) -> None:
    """The lead reopens one indicator, the office mends it, the assessors look again, and a new result is dated."""
    with desk.sits("ketua") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        page.get_by_text("Buka jendela koreksi").first.click()
        page.get_by_label("K.1", exact=True).check()
        page.get_by_label("Sampai").fill("2099-12-31")
        page.get_by_label("Alasan").fill("Berkas tertukar saat penilaian.")
        page.get_by_role("button", name="Buka jendela koreksi").click()
        page.get_by_text("Jendela koreksi dibuka.").wait_for()
    answer(desk, round_, "K.1", lambda page: page.locator("input[name=nilai][value=A]").check())
    find(desk, round_, "ketua", "K.1", "A")
    with desk.sits("ketua") as page:
        page.goto(desk.address + path_of("K.1", round_))
        form = page.locator("form", has=page.get_by_role("button", name="Catat keputusan"))
        form.locator("input[name=nilai][value=A]").check()
        form.get_by_label("Alasan pleno").fill("Berkas yang benar dilihat.")
        form.get_by_role("button", name="Catat keputusan").click()
        page.get_by_text("Keputusan pleno tercatat.").wait_for()
    close(desk, round_, "ketua", "Tutup penilaian luar")
    assert Closing.objects.filter(opinion=Opinion.OUTSIDE).count() == 2


def test_answering_works_without_script(plain_page: Page, live_server: Any) -> None:
    plain_page.set_default_timeout(10_000)
    desk = Desk(plain_page, live_server.url, make_city(), has_script=False)
    round_ = start(desk.city)
    answer(desk, round_, "K.1", lambda page: page.locator("input[name=nilai][value=B]").check())
    assert answer_of(round_).state == "approved"


def test_two_people_on_one_answer_lose_nothing(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        page.goto(desk.address + path_of("K.1", round_))
        page.get_by_label("Catatan untuk penilai").fill("Yang pertama membuka.")
        client = Client()
        client.force_login(desk.city.people["kepala"], backend="allauth.account.auth_backends.AuthenticationBackend")
        found = answer_of(round_)
        client.post(path_of("K.1", round_) + "simpan/", {"seen": found.version, "nilai": "B", "catatan": "Lebih dulu."})
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Orang lain mengubah halaman ini lebih dahulu").wait_for()
        assert page.get_by_label("Yang Anda ketik").input_value() == "Yang pertama membuka."
        axe(page)
    assert answer_of(round_).note == "Lebih dulu."
