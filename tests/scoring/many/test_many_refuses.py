"""What a table must hold; one bad cell or column and nothing is written."""

from collections.abc import Sequence
from os import mkfifo
from pathlib import Path

import pyarrow as pa
import pytest

from bening.scoring.instrument.model import Instrument
from bening.scoring.many.columns import MOST_MESSAGES
from bening.scoring.many.table import score_table
from bening.scoring.messages.render import render
from bening.scoring.text import Refused
from tests.scoring.many.makers import BOTH, Row, instrument_of, question, ratio, write, write_table


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    options = {"cara": {"title": "c", "choices": ["satu", "dua"], "assumed": "true"}}
    facts = {"held": {"title": "h", "kind": "yes_no"}, "opini": {"title": "o", "scale": ["TW", "WTP"], "source": BOTH}}
    tree = [question("Q.1", "choice", scale="abc"), question("Q.2", "percent"), ratio("R.1")]
    return instrument_of(maximum="3", tree=tree, options=options, facts=facts)


GOOD = {"id": "x", "Q.1": "A", "Q.2": "50", "R.1:a": "1", "R.1:b": "2"}


def refused(instrument: Instrument, source: Path, **options: str) -> list[tuple[str, str]]:
    """Give key and English sentence of each message, and make sure that nothing was written."""
    target = source.with_name("out.parquet")
    target.write_bytes(b"as it was")
    before = sorted(source.parent.iterdir())
    with pytest.raises(Refused) as error:
        score_table(instrument, source, target, **options, batch_rows=10)  # type: ignore[arg-type]  # names of options
    assert target.read_bytes() == b"as it was"
    assert sorted(source.parent.iterdir()) == before
    return [(entry.key, render(entry, "en")) for entry in error.value.messages]


def of_rows(instrument: Instrument, folder: Path, rows: Sequence[Row]) -> list[tuple[str, str]]:
    return refused(instrument, write(folder / "in.csv", rows))


def of_names(instrument: Instrument, folder: Path, names: str) -> list[tuple[str, str]]:
    path = folder / "in.csv"
    path.write_text(names + "\n", encoding="utf-8")
    return refused(instrument, path)


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"Q.1": "D"}, "answer_not_on_scale"),
        ({"Q.2": "101"}, "answer_out_of_range"),
        ({"Q.2": "1e1"}, "answer_not_number"),
        ({"Q.2": "n/a"}, "not_applicable_refused"),
        ({"R.1:a": "-1"}, "input_negative"),
        ({"R.1:a": "1.250"}, "count_ambiguous"),
        ({"R.1": "1.2", "R.1:a": "", "R.1:b": ""}, "answer_out_of_range"),
        ({"R.1": "1/2"}, "many_answer_twice"),
        ({"fact.held": "mungkin"}, "fact_value"),
        ({"option.cara": "tiga"}, "option_choice"),
        ({"id": ""}, "many_id_missing"),
        ({"id": "  "}, "many_id_missing"),
    ],
)
def test_a_bad_cell_is_named_by_row_id_and_column(instrument: Instrument, cells: Row, key: str, tmp_path: Path) -> None:
    empty = {"R.1": "", "fact.held": "", "option.cara": ""}
    rows = [GOOD | empty | {"id": f"u-{at}"} for at in range(25)]
    rows[16] |= cells
    (found,) = of_rows(instrument, tmp_path, rows)
    column = next(iter(cells))
    name = "" if key == "many_id_missing" else "u-16"
    assert found[0] == key
    assert found[1].startswith(f"{tmp_path / 'in.csv'}:18, id {name}".rstrip())
    assert f", {column}: " in found[1]


def test_rows_of_parquet_count_from_one(instrument: Instrument, tmp_path: Path) -> None:
    rows = [GOOD, GOOD | {"Q.1": "Z"}]
    ((_, said),) = refused(instrument, write(tmp_path / "in.parquet", rows))
    assert said.startswith(f"{tmp_path / 'in.parquet'}:2, id x, Q.1: ")


