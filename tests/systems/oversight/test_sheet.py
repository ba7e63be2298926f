"""The sheet goes out and comes back; hostile cells stay text and nothing is half taken."""

import io
import json
from datetime import date

import pytest
import xlsxwriter
from django.utils.translation import override

from bening.kernel.documents.sheets import Sheet, write
from bening.scoring.workbook.cells import SheetReader
from bening.scoring.workbook.package import Package
from bening.systems.oversight import rules, sheet
from bening.systems.oversight.models import Obligation
from tests.systems.oversight.makers import NOW, YEAR, add, file, fill, line, with_officer

OFFICES = ["Dinas Contoh", "=Badan Contoh"]
HEAD = ["Tahun lapor", "Nomor", "Kantor", "Golongan jabatan", "Tanggal lapor"]


def book(*rows: list[object], head: list[str] = HEAD, formula: str = "") -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = workbook.add_worksheet("LHKPN")
    for at, row in enumerate((list[object](head), *rows)):
        for column, value in enumerate(row):
            page.write(at, column, value)
    if formula:
        page.write_formula(1, 1, formula)
    workbook.close()
    return stream.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_goes_out_comes_back_in_either_language(language: str) -> None:
    city = with_officer()
    fill(city, {"Dinas Contoh": (3, 2)})
    found = list(Obligation.objects.select_related("organisation", "receipt").order_by("number"))
    with override(language):
        content = sheet.written(city.region, OFFICES, found, made=NOW)
    back = sheet.opened(content, OFFICES)
    assert back.said() == []
    assert [(row.number, row.office, row.filed_on) for row in back.rows] == [
        (1, "Dinas Contoh", date(2025, 2, 1)),
        (2, "Dinas Contoh", date(2025, 2, 2)),
        (3, "Dinas Contoh", None),
    ]


@pytest.mark.django_db
def test_a_sample_says_so_and_an_office_named_like_a_formula_stays_text() -> None:
    city = with_officer()
    city.offices["dinas"].name = "=1+1"
    row = file(city, add(city))
    row.organisation.name = "=1+1"
    content = sheet.written(city.region, ["=1+1"], [row], made=NOW)
    cells = SheetReader(Package(content, "")).sheet("LHKPN")
    assert cells is not None
    texts = {cell.text for cell in cells.values()}
    assert "CONTOH, bukan data resmi" in texts
    assert "=1+1" in texts
    assert not any(cell.formula for cell in cells.values())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ([2024, 1, "Dinas Kontoh", "", ""], "C2"),
        ([2024, "satu", "Dinas Contoh", "", ""], "B2"),
        (["2.024", 1, "Dinas Contoh", "", ""], "A2"),
        ([2024, 1.5, "Dinas Contoh", "", ""], "B2"),
        ([2024, 1, "Dinas Contoh", "raja", ""], "D2"),
        ([2024, 1, "Dinas Contoh", "", "kemarin"], "E2"),
        ([2024, 1, "Dinas\x0bContoh", "", ""], "C2"),
        ([2024, 1, "", "", ""], "C2"),
        ([True, 1, "Dinas Contoh", "", ""], "A2"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(row: list[object], words: str) -> None:
    found = sheet.opened(book(row), OFFICES)
    (said,) = found.said()
    assert f"LHKPN!{words}: " in said


def test_a_formula_is_not_believed() -> None:
    found = sheet.opened(book([2024, 1, "Dinas Contoh", "", ""], formula="=1+1"), OFFICES)
    assert "LHKPN!B2" in found.said()[0]


def test_a_column_of_names_or_wealth_is_refused() -> None:
    found = sheet.opened(book([2024, 1, "Dinas Contoh", "", "", "Budi"], head=[*HEAD, "Nama"]), OFFICES)
    assert "“Nama”" in found.problems[0]["id"]
    assert found.kept == ()


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 100, write([Sheet("Kosong", ())])])
def test_what_is_no_such_sheet_is_refused_in_a_sentence(content: bytes) -> None:
    found = sheet.opened(content, OFFICES)
    assert found.rows == ()
    assert all(problem.endswith(".") for problem in found.said())
    assert found.problems


def test_lines_are_kept_unchanged_with_the_version_that_was_seen() -> None:
    rows = [(line(1, "Dinas Contoh", date(2025, 2, 1)), 3), (line(2, "Dinas Contoh", year=YEAR), 0)]
    assert sheet.unpacked(json.loads(json.dumps(sheet.packed(rows)))) == rows


@pytest.mark.django_db
def test_a_row_for_repair_goes_out_as_it_was_typed_and_comes_back_mended() -> None:
    city = with_officer()
    found = sheet.opened(book([2024, 1, "Dinas Kontoh", "administrator", "2025-02-01"]), OFFICES)
    (kept,) = [entry.stored() for entry in found.kept]
    again = sheet.repair(city.region, OFFICES, [kept], made=NOW)
    (said,) = sheet.opened(again, OFFICES).said()
    assert said == kept["told"][0]["id"].replace("C2", "C3")  # below the mark of a sample
    kept["values"]["office"] = "Dinas Contoh"
    for name in ("id", "en"):
        with override(name):
            mended = sheet.opened(sheet.repair(city.region, OFFICES, [kept], made=NOW), OFFICES)
        assert mended.said() == []
        assert mended.rows == (rules.Wanted(3, 1, "Dinas Contoh", 2024, "middle", date(2025, 2, 1)),)
