"""The rows that are written: columns with their types, their arrays made without a loop over rows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from bening.scoring.instrument.model import Stage
from bening.scoring.many.batch import Batch
from bening.scoring.many.cells import Booleans, Column
from bening.scoring.many.columns import ID
from bening.scoring.many.outcome import OPEN, UNKNOWN, Outcome, States, outcome
from bening.scoring.many.units import Integers, Scale
from bening.scoring.many.verdicts import verdicts
from bening.scoring.plan import Plan

DIGITS = 12
SIX_DECIMALS = 6


def schema_of(plan: Plan, stage: Stage | None, id_type: Any) -> Any:
    """Return the names and types of the columns that are written."""
    instrument = plan.instrument
    points = pa.decimal128(DIGITS, SIX_DECIMALS)
    plain_id = id_type.value_type if pa.types.is_dictionary(id_type) else id_type
    fields = [(ID, plain_id), ("score", pa.decimal128(DIGITS, instrument.score.decimals)), ("points", points)]
    fields += [(node.code, points) for node in plan.nodes]
    for predicate in instrument.predicates.values():
        fields += [(f"gate.{predicate.name}.{gate.id}", pa.bool_()) for gate in predicate.gates]
        fields += [(f"{word}.{predicate.name}", pa.bool_()) for word in ("scored", "reached")]
    fields.append(("missing", pa.string()))
    if stage is not None:
        fields += [(f"threshold.{line.id}", pa.bool_()) for line in stage.thresholds]
        fields.append(("band", pa.string()))
    return pa.schema(fields)


def rows_of(plan: Plan, batch: Batch, scale: Scale | None, stage: Stage | None, schema: Any) -> tuple[Any, int]:
    """Return the record batch of a batch's results, and how many rows the exact engine computed."""
    found = outcome(plan, batch, scale, stage)
    arrays = list(_arrays(plan, batch, found, stage))
    return pa.RecordBatch.from_arrays(arrays, schema=schema), int(found.recomputed.sum())


def _arrays(plan: Plan, batch: Batch, found: Outcome, stage: Stage | None) -> Iterator[Column]:
    ids = batch.ids
    yield ids.dictionary_decode() if pa.types.is_dictionary(ids.type) else ids
    has_tree = bool(plan.leaves)
    decimals = plan.instrument.score.decimals
    yield _decimals(found.score, decimals) if has_tree else pa.nulls(batch.rows, pa.decimal128(DIGITS, decimals))
    points = pa.decimal128(DIGITS, SIX_DECIMALS)
    yield _decimals(found.points, SIX_DECIMALS) if has_tree else pa.nulls(batch.rows, points)
    for node in found.nodes:
        yield _decimals(node, SIX_DECIMALS)
    for verdict in verdicts(plan.instrument, batch, found):
        for state in verdict.gates:
            yield _states(state)
        yield pa.array(verdict.scored)
        yield pa.array(verdict.reached)
    yield _codes(found.missing, [leaf.code for leaf in plan.leaves])
    if stage is not None:
        for state in found.thresholds:
            yield _states(state)
        yield pa.array([*(band.id for band in stage.bands), None], pa.string()).take(pa.array(found.bands))


def _decimals(units: Integers, decimals: int) -> Column:
    """Return whole units as decimals: 128 bits with the lower half first, the upper one nothing but the sign."""
    halves = np.empty((len(units), 2), dtype=np.int64)
    halves[:, 0] = units
    halves[:, 1] = units >> 63
    return pa.Array.from_buffers(pa.decimal128(DIGITS, decimals), len(units), [None, pa.py_buffer(halves)])


def _states(states: States) -> Column:
    return pa.array(states == OPEN, mask=states == UNKNOWN)


def _codes(missing: Booleans, codes: list[str]) -> Column:
    """Return the codes that each row lacks, space between, as one run of text cut at the rows."""
    rows = missing.shape[1]
    at_row, at_code = np.nonzero(missing.T)
    first = np.ones(len(at_row), dtype=np.bool_)
    first[1:] = at_row[1:] != at_row[:-1]
    words = pa.array([*codes, *(f" {code}" for code in codes)], pa.string())
    text = words.take(pa.array(np.where(first, at_code, at_code + len(codes))))
    ends = np.frombuffer(text.buffers()[1], dtype=np.int32, count=len(at_row) + 1)
    starts = np.concatenate(([0], np.cumsum(missing.sum(axis=0))))
    offsets = np.ascontiguousarray(ends[starts])
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), text.buffers()[2])
