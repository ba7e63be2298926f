"""Tables of every type of column, in batches, with progress, and longer than memory."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id
from bening.scoring.many.cells import shortest_double, understood
from bening.scoring.many.table import score_table
from bening.scoring.text import Refused
from tests.scoring.many.makers import (
    BOTH,
    check,
    expected,
    instrument_of,
    question,
    random_rows,
    ratio,
    read,
    write,
    write_table,
)

HELD = {"id": "held", "fact": "held", "at_least": "true", "source": BOTH}


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    number = ratio("R", formula="a / b")
    for entry in number["inputs"].values():
        entry["type"] = "number"
    return instrument_of(
        maximum="4",
        tree=[question("Q", "yes_no"), question("P", "index", maximum="4"), number, ratio("S")],
        facts={"held": {"title": "h", "kind": "yes_no"}, "angka": {"title": "a", "kind": "number"}},
        predicates={"lulus": {"title": "L", "gates": [HELD]}},
    )


CELLS = {"id": "x", "Q": "Ya", "P": "3,2", "R:a": "1.5", "R:b": "4", "S": "3/4", "fact.held": "Ya", "fact.angka": "2"}


def result_of(instrument: Instrument, folder: Path, **columns: Any) -> dict[str, str]:
    """Score one row in which some columns have another type than text."""
    cells = {name: pa.array([text]) for name, text in CELLS.items()}
    cells |= {name.replace("__", ":").replace("_", "."): column for name, column in columns.items()}
    source = write_table(folder / "in.arrow", pa.table(cells))
    score_table(instrument, source, folder / "out.parquet")
    (found,) = read(folder / "out.parquet")
    return found


@pytest.mark.parametrize(
    ("name", "column", "same_as"),
    [
        ("P", pa.array([3.2]), "3.2"),
        ("P", pa.array([3.2], pa.float32()), "3.2"),
        ("P", pa.array([0.1 + 0.2]), "0.3"),
        ("P", pa.array([0.00001]), "0.00001"),
        ("P", pa.array([3]), "3"),
        ("P", pa.array([Decimal("3.20")]), "3.20"),
        ("P", pa.array(["3.2"], pa.large_string()), "3.2"),
        ("P", pa.array(["3.2"], pa.string_view()), "3.2"),
        ("P", pa.array([" 3.2 "]).dictionary_encode(), "3.2"),
        ("P", pa.array([3.2]).dictionary_encode(), "3.2"),
        ("P", pa.array([None], pa.float64()), ""),
        ("P", pa.nulls(1), ""),
        ("P", pa.array(["  "]), ""),
        ("P", pa.array(["null"]), ""),
        ("P", pa.DictionaryArray.from_arrays(pa.array([0]), pa.array([None], pa.string())), ""),
        ("Q", pa.array(["t"]), "T"),
        ("R__a", pa.array([0.75]), "0.75"),
        ("R__b", pa.array([Decimal("4.000")]), "4"),
        ("R__b", pa.array([0]), "0"),
        ("fact_held", pa.array([True]), "true"),
        ("fact_held", pa.array([False]), "false"),
        ("fact_angka", pa.array([2.0]), "2"),
    ],
)
def test_a_column_of_another_type_counts_as_its_text(
    instrument: Instrument, name: str, column: Any, same_as: str, tmp_path: Path
) -> None:
    row = CELLS | {name.replace("__", ":").replace("_", "."): same_as}
    assert result_of(instrument, tmp_path, **{name: column}) == expected(instrument, row)


@pytest.mark.parametrize("value", [4.0, 4, Decimal("4.00"), "4"])
def test_a_count_may_be_any_whole_number(value: Any, tmp_path: Path) -> None:
    instrument = instrument_of(maximum="1", tree=[ratio("R")])
    table = pa.table({"id": ["x"], "R:a": pa.array([2]), "R:b": pa.array([value])})
    score_table(instrument, write_table(tmp_path / "in.parquet", table), tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[0]["points"] == "0.500000"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 4.5])
def test_a_double_that_is_no_count_is_refused(value: float, tmp_path: Path) -> None:
    instrument = instrument_of(maximum="1", tree=[ratio("R")])
    table = pa.table({"id": ["x"], "R:a": pa.array([2]), "R:b": pa.array([value])})
    with pytest.raises(Refused, match="input_not_count"):
        score_table(instrument, write_table(tmp_path / "in.parquet", table), tmp_path / "out.csv")


def test_single_precision_has_no_digits_that_nobody_wrote() -> None:
    cells = understood(pa.array([3.2, 0.1, 2.0**40], pa.float32()), str)
    assert cells.values == [None, "3.2", "0.1", str(2**40)]


def test_whole_doubles_keep_every_digit() -> None:
    assert shortest_double(float(2**60)) == str(2**60)


def test_ids_keep_their_type(instrument: Instrument, tmp_path: Path) -> None:
    for ids in (pa.array([17]), pa.array(["x"]), pa.array(["x"]).dictionary_encode()):
        result_of(instrument, tmp_path, id=ids)
        wanted = pa.string() if pa.types.is_dictionary(ids.type) else ids.type
        assert parquet.read_schema(tmp_path / "out.parquet").field("id").type == wanted


def test_points_are_decimals_in_parquet_and_arrow(instrument: Instrument, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", [CELLS])
    for ending in (".parquet", ".arrow"):
        score_table(instrument, source, tmp_path / f"out{ending}")
    with pa.ipc.open_file(tmp_path / "out.arrow") as file:
        schema = file.schema
    assert schema == parquet.read_schema(tmp_path / "out.parquet")
    names = ["id", "score", "points", "Q", "P", "R", "S", "gate.lulus.held", "scored.lulus", "reached.lulus", "missing"]
    assert schema.names == names
    assert {str(schema.field(name).type) for name in names[2:7]} == {"decimal128(12, 6)"}
    assert str(schema.field("score").type) == "decimal128(12, 2)"
    assert {str(schema.field(name).type) for name in names[7:10]} == {"bool"}


def test_csv_shows_six_decimals_and_empty_cells(instrument: Instrument, tmp_path: Path) -> None:
    row = CELLS | {"id": 'a "b", c', "fact.held": "", "P": ""}
    score_table(instrument, write(tmp_path / "in.csv", [row]), tmp_path / "out.csv")
    cells = '"a ""b"", c",2.13,2.125000,1.000000,0.000000,0.375000,0.750000,,true,false,"P"'
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1] == cells


def test_csv_may_have_a_byte_order_mark_semicolons_and_blanks_around_names(
    instrument: Instrument, tmp_path: Path
) -> None:
    text = "\ufeffid; Q ;P;R:a;R:b;S;fact.held;fact.angka\n" + ";".join(CELLS.values()) + "\n"
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    score_table(instrument, tmp_path / "in.csv", tmp_path / "out.csv")
    assert read(tmp_path / "out.csv") == [expected(instrument, CELLS)]


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".arrow"])
def test_a_table_without_rows_gives_one_without_rows(instrument: Instrument, ending: str, tmp_path: Path) -> None:
    table = pa.table({name: pa.array([], pa.string()) for name in CELLS})
    summary = score_table(instrument, write_table(tmp_path / f"in{ending}", table), tmp_path / f"out{ending}")
    assert (summary.rows, summary.share) == (0, Fraction(0))
    assert read(tmp_path / f"out{ending}") == []


def test_an_arrow_stream_is_read_like_an_arrow_file(instrument: Instrument, tmp_path: Path) -> None:
    table = pa.table({name: pa.array([text] * 3) for name, text in CELLS.items()})
    with pa.ipc.new_stream(tmp_path / "in.arrow", table.schema) as writer:
        writer.write_table(table)
    score_table(instrument, tmp_path / "in.arrow", tmp_path / "out.arrow")
    assert read(tmp_path / "out.arrow") == [expected(instrument, CELLS)] * 3


def test_decimal_inputs_need_no_second_computation(instrument: Instrument, tmp_path: Path) -> None:
    rows = [CELLS, CELLS | {"R:a": "0.33", "R:b": "7"}, CELLS | {"R:a": "1,000001"}]
    assert check(instrument, rows, tmp_path).recomputed == 0


@pytest.mark.parametrize("ending", [".parquet", ".arrow"])
def test_small_pieces_of_a_file_are_put_together(instrument: Instrument, ending: str, tmp_path: Path) -> None:
    cells = [{name: pa.array([text]) for name, text in CELLS.items()}]
    cells.append({name: pa.array(["y" if name == "id" else None], pa.string()) for name in CELLS})
    tables = [pa.table({name: cell.dictionary_encode() for name, cell in row.items()}) for row in cells]
    source, target = tmp_path / f"in{ending}", tmp_path / "out.parquet"
    kind = pa.ipc.new_stream if ending == ".arrow" else parquet.ParquetWriter
    with source.open("wb") as stream, kind(stream, tables[0].schema) as writer:
        for table in tables * 4:
            writer.write_table(table)
    told = []
    score_table(instrument, source, target, batch_rows=5, progress=lambda done, _: told.append(done))
    assert told == [5, 8]
    assert parquet.ParquetFile(target).num_row_groups == 2
    assert [(row["id"], row["points"]) for row in read(target)] == [("x", "2.925000"), ("y", "0.000000")] * 4


def test_every_way_of_missing_answers_is_listed(instrument: Instrument, tmp_path: Path) -> None:
    empty = CELLS | {"Q": "", "P": "", "R:a": "", "R:b": "", "S": ""}
    rows = [CELLS, empty, CELLS | {"R:b": ""}, CELLS | {"Q": "", "S": ""}, CELLS]
    check(instrument, rows, tmp_path)
    assert [row["missing"] for row in read(tmp_path / "out.parquet")] == ["", "Q P R S", "R", "Q S", ""]


@pytest.mark.parametrize(("ending", "total"), [(".csv", None), (".parquet", 8), (".arrow", None)])
def test_progress_is_told_after_each_batch(
    instrument: Instrument, ending: str, total: int | None, tmp_path: Path
) -> None:
    told: list[tuple[int, int | None]] = []
    source = write(tmp_path / f"in{ending}", [CELLS] * 8)
    score_table(
        instrument, source, tmp_path / "out.csv", batch_rows=3, progress=lambda done, of: told.append((done, of))
    )
    assert told == [(3, total), (6, total), (8, total)]


MEMORY = """
import resource, sys
from pathlib import Path
from bening.scoring.instrument.store import by_id
from bening.scoring.many.table import score_table

def told(done, rows):
    print(done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

source = Path(sys.argv[1])
score_table(by_id("lke-zi-2025"), source, source.with_name("out" + source.suffix), batch_rows=2000, progress=told)
"""


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".arrow"])
def test_the_last_three_quarters_of_a_long_table_take_no_more_memory(ending: str, tmp_path: Path) -> None:
    """Score 96,000 rows in batches of 2,000; to hold the results of 72,000 rows would take over 190 MB."""
    rows = random_rows(by_id("lke-zi-2025"), 500, seed=4)
    table = pa.Table.from_pylist(rows).cast(pa.schema([(name, pa.string()) for name in rows[0]]))
    source = write_table(tmp_path / f"in{ending}", pa.concat_tables([table] * 192))
    done = subprocess.run([sys.executable, "-c", MEMORY, source], capture_output=True, text=True, check=True)
    peaks = {int(rows): int(peak) for rows, peak in map(str.split, done.stdout.splitlines())}
    assert peaks[96_000] - peaks[24_000] < 50_000
