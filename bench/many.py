"""A table of 20,000 LKEs: against reading and writing the same tables, and against the exact engine row by row."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from bench.row import Row
from bench.timing import best_of
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id
from bening.scoring.many.batch import read_batch
from bening.scoring.many.columns import find_columns
from bening.scoring.many.outcome import outcome
from bening.scoring.many.readers import readers_of
from bening.scoring.many.table import BATCH_ROWS, score_table
from bening.scoring.many.units import scale_of
from bening.scoring.plan import plan
from bening.scoring.result import score

ROWS = 20_000
SEED = 2025
ROUNDS = 9
MISSING = 0.02
TIMES, SECONDS, FASTER = 2.0, 10.0, 15.0


def run() -> list[Row]:
    """Measure, and return the lines; the best of several rounds counts, taken in turn."""
    instrument = by_id("lke-zi-2025")
    table = random_table(instrument, ROWS)
    with TemporaryDirectory() as folder:
        return [*_files(instrument, table, Path(folder)), _arithmetic(instrument, table)]


def random_table(instrument: Instrument, rows: int) -> pa.Table:
    """Draw answer sets: letters, inputs of ratios, indices with two decimals; one answer in fifty is missing."""
    draw = Random(SEED)  # noqa: S311  # drawn for a measurement, nothing is kept secret by it
    columns: dict[str, list[str | int | None]] = {"id": [f"unit-{at}" for at in range(rows)]}
    for leaf in plan(instrument).leaves:
        if leaf.leaf.ratio is not None:
            for entry in leaf.leaf.ratio.inputs:
                columns[f"{leaf.code}:{entry.name}"] = [draw.randint(0, 60) for _ in range(rows)]
            continue
        letters = list(leaf.letters)
        top = int(leaf.leaf.maximum * 100)
        columns[leaf.code] = [
            None
            if draw.random() < MISSING
            else draw.choice(letters)
            if letters
            else f"{draw.randint(0, top) / 100:.2f}"
            for _ in range(rows)
        ]
    for fact in instrument.facts.values():
        columns[f"fact.{fact.name}"] = [draw.choice([*fact.words, None]) for _ in range(rows)]
    return pa.table(columns)


def _files(instrument: Instrument, table: pa.Table, folder: Path) -> list[Row]:
    source, target, copy = (folder / f"{name}.parquet" for name in ("in", "out", "copy"))
    parquet.write_table(table, source)
    arrow_csv.write_csv(table, folder / "in.csv")
    summary = score_table(instrument, source, target)
    scored = parquet.read_table(target)

    def read_and_write() -> None:
        parquet.read_table(source)
        parquet.write_table(scored, copy, store_decimal_as_integer=True)

    ours, plain, text = best_of(
        [
            lambda: score_table(instrument, source, target),
            read_and_write,
            lambda: score_table(instrument, folder / "in.csv", folder / "out.csv"),
        ],
        ROUNDS,
    )
    against = f"{ours:.2f} s against {plain:.2f} s, best of {ROUNDS}"
    share = f"{summary.recomputed} of {summary.rows} rows computed again by the exact engine"
    return [
        Row(
            "Parquet to Parquet : reading and writing the same tables",
            f"{ours / plain:.2f} times",
            f"{TIMES:.0f} times",
            against,
            ours / plain <= TIMES,
        ),
        Row("CSV to CSV", f"{text:.2f} s", f"under {SECONDS:.0f} s", f"{ROWS} LKEs; {share}", text < SECONDS),
    ]


def _arithmetic(instrument: Instrument, table: pa.Table) -> Row:
    planned = plan(instrument)
    columns = find_columns(table.column_names, instrument, "table")
    readers = readers_of(planned, columns)
    parts = table.combine_chunks().to_batches(max_chunksize=BATCH_ROWS)
    batches = [read_batch(part, columns, readers, planned.leaves) for part in parts]
    answers = [batch.given(row, instrument.id) for batch in batches for row in range(batch.rows)]
    scale = scale_of(planned, None)
    ours, exact = best_of(
        [
            lambda: [outcome(planned, batch, scale, None) for batch in batches],
            lambda: [score(planned, entry) for entry in answers],
        ],
        2,
    )
    times = exact / ours
    note = f"{ours:.3f} s against {exact:.2f} s, best of 2"
    return Row(
        "exact loop : arithmetic of the table", f"{times:.0f} times", f"{FASTER:.0f} times", note, times >= FASTER
    )
