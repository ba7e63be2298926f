"""What was written comes back; what is wrong in a cell is told by the cell; a hostile file is a message."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bening.kernel.documents.child.wire import unpack_read
from bening.kernel.documents.messages import CATALOGUE
from bening.kernel.documents.sheets import LARGE, Column, Read, Sheet, names, read, read_records, write
from bening.kernel.documents.sheets_limits import USUAL
from bening.scoring.messages.render import render
from bening.scoring.text import Refused

OFFICE = Column("Perangkat daerah", "office", is_required=True)
STATE = Column("Keadaan", "state", choices=("Belum mulai", "Berjalan", "Selesai"))
AMOUNT = Column("Pagu", "amount", kind="number")
COUNT = Column("Jumlah", "count", kind="whole")
DUE = Column("Batas waktu", "due", kind="date")
COLUMNS = (OFFICE, STATE, AMOUNT, COUNT, DUE)
TITLES = tuple(column.title for column in COLUMNS)
WORD = st.sampled_from(["rows", "number", "day"])
EMPTY = dict.fromkeys(("state", "amount", "count", "due"))


def book(*rows: tuple[Any, ...], name: str = "Data") -> bytes:
    """Give a workbook as a person makes one: what is given as a pair (formula, value) becomes a formula."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet, day = workbook.add_worksheet(name), workbook.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, tuple):
                sheet.write_formula(at, column, value[0], None, value[1])
            elif isinstance(value, date | datetime):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write(at, column, value)
    workbook.close()
    return stream.getvalue()


def changed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Give the workbook with another content of its first sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
    return stream.getvalue()


def told(got: Read) -> list[tuple[str, str | None]]:
    for entry in got.messages:
        assert render(entry, "id", CATALOGUE) != render(entry, "en", CATALOGUE)
    return [(entry.key, entry.place.cell) for entry in got.messages]


def refused(content: bytes, **how: Any) -> str:
    with pytest.raises(Refused) as error:
        read(content, columns=COLUMNS, **how)
    (entry,) = error.value.messages
    assert render(entry, "id", CATALOGUE)
    return entry.key


values = st.fixed_dictionaries(
    {
        "office": st.from_regex(r"[A-Za-z=+\-@][A-Za-z0-9 =+\-@,.\n]{0,30}[a-z]", fullmatch=True),
        "state": st.sampled_from([*STATE.choices, None]),
        "amount": st.one_of(st.none(), st.decimals("-999999999", "999999999", places=2)),
        "count": st.one_of(st.none(), st.integers(-(10**12), 10**12)),
        "due": st.one_of(st.none(), st.dates(date(1901, 1, 1), date(2200, 1, 1))),
    }
)


