"""The verdicts of a batch: every gate in the reading of its row, and which predicates are scored and reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from bening.scoring.instrument.model import Gate, Instrument, Predicate
from bening.scoring.many.batch import Batch
from bening.scoring.many.cells import Booleans
from bening.scoring.many.choices import by_choice
from bening.scoring.many.outcome import OPEN, UNKNOWN, Outcome, States
from bening.scoring.verdict import applies, fact_state


@dataclass(frozen=True, slots=True)
class Verdict:
    """A predicate in every row; a gate is unknown where the row's reading does not have it."""

    predicate: Predicate
    gates: tuple[States, ...]
    scored: Booleans
    reached: Booleans


def verdicts(instrument: Instrument, batch: Batch, found: Outcome) -> Iterator[Verdict]:
    """Yield the verdict on every predicate, in the order of the file."""
    for predicate in instrument.predicates.values():
        yield _verdict(instrument, predicate, batch, found)


def _verdict(instrument: Instrument, predicate: Predicate, batch: Batch, found: Outcome) -> Verdict:
    points = iter(found.gates[predicate.name])
    scored = np.ones(batch.rows, dtype=np.bool_)
    reached = np.ones(batch.rows, dtype=np.bool_)
    shown = []
    for gate in predicate.gates:
        state = next(points) if gate.fact is None else _fact_gate(instrument, gate, batch)
        absent = ~_applies(instrument, gate, batch)
        passed = (state == OPEN) | absent
        reached &= passed
        if gate.fact is None:
            scored &= passed
        shown.append(np.where(absent, UNKNOWN, state).astype(np.int8))
    return Verdict(predicate, tuple(shown), scored, reached)


def _applies(instrument: Instrument, gate: Gate, batch: Batch) -> Booleans:
    def shown(chosen: Mapping[str, str]) -> tuple[int]:
        return (applies(gate, instrument, chosen),)

    (found,) = by_choice(batch.options, [name for name, _ in gate.when], shown)
    shown_in: Booleans = found.astype(np.bool_)
    return shown_in


def _fact_gate(instrument: Instrument, gate: Gate, batch: Batch) -> States:
    name = gate.fact or ""
    cells = batch.facts.get(name)
    words = cells.values if cells is not None else [None]
    states = []
    for word in words:
        opened = fact_state(instrument, gate, {name: word} if word is not None else {}).open
        states.append(UNKNOWN if opened is None else int(opened))
    table = np.array(states, dtype=np.int8)
    return table[cells.codes] if cells is not None else np.repeat(table, batch.rows)
