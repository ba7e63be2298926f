"""A worksheet goes out, comes back, shows what it would change, and changes all of it or nothing."""

import io
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter
from django.utils.translation import override

from bening.kernel.documents.sheets import read
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.scoring.text import Refused as Unreadable
from bening.scoring.workbook.read import number_text
from bening.systems.assessment.actions import answers, sheets
from bening.systems.assessment.models import Answer, AnswerState, Opinion, Round, SheetKind, StagedImport
from bening.systems.assessment.queries import sheets as queries
from bening.systems.assessment.worksheet import layout
from bening.systems.assessment.worksheet.writing import answer_row, lists_of, repair_file, worksheet_file
from tests.scoring.workbook.test_hostile_files import HOSTILE
from tests.systems.assessment.makers import (
    BOTH,
    DOCUMENT,
    NOW,
    TODAY,
    City,
    answer_of,
    close,
    hand_in,
    make_city,
    start,
)

pytestmark = pytest.mark.django_db

RATIO = {
    "code": "K.3",
    "kind": "ratio",
    "question": "Tiga?",
    "weight": "2",
    "formula": "lapor / wajib",
    "inputs": {
        "wajib": {"title": "Yang wajib lapor", "effect": "down"},
        "lapor": {"title": "Yang melapor", "effect": "up"},
    },
    "cap": {"value": "1", "source": BOTH},
    "floor": {"value": "0", "source": BOTH},
    "zero_divisor": {"value": "zero", "source": BOTH},
}


def wide() -> dict[str, Any]:
    """Give the small instrument with a ratio and a long list of levels."""
    component = DOCUMENT["tree"][0]
    children = [component["children"][0], {**component["children"][1], "weight": "2"}, RATIO]
    return {**DOCUMENT, "tree": [{**component, "children": children}]}


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    return start(city, document=wide())


def sheet_for(city: City, round_: Round, who: str = "operator") -> queries.Worksheet:
    return queries.worksheet(city.people[who], round_.id, TODAY)


def rows_of(city: City, round_: Round, who: str = "operator") -> dict[str, dict[str, Any]]:
    """Give the rows of a person's sheet by code, as they would be typed again."""
    sheet = sheet_for(city, round_, who)
    return {
        line.code: {"sheet": layout.sheet_of(sheet.leaves[line.code]), **answer_row(line, sheet.leaves[line.code])}
        for line in sheet.lines
        if line.id in sheet.writable
    }


def book(sheet: queries.Worksheet, rows: list[dict[str, Any]], percent: tuple[str, str] | None = None) -> bytes:
    """Give a workbook as Excel saves it: text as text, numbers as numbers, a formula where a cell begins with `=`."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    share = workbook.add_format({"num_format": "0%"})
    for kind in layout.ANSWERED:
        inside = [row for row in rows if row["sheet"] == kind]
        if not inside:
            continue
        page = workbook.add_worksheet(layout.NAMES[kind].id)
        for at, column in enumerate(layout.columns(kind, "id", lists_of(sheet))):
            page.write_string(0, at, column.title)
            for line, row in enumerate(inside, 1):
                value = row.get(column.key)
                if isinstance(value, str) and value.startswith("="):
                    page.write_formula(line, at, value)
                elif isinstance(value, int | float):
                    page.write_number(line, at, value, share if percent == (row["code"], column.key) else None)
                elif value:
                    page.write_string(line, at, str(value))
    workbook.close()
    return stream.getvalue()


def typed(city: City, round_: Round, change: Callable[[dict[str, dict[str, Any]]], None], **how: Any) -> bytes:
    """Give the operator's sheet with some cells typed anew."""
    rows = rows_of(city, round_)
    change(rows)
    return book(sheet_for(city, round_), list(rows.values()), **how)


def stage(city: City, round_: Round, content: bytes, who: str = "operator") -> StagedImport:
    return sheets.stage_answers(by=city.people[who], round_id=round_.id, content=content, file="lembar.xlsx", now=NOW)


def apply(city: City, staged: StagedImport, who: str = "operator") -> int:
    return sheets.apply_answers(by=city.people[who], staged_id=staged.id, now=NOW)