@given(st.lists(values, min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)  # the first reading starts a process
def test_what_was_written_is_read_again(rows: list[dict[str, Any]], is_sample: bool) -> None:
    got = read(write([Sheet("Rencana", COLUMNS, rows, is_sample=is_sample, blank_rows=3)]), columns=COLUMNS)
    assert told(got) == []
    assert [dict(row.values) for row in got.rows] == rows
    assert [row.number for row in got.rows] == [at + (3 if is_sample else 2) for at in range(len(rows))]
    assert got.is_sample is is_sample


def test_columns_may_stand_in_another_order_under_a_title_row_with_other_spaces() -> None:
    titles = ("pagu", "BATAS  WAKTU", " Keadaan", "Jumlah", "Perangkat\ndaerah")
    got = read(book(("Rencana 2026",), (), titles, (5, None, "selesai", None, "Dinas")), columns=COLUMNS)
    assert told(got) == []
    assert dict(got.rows[0].values) == EMPTY | {"office": "Dinas", "amount": Decimal(5), "state": "Selesai"}
    assert got.rows[0].number == 4


@pytest.mark.parametrize(
    ("title", "value", "key"),
    [
        ("Perangkat daerah", None, "sheets_required"),
        ("Perangkat daerah", "   ", "sheets_required"),
        ("Perangkat daerah", ("=A1", "x"), "sheets_formula"),
        ("Perangkat daerah", True, "sheets_boolean"),
        ("Perangkat daerah", date(2026, 4, 3), "sheets_became_day"),
        ("Perangkat daerah", 198012312005011001, "sheets_digits_lost"),
        ("Perangkat daerah", "a\x00b", "sheets_invisible"),
        ("Perangkat daerah", "a\u202eb", "sheets_invisible"),
        ("Keadaan", "Berjalann", "sheets_not_in_list_near"),
        ("Keadaan", "xyz", "sheets_not_in_list"),
        ("Pagu", "Rp1.250", "sheets_not_a_number"),
        ("Pagu", "1.250", "sheets_thousands"),
        ("Pagu", "1.250.000,50", "sheets_not_a_number"),
        ("Pagu", date(2026, 4, 3), "sheets_not_a_number"),
        ("Pagu", "9" * 2000, "sheets_not_a_number"),
        ("Jumlah", 2.5, "sheets_not_whole"),
        ("Jumlah", "2,5", "sheets_not_whole"),
        ("Batas waktu", "31/02/2026", "sheets_not_a_day"),
        ("Batas waktu", "besok", "sheets_not_a_day"),
        ("Batas waktu", 46000, "sheets_not_a_day"),
    ],
)
def test_a_cell_that_cannot_be_used_is_told_by_its_name_and_its_row_left_out(title: str, value: Any, key: str) -> None:
    at = TITLES.index(title)
    faulty = ["Dinas A", "Berjalan", None, None, None]
    faulty[at] = value
    got = read(book(TITLES, ("Dinas B",), tuple(faulty)), columns=COLUMNS, file="rencana.xlsx")
    assert told(got) == [(key, f"Data!{'ABCDE'[at]}3")]
    assert got.rejected == (3,)
    assert [row.number for row in got.rows] == [2]
    assert render(got.messages[0], "id", CATALOGUE).startswith("rencana.xlsx, Data!")


@pytest.mark.parametrize(
    ("title", "value", "found"),
    [
        ("Perangkat daerah", 12, "12"),
        ("Perangkat daerah", " Dinas ", "Dinas"),
        ("Pagu", "12,5", Decimal("12.5")),
        ("Pagu", "-1250", Decimal(-1250)),
        ("Pagu", 0.1 + 0.2, Decimal("0.3")),
        ("Jumlah", 3.0, 3),
        ("Jumlah", "7", 7),
        ("Batas waktu", "17/8/2026", date(2026, 8, 17)),
        ("Batas waktu", "2026-08-17", date(2026, 8, 17)),
        ("Keadaan", " BELUM   mulai", "Belum mulai"),
    ],
)
def test_what_a_person_types_is_understood(title: str, value: Any, found: object) -> None:
    at = TITLES.index(title)
    row = tuple(value if column == at else "Dinas" if column == 0 else None for column in range(5))
    got = read(book(TITLES, row), columns=COLUMNS)
    assert told(got) == []
    assert got.rows[0].values[COLUMNS[at].key] == found


def test_an_error_of_excel_is_told() -> None:
    content = book(TITLES, ("Dinas", None, 5))
    faulty = changed(content, lambda sheet: sheet.replace(b'<c r="C2"><v>5</v>', b'<c r="C2" t="e"><v>#N/A</v>'))
    assert told(read(faulty, columns=COLUMNS)) == [("sheets_error", "Data!C2")]


def test_a_filled_column_of_another_title_is_told_and_an_empty_one_is_not() -> None:
    near = read(book((*TITLES, "Keadan", "Kosong"), ("Dinas", *[None] * 4, "x")), columns=COLUMNS)
    assert told(near) == [("sheets_column_unknown_near", "Data!F1")]
    far = read(book((*TITLES, "Zzz"), ("Dinas", *[None] * 4, "x")), columns=COLUMNS)
    assert told(far) == [("sheets_column_unknown", "Data!F1")]


def test_the_sheet_with_the_head_is_found_among_others_and_by_name() -> None:
    rows = [{"office": "Dinas"}]
    content = write([Sheet("Petunjuk", (Column("Isi", "text"),), [{"text": "x"}]), Sheet("Data", COLUMNS, rows)])
    assert read(content, columns=COLUMNS).sheet == "Data"
    assert read(content, columns=COLUMNS, sheet="data").rows[0].values["office"] == "Dinas"
    assert refused(content, sheet="Lain") == "sheets_no_sheet"
    assert refused(content, sheet="Petunjuk") == "sheets_no_head"


def test_a_sheet_without_its_head_or_without_rows_is_refused() -> None:
    assert refused(book(TITLES[:4], ("Dinas",))) == "sheets_no_head"
    assert refused(book((*TITLES, "Pagu"), ("Dinas",))) == "sheets_column_twice"
    assert refused(book(TITLES)) == "sheets_no_rows"


def test_ten_thousand_rows_are_read_and_one_more_is_refused() -> None:
    head = (OFFICE, STATE)
    rows = [{"office": f"Dinas {row}"} for row in range(10_001)]
    assert len(read(write([Sheet("x", head, rows[:-1])]), columns=head).rows) == 10_000
    with pytest.raises(Refused, match="sheets_too_many_rows"):
        read(write([Sheet("x", head, rows)]), columns=head)


def test_ten_thousand_rows_of_twelve_filled_columns_are_read() -> None:
    head = tuple(Column(f"Kolom {at}", f"k{at}") for at in range(12))
    rows = [{column.key: f"{row} {column.key}" for column in head} for row in range(10_000)]
    assert [dict(row.values) for row in read(write([Sheet("x", head, rows)]), columns=head).rows] == rows


@pytest.mark.parametrize("inside", [b"<c><v>1</v></c>" * 250_001, b"<x/>" * 1_000_001])
def test_a_sheet_of_too_many_cells_is_refused(inside: bytes) -> None:
    content = changed(book(TITLES, ("Dinas",)), lambda sheet: sheet.replace(b"</row>", inside + b"</row>", 1))
    assert refused(content) == "sheets_too_many_cells"


def test_a_small_file_that_grows_beyond_what_a_child_may_answer_is_refused() -> None:
    head = tuple(Column(f"Kolom {at}", f"k{at}") for at in range(10))
    rows = [{column.key: "x" * 30_000 for column in head}] * 300
    content = write([Sheet("x", head, rows)])
    assert len(content) < 1_000_000
    with pytest.raises(Refused) as error:
        read(content, columns=head, file="besar.xlsx")
    (entry,) = error.value.messages
    assert (entry.key, entry.place.file) == ("sheets_too_heavy", "besar.xlsx")
    assert render(entry, "id", CATALOGUE) != render(entry, "en", CATALOGUE)


def test_a_file_over_ten_megabytes_is_refused_before_it_is_opened() -> None:
    assert refused(b"PK" + b"0" * 10_000_000) == "workbook_too_large"


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", book(TITLES, ("x",))[:900]])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert refused(content).startswith("workbook_")


def test_a_sheet_full_of_faults_tells_the_first_and_counts_the_others() -> None:
    got = read(book(TITLES, *[("Dinas", "xyz")] * 300), columns=COLUMNS)
    assert len(got.messages) == USUAL.messages + 1
    assert got.messages[-1].key == "sheets_more_faults"
    assert dict(got.messages[-1].values) == {"count": "100"}
    assert len(got.rejected) == 300


def test_cells_come_back_as_they_were_typed() -> None:
    got = read(book(TITLES, ("Dinas ", "xyz", 0.5, None, date(2026, 4, 3)), ("Badan",)), columns=COLUMNS)
    texts = {"office": "Dinas", "state": "xyz", "amount": "0.5", "count": "", "due": "2026-04-03"}
    assert got.typed == {2: texts, 3: dict.fromkeys(texts, "") | {"office": "Badan"}}
    assert got.found == {column.key: at for at, column in enumerate(COLUMNS, 1)}


@pytest.mark.parametrize("mark", [b"_x0000_", b"_xD800_", b"_xdfff_"])
def test_what_no_database_and_no_page_can_hold_is_shown_as_a_mark(mark: bytes) -> None:
    rows = (("Dinas", "aXXb", "aXXb", "aXXb", "aXXb", "x"), ("aXXb", None, None, None, None))
    plain = book((*TITLES, "aXXb"), *rows)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"XX", mark))
    got = read(stream.getvalue(), columns=COLUMNS)
    said = [render(entry, "id", CATALOGUE) for entry in got.messages]
    assert len(said) == 6
    assert sum("a\ufffdb" in text for text in said) == 4
    assert got.typed[2] == {"office": "Dinas", **dict.fromkeys(("state", "amount", "count", "due"), "a\ufffdb")}
    assert got.typed[3]["office"] == "a\ufffdb"
    for text in [*said, *got.typed[2].values()]:
        text.encode()