def test_all_bad_cells_are_named_row_by_row(instrument: Instrument, tmp_path: Path) -> None:
    rows = [GOOD, GOOD | {"R.1:a": "x", "Q.1": "Z", "id": ""}, GOOD, GOOD | {"Q.2": "x"}, *[GOOD] * 20]
    rows[22] = rows[1] | {"id": "y"}
    found = of_rows(instrument, tmp_path, rows)
    one, other = ["many_id_missing", "answer_not_on_scale", "input_not_count"], ["answer_not_number"]
    assert [key for key, _ in found] == one + other + one[1:]


def test_no_more_than_a_hundred_bad_cells_are_named(instrument: Instrument, tmp_path: Path) -> None:
    rows = [GOOD | {"id": str(at), "Q.1": "Z", "Q.2": "Z", "R.1:a": "x"} for at in range(75)]
    found = of_rows(instrument, tmp_path, rows)
    assert len(found) == MOST_MESSAGES
    assert ":35, id 33, Q.1: " in found[-1][1]


@pytest.mark.parametrize(
    ("names", "keys", "words"),
    [
        ("id,Q.1,Q.2,R.1,Q.3", ["many_column_unknown"], ["Q.3", "Perhaps Q."]),
        ("id,Q.1,Q.2,R.1,fact.helt", ["many_column_unknown"], ["Perhaps fact.held is"]),
        ("id,Q.1,Q.2,R.1:a,R.1:b,R.1:c", ["many_column_unknown"], ["R.1:c", "Perhaps R.1:"]),
        ("id,Q.1,Q.2,R.1,zzzzzz", ["many_column_unknown"], ["zzzzzz"]),
        ("id,Q.1,Q.2,R.1,Q.1", ["many_column_twice"], ["Q.1"]),
        ("id,id,Q.1,Q.2,R.1", ["many_column_twice"], ["column id"]),
        ("Q.1,Q.2,R.1", ["many_without_id"], ["Q.1, Q.2, R.1"]),
        ("id,Q.1", ["many_questions_missing"], ["2 questions", "Q.2, R.1."]),
        ("id,Q.1,Q.2,R.1:a", ["many_inputs_missing"], ["R.1:b"]),
        ("id,Q.1,Q.2,R.1,R.1:a", ["many_inputs_missing"], ["R.1:b"]),
        ("id,Q.1,Q.2,R.1:unused", ["many_inputs_missing"], ["R.1:a, R.1:b"]),
        ("id,x,Q.1", ["many_column_unknown", "many_questions_missing"], ["x", "Q.2, R.1"]),
    ],
)
def test_columns_that_are_odd_double_or_missing_are_named(
    instrument: Instrument, names: str, keys: list[str], words: list[str], tmp_path: Path
) -> None:
    found = of_names(instrument, tmp_path, names)
    assert [key for key, _ in found] == keys
    assert [word for word in words if word not in " ".join(said for _, said in found)] == []


def test_no_more_than_a_hundred_columns_are_named(instrument: Instrument, tmp_path: Path) -> None:
    names = ",".join(f"x{at}" for at in range(120))
    assert len(of_names(instrument, tmp_path, f"id,Q.1,Q.2,R.1,{names}")) == MOST_MESSAGES


def test_a_long_list_of_columns_is_shortened(tmp_path: Path) -> None:
    many = instrument_of(maximum="30", tree=[question(f"Q{at}", "percent") for at in range(30)])
    ((key, said),) = of_names(many, tmp_path, "id")
    assert key == "many_questions_missing"
    assert "30 questions have no column: Q0, " in said
    assert "Q19, …." in said


