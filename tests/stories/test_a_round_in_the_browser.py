"""A round from the first answer to a corrected result, each step by the person whose turn it is, in the browser."""

from http import HTTPStatus

import pypdfium2
import pytest

from bening.kernel.ledger.queries import verify
from bening.systems.assessment.models import Closing, Finding, Opinion, Remark, Round
from tests.kernel.evidence import samples
from tests.stories.desk import (
    Desk,
    answers,
    approves,
    chooses,
    client_of,
    closes,
    decides,
    downloads,
    file_named,
    finds,
    form_with,
    hands_in,
    path_of,
    picks,
)
from tests.systems.assessment.makers import answer_of, find, hand_in, make_city, stage, start

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_first_answer_to_a_corrected_result(desk: Desk) -> None:
    round_ = start(desk.city, of=stage("outside", "agreed", "penilaian_akhir"))
    nothing_chosen_is_told(desk)
    answers(desk, round_, "K.1", chooses("A"))
    answers(desk, round_, "K.2", lambda page: page.get_by_label("Tingkat yang dicapai").fill("87,5"))
    finds(desk, round_, "apip", "K.1", "B")
    finds(desk, round_, "apip", "K.2", "75", ruling="Tidak diterima", reason="Daftar hadir tidak cukup.")
    closes(desk, round_, "koordinator", "self")
    closes(desk, round_, "koordinator", "internal")
    one_outside_assessor_does_not_see_the_other(desk, round_)
    the_plenary_decides(desk, round_)
    closes(desk, round_, "ketua", "outside")
    the_record_is_a_sample(desk, round_, "6,20")
    the_mayor_compares(desk, round_)
    correct(desk, round_)
    scores = [(entry.opinion, entry.number, entry.score_text) for entry in Closing.objects.order_by("closed_on", "pk")]
    assert sorted(scores) == [
        ("internal", 0, "6.00"),
        ("outside", 0, "6.20"),
        ("outside", 1, "9.20"),
        ("self", 0, "9.50"),
    ]
    both_results_stay(desk, round_)
    assert verify().problem is None


def nothing_chosen_is_told(desk: Desk) -> None:
    with desk.sits("operator") as page:
        desk.looks()
        page.get_by_role("link", name="K.1").click()
        page.get_by_role("button", name="Kirim ke kepala kantor").click()
        page.get_by_text("Pilih atau isi jawabannya dahulu.").wait_for()
        desk.looks()


def one_outside_assessor_does_not_see_the_other(desk: Desk, round_: Round) -> None:
    """Each outside assessor gives their own value before they read another's."""
    finds(desk, round_, "penilai", "K.1", "B", reason="Sebagian besar ada.")
    with desk.sits("ketua") as page:
        desk.opens(path_of("K.1", round_))
        assert page.get_by_text("Sebagian besar ada.").count() == 0
        assert page.get_by_role("heading", name="Keputusan pleno").count() == 0
        form = form_with(page, "Catat temuan")
        assert form.locator("label", has_text="penilaian luar").count() == 0
    finds(desk, round_, "ketua", "K.1", "C", reason="Hanya sebagian kecil.")
    with desk.sits("ketua") as page:
        desk.opens(path_of("K.1", round_))
        page.get_by_text("Sebagian besar ada.").first.wait_for()
    for who in ("penilai", "ketua"):
        finds(desk, round_, who, "K.2", "80")


def the_plenary_decides(desk: Desk, round_: Round) -> None:
    with desk.sits("ketua") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/pleno/")
        page.get_by_text("0 dari 2 indikator diputuskan").wait_for()
    decides(desk, round_, "K.1", "B", "Daftar lengkap ditunjukkan kepada pleno.")
    decides(desk, round_, "K.2", "80", "Kedua penilai sepakat.")


def the_record_is_a_sample(desk: Desk, round_: Round, score: str) -> None:
    """The official record of the newest closing as PDF, with its score and the mark of a sample."""
    with desk.sits("ketua") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        sheets = pypdfium2.PdfDocument(downloads(page, "Berita acara (PDF)"))
        text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets).split())
        for part in (score, "CONTOH", "bukan dokumen resmi", "Daftar lengkap ditunjukkan kepada pleno."):
            assert part in text


def the_mayor_compares(desk: Desk, round_: Round) -> None:
    with desk.sits("walikota") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/pandangan/")
        assert page.locator("h1").inner_text() == "2 dari 2 indikator dipandang berbeda"
        desk.opens(f"/kerja/penilaian/{round_.id}/")


def correct(desk: Desk, round_: Round) -> None:
    """The lead reopens one indicator, the office mends it, the assessors look again, and a new result is dated."""
    with desk.sits("ketua") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        page.get_by_text("Buka jendela koreksi").first.click()
        desk.looks()
        page.get_by_label("K.1", exact=True).check()
        page.get_by_label("Sampai").fill("2099-12-31")
        page.get_by_label("Alasan").fill("Berkas tertukar saat penilaian.")
        page.get_by_role("button", name="Buka jendela koreksi").click()
        page.get_by_text("Jendela koreksi dibuka.").wait_for()
    with desk.sits("operator") as page:
        desk.opens(path_of("K.2", round_))
        assert page.get_by_role("button", name="Kirim ke kepala kantor").count() == 0
    answers(desk, round_, "K.1", chooses("A"))
    finds(desk, round_, "ketua", "K.1", "A")
    decides(desk, round_, "K.1", "A", "Berkas yang benar dilihat; Daftar lengkap ditunjukkan kepada pleno.")
    closes(desk, round_, "ketua", "outside")


