"""The coordinator opens rounds and hands them out: from an instrument, from the last round, by Excel, anew."""

import zipfile
from io import BytesIO

import pytest

from bening.kernel.ledger.queries import verify
from bening.systems.assessment.models import Remark, Round
from tests.stories.desk import Desk, answers, chooses, downloads, file_named, form_with, path_of
from tests.systems.assessment.makers import answer_of, start
from tests.systems.assessment.test_sheets_handing import typed

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "K2.1"


def test_a_round_starts_from_an_instrument_and_the_next_from_it(desk: Desk) -> None:
    with desk.sits("koordinator") as page:
        desk.opens("/kerja/penilaian/")
        page.get_by_role("link", name="Mulai ronde").first.click()
        page.get_by_label("Judul").fill("CONTOH ronde 2025")
        desk.looks()
        page.get_by_role("button", name="Mulai ronde").click()
        page.get_by_text("Belum ada kantor untuk").wait_for()
        desk.looks()
        for name, office in (("kantor", "Dinas Contoh"), ("penilai", "Inspektorat Contoh")):
            for choice in page.locator(f"select[name^='{name}.']").all():
                choice.select_option(label=office)
        page.get_by_role("button", name="Mulai ronde").click()
        page.get_by_role("heading", level=1, name="CONTOH ronde 2025").wait_for()
        desk.looks()
    first = Round.objects.get()
    answers(desk, first, CODE, chooses("B"))
    the_next_starts_from(desk, first)
    the_answer_is_offered_again(desk, Round.objects.get(previous=first))
    assert verify().problem is None


def the_next_starts_from(desk: Desk, first: Round) -> None:
    """What the new instrument changed is marked, and every office stands there as it was."""
    with desk.sits("koordinator") as page:
        desk.opens("/kerja/penilaian/mulai/")
        page.get_by_label("Instrumen").select_option("kka-contoh-2026")
        page.get_by_label("Bawa jawaban dari").select_option(label=first.title)
        page.get_by_role("button", name="Pakai").click()
        page.get_by_text("berubah", exact=True).first.wait_for()
        desk.looks()
        marked = page.locator("tr", has=page.locator(".tag", has_text="berubah"))
        assert marked.locator("td.code").all_inner_texts() == ["K3.2", "K5.1"]
        page.get_by_label("Judul").fill("CONTOH ronde 2026")
        page.get_by_role("button", name="Mulai ronde").click()
        page.get_by_role("heading", level=1, name="CONTOH ronde 2026").wait_for()


def the_answer_is_offered_again(desk: Desk, second: Round) -> None:
    """The office confirms the answer that was brought along by saving it."""
    assert not answer_of(second, CODE).is_confirmed
    with desk.sits("operator") as page:
        desk.opens(path_of(CODE, second))
        page.get_by_text("Dibawa dari ronde lalu").wait_for()
        assert page.locator("input[name=nilai][value=B]").is_checked()
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Draf tersimpan.").wait_for()
        assert page.get_by_text("Dibawa dari ronde lalu").count() == 0
    assert answer_of(second, CODE).is_confirmed


def test_an_office_starts_on_the_way_to_wbk(desk: Desk) -> None:
    with desk.sits("koordinator") as page:
        desk.opens("/kerja/penilaian/mulai/?program=zi")
        page.get_by_label("Judul").fill("CONTOH LKE")
        page.get_by_label("Kantor yang dinilai").select_option(label="Dinas Contoh")
        page.get_by_label("Penilai internal").select_option(label="Inspektorat Contoh")
        page.get_by_role("button", name="Mulai ronde").click()
        page.get_by_role("heading", level=1, name="CONTOH LKE").wait_for()
    assert Round.objects.get().organisation == desk.city.offices["dinas"]


def test_an_office_is_reminded_given_more_time_and_relieved_with_reasons(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("koordinator") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        page.get_by_role("checkbox", name="K.1").check()
        page.get_by_label("Pesan pengingat").fill("Mohon diisi pekan ini.")
        page.get_by_role("button", name="Ingatkan yang dicentang").click()
        page.get_by_text("Pengingat terkirim.").wait_for()
        desk.opens(path_of("K.1", round_))
        form = form_with(page, "Perpanjang")
        form.get_by_label("Tenggat baru").fill("2099-05-04")
        form.get_by_label("Alasan").fill("Data baru tersedia bulan Mei.")
        form.get_by_role("button", name="Perpanjang").click()
        page.get_by_text("Tenggat diperpanjang.").wait_for()
        desk.looks()
        desk.opens(path_of("K.2", round_))
        form = form_with(page, "Alihkan")
        form.get_by_label("Kantor").select_option(label="Badan")
        form.get_by_label("Alasan").fill("Urusan ini milik badan.")
        form.get_by_role("button", name="Alihkan").click()
        page.get_by_text("Indikator dialihkan.").wait_for()
    with desk.sits("operator") as page:
        desk.looks()
        assert page.get_by_role("link", name="K.2").count() == 0
        page.get_by_role("link", name="K.1").first.click()
        thread = page.get_by_role("region", name="Percakapan")
        thread.get_by_text("Mohon diisi pekan ini.").wait_for()
        thread.get_by_text("Data baru tersedia bulan Mei.").wait_for()
        assert "4 Mei 2099" in thread.inner_text()
    with desk.sits("tetangga") as page:
        page.get_by_role("link", name="K.2").first.click()
        page.get_by_text("Urusan ini milik badan.").wait_for()
    assert {remark.kind for remark in Remark.objects.all()} == {"reminder", "extension", "reassignment"}


def test_a_round_is_handed_out_by_excel(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("koordinator") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        page.get_by_role("link", name="Serahkan lewat Excel").click()
        page.wait_for_load_state()
        desk.looks()
        assert zipfile.is_zipfile(BytesIO(downloads(page, "Unduh lembar Excel")))
        content = typed(desk.city, round_, K_1={"office": "Badan Contoh"})
        page.locator("input[name=lembar]").set_input_files(file_named("serahkan.xlsx", content))
        page.get_by_role("button", name="Periksa lembar").click()
        page.get_by_role("heading", level=1, name="Yang akan berubah").wait_for()
        desk.looks()
        assert answer_of(round_).organisation == desk.city.offices["dinas"]  # nothing changed yet
        page.get_by_label("Alasan untuk semuanya").fill("Pembagian baru.")
        page.get_by_role("button", name="Terapkan semuanya").click()
        page.get_by_role("heading", level=1, name="Ronde contoh").wait_for()
    assert answer_of(round_).organisation == desk.city.offices["badan"]
