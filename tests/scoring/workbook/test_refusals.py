"""What cannot be read is refused with its cell, everything at once, in words that tell how to repair it."""

import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bening.scoring.instrument.model import Instrument
from bening.scoring.messages.render import render
from bening.scoring.text import Message, Refused
from bening.scoring.workbook.read import read_workbook
from tests.scoring.workbook import small
from tests.scoring.workbook.grid import Formula, Grid, Percent, Value


@pytest.fixture
def grid(tmp_path: Path) -> Grid:
    return Grid.of(small.instrument(), tmp_path, small.answers())


def refused(grid: Grid, tmp_path: Path, instrument: Instrument | None = None) -> list[Message]:
    with pytest.raises(Refused) as found:
        read_workbook(grid.save(tmp_path / "diubah.xlsx"), instrument or small.instrument())
    for entry in found.value.messages:
        assert entry.place.file is not None
        assert entry.place.file.endswith("diubah.xlsx")
        assert entry.place.line is None
        assert all("{" not in render(entry, language) for language in ("id", "en"))
    return list(found.value.messages)


def told(messages: list[Message]) -> list[tuple[str, str | None]]:
    return [(entry.key, entry.place.cell) for entry in messages]


CELLS: dict[str, tuple[str, str, Value, str]] = {
    "a letter outside the scale": ("A", "A.choice", "F", "answer_not_on_scale"),
    "a formula": ("A", "A.choice", Formula('="A"', "A"), "workbook_formula"),
    "a formula that counts": ("A", "A.index", Formula("=1+2", 3), "workbook_formula"),
    "a formula in an input": ("A", "A.ratio:semua", Formula("=7", 7), "workbook_formula"),
    "a formula that fails": ("A", "A.index", Formula("=1/0", "#DIV/0!"), "workbook_formula"),
    "a formula on the cover": ("Sampul", "fact.opini", Formula('="WTP"', "WTP"), "workbook_formula"),
    "a logical value": ("A", "A.last", True, "workbook_boolean"),
    "a logical value in a fact": ("Sampul", "fact.pernah", False, "workbook_boolean"),
    "a date": ("A", "A.ratio", date(2025, 3, 4), "workbook_date"),
    "a time of day": ("A", "A.index", datetime(2025, 3, 4, 12, 30), "workbook_date"),  # noqa: DTZ001 - a cell has no zone
    "a percentage of a percent": ("A", "A.free", Percent(0.8), "workbook_percent_format"),
    "a percentage of an index": ("A", "A.index", Percent(0.8), "workbook_percent_format"),
    "an index above its maximum": ("A", "A.index", 4.5, "answer_out_of_range"),
    "a number that is a word": ("A", "A.number", "banyak", "answer_not_number"),
    "a number with two separators": ("A", "A.number", "1.234,5", "answer_not_number"),
    "half a count": ("A", "A.ratio:semua", 7.5, "input_not_count"),
    "a negative count": ("A", "A.ratio:selesai", -1, "input_negative"),
    "a grouped count": ("A", "A.ratio:semua", "1.250", "count_ambiguous"),
    "not applicable where it is not": ("A", "A.index", "n/a", "not_applicable_refused"),
    "a fact outside its scale": ("Sampul", "fact.opini", "ABC", "fact_value"),
    "a stage that does not exist": ("Sampul", "stage", "awal", "answer_stage"),
    "a day that does not exist": ("Sampul", "as_of", "2025-02-30", "day_shape"),
    "a day as a plain number": ("Sampul", "as_of", 45911, "day_shape"),
    "a day of another result": ("A", "A.other:as_of", "kemarin", "day_shape"),
}


@pytest.mark.parametrize(("sheet", "code", "value", "key"), CELLS.values(), ids=list(CELLS))
def test_a_cell_is_refused_by_its_name(
    grid: Grid, tmp_path: Path, sheet: str, code: str, value: Value, key: str
) -> None:
    if code == "A.ratio":
        for name in ("selesai", "semua"):
            del grid.sheets["A"][grid.place("A", f"A.ratio:{name}")]
    cell = grid.put(sheet, code, value)
    assert told(refused(grid, tmp_path)) == [(key, cell)]


def test_an_error_cell(grid: Grid, tmp_path: Path) -> None:
    cell = grid.put("A", "A.index", Formula("=NA()", "#N/A"))
    path = grid.save(tmp_path / "dengan-rumus.xlsx")
    bare = tmp_path / "diubah.xlsx"
    rewrite(path, bare, "<f>NA()</f>", "")
    with pytest.raises(Refused) as found:
        read_workbook(bare, small.instrument())
    assert told(list(found.value.messages)) == [("workbook_error", cell)]