def both_results_stay(desk: Desk, round_: Round) -> None:
    """A citizen reads the corrected result beside the first one, and the record tells the new score."""
    first, second = Closing.objects.filter(round=round_, opinion=Opinion.OUTSIDE).order_by("number")
    with desk.sits("") as page:
        for closing, score in ((first, "6,20"), (second, "9,20")):
            desk.opens(f"/daerah/{desk.city.region.code}/hasil/{closing.pk}/")
            assert score in page.locator("main").inner_text()
    the_record_is_a_sample(desk, round_, "9,20")


def test_many_files_are_dropped_and_then_placed(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        desk.opens("/bukti/tambah/")
        names = ("CONTOH notulen.txt", "CONTOH daftar hadir.txt", "CONTOH surat.pdf")
        kinds = (samples.TEXT, samples.TEXT + b"dua\n", samples.pdf(samples.WORDS))
        picks(page, [file_named(name, content) for name, content in zip(names, kinds, strict=True)])
        page.get_by_role("button", name="Unggah", exact=True).click()
        page.get_by_text("CONTOH surat").first.wait_for()
        desk.opens(path_of("K.1", round_))
        page.get_by_text("Ambil dari bukti kantor (3)").click()
        desk.looks()
        for name in ("CONTOH notulen", "CONTOH surat"):
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("button", name="Pakai untuk indikator ini").click()
        page.get_by_text("Bukti terkait.").wait_for()
        page.get_by_text("Ambil dari bukti kantor (1)").wait_for()
        page.get_by_role("link", name="CONTOH surat").click()
        page.wait_for_load_state()
        desk.looks()


def test_an_answer_is_recalled_and_sent_back_before_it_is_approved(desk: Desk) -> None:
    round_ = start(desk.city)
    hands_in(desk, round_, "K.1", chooses("B"))
    with desk.sits("operator") as page:
        desk.opens(path_of("K.1", round_))
        page.get_by_role("button", name="Tarik kembali").click()
        page.get_by_text("Jawaban ditarik kembali. Anda dapat mengubahnya.").wait_for()
        desk.looks()
    hands_in(desk, round_, "K.1", chooses("A"))
    with desk.sits("kepala") as page:
        desk.opens(path_of("K.1", round_))
        page.get_by_role("button", name="Kembalikan kepada operator").click()
        page.get_by_text("Jawaban dikembalikan kepada operator.").wait_for()
    hands_in(desk, round_, "K.1", chooses("C"))
    approves(desk, "K.1")
    assert (answer_of(round_).value, answer_of(round_).state) == ("C", "approved")


def test_an_assessor_asks_for_more_in_the_one_thread_of_an_answer(desk: Desk) -> None:
    round_ = start(desk.city)
    answers(desk, round_, "K.1", chooses("A"))
    with desk.sits("apip") as page:
        desk.opens(path_of("K.1", round_))
        page.get_by_label("Pesan Anda").fill("Mohon kirim notulen bulan Maret.")
        page.get_by_label("Minta tambahan paling lambat").fill("2099-03-02")
        page.get_by_role("button", name="Kirim pesan").click()
        page.get_by_text("Pesan terkirim.").wait_for()
    with desk.sits("operator") as page:
        desk.opens(path_of("K.1", round_))
        thread = page.get_by_role("region", name="Percakapan")
        thread.get_by_text("Mohon kirim notulen bulan Maret.").wait_for()
        assert "2 Maret 2099" in thread.inner_text()
        page.get_by_label("Pesan Anda").fill("Notulen ada di rak dua.")
        page.get_by_role("button", name="Kirim pesan").click()
        page.get_by_text("Pesan terkirim.").wait_for()
    with desk.sits("apip") as page:
        desk.opens(path_of("K.1", round_))
        assert page.get_by_role("region", name="Percakapan").locator("li").count() == 2
    assert {remark.kind for remark in Remark.objects.all()} == {"request", "note"}


def test_the_office_repairs_what_the_inspectorate_gave_back(desk: Desk) -> None:
    round_ = start(desk.city)
    answers(desk, round_, "K.1", chooses("A"))
    find(desk.city, round_, "apip", "K.1", "C", "repair", "Lampirkan daftar hadirnya.")
    with desk.sits("operator") as page:
        page.get_by_role("link", name="K.1").first.click()
        page.get_by_text("Lampirkan daftar hadirnya.").first.wait_for()
        desk.looks()
    answers(desk, round_, "K.1", chooses("B"))
    finds(desk, round_, "apip", "K.1", "B")
    assert [(entry.ruling, entry.value) for entry in Finding.objects.order_by("number")] == [
        ("repair", "C"),
        ("accept", "B"),
    ]


def test_the_inspectorate_gets_a_page_after_it_gave_an_answer_back(transactional_db: None) -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A"})
    told = {"putusan": "repair", "nilai": "C", "alasan": "Lampirkan.", "seen": answer_of(round_).version}
    answer = client_of(city, "apip").post(path_of("K.1", round_) + "temuan/internal/", told, follow=True)
    assert Finding.objects.count() == 1
    assert answer.status_code == HTTPStatus.OK


def test_two_people_on_one_answer_lose_nothing(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        page.goto(desk.address + path_of("K.1", round_))
        page.get_by_label("Catatan untuk penilai").fill("Yang pertama membuka.")
        found = answer_of(round_)
        client_of(desk.city, "kepala").post(
            path_of("K.1", round_) + "simpan/", {"seen": found.version, "nilai": "B", "catatan": "Lebih dulu."}
        )
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Orang lain mengubah halaman ini lebih dahulu").wait_for()
        assert page.get_by_label("Yang Anda ketik").input_value() == "Yang pertama membuka."
        desk.looks()
    assert answer_of(round_).note == "Lebih dulu."