def told(staged: StagedImport) -> list[str]:
    return [message["id"] for entry in staged.rejected for message in entry["told"]]


def fill(rows: dict[str, dict[str, Any]]) -> None:
    rows["K.1"] |= {"value": "B", "note": "Dua kalimat.\nKedua."}
    rows["K.2"]["value"] = 75.5
    rows["K.3"] |= {"input.0": 10, "input.1": "8"}


def test_a_filled_sheet_is_shown_first_and_then_saved_as_drafts(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, fill))
    assert [(change["code"], change["value"]) for change in staged.changes] == [
        ("K.1", "B"),
        ("K.2", "75.5"),
        ("K.3", {"wajib": "10", "lapor": "8"}),
    ]
    assert Answer.objects.filter(value__isnull=False).count() == 0
    assert staged.rejected == []
    assert apply(city, staged) == 3
    assert answer_of(round_, "K.1").note == "Dua kalimat.\nKedua."
    assert answer_of(round_, "K.3").value == {"wajib": "10", "lapor": "8"}
    assert answer_of(round_, "K.3").state == AnswerState.DRAFT
    assert not StagedImport.objects.exists()
    assert verify().problem is None


def test_a_sheet_that_comes_back_as_it_went_out_changes_nothing(city: City, round_: Round) -> None:
    apply(city, stage(city, round_, typed(city, round_, fill)))
    content = worksheet_file(sheet_for(city, round_), NOW)
    assert stage(city, round_, content).changes == []


def test_the_written_sheet_has_drop_downs_and_one_column_for_each_input(city: City, round_: Round) -> None:
    apply(city, stage(city, round_, typed(city, round_, fill)))
    sheet = sheet_for(city, round_)
    content = worksheet_file(sheet, NOW)
    columns = layout.columns(layout.INPUTS, "id", lists_of(sheet))
    (row,) = read(content, columns=columns, sheet="Masukan").rows
    assert [row.values[key] for key in ("meaning.0", "input.0", "meaning.1", "input.1")] == [
        "Yang wajib lapor",
        "10",
        "Yang melapor",
        "8",
    ]
    choices = layout.columns(layout.CHOICES, "id", lists_of(sheet))
    assert next(column for column in choices if column.key == "value").choices == ("A", "B", "C")
    got = read(content, columns=choices, sheet="Pilihan")
    assert got.is_sample
    assert got.rows[0].values["hint"] == "A: penuh\nB: sebagian\nC: belum"


def test_a_sheet_in_english_comes_back_under_an_indonesian_page(city: City, round_: Round) -> None:
    with override("en"):
        content = worksheet_file(sheet_for(city, round_), NOW)
    assert stage(city, round_, content).changes == []


def test_a_formula_in_a_note_stays_text_on_the_way_out(city: City, round_: Round) -> None:
    answer = answer_of(round_)
    note = '=HYPERLINK("http://contoh.example";"klik")'
    answers.save_draft(
        by=city.people["operator"], answer_id=answer.id, seen=answer.version, value="A", note=note, now=NOW
    )
    content = worksheet_file(sheet_for(city, round_), NOW)
    sheet = sheet_for(city, round_)
    got = read(content, columns=layout.columns(layout.CHOICES, "id", lists_of(sheet)), sheet="Pilihan")
    assert got.rows[0].values["note"] == note