def rewrite(source: Path, target: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))


def test_a_formula_in_a_note_and_in_a_code(grid: Grid, tmp_path: Path) -> None:
    note = grid.put("A", "A.last", Formula("=1", 1), "Catatan")
    row, column = grid.find("A", "A.choice")
    grid.sheets["A"][row, column] = Formula('="A.choice"', "A.choice")
    found = told(refused(grid, tmp_path))
    assert ("workbook_formula", note) in found
    assert ("workbook_formula", f"A!A{row + 1}") in found
    assert ("workbook_rows_missing", "A") in found


def test_everything_wrong_is_told_at_once(grid: Grid, tmp_path: Path) -> None:
    cells = [grid.put("A", "A.choice", "F"), grid.put("A", "A.index", 9), grid.put("B", "B.1.a", "Z")]
    assert [cell for _, cell in told(refused(grid, tmp_path))] == cells


def test_a_code_twice_names_both_rows(grid: Grid, tmp_path: Path) -> None:
    first = grid.find("A", "A.choice")[0] + 1
    grid.sheets["A"] |= {(70, 0): "a.choice", (70, 4): "A"}
    messages = refused(grid, tmp_path)
    assert told(messages) == [("workbook_code_twice", "A!A71")]
    assert dict(messages[0].values) == {"code": "A.choice", "first": f"A!A{first}"}


def test_an_unknown_code_with_an_answer_names_the_nearest(grid: Grid, tmp_path: Path) -> None:
    grid.sheets["A"] |= {(70, 0): "A.chioce", (70, 4): "A"}
    messages = refused(grid, tmp_path)
    assert told(messages) == [("workbook_code_unknown", "A!A71")]
    assert dict(messages[0].values)["near"] == "A.choice"


def test_a_code_that_was_changed_is_told_as_unknown_and_as_missing(grid: Grid, tmp_path: Path) -> None:
    row, column = grid.find("A", "A.choice")
    grid.sheets["A"][row, column] = "A.pilihan"
    messages = refused(grid, tmp_path)
    assert told(messages) == [("workbook_code_unknown", f"A!A{row + 1}"), ("workbook_rows_missing", "A")]
    assert dict(messages[1].values)["codes"] == "A.choice"


def test_a_code_of_another_sheet_does_not_count(grid: Grid, tmp_path: Path) -> None:
    grid.sheets["A"] |= {(70, 0): "B.1.a", (70, 4): "Y"}
    assert told(refused(grid, tmp_path)) == [("workbook_code_unknown", "A!A71")]


def test_a_deleted_row_is_missed_answered_or_not(grid: Grid, tmp_path: Path) -> None:
    row = grid.find("B", "B.1.b")[0]
    grid.sheets["B"] = {place: value for place, value in grid.sheets["B"].items() if place[0] != row}
    assert told(refused(grid, tmp_path)) == [("workbook_rows_missing", "B")]


def test_a_deleted_row_of_the_cover_is_missed(grid: Grid, tmp_path: Path) -> None:
    row = grid.find("Sampul", "fact.opini")[0]
    grid.sheets["Sampul"] = {place: value for place, value in grid.sheets["Sampul"].items() if place[0] != row}
    assert told(refused(grid, tmp_path)) == [("workbook_rows_missing", "Sampul")]


def test_an_unknown_fact_on_the_cover(grid: Grid, tmp_path: Path) -> None:
    grid.sheets["Sampul"] |= {(90, 0): "fact.opini_bkp", (90, 2): "WTP"}
    assert told(refused(grid, tmp_path)) == [("workbook_code_unknown", "Sampul!A91")]


def test_an_answer_without_a_code_and_one_on_a_heading(grid: Grid, tmp_path: Path) -> None:
    grid.sheets["A"][70, 4] = "A"
    heading = grid.put("B", "B.1", "A")
    assert told(refused(grid, tmp_path)) == [("workbook_no_code", "A!E71"), ("workbook_group_answered", heading)]


def test_a_ratio_given_twice(grid: Grid, tmp_path: Path) -> None:
    cell = grid.put("A", "A.ratio", "0,5")
    assert told(refused(grid, tmp_path)) == [("workbook_ratio_both", cell)]


def test_a_day_without_its_score(grid: Grid, tmp_path: Path) -> None:
    del grid.sheets["A"][grid.place("A", "A.other")]
    row, _ = grid.place("A", "A.other:as_of")
    assert told(refused(grid, tmp_path)) == [("workbook_day_alone", f"A!E{row + 1}")]


