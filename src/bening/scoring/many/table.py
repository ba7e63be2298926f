"""Scores a table of answer sets into a table of results, batch by batch, so that its length does not matter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any

from bening.scoring.instrument.model import Instrument, Stage
from bening.scoring.many.batch import read_batch
from bening.scoring.many.columns import MOST_MESSAGES, Columns, find_columns
from bening.scoring.many.files import Table, ending_of, opened, written
from bening.scoring.many.problems import check_types, problems
from bening.scoring.many.readers import readers_of
from bening.scoring.many.rows import rows_of, schema_of
from bening.scoring.many.units import scale_of
from bening.scoring.plan import Plan, plan
from bening.scoring.text import Message, Refused, refuse

BATCH_ROWS = 16_384
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows scored, rows that the exact engine had to compute because a decision lay too close, and the time taken."""

    rows: int
    recomputed: int
    seconds: float

    @property
    def share(self) -> Fraction:
        """Return the share of the rows that were computed exactly one by one."""
        return Fraction(self.recomputed, self.rows or 1)


def score_table(
    instrument: Instrument,
    source: Path,
    target: Path,
    *,
    profile: str | None = None,
    stage: str | None = None,
    progress: Progress | None = None,
    batch_rows: int = BATCH_ROWS,
) -> Summary:
    """Score every row of a .csv, .parquet or .arrow table into another; raises `Refused` and then writes nothing.

    `progress` hears after each batch how many rows are done, and of how many where the file tells.
    """
    started = perf_counter()
    planned, at_stage = plan(instrument, profile), _stage(instrument, stage)
    ending_of(target)
    with opened(source, batch_rows) as table:
        columns = find_columns(table.schema.names, instrument, str(source))
        truths = {name for name, fact in instrument.facts.items() if fact.kind == "yes_no"}
        check_types(table.schema, columns, truths, str(source))
        schema = schema_of(planned, at_stage, table.schema.types[columns.id])
        with written(target, schema) as write:
            job = _Job(planned, at_stage, table, columns, str(source))
            for done in job.batches(write, schema):
                if progress is not None:
                    progress(done, table.rows)
    return Summary(job.rows, job.recomputed, perf_counter() - started)


def _stage(instrument: Instrument, name: str | None) -> Stage | None:
    if name is not None and name not in instrument.stages:
        raise refuse("stage_not_there", name=name[:60], known=", ".join(instrument.stages) or "-")
    return instrument.stages[name] if name is not None else None


class _Job:
    """One table on its way: what has been read, and what was wrong with it."""

    def __init__(self, planned: Plan, stage: Stage | None, table: Table, columns: Columns, file: str) -> None:
        self.plan, self.stage, self.table, self.columns, self.file = planned, stage, table, columns, file
        self.scale = scale_of(planned, stage)
        self.readers = readers_of(planned, columns)
        self.messages: list[Message] = []
        self.rows = self.recomputed = 0

    def batches(self, write: Callable[[Any], None], schema: Any) -> Iterator[int]:
        """Score and write batch by batch, yielding the rows done; after a bad cell only look for more of them."""
        for part in self.table.batches:
            batch = read_batch(part, self.columns, self.readers, self.plan.leaves)
            most = MOST_MESSAGES - len(self.messages)
            self.messages += problems(batch, self.columns, self.table.first + self.rows, self.file, most)
            self.rows += batch.rows
            if not self.messages:
                scored, recomputed = rows_of(self.plan, batch, self.scale, self.stage, schema)
                self.recomputed += recomputed
                write(scored)
            if len(self.messages) == MOST_MESSAGES:
                break
            yield self.rows
        if self.messages:
            raise Refused(self.messages)
