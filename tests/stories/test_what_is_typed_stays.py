"""What is typed into one form of a page is not lost by another form of it, by a reload or by looking elsewhere."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from bening.systems.assessment.actions.answers import save_draft
from tests.kernel.evidence import samples
from tests.stories.desk import Desk, chooses, file_named, form_with, path_of, picks
from tests.systems.assessment.makers import answer_of, start

pytestmark = pytest.mark.django_db(transaction=True)
NOTE, BACK = "Catatan untuk penilai", "Ketikan Anda yang belum dikirim dikembalikan"


def types(page: Page, words: str) -> None:
    chooses("B")(page)
    page.get_by_label(NOTE).fill(words)


def test_an_answer_that_is_being_written_survives_a_file_a_message_and_a_reload(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        desk.opens(path_of("K.1", round_))
        types(page, "Belum disimpan.")
        picks(page, [file_named("CONTOH notulen.txt", samples.TEXT)])
        page.get_by_role("button", name="Unggah", exact=True).click()
        page.get_by_role("link", name="CONTOH notulen").wait_for()
        form_with(page, "Simpan").get_by_text(BACK).wait_for()
        desk.looks()
        message = page.get_by_label("Pesan").last
        message.fill("Kami sedang melengkapi.")
        page.reload()
        assert page.get_by_label("Pesan").last.input_value() == "Kami sedang melengkapi."
        assert page.get_by_label(NOTE).input_value() == "Belum disimpan."
        assert page.locator("input[name=nilai][value=B]").is_checked()
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Draf tersimpan.").wait_for()
        assert form_with(page, "Simpan").get_by_text(BACK).is_hidden()
    found = answer_of(round_)
    assert (found.value, found.note) == ("B", "Belum disimpan.")


def test_what_came_back_can_be_dropped_and_goes_with_the_person(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        desk.opens(path_of("K.1", round_))
        types(page, "Salah ketik.")
        page.reload()
        form_with(page, "Simpan").get_by_role("button", name="Buang ketikan ini").click()
        assert page.get_by_label(NOTE).input_value() == ""
        page.reload()
        assert page.get_by_label(NOTE).input_value() == ""
        types(page, "Sebelum keluar.")
        page.get_by_role("button", name="Keluar").click()
        page.wait_for_load_state()
        assert page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('ketikan:'))") == []


def test_what_came_back_over_a_change_of_somebody_else_is_told_when_it_is_saved(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        desk.opens(path_of("K.1", round_))
        types(page, "Tulisan saya.")
        answer = answer_of(round_)
        save_draft(
            by=desk.city.people["operator"],
            answer_id=answer.id,
            seen=answer.version,
            value="C",
            note="Tulisan dari jendela lain.",
            now=timezone.now(),
        )
        page.reload()
        form_with(page, "Simpan").get_by_text(BACK).wait_for()
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Orang lain mengubah halaman ini lebih dahulu").wait_for()
        assert page.get_by_label("Yang Anda ketik").input_value() == "Tulisan saya."
    assert answer_of(round_).note == "Tulisan dari jendela lain."
