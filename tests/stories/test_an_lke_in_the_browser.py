"""An office's sheet towards WBK, from the start to the corrected result: a gate shown shut, and then open."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Locator

from bening.kernel.ledger.queries import verify
from bening.systems.assessment import rules
from bening.systems.assessment.actions import rounds
from bening.systems.assessment.actions.rounds import Handing, Setting
from bening.systems.assessment.demo.reading import sample
from bening.systems.assessment.models import Closing, Round
from bening.systems.assessment.programmes import programme
from bening.systems.assessment.storing import canonical_form
from tests.kernel.evidence import samples
from tests.stories.desk import Desk, approves, closes, file_named, finds, form_with, path_of, picks
from tests.systems.assessment.makers import City, find, hand_in

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = sample("lke/rsud")  # every gate open but that of supervision
CODE = "REF.PW.2.a"  # complaints: in process, settled, of those that had to be answered
SHUT = "Wilayah Bebas dari Korupsi (WBK): 1 dari 15 syarat belum terpenuhi"
OPEN = "Wilayah Bebas dari Korupsi (WBK): semua syarat terpenuhi"


def begin(city: City) -> Round:
    """Start the round of one office, with the facts that the gates ask for."""
    sha256, document = canonical_form(TOLD["instrument"])
    handing = Handing(city.offices["dinas"].id, city.offices["inspektorat"].id)
    today = timezone.localdate()
    return rounds.start_round(
        by=city.people["koordinator"],
        setting=Setting(
            region=city.region.code,
            organisation=city.offices["dinas"].id,
            instrument_sha256=sha256,
            document=document,
            stage=programme(TOLD["programme"]).stages[TOLD["stage"]],
            title="LKE Dinas Contoh",
            profile=TOLD["profile"],
            starts_on=today,
            due_on=date(2099, 3, 31),
            facts=dict(TOLD["facts"]),
        ),
        handed=dict.fromkeys(rules.leaves_of(rules.instrument_of(sha256, document)), handing),
        previous=None,
        now=timezone.now(),
    )


def test_a_gate_towards_wbk_is_shown_shut_and_opens_with_the_corrected_answer(desk: Desk) -> None:
    round_ = begin(desk.city)
    hand_in(desk.city, round_, {code: value for code, value in TOLD["answers"].items() if code != CODE})
    settled(desk, round_, "7", "38", "Enam belas menunggu jawaban farmasi.")
    closes(desk, round_, "koordinator", "self")
    for code, value in TOLD["answers"].items():
        entry = TOLD["findings"].get(code, {"decision": "accept", "value": value, "reason": "Bukti sesuai."})
        if code not in {CODE, "PEM.PW.5.c"}:
            find(desk.city, round_, "apip", code, entry["value"], entry["decision"], entry["reason"])
    reason = "Penanganan benturan kepentingan hanya tertulis."
    finds(desk, round_, "apip", "PEM.PW.5.c", "D", ruling="Tidak diterima", reason=reason)
    counted(desk, round_, "7", "38")
    closes(desk, round_, "koordinator", "internal")
    the_page_tells(desk, SHUT, "Tertutup")
    reopened(desk, round_)
    settled(desk, round_, "0", "61", "Semua sudah selesai; tanda terima terlampir.")
    counted(desk, round_, "0", "61")
    closes(desk, round_, "koordinator", "internal")
    the_page_tells(desk, OPEN, "Terbuka")
    assert [entry.score_text for entry in Closing.objects.filter(is_official=True).order_by("number")] == [
        TOLD["expect"]["internal"]["score"],
        "80.42",
    ]
    a_citizen_reads(desk)
    assert verify().problem is None


def settled(desk: Desk, round_: Round, in_process: str, done: str, note: str) -> None:
    """The operator uploads evidence at the question, counts the complaints and sends; the head approves."""
    with desk.sits("operator") as page:
        desk.opens(path_of(CODE, round_))
        picks(page, [file_named(f"CONTOH tanda terima {done}.txt", samples.TEXT + done.encode())])
        page.get_by_role("button", name="Unggah", exact=True).click()
        page.get_by_role("link", name=f"CONTOH tanda terima {done}").wait_for()
        fills(form_with(page, "Kirim ke kepala kantor"), in_process, done)
        page.get_by_label("Catatan untuk penilai").fill(note)
        page.get_by_role("button", name="Kirim ke kepala kantor").click()
        page.get_by_text("Jawaban dikirim kepada kepala kantor.").wait_for()
        desk.looks()
    approves(desk, CODE)


def counted(desk: Desk, round_: Round, in_process: str, done: str) -> None:
    """The internal assessor sees the evidence, and counts the same numbers as the office."""
    with desk.sits("apip") as page:
        desk.opens(path_of(CODE, round_))
        page.get_by_role("link", name=f"CONTOH tanda terima {done}").wait_for()
        form = form_with(page, "Catat temuan")
        form.get_by_label("Diterima", exact=True).check()
        fills(form, in_process, done)
        form.get_by_label("Alasan").fill("Angka sama dengan buku pengaduan.")
        form.get_by_role("button", name="Catat temuan").click()
        page.get_by_text("Temuan tercatat.").wait_for()


def fills(form: Locator, in_process: str, done: str) -> None:
    """Type the three counts of complaints."""
    for name, text in {"harus_ditindaklanjuti": "61", "diproses": in_process, "selesai": done}.items():
        form.locator(f"[name='masukan.pengaduan_{name}']").fill(text)


def the_page_tells(desk: Desk, heading: str, state: str) -> None:
    """The round's page names the verdict, and the gate of supervision with what it needs and what there is."""
    desk.page.get_by_role("heading", name=heading).wait_for()
    gate = desk.page.locator(".gate-line", has_text="Pengawasan").first
    assert "9,00" in gate.inner_text()
    assert state.casefold() in gate.inner_text().casefold()


def reopened(desk: Desk, round_: Round) -> None:
    """The coordinator, who closed the official opinion, opens one indicator again."""
    with desk.sits("koordinator") as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/?q={CODE}")
        page.get_by_text("Buka jendela koreksi").first.click()
        page.get_by_label(CODE, exact=True).check()
        page.get_by_label("Sampai").fill("2099-12-31")
        page.get_by_label("Alasan").fill("Pengaduan farmasi selesai sesudah penilaian.")
        page.get_by_role("button", name="Buka jendela koreksi").click()
        page.get_by_text("Jendela koreksi dibuka.").wait_for()


def a_citizen_reads(desk: Desk) -> None:
    """The office stands on the public list with its newest result."""
    with desk.sits("") as page:
        desk.opens(f"/daerah/{desk.city.region.code}/kantor/")
        assert "80,42" in page.locator("main").inner_text()