def test_the_names_of_sheets_are_read_without_their_cells() -> None:
    assert names(write([Sheet("Satu", COLUMNS), Sheet("Dua", COLUMNS)]), "x.xlsx") == ("Satu", "Dua")
    with pytest.raises(Refused, match="workbook_not_xlsx"):
        names(b"hello")


PLAIN = st.none() | st.integers() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(WORD, inner)))
@settings(deadline=None)
def test_what_no_reader_says_is_taken_for_nothing_else(said: Any) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, ArithmeticError)):
        unpack_read({"rows": said, "sheet": "x"}, COLUMNS)


RECORD = (OFFICE, COUNT, DUE, Column("Catatan", "told", is_extra=True))
ENGLISH = (
    Column("Office", "office", is_required=True),
    Column("Number", "count", kind="whole"),
    Column("Due", "due", kind="date"),
)


def records(*rows: tuple[Any, ...], head: tuple[str, ...] = ("Perangkat daerah", "Jumlah", "Batas waktu")) -> Read:
    return read_records(book(head, *rows), columns=[RECORD, ENGLISH], limits=LARGE)


def test_titles_of_any_of_the_sets_are_found_and_which_one_is_told() -> None:
    day = date(2026, 4, 3)
    rows = [("Dinas", 1, day), ("Badan", None, None)]
    found = [records(*rows), records(*rows, head=("Office", "Number", "Due"))]
    assert [one.at for one in found] == [0, 1]
    first = {"office": "Dinas", "count": 1, "due": day}
    assert [dict(one.rows[0].values) for one in found] == [first | {"told": None}, first]
    with pytest.raises(Refused, match="sheets_no_head"):
        records(*rows, head=("Kantor", "Jumlah", "x"))