def test_a_heading_twice_and_a_sheet_without_one(grid: Grid, tmp_path: Path) -> None:
    row = grid.find("A", "Jawaban")[0]
    grid.sheets["A"][row, 20] = "jawaban"
    del grid.sheets["B"][grid.find("B", "Kode")]
    assert told(refused(grid, tmp_path)) == [("workbook_column_twice", f"A!U{row + 1}"), ("workbook_no_header", "B")]


def test_a_missing_sheet_is_named(grid: Grid, tmp_path: Path) -> None:
    del grid.sheets["B"]
    messages = refused(grid, tmp_path)
    assert told(messages) == [("workbook_sheets_missing", None)]
    assert dict(messages[0].values) == {"missing": "B", "found": "Sampul, A, Syarat"}


def test_without_its_cover_it_is_not_read(grid: Grid, tmp_path: Path) -> None:
    del grid.sheets["Sampul"]
    messages = refused(grid, tmp_path)
    assert (messages[0].key, dict(messages[0].values)["missing"]) == ("workbook_sheets_missing", "Sampul")


def test_a_cover_without_the_digest_is_not_ours(grid: Grid, tmp_path: Path) -> None:
    row = grid.find("Sampul", "sha256")[0]
    grid.sheets["Sampul"] = {place: value for place, value in grid.sheets["Sampul"].items() if place[0] != row}
    assert told(refused(grid, tmp_path)) == [("workbook_not_ours", "Sampul")]


def test_the_workbook_of_another_instrument(grid: Grid, tmp_path: Path) -> None:
    changed = small.document()
    changed["id"] = "lain-2025"
    cell = f"Sampul!C{grid.find('Sampul', 'instrument')[0] + 1}"
    assert told(refused(grid, tmp_path, small.instrument(changed))) == [("answers_of_other", cell)]


def test_another_digest_is_refused_with_what_differs(grid: Grid, tmp_path: Path) -> None:
    changed = small.document()
    first, second = changed["tree"]
    first["children"][0]["scale"] = "abc"
    first["children"][2]["weight"], first["children"][3]["weight"] = "1", "4"
    first["children"][6]["code"] = "A.baru"
    second["children"][0]["children"].pop()
    messages = refused(grid, tmp_path, small.instrument(changed))
    assert messages[0].key == "workbook_other_digest"
    assert messages[0].place.cell == f"Sampul!C{grid.find('Sampul', 'sha256')[0] + 1}"
    values = {(entry.key, dict(entry.values).get("code")): dict(entry.values) for entry in messages[1:]}
    assert values["workbook_only_there", None]["codes"] == "A.last, B.1.b"
    assert values["workbook_only_here", None]["codes"] == "A.baru"
    assert values["workbook_part_changed", "A.choice"]["before"] == "choice; A=1 B=0.67 C=0.33 D=0; weight default=2"
    assert values["workbook_part_changed", "A.choice"]["after"] == "choice; A=1 B=0.5 C=0; weight default=2"
    assert {code for key, code in values if key == "workbook_part_changed"} == {"A.choice", "A.index", "A.number"}


def test_many_changes_are_counted(grid: Grid, tmp_path: Path) -> None:
    changed = small.document()
    changed["maximum"] = "40"
    for top in changed["tree"]:
        top["weight"] = str(2 * int(top["weight"]))
        for child in top["children"]:
            child["weight"] = str(2 * int(child["weight"]))
    changed["facts"]["opini"]["scale"] = ["TMP", "WTP"]
    messages = refused(grid, tmp_path, small.instrument(changed))
    assert [entry.key for entry in messages].count("workbook_part_changed") == 10
    assert dict(messages[-1].values)["count"] == "1"


def test_other_words_alone_are_told_as_such(grid: Grid, tmp_path: Path) -> None:
    changed = small.document()
    changed["title"] = "Kecil sekali"
    messages = refused(grid, tmp_path, small.instrument(changed))
    assert [entry.key for entry in messages] == ["workbook_other_digest", "workbook_words_changed"]


def test_without_its_hidden_sheet_the_differences_are_not_known(grid: Grid, tmp_path: Path) -> None:
    del grid.sheets["_bening"]
    changed = small.document()
    changed["title"] = "Kecil sekali"
    messages = refused(grid, tmp_path, small.instrument(changed))
    assert [entry.key for entry in messages] == ["workbook_other_digest", "workbook_version_unknown"]


def test_a_length_of_time_is_a_date_too(grid: Grid, tmp_path: Path) -> None:
    cell = grid.put("A", "A.index", timedelta(hours=3))
    assert told(refused(grid, tmp_path)) == [("workbook_date", cell)]
