"""What is wrong with the cells of a batch, each with its row, its id and its column."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bening.scoring.many.batch import Batch
from bening.scoring.many.cells import Booleans, Cells, is_readable
from bening.scoring.many.columns import Columns
from bening.scoring.text import Message, Place, Refused, message

Found = tuple[int, int, Message]


def check_types(schema: Any, columns: Columns, yes_no_facts: set[str], file: str) -> None:
    """Raise `Refused` for every column whose cells have no text, and for ids that are neither text nor whole."""
    truths = {at for name, at in columns.facts.items() if name in yes_no_facts}
    found = []
    for at, kind in enumerate(schema.types):
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        good = is_readable(kind, is_yes_no=at in truths)
        if at == columns.id:
            good = good and not (pa.types.is_floating(plain) or pa.types.is_decimal(plain))
        if not good:
            key = "many_id_type" if at == columns.id else "many_column_type"
            found.append(message(key, Place(file), column=columns.names[at], kind=str(kind)[:60]))
    if found:
        raise Refused(found)


def problems(batch: Batch, columns: Columns, first: int, file: str, most: int) -> list[Message]:
    """Return what is wrong in the first rows that have something wrong; `first` is the number of the first row."""
    found = sorted(_all(batch, columns, most), key=lambda entry: entry[:2])[:most]
    return [_placed(entry, batch, columns, first, file) for entry in found]


def _placed(entry: Found, batch: Batch, columns: Columns, first: int, file: str) -> Message:
    row, at, what = entry
    name = str(batch.ids[row].as_py() or "")[:80]
    return replace(what, place=Place(f"{file}:{first + row}", None, f"id {name}, {columns.names[at]}"))


def _all(batch: Batch, columns: Columns, most: int) -> Iterator[Found]:
    yield from _empty_ids(batch, columns, most)
    for at, cells in _columns(batch, columns):
        if cells.wrong:
            rows = np.flatnonzero(np.isin(cells.codes, list(cells.wrong)))[:most]
            yield from ((int(row), at, cells.wrong[int(cells.codes[row])]) for row in rows)
    for asked in batch.asked:
        if asked.whole is None or not asked.inputs:
            continue
        at = columns.questions[asked.leaf.code]
        both = ~asked.whole.missing() & _any_input(batch, asked.inputs.values())
        what = message("many_answer_twice", code=asked.leaf.code)
        yield from ((int(row), at, what) for row in np.flatnonzero(both)[:most])


def _any_input(batch: Batch, inputs: Any) -> Booleans:
    found = np.zeros(batch.rows, dtype=np.bool_)
    for cells in inputs:
        found |= ~cells.missing()
    return found


def _empty_ids(batch: Batch, columns: Columns, most: int) -> Iterator[Found]:
    ids = batch.ids
    if pa.types.is_dictionary(ids.type):
        ids = ids.dictionary_decode()
    empty = ids.is_null()
    if not pa.types.is_integer(ids.type) and not pa.types.is_null(ids.type):
        empty = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(ids), ""), True)
    rows = np.flatnonzero(empty.to_numpy(zero_copy_only=False))[:most]
    yield from ((int(row), columns.id, message("many_id_missing")) for row in rows)


def _columns(batch: Batch, columns: Columns) -> Iterator[tuple[int, Cells[Any]]]:
    for asked in batch.asked:
        code = asked.leaf.code
        if asked.whole is not None:
            yield columns.questions[code], asked.whole
        for name, cells in asked.inputs.items():
            yield columns.inputs[code][name], cells
    for name, facts in batch.facts.items():
        yield columns.facts[name], facts
    for name, options in batch.options.items():
        yield columns.options[name], options