def test_an_extra_column_may_stand_there_and_is_no_stranger() -> None:
    found = records(("Dinas", 1, None, "x"), head=("Perangkat daerah", "Jumlah", "Batas waktu", "Catatan"))
    assert told(found) == []
    assert found.rows[0].values["told"] == "x"


def test_of_records_the_rejected_rows_alone_come_back_as_they_were_typed() -> None:
    found = records(("Dinas", 1, None), ("Badan", "x", None))
    assert found.typed == {3: {"office": "Badan", "count": "x", "due": ""}}


def test_a_hundred_thousand_rows_are_read_within_the_limits_of_a_child_and_one_more_is_refused() -> None:
    head = (Column("Jumlah", "count", kind="whole"), Column("Batas waktu", "due", kind="date"))
    rows = [{"count": row, "due": date(2026, 1, 1 + row % 28)} for row in range(100_001)]
    content = write([Sheet("x", head, rows[:-1])])
    found = read_records(content, columns=[head], limits=LARGE)
    assert [dict(row.values) for row in found.rows] == rows[:-1]
    with pytest.raises(Refused, match="sheets_too_many_rows"):
        read(content, columns=head)
    with pytest.raises(Refused, match="sheets_too_many_rows"):
        read_records(write([Sheet("x", head[:1], rows)]), columns=[head[:1]], limits=LARGE)


def test_rows_of_faults_alone_end_in_the_first_messages_and_a_number() -> None:
    head = (Column("Kantor", "office", choices=tuple(f"Dinas Contoh {at}" for at in range(40))), COUNT)
    rows = [{"office": f"Dinas Kontoh {row}", "count": "x"} for row in range(20_000)]
    found = read_records(write([Sheet("x", head, rows)]), columns=[head], limits=LARGE)
    assert (len(found.rejected), len(found.messages)) == (20_000, LARGE.messages + 1)
    assert dict(found.messages[-1].values) == {"count": str(40_000 - LARGE.messages)}


def test_more_than_the_inflated_limit_is_refused_with_that_limit() -> None:
    def inflated(sheet: bytes) -> bytes:
        return sheet.replace(b"</sheetData>", b" " * 64_000_000 + b"</sheetData>")

    with pytest.raises(Refused) as error:
        read_records(changed(book(TITLES, ("Dinas",)), inflated), columns=[COLUMNS], limits=LARGE)
    (entry,) = error.value.messages
    assert (entry.key, dict(entry.values)) == ("workbook_inflates", {"limit": "64 MB"})