@pytest.mark.parametrize(
    ("code", "cells", "said"),
    [
        ("K.1", {"value": "D"}, "bukan pilihan"),
        ("K.1", {"value": "=1+1"}, "rumus"),
        ("K.1", {"note": "x" * 4001}, "paling panjang 4000"),
        ("K.1", {"row": ""}, "tidak dapat diisi"),
        ("K.1", {"row": f"{uuid4()}:1"}, "tidak dapat diisi"),
        ("K.1", {"row": "DROP TABLE:9999999999999"}, "tidak dapat diisi"),
        ("K.1", {"code": "K.2"}, "tidak cocok"),
        ("K.2", {"value": 101}, "101"),
        ("K.2", {"value": "banyak"}, "banyak"),
        ("K.3", {"input.0": 1.5, "input.1": 1}, "1.5"),
        ("K.3", {"input.1": -1}, "-1"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_and_its_row_kept(
    city: City, round_: Round, code: str, cells: dict[str, Any], said: str
) -> None:
    def change(rows: dict[str, dict[str, Any]]) -> None:
        fill(rows)
        rows[code] |= cells

    staged = stage(city, round_, typed(city, round_, change))
    (entry,) = staged.rejected
    (text,) = told(staged)
    assert said in text
    assert text.startswith(f"lembar.xlsx, {layout.NAMES[entry['sheet']].id}!")
    assert {change["code"] for change in staged.changes} == {"K.1", "K.2", "K.3"} - {code}
    key, value = next(iter(cells.items()))
    assert entry["values"].get(key, "") in {str(value), number_text(str(value)), "0"}


def test_a_percentage_format_is_not_read_as_a_hundredth(city: City, round_: Round) -> None:
    def change(rows: dict[str, dict[str, Any]]) -> None:
        rows["K.2"]["value"] = 0.8

    staged = stage(city, round_, typed(city, round_, change, percent=("K.2", "value")))
    assert staged.changes == []
    assert "80% tersimpan sebagai 0,8" in told(staged)[0]


def test_a_row_that_stands_twice_counts_once(city: City, round_: Round) -> None:
    rows = rows_of(city, round_)
    fill(rows)
    content = book(sheet_for(city, round_), [rows["K.1"], {**rows["K.1"], "value": "A"}, rows["K.2"]])
    staged = stage(city, round_, content)
    assert "lebih dari sekali" in told(staged)[0]
    assert [change["value"] for change in staged.changes] == ["B", "75.5"]


def test_the_repair_sheet_holds_what_was_typed_and_can_be_sent_again(city: City, round_: Round) -> None:
    def change(rows: dict[str, dict[str, Any]]) -> None:
        rows["K.1"] |= {"value": "D", "note": "Yang saya tulis."}

    staged = stage(city, round_, typed(city, round_, change))
    sheet = sheet_for(city, round_)
    content = repair_file(sheet, staged.rejected, NOW)
    again = stage(city, round_, content)
    (entry,) = again.rejected
    assert entry["values"]["note"] == "Yang saya tulis."
    assert "bukan pilihan" in entry["values"]["told"]
    assert StagedImport.objects.count() == 1


def test_a_row_that_another_changed_is_named_and_its_text_kept(city: City, round_: Round) -> None:
    content = typed(city, round_, fill)
    answer = answer_of(round_)
    answers.save_draft(
        by=city.people["kepala"], answer_id=answer.id, seen=answer.version, value="C", note="Kepala.", now=NOW
    )
    staged = stage(city, round_, content)
    assert "sekarang tertulis: C" in told(staged)[0]
    again = stage(city, round_, repair_file(sheet_for(city, round_), staged.rejected, NOW))
    assert [(change["code"], change["value"]) for change in again.changes] == [("K.1", "B")]


def test_a_change_between_preview_and_button_applies_nothing_and_loses_nothing(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, fill))
    answer = answer_of(round_, "K.2")
    answers.save_draft(by=city.people["kepala"], answer_id=answer.id, seen=answer.version, value="1", note="", now=NOW)
    events = Event.objects.count()
    with pytest.raises(sheets.Moved) as error:
        apply(city, staged)
    assert error.value.codes == ["K.2"]
    assert Event.objects.count() == events
    aside = sheets.set_aside(by=city.people["operator"], staged_id=staged.id, kind=SheetKind.ANSWERS, now=NOW)
    assert [entry["values"]["value"] for entry in aside.rejected] == ["75.5"]
    assert apply(city, staged) == 2
    assert answer_of(round_, "K.2").value == "1"


def test_one_row_that_cannot_be_saved_keeps_all_others_back(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, fill))
    staged.changes[2]["value"] = {"wajib": "x"}
    staged.save()
    with pytest.raises(Refused):
        apply(city, staged)
    assert not Answer.objects.filter(value__isnull=False).exists()
    assert StagedImport.objects.get().changes == staged.changes


def test_a_sheet_is_applied_once_and_forgotten_after_a_day(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, fill))
    later = NOW + timedelta(hours=24, seconds=1)
    with pytest.raises(Absent):
        sheets.apply_answers(by=city.people["operator"], staged_id=staged.id, now=later)
    assert apply(city, staged) == 3
    with pytest.raises(Absent):
        apply(city, staged)
    sheets.stage_answers(
        by=city.people["operator"],
        round_id=round_.id,
        content=worksheet_file(sheet_for(city, round_), NOW),
        file="a.xlsx",
        now=NOW - timedelta(days=2),
    )
    sheets.stage_answers(
        by=city.people["kepala"],
        round_id=round_.id,
        content=worksheet_file(sheet_for(city, round_), NOW),
        file="a.xlsx",
        now=NOW,
    )
    assert list(StagedImport.objects.values_list("user__name", flat=True)) == ["kepala"]


