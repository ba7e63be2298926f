"""Reading does not mind what people do to a sheet while the answers stay plain."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bening.scoring.text import Refused
from bening.scoring.workbook.read import read_workbook
from tests.scoring.workbook import small
from tests.scoring.workbook.grid import Grid, Percent
from tests.scoring.workbook.same import meaning


@pytest.fixture
def grid(tmp_path: Path) -> Grid:
    return Grid.of(small.instrument(), tmp_path, small.answers())


def assert_same(grid: Grid, tmp_path: Path) -> None:
    found = read_workbook(grid.save(tmp_path / "diubah.xlsx"), small.instrument())
    assert meaning(found) == meaning(small.answers())


def test_cells_without_their_looks_read_the_same(grid: Grid, tmp_path: Path) -> None:
    assert_same(grid, tmp_path)


@pytest.mark.parametrize("at", [0, 3, 6, 8, 11])
def test_inserted_rows(grid: Grid, tmp_path: Path, at: int) -> None:
    for sheet in ("Sampul", "A", "B"):
        grid.move(sheet, lambda row, column: (row + 3 * (row >= at), column))
    assert_same(grid, tmp_path)


def test_inserted_rows_with_remarks_in_them(grid: Grid, tmp_path: Path) -> None:
    grid.move("A", lambda row, column: (row + 2 * (row >= 8), column))
    code, note = grid.find("A", "Kode")[1], grid.find("A", "Pertanyaan")[1]
    grid.sheets["A"][8, code] = "Rapat 3 Mei"
    grid.sheets["A"][9, note] = "lihat notulen"
    assert_same(grid, tmp_path)


MOVES: dict[str, Callable[[int, int], tuple[int, int]]] = {
    "mirrored": lambda row, column: (row, 12 - column),
    "to the right": lambda row, column: (row, column + 40),
    "rows in reverse": lambda row, column: (row if row < 6 else 60 - row, column),
}


@pytest.mark.parametrize("to", MOVES.values(), ids=list(MOVES))
def test_moved_columns_and_rows(grid: Grid, tmp_path: Path, to: Callable[[int, int], tuple[int, int]]) -> None:
    for sheet in ("Sampul", "A", "B"):
        grid.move(sheet, to)
    assert_same(grid, tmp_path)


def test_lower_case_in_answers_codes_headings_and_sheet_names(grid: Grid, tmp_path: Path) -> None:
    for name in ("Sampul", "A", "B"):
        cells = grid.sheets.pop(name)
        grid.sheets[name.lower()] = {
            place: value.lower() if isinstance(value, str) else value for place, value in cells.items()
        }
    assert_same(grid, tmp_path)


def test_decimal_commas_spaces_and_numbers_as_text(grid: Grid, tmp_path: Path) -> None:
    grid.put("A", "A.index", " 3,72 ")
    grid.put("A", "A.other", "81,25")
    grid.put("A", "A.number", "12")
    grid.put("A", "A.ratio:selesai", "3 ")
    grid.put("A", "A.choice", " b")
    grid.put("Sampul", "fact.spbe", "3,2")
    assert_same(grid, tmp_path)


def test_extra_sheets_whatever_they_hold(grid: Grid, tmp_path: Path) -> None:
    grid.sheets["A (2)"] = dict(grid.sheets["A"])
    grid.sheets["Rekap"] = {(0, 0): "Kode", (0, 1): "Jawaban", (1, 0): "A.choice", (1, 1): "Z"}
    assert_same(grid, tmp_path)


def test_sheets_in_another_order_and_without_the_lists(grid: Grid, tmp_path: Path) -> None:
    del grid.sheets["_lists"], grid.sheets["Syarat"]
    grid.sheets = dict(reversed(grid.sheets.items()))
    assert_same(grid, tmp_path)


def test_the_english_words_on_an_indonesian_sheet(grid: Grid, tmp_path: Path) -> None:
    for row_words in (("Kode", "CODE"), ("Jawaban", "Answer"), ("Catatan", "note")):
        grid.sheets["A"][grid.find("A", row_words[0])] = row_words[1]
    assert_same(grid, tmp_path)


def test_a_heading_row_that_is_repeated_below(grid: Grid, tmp_path: Path) -> None:
    heading = {place: value for place, value in grid.sheets["A"].items() if place[0] == grid.find("A", "Kode")[0]}
    grid.sheets["A"] |= {(80, column): value for (_, column), value in heading.items()}
    assert_same(grid, tmp_path)


@pytest.mark.parametrize(
    ("value", "shown"), [(4.0, "4"), (0.1 + 0.2, "0.3"), (3.7200000000000002, "3.72"), (1e-3, "0.001")]
)
def test_a_number_is_its_shortest_decimal_of_15_digits(grid: Grid, tmp_path: Path, value: float, shown: str) -> None:
    grid.put("A", "A.index", value)
    found = read_workbook(grid.save(tmp_path / "a.xlsx"), small.instrument())
    assert found.answers["A.index"].shown == shown


def test_three_quarters_as_text_gives_both_inputs(grid: Grid, tmp_path: Path) -> None:
    for name in ("selesai", "semua"):
        del grid.sheets["A"][grid.place("A", f"A.ratio:{name}")]
    grid.put("A", "A.ratio", "3/7")
    assert_same(grid, tmp_path)


def test_a_share_in_a_percent_cell_is_a_ratio(grid: Grid, tmp_path: Path) -> None:
    for name in ("selesai", "semua"):
        del grid.sheets["A"][grid.place("A", f"A.ratio:{name}")]
    grid.put("A", "A.ratio", Percent(0.8))
    found = read_workbook(grid.save(tmp_path / "a.xlsx"), small.instrument())
    assert found.answers["A.ratio"].shown == "0.8"


def test_a_day_that_the_program_made_a_date(grid: Grid, tmp_path: Path) -> None:
    grid.put("Sampul", "as_of", date(2025, 9, 11))
    grid.put("A", "A.other:as_of", date(2025, 10, 1))
    assert_same(grid, tmp_path)


def test_an_input_alone_is_a_missing_answer_that_keeps_it(grid: Grid, tmp_path: Path) -> None:
    del grid.sheets["A"][grid.place("A", "A.ratio:semua")]
    found = read_workbook(grid.save(tmp_path / "a.xlsx"), small.instrument())
    assert dict(found.answers["A.ratio"].inputs or {}) == {"selesai": 3}


def test_an_option_and_a_stage_in_capitals(grid: Grid, tmp_path: Path) -> None:
    grid.put("Sampul", "option.reading", "OTHER")
    grid.put("Sampul", "stage", "Akhir")
    assert_same(grid, tmp_path)


def test_an_unknown_choice_of_an_option_names_its_cell(grid: Grid, tmp_path: Path) -> None:
    cell = grid.put("Sampul", "option.reading", "neither")
    with pytest.raises(Refused) as refused:
        read_workbook(grid.save(tmp_path / "a.xlsx"), small.instrument())
    assert [(entry.key, entry.place.cell) for entry in refused.value.messages] == [("option_choice", cell)]
