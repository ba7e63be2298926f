"""A sheet holds text as text, offers its choices, locks what is locked, and is the same each time."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

from bening.kernel.documents.sheets import Column, Sheet, write
from bening.kernel.documents.sheets_write import sheet_name
from bening.scoring.text import Refused

OFFICE = Column("Perangkat daerah", "office", 30, is_locked=True)
STATE = Column("Keadaan", "state", choices=("Belum mulai", "Berjalan", "Selesai, dengan catatan"))
AMOUNT = Column("Pagu", "amount", kind="number", number_format="#,##0")
DUE = Column("Batas waktu", "due", kind="date")
COLUMNS = (OFFICE, STATE, AMOUNT, DUE)
ROW = {"office": "Dinas CONTOH", "state": "Berjalan", "amount": Decimal("1250000.50"), "due": date(2026, 8, 17)}


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def cells(content: bytes, sheet: int = 0) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)]


def test_an_independent_reader_finds_what_was_written() -> None:
    content = write([Sheet("Rencana", COLUMNS, [ROW])])
    assert cells(content) == [
        ["Perangkat daerah", "Keadaan", "Pagu", "Batas waktu"],
        ["Dinas CONTOH", "Berjalan", 1250000.5, date(2026, 8, 17)],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+62811", "-5", "@SUM(A1)", "\t=1", "{=1}", "http://x"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = write([Sheet("x", (Column("Isi", "text"),), [{"text": text}])])
    assert cells(content)[1] == [text]
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert ('quotePrefix="1"' in part(content, "xl/styles.xml")) is (text[0] in "=+-@\t")


def test_a_long_number_keeps_all_its_digits() -> None:
    rows: list[dict[str, object]] = [
        {"amount": Decimal("12345678901234567.25")},
        {"amount": 198012312005011001},
        {"amount": 10**12},
    ]
    content = write([Sheet("x", (AMOUNT,), rows)])
    assert [row[0] for row in cells(content)[1:]] == ["12345678901234567.25", "198012312005011001", 10.0**12]


def test_words_stand_for_yes_and_no_and_a_moment_is_text() -> None:
    rows: list[dict[str, object]] = [
        {"text": True},
        {"text": False},
        {"text": datetime(2026, 1, 2, 3, 4, tzinfo=UTC)},
        {"text": None},
    ]
    content = write([Sheet("x", (Column("Isi", "text"),), rows)])
    assert [row[0] for row in cells(content)[1:]] == ["Ya", "Tidak", "02/01/2026 03:04"]


def test_choices_become_a_list_on_a_hidden_sheet() -> None:
    content = write([Sheet("Rencana", COLUMNS, [ROW], blank_rows=4)])
    sheet, book = part(content, "xl/worksheets/sheet1.xml"), part(content, "xl/workbook.xml")
    assert '<dataValidation type="list"' in sheet
    assert 'sqref="B2:B6"' in sheet
    assert "<formula1>daftar_1</formula1>" in sheet
    assert "'_daftar'!$A$1:$A$3" in book or "_daftar!$A$1:$A$3" in book
    assert 'state="hidden"' in book
    assert [row[0] for row in cells(content, 1)] == list(STATE.choices)


def test_the_same_choices_are_written_once() -> None:
    twice = (STATE, Column("Keadaan akhir", "end", choices=STATE.choices), Column("Jenis", "kind", choices=("A", "B")))
    assert part(write([Sheet("x", twice, [{}])]), "xl/workbook.xml").count('<definedName name="daftar_') == 2


def test_the_head_stays_in_sight_and_filters() -> None:
    sheet = part(write([Sheet("Rencana", COLUMNS, [ROW, ROW])]), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1"' in sheet
    assert '<autoFilter ref="A1:D3"/>' in sheet


def test_a_locked_column_protects_its_sheet_and_leaves_the_others_open() -> None:
    content = write([Sheet("a", COLUMNS, [ROW]), Sheet("b", (STATE,), [ROW])])
    assert "<sheetProtection" in part(content, "xl/worksheets/sheet1.xml")
    assert "<sheetProtection" not in part(content, "xl/worksheets/sheet2.xml")
    assert '<protection locked="0"/>' in part(content, "xl/styles.xml")


def test_a_sample_says_so_above_its_head_and_in_print() -> None:
    content = write([Sheet("x", (OFFICE,), [ROW], is_sample=True)])
    assert cells(content) == [["CONTOH, bukan data resmi"], ["Perangkat daerah"], ["Dinas CONTOH"]]
    assert "CONTOH" in part(content, "xl/worksheets/sheet1.xml")
    assert cells(write([Sheet("x", (OFFICE,), [ROW], is_sample=True)], language="en"))[0] == [
        "SAMPLE, not official data"
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (write([Sheet("x", COLUMNS, [ROW])], made=datetime(2026, 1, 2, tzinfo=UTC)) for _ in range(2))
    assert first == second
    assert "2026-01-02T00:00:00Z" in part(first, "docProps/core.xml")


def test_text_longer_than_a_cell_is_refused_with_its_cell() -> None:
    with pytest.raises(Refused) as refused:
        write([Sheet("x", (Column("Isi", "text"),), [{"text": "a"}, {"text": "a" * 32_768}])])
    assert refused.value.messages[0].key == "sheets_text_too_long"
    assert refused.value.messages[0].place.cell == "x!A3"


@pytest.mark.parametrize(
    ("name", "taken", "found"),
    [
        ("a" * 40, [], "a" * 31),
        ("a" * 40, ["A" * 31], "a" * 27 + " (2)"),
        ("[x]:*?/\\", [], "x"),
        ("'", [], "Data"),
        ("History", [], "History (2)"),
        ("_daftar", [], "daftar"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_takes(name: str, taken: list[str], found: str) -> None:
    assert sheet_name(name, taken) == found


def test_libreoffice_opens_a_sheet_and_keeps_it(tmp_path: Path, soffice: str) -> None:
    import subprocess  # noqa: PLC0415 - only where LibreOffice is at hand

    (tmp_path / "x.xlsx").write_bytes(write([Sheet("Rencana", COLUMNS, [ROW], is_sample=True, blank_rows=2)]))
    where = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, where, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "x.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"CONTOH, bukan data resmi"')
    assert lines[2].startswith("Dinas CONTOH,Berjalan,")
