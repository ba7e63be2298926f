"""Cells as other programs store them: prefixes, rich text, reading aids, no references, days from 1904."""

import zipfile
from pathlib import Path

import pytest

from bening.scoring.workbook.cells import Cell, SheetReader, day_of
from bening.scoring.workbook.package import open_package
from bening.scoring.workbook.read import number_text

RELATION = '<r:Relationship Id="{}" Type="t/{}" Target="{}"/>'
ROOT = RELATION.format("a", "officeDocument", "/buku/book.xml")
OF_BOOK = (
    RELATION.format("r2", "worksheet", "../lembar/1.xml")
    + RELATION.format("r3", "sharedStrings", "kata.xml")
    + RELATION.format("r4", "styles", "/buku/gaya.xml")
    + '<r:Relationship Id="r5" Type="t/worksheet" Target="http://a" TargetMode="External"/>'
)
BOOK = (
    '<x:workbook xmlns:x="m" xmlns:rel="r"><x:workbookPr date1904="1"/><x:sheets>'
    '<x:sheet name="Satu" sheetId="7" rel:id="r2"/><x:sheet name="Hilang" sheetId="8" rel:id="r9"/>'
    "</x:sheets></x:workbook>"
)
STRINGS = (
    "<sst><si><t>satu</t></si>"
    "<si><r><rPr><b/></rPr><t>du</t></r><r><t>a</t></r><rPh><t>aid</t></rPh></si>"
    "<si><t>baris_x000D_baru _x005F_x0041_</t></si></sst>"
)
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[Red]&quot;dus&quot; 0.0"/>'
    '<numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="yyyy"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="10"/></cellXfs></styleSheet>'
)
SHEET = (
    '<s:worksheet xmlns:s="m"><s:sheetData><s:row><s:c t="s"><s:v>0</s:v></s:c>'
    '<s:c t="s"><s:v>1</s:v></s:c><s:c t="s"><s:v>2</s:v></s:c></s:row>'
    '<s:row r="5"><s:c r="C5"><s:v>1.5</s:v></s:c><s:c s="1"><s:v>9</s:v></s:c><s:c s="2"><s:v>9</s:v></s:c>'
    '<s:c s="3"><s:v>9</s:v></s:c><s:c s="4"><s:v>9</s:v></s:c><s:c s="5"><s:v>9</s:v></s:c></s:row>'
    '<s:row><s:c t="inlineStr"><s:is><s:r><s:t>da</s:t></s:r><s:r><s:t>lam</s:t></s:r></s:is></s:c>'
    '<s:c t="str"><s:f>A1&amp;"x"</s:f><s:v>satux</s:v></s:c><s:c t="b"><s:v>1</s:v></s:c>'
    '<s:c t="e"><s:v>#N/A</s:v></s:c><s:c t="d"><s:v>2025-09-11T00:00:00</s:v></s:c><s:c s="1"/>'
    "<s:c><s:f>B1</s:f></s:c></s:row></s:sheetData></s:worksheet>"
)
PARTS = {
    "_rels/.rels": f'<r:Relationships xmlns:r="x">{ROOT}</r:Relationships>',
    "buku/_rels/book.xml.rels": f'<r:Relationships xmlns:r="x">{OF_BOOK}</r:Relationships>',
    "buku/book.xml": BOOK,
    "buku/kata.xml": STRINGS,
    "buku/gaya.xml": STYLES,
    "lembar/1.xml": SHEET,
}


@pytest.fixture
def reader(tmp_path: Path) -> SheetReader:
    path = tmp_path / "lain.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in PARTS.items():
            file.writestr(name, text)
    return SheetReader(open_package(path, "lain.xlsx"))


def test_every_form_of_a_cell(reader: SheetReader) -> None:
    cells = reader.sheet("SATU")
    assert cells is not None
    assert dict(cells) == {
        (1, 1): Cell("satu", "text"),
        (1, 2): Cell("dua", "text"),
        (1, 3): Cell("baris\rbaru _x0041_", "text"),
        (5, 3): Cell("1.5", "number"),
        (5, 4): Cell("9", "date"),
        (5, 5): Cell("9", "number"),
        (5, 6): Cell("9", "date"),
        (5, 7): Cell("9", "date"),
        (5, 8): Cell("9", "percent"),
        (6, 1): Cell("dalam", "text"),
        (6, 2): Cell("satux", "text", formula=True),
        (6, 3): Cell("1", "boolean"),
        (6, 4): Cell("#N/A", "error"),
        (6, 5): Cell("2025-09-11T00:00:00", "date"),
        (6, 7): Cell("", "number", formula=True),
    }


def test_a_sheet_without_a_part_and_one_that_is_not_there(reader: SheetReader) -> None:
    assert reader.sheet("Hilang") is None
    assert reader.sheet("Dua") is None


def test_days_from_1904(reader: SheetReader) -> None:
    assert reader.from_1904
    assert day_of("44449", from_1904=True) == day_of("45911.0", from_1904=False) == "2025-09-11"


@pytest.mark.parametrize("text", ["45911.5", "0", "60", "-1", "9999999", "kemarin", ""])
def test_what_is_no_day(text: str) -> None:
    assert day_of(text, from_1904=False) is None


@pytest.mark.parametrize("text", ["", "satu", "nan", "inf", "1e400", "1e60", "0x10"])
def test_what_is_no_number(text: str) -> None:
    assert number_text(text) is None
