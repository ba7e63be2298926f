"""Names of files, numbers that name a person, what the states allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.kernel.evidence import rules
from bening.kernel.evidence.rules import State, find_numbers

FRESH = State(has_bytes=True, is_public=False, withdrawal="")


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("SK Tim.pdf", "SK Tim.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\..\\SK.docx", "SK.docx"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("baris\nbaru\x00.pdf", "baris baru.pdf"),
        ("..", "berkas"),
        ("", "berkas"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_a_name_is_for_reading_alone(given_name: str, shown: str) -> None:
    assert rules.clean_name(given_name) == shown


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_its_line(name: str) -> None:
    shown = rules.clean_name(name)
    assert 0 < len(shown) <= rules.NAME_LENGTH
    assert not set(shown) & set("/\\\n\r\0")
    assert shown.isprintable()
    assert not shown.startswith(".")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.PDF", "pdf"), ("a.jpg", "jpeg"), ("a.pdf.exe", None), ("a", None), ("a.pdf.", "pdf")]
)
def test_the_ending_promises_a_kind(name: str, kind: str | None) -> None:
    assert rules.expected_kind(name) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NIK 3517014507900001 atas nama", "nik"),
        ("3517 0145 0790 0001", "nik"),
        ("351701.450790.0001", "nik"),
        ("\uff13\uff15\uff11\uff17014507900001", "nik"),
        ("35170145079\n00001", "nik"),
        ("nilai 3.517014507900001E+15", "nik"),
        ("2024 3517014507900001", "nik"),
        ("Kartu Keluarga: 3517011512080003", "kk"),
        ("NPWP 01.234.567.8-901.000", "npwp"),
        ("NPWP: 0123456789012345", "npwp"),
        ("hubungi 0812-3456-7890", "phone"),
        ("+62 812 3456 7890", "phone"),
        ("telepon (0342) 801171", "phone"),
        ("rekening BRI 0023 0123 4567 890", "account"),
        ("No. Rek. 1234567890", "account"),
    ],
)
def test_a_number_that_names_a_person_is_found(text: str, kind: str) -> None:
    assert [found.kind for found in find_numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Nomor 188.45/123/HK/2025 tanggal 12 Maret 2025",
        "anggaran Rp1.250.000.000,00",
        "0000000000000000",
        "3517019907900001",
        "3517014513900001",
        "12345678901234567890",
        "nilai 92,15 dan 78,00",
        "kode 35.72 tahun 2024 2025",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_numbers(text) == []


def test_a_found_number_is_covered_and_named_once() -> None:
    (found,) = find_numbers("3517014507900001 dan lagi 3517 0145 0790 0001")
    assert found.shown == "35••••••••••••01"


@given(st.text(alphabet="0123456789 .-/\nEe+Rek", max_size=300))
def test_no_text_stops_the_scan(text: str) -> None:
    for found in find_numbers(text):
        assert "•" in found.shown


def test_a_page_is_clean_only_where_it_was_read() -> None:
    words = "kalimat yang cukup panjang untuk dibaca"
    assert rules.page_state(text=words, pictured=False, found=[]) == rules.CLEAN
    assert rules.page_state(text=words, pictured=True, found=[]) == rules.UNREADABLE
    assert rules.page_state(text="pendek", pictured=False, found=[]) == rules.UNREADABLE
    assert rules.page_state(text=words, pictured=True, found=find_numbers("0812-3456-7890")) == rules.NUMBERS


def test_each_page_that_is_not_clean_waits_for_a_person() -> None:
    states = [rules.CLEAN, rules.UNREADABLE, rules.NUMBERS, rules.UNREADABLE]
    assert rules.open_pages(states, [3]) == [2, 4]
    assert rules.open_pages(states, [2, 3, 4]) == []


@pytest.mark.parametrize(
    ("state", "states", "confirmed", "problem"),
    [
        (FRESH, None, [], "not_scanned"),
        (FRESH, [rules.CLEAN], [], None),
        (FRESH, [rules.UNREADABLE], [], "pages_open"),
        (FRESH, [rules.NUMBERS], [], "pages_open"),
        (FRESH, [rules.NUMBERS], [1], None),
        (State(False, False, ""), [rules.CLEAN], [], "nothing_to_publish"),
        (State(True, True, ""), [rules.CLEAN], [], "already_public"),
        (State(True, False, "asked"), [rules.CLEAN], [], "withdrawal_asked"),
        (State(True, False, "confirmed"), [rules.CLEAN], [], "withdrawn"),
    ],
)
def test_when_evidence_may_be_published(
    state: State, states: list[str] | None, confirmed: list[int], problem: str | None
) -> None:
    assert rules.problem_to_publish(state, states, confirmed) == problem


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        (FRESH, None),
        (State(True, True, ""), None),
        (State(False, False, ""), "nothing_to_withdraw"),
        (State(True, False, "asked"), "withdrawal_asked"),
        (State(True, False, "confirmed"), "withdrawn"),
    ],
)
def test_when_a_withdrawal_may_be_asked_for(state: State, problem: str | None) -> None:
    assert rules.problem_to_withdraw(state) == problem
