"""The outcome of a batch: points of every node, score, state of every gate, each equal to the exact engine's."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bening.scoring import numbers
from bening.scoring.instrument.model import GATE_ROUNDING, Stage, Threshold
from bening.scoring.many.batch import Batch
from bening.scoring.many.cells import Booleans
from bening.scoring.many.choices import by_choice
from bening.scoring.many.units import Integers, Scale
from bening.scoring.many.values import value
from bening.scoring.plan import Plan, PlanGate, bounds, is_inclusive
from bening.scoring.result import Result, score
from bening.scoring.verdict import band_of, threshold_states

States = npt.NDArray[np.int8]
SHUT, OPEN, UNKNOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """Arrays with an entry for each row. Points are whole millionths, the score units of its last decimal; `gates`
    the states of each predicate's gates on points; `bands` positions in the stage's bands, one past them for none;
    `recomputed` the rows that the exact engine computed."""

    missing: Booleans
    nodes: tuple[Integers, ...]
    points: Integers
    score: Integers
    gates: Mapping[str, tuple[States, ...]]
    thresholds: tuple[States, ...]
    bands: Integers
    recomputed: Booleans


def outcome(plan: Plan, batch: Batch, scale: Scale | None, stage: Stage | None) -> Outcome:
    """Return the outcome of a batch; without a scale the exact engine computes every row."""
    found = Adding(plan, batch, scale).outcome(stage) if scale is not None else _blank(plan, batch, stage)
    for row in np.flatnonzero(found.recomputed):
        _put(found, int(row), score(plan, batch.given(int(row), plan.instrument.id)), stage)
    return found


class Adding:
    """Adds up the parts of a batch, and marks the rows in which a decision is not sure."""

    def __init__(self, plan: Plan, batch: Batch, scale: Scale) -> None:
        self.plan, self.options, self.scale = plan, batch.options, scale
        leaves = len(plan.leaves)
        self.running = np.zeros((leaves + 1, batch.rows), dtype=np.int64)
        self.cuts = [0] * (leaves + 1)
        self.missing = np.zeros((leaves, batch.rows), dtype=np.bool_)
        self.unsure = np.zeros(batch.rows, dtype=np.bool_)
        for at, asked in enumerate(batch.asked):
            valued = value(asked, batch.options, scale)
            np.add(self.running[at], valued.parts, out=self.running[at + 1])
            self.cuts[at + 1] = self.cuts[at] + valued.is_cut
            self.missing[at] = valued.missing
            if valued.unsafe is not None:
                self.unsure |= valued.unsafe

    def outcome(self, stage: Stage | None) -> Outcome:
        """Return the outcome; the rows that are not sure still have to be computed exactly."""
        plan, last = self.plan, len(self.plan.leaves)
        total = self.running[last]
        nodes = tuple(self._rounded(*self._run(node.first, node.last), numbers.SIX) for node in plan.nodes)
        gates = {
            name: tuple(self._gate(name, at, gate) for at, gate in enumerate(planned))
            for name, planned in plan.gates.items()
        }
        bands = stage.bands if stage is not None else ()
        reached = [self._line(band) for band in reversed(bands)]
        at_band = np.full(len(total), len(bands), dtype=np.int64)
        for at, state in enumerate(reached, 1):
            at_band[state == OPEN] = len(bands) - at
        return Outcome(
            self.missing,
            nodes,
            self._rounded(total, self.cuts[last], numbers.SIX),
            self._rounded(total, self.cuts[last], 10**plan.instrument.score.decimals),
            gates,
            tuple(self._line(line) for line in (stage.thresholds if stage is not None else ())),
            at_band,
            self.unsure,
        )

    def _run(self, first: int, last: int) -> tuple[Integers, int]:
        """Return the parts of a run of leaves, and how many of them may have been cut down."""
        return self.running[last] - self.running[first], self.cuts[last] - self.cuts[first]

    def _rounded(self, have: Integers, cuts: int, unit: int) -> Integers:
        """Return parts rounded half up to 1 / unit; the tie is a whole number of parts, so that flooring is exact."""
        step = self.scale.size // unit
        raised = have + step // 2
        found = raised // step
        if cuts > 1:
            self.unsure |= raised - found * step > step - cuts
        return found

    def _compared(self, have: Integers, cuts: int, least: Integers, strict: Integers) -> States:
        """Return where parts reach the least that opens, which counts one more part where the limit itself is shut."""
        opened = have >= least
        if cuts:
            self.unsure |= ~opened & (have + (cuts - 1) + strict >= least)
        return opened.astype(np.int8)

    def _gate(self, predicate: str, at: int, gate: PlanGate) -> States:
        runs = [self._run(first, last) for first, last in gate.runs]
        have, cuts = sum(part for part, _ in runs), sum(count for _, count in runs)
        if gate.limit is None:
            return np.full(len(self.unsure), UNKNOWN, dtype=np.int8)
        factor = self.scale.size // self.plan.unit

        def bound(chosen: Mapping[str, str]) -> tuple[int, int]:
            found = bounds(self.plan, tuple(chosen.items()))[predicate][at]
            if found is None:
                raise ValueError(gate.gate.id)
            return found.least(factor), found.strict

        least, strict = by_choice(self.options, [GATE_ROUNDING, f"inclusive.{gate.gate.id}"], bound)
        return self._compared(np.asarray(have), cuts, least, strict)

    def _line(self, line: Threshold) -> States:
        points = int(line.points * self.scale.size)

        def bound(chosen: Mapping[str, str]) -> tuple[int, int]:
            strict = not is_inclusive(self.plan.instrument, chosen, line.id, default=line.inclusive)
            return points + strict, strict

        least, strict = by_choice(self.options, [f"inclusive.{line.id}"], bound)
        return self._compared(*self._run(0, len(self.plan.leaves)), least, strict)


def _blank(plan: Plan, batch: Batch, stage: Stage | None) -> Outcome:
    """Return an outcome in which every row has still to be computed."""
    rows = batch.rows
    lines = stage.thresholds if stage is not None else ()
    return Outcome(
        np.zeros((len(plan.leaves), rows), dtype=np.bool_),
        tuple(np.zeros(rows, dtype=np.int64) for _ in plan.nodes),
        np.zeros(rows, dtype=np.int64),
        np.zeros(rows, dtype=np.int64),
        {name: tuple(np.zeros(rows, dtype=np.int8) for _ in gates) for name, gates in plan.gates.items()},
        tuple(np.zeros(rows, dtype=np.int8) for _ in lines),
        np.zeros(rows, dtype=np.int64),
        np.ones(rows, dtype=np.bool_),
    )


def _put(found: Outcome, row: int, result: Result, stage: Stage | None) -> None:
    """Write down what the exact engine found for a row."""
    plan = result.plan
    absent = set(result.missing)
    found.missing[:, row] = [leaf.code in absent for leaf in plan.leaves]
    for column, units in zip(found.nodes, result.node_units, strict=True):
        column[row] = numbers.half_up(units, result.scale, numbers.SIX)
    found.points[row] = numbers.half_up(result.running[-1], result.scale, numbers.SIX)
    found.score[row] = numbers.half_up(result.running[-1], result.scale, 10**plan.instrument.score.decimals)
    for name, gates in result.opened.items():
        for state, opened in zip(found.gates[name], gates, strict=True):
            state[row] = UNKNOWN if opened is None else opened
    if stage is None:
        return
    for states, line in zip(found.thresholds, threshold_states(result, stage), strict=True):
        states[row] = line.open
    band = band_of(result, stage)
    found.bands[row] = stage.bands.index(band) if band is not None else len(stage.bands)