@pytest.mark.parametrize(
    ("column", "values", "key"),
    [
        ("Q.1", pa.array([True]), "many_column_type"),
        ("fact.opini", pa.array([True]), "many_column_type"),
        ("Q.2", pa.array([["A"]]), "many_column_type"),
        ("Q.2", pa.array([b"A"]), "many_column_type"),
        ("id", pa.array([1.5]), "many_id_type"),
        ("id", pa.array([True]), "many_id_type"),
    ],
)
def test_a_column_that_holds_neither_text_nor_numbers_is_refused(
    instrument: Instrument, column: str, values: pa.Array, key: str, tmp_path: Path
) -> None:
    cells = {name: pa.array([text]) for name, text in GOOD.items()} | {column: values}
    ((found, said),) = refused(instrument, write_table(tmp_path / "in.parquet", pa.table(cells)))
    assert found == key
    assert column in said


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("in.csv", b"", "many_broken"),
        ("in.csv", b"id,Q.1,Q.2,R.1\nx,A,5\n", "many_row_length"),
        ("in.csv", b"id,Q.1,Q.2,R.1\nx,\xff,5,0\n", "file_encoding"),
        ("in.csv", b"id,\xff\n", "file_encoding"),
        ("in.csv", b'id,"Q.1\n', "many_broken"),
        ("in.parquet", b"PAR1 but nothing more", "many_broken"),
        ("in.arrow", b"nothing", "many_broken"),
        ("in.arrow", b"ARROW1", "many_broken"),
        ("in.txt", b"id", "file_ending"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    instrument: Instrument, name: str, content: bytes, key: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert [found for found, _ in refused(instrument, path)] == [key]


def test_a_row_of_another_length_is_named_by_its_number(instrument: Instrument, tmp_path: Path) -> None:
    lines = ["id,Q.1,Q.2,R.1", "x,A,5,1", "y,A,5,1,1"]
    (tmp_path / "in.csv").write_text("\n".join(lines), encoding="utf-8")
    ((_, said),) = refused(instrument, tmp_path / "in.csv")
    assert said.startswith(f"{tmp_path / 'in.csv'}:3: This row has 5 cells, but there are 4 headings.")


def test_a_table_that_breaks_off_in_the_middle_leaves_nothing(instrument: Instrument, tmp_path: Path) -> None:
    table = pa.table({name: [text] * 30 for name, text in GOOD.items()})
    stream = tmp_path / "in.arrow"
    with pa.ipc.new_stream(stream, table.schema) as writer:
        for part in table.to_batches(max_chunksize=10):
            writer.write_batch(part)
    content = stream.read_bytes()
    stream.write_bytes(content[: len(content) - 200])
    assert [key for key, _ in refused(instrument, stream)] == ["many_broken"]


def test_a_source_that_is_not_there_is_refused(instrument: Instrument, tmp_path: Path) -> None:
    assert [key for key, _ in refused(instrument, tmp_path / "in.csv")] == ["file_unreadable"]


def test_a_folder_is_refused(instrument: Instrument, tmp_path: Path) -> None:
    folder = tmp_path / "in.csv"
    folder.mkdir()
    assert [key for key, _ in refused(instrument, folder)] == ["file_is_folder"]


def test_a_pipe_is_refused_before_it_is_waited_for(instrument: Instrument, tmp_path: Path) -> None:
    mkfifo(tmp_path / "in.csv")
    assert [key for key, _ in refused(instrument, tmp_path / "in.csv")] == ["file_not_regular"]


@pytest.mark.parametrize(("target", "key"), [("out.xlsx", "file_ending"), ("none/out.csv", "output_unwritable")])
def test_a_target_that_cannot_be_is_refused(instrument: Instrument, target: str, key: str, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", [GOOD])
    with pytest.raises(Refused) as error:
        score_table(instrument, source, tmp_path / target)
    assert [entry.key for entry in error.value.messages] == [key]
    assert list(tmp_path.iterdir()) == [source]


def test_an_unknown_stage_or_profile_is_refused(instrument: Instrument, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", [GOOD])
    assert [key for key, _ in refused(instrument, source, stage="x")] == ["stage_not_there"]
    assert [key for key, _ in refused(instrument, source, profile="x")] == ["profile_unknown"]


def test_a_failure_elsewhere_leaves_nothing_behind(instrument: Instrument, tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.csv", [GOOD]), tmp_path / "out.csv"

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_table(instrument, source, target, progress=stop)
    assert list(tmp_path.iterdir()) == [source]