def test_what_is_handed_in_or_closed_can_only_be_read(city: City, round_: Round) -> None:
    before = typed(city, round_, fill)
    hand_in(city, round_, {"K.1": "A", "K.2": "1", "K.3": "0.5"})
    sheet = sheet_for(city, round_)
    assert sheet.writable == frozenset()
    content = worksheet_file(sheet, NOW)
    got = read(content, columns=layout.reading_columns("id"), sheet="Hanya dibaca")
    assert [row.values["present"] for row in got.rows] == ["A", "1", "0.5"]
    assert len(stage(city, round_, before).rejected) == 3
    close(city, round_, Opinion.SELF)
    assert sheet_for(city, round_).writable == frozenset()


@pytest.mark.parametrize(
    "name", ["nothing at all", "plain text", "two letters", "another zip", "entities in entities", "a bomb in a sheet"]
)
def test_a_hostile_file_is_refused_and_nothing_is_kept(city: City, round_: Round, name: str) -> None:
    with pytest.raises(Unreadable):
        stage(city, round_, HOSTILE[name][0]())
    assert not StagedImport.objects.exists()


def test_an_emptied_cell_takes_the_answer_back(city: City, round_: Round) -> None:
    apply(city, stage(city, round_, typed(city, round_, fill)))

    def change(rows: dict[str, dict[str, Any]]) -> None:
        rows["K.1"] |= {"value": "", "note": ""}

    staged = stage(city, round_, typed(city, round_, change))
    assert [(change["value"], change["note"]) for change in staged.changes] == [(None, "")]
    apply(city, staged)
    assert answer_of(round_).value is None


@pytest.mark.parametrize("who", ["tetangga", "koordinator", "apip", "penilai", "walikota"])
def test_nobody_else_brings_a_sheet_for_the_office(city: City, round_: Round, who: str) -> None:
    content = typed(city, round_, fill)
    with pytest.raises(Absent):
        stage(city, round_, content, who)


def test_a_colleague_cannot_apply_what_another_brought(city: City, round_: Round) -> None:
    staged = stage(city, round_, typed(city, round_, fill))
    for who in ("kepala", "tetangga"):
        with pytest.raises(Absent):
            apply(city, staged, who)


def test_another_region_has_no_sheet(city: City, round_: Round) -> None:
    stranger = make_city("99.72").people["operator"]
    with pytest.raises(Absent):
        queries.worksheet(stranger, round_.id, TODAY)


def test_the_sheet_takes_as_many_queries_whatever_it_holds(
    city: City, round_: Round, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        worksheet_file(sheet_for(city, round_), NOW)


def test_a_sheet_survives_libreoffice(city: City, round_: Round, soffice: str, tmp_path: Path) -> None:
    apply(city, stage(city, round_, typed(city, round_, fill)))
    source = tmp_path / "lembar.xlsx"
    source.write_bytes(worksheet_file(sheet_for(city, round_), NOW))
    home = f"-env:UserInstallation={(tmp_path / 'kantor').as_uri()}"
    command = [soffice, home, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "keluar"), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    staged = stage(city, round_, (tmp_path / "keluar" / "lembar.xlsx").read_bytes())
    assert (staged.changes, staged.rejected) == ([], [])
