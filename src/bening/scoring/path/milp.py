"""The same search by HiGHS, a mixed-integer solver: for gates that do not nest, and as an independent check.

The solver works in floating point. What it finds is checked in whole numbers; a gate that it left a hair short is
asked for a little more and solved again. It cannot count, so the number of alternatives stays unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from bening.scoring.path.model import Choice
from bening.scoring.path.nest import Task
from bening.scoring.text import refuse

Gates = Sequence[tuple[frozenset[int], int]]
MOST_REPAIRS = 20
FINEST = 10**12
PATIENCE = 20
MOST_CELLS = 100_000
HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Gate:
    """A gate, and its row in floating point, made once for all solves: columns, and gains as parts of the largest."""

    counted: frozenset[int]
    missing: int
    inside: NDArray[np.intp]
    shares: NDArray[np.float64]
    largest: int

    def bound(self, margin: int) -> float:
        """Return the sum of shares from which the gate is open, half a unit below it, with a margin in units."""
        return (2 * (self.missing + margin) - 1) / (2 * self.largest)


def _rows(search: Task, gates: Gates) -> list[_Gate]:
    """Return the gates with their rows."""
    columns, found = _columns(search), []
    for counted, missing in gates:
        inside = [at for at, (index, _) in enumerate(columns) if index in counted]
        gains = [search.climbs[columns[at][0]].gains[columns[at][1]] for at in inside]
        largest = max(gains, default=1)
        shares = np.array([gain / largest for gain in gains])
        found.append(_Gate(counted, missing, np.array(inside, dtype=np.intp), shares, largest))
    return found


def _columns(search: Task) -> list[tuple[int, int]]:
    """Return each choice that can be taken: a question, and the rank of its climb."""
    return [(climb.index, rank) for climb in search.climbs for rank in range(len(climb.efforts))]


@dataclass(slots=True)
class _Asked:
    """One solve: what to make least (or most), with which questions fixed and how much effort and how many steps."""

    gates: Sequence[_Gate]
    effort: int | None = None
    steps: int | None = None
    changed: int | None = None
    fixed: Mapping[int, int] = field(default_factory=dict)


def cheapest(search: Task) -> tuple[int, Choice] | None:
    """Return the least effort that opens every gate, and the choice to name; None where no choice does.

    Raises `Refused` for a search of so many moves and gates that naming a choice would take hours.
    """
    if sum(len(climb.efforts) for climb in search.climbs) * len(search.gates) > MOST_CELLS:
        raise refuse("path_too_wide", gates=len(search.gates), questions=len(search.climbs))
    gates = _rows(search, search.gates)
    least = _solve(search, _Asked(gates), "effort")
    if least is None:
        return None
    effort = _effort(search, least)
    return effort, _name(search, gates, effort)


def best_for(search: Task, budget: int) -> tuple[int, Choice]:
    """Return the least effort within the budget that wins the most points, and the choice to name."""
    most = _solve(search, _Asked([], effort=budget), "points")
    points = _points(search, most or {})
    gates = _rows(search, [(frozenset(range(len(search.climbs))), points)])
    least = _solve(search, _Asked(gates, effort=budget), "effort")
    effort = _effort(search, least or {})
    return effort, _name(search, gates, effort)


def _name(search: Task, gates: Sequence[_Gate], effort: int) -> Choice:
    """Return the choice to name, with the questions that every choice of this effort changes."""
    best = _named(search, gates, effort)
    needed = frozenset(
        index for index in best if _solve(search, _Asked(gates, effort=effort, fixed={index: -1}), "steps") is None
    )
    return Choice(best, needed, None)


def named(search: Task, gates: Gates, effort: int) -> dict[int, int]:
    """Return the choice of fewest steps, then question by question: changed before unchanged, smaller climb first."""
    return _named(search, _rows(search, gates), effort)


def _named(search: Task, gates: Sequence[_Gate], effort: int) -> dict[int, int]:
    best = _solve(search, _Asked(gates, effort=effort), "steps") or {}
    steps = len(best)
    fixed: dict[int, int] = {}
    for index in range(len(search.climbs)):
        if sum(rank >= 0 for rank in fixed.values()) == steps:
            break
        found = _solve(search, _Asked(gates, effort, steps, index, fixed), "climb")
        best = best if found is None else found
        fixed[index] = best.get(index, -1)
    return dict(sorted(best.items()))


def _effort(search: Task, moves: Mapping[int, int]) -> int:
    return sum(search.climbs[index].efforts[rank] for index, rank in moves.items())


def _points(search: Task, moves: Mapping[int, int]) -> int:
    return sum(search.climbs[index].gains[rank] for index, rank in moves.items())


def _solve(search: Task, asked: _Asked, goal: str) -> dict[int, int] | None:
    """Return a best choice, or None where none exists; gates hold in whole numbers.

    Raises `Refused` where the figures are too fine for floating point to settle.
    """
    margins = [0] * len(asked.gates)
    for _ in range(MOST_REPAIRS):
        found = _solve_once(search, asked, goal, margins)
        if found is None and not any(margins):
            return None
        if found is None:
            break
        short = [at for at, gate in enumerate(asked.gates) if not _holds(search, gate, found)]
        if not short:
            return found
        for at in short:
            margins[at] = max(2 * margins[at] + 1, asked.gates[at].missing // FINEST)
    raise refuse("solver_too_fine")


def _holds(search: Task, gate: _Gate, moves: Mapping[int, int]) -> bool:
    return _points(search, {index: rank for index, rank in moves.items() if index in gate.counted}) >= gate.missing


def _solve_once(search: Task, asked: _Asked, goal: str, margins: Sequence[int]) -> dict[int, int] | None:
    columns = _columns(search)
    # `highspy.Highs` writes a banner to standard output before any option can silence it; the class below it does not.
    model = _Highs()
    model.setOptionValue("output_flag", False)
    for name in ("mip_rel_gap", "mip_abs_gap"):
        model.setOptionValue(name, 0.0)
    model.setOptionValue("mip_feasibility_tolerance", 1e-9)
    model.setOptionValue("random_seed", 1)
    model.setOptionValue("time_limit", float(PATIENCE))
    for index, rank in columns:
        fixed = asked.fixed.get(index)
        lower, upper = (0.0, 1.0) if fixed is None else (float(fixed == rank),) * 2
        model.addVar(lower, upper)
    model.changeColsIntegrality(
        len(columns), np.arange(len(columns)), np.array([highspy.HighsVarType.kInteger] * len(columns))
    )
    _set_goal(model, search, columns, asked, goal)
    _add_rows(model, search, columns, asked, margins)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise refuse("solver_gave_up", seconds=PATIENCE)
    values = model.getSolution().col_value
    return {index: rank for (index, rank), value in zip(columns, values, strict=True) if value > HALF}


def _set_goal(model: _Highs, search: Task, columns: Sequence[tuple[int, int]], asked: _Asked, goal: str) -> None:
    """Set what is made least: effort, steps, the climb of the question that has to change; or most: points."""
    for at, (index, rank) in enumerate(columns):
        climb = search.climbs[index]
        climbed = rank if index == asked.changed else 0
        costs = {"effort": climb.efforts[rank], "points": -climb.gains[rank], "steps": 1, "climb": climbed}
        model.changeColCost(at, costs[goal] / _size(search, goal))


def _size(search: Task, goal: str) -> float:
    """Return what the goal's whole numbers are divided by, to keep them near one."""
    if goal == "points":
        return max(max(climb.gains) for climb in search.climbs)
    return 1


def _add_rows(
    model: _Highs,
    search: Task,
    columns: Sequence[tuple[int, int]],
    asked: _Asked,
    margins: Sequence[int],
) -> None:
    places: dict[int, list[int]] = {}
    for at, (index, _) in enumerate(columns):
        places.setdefault(index, []).append(at)
    for index, members in places.items():
        model.addRow(
            1.0 if index == asked.changed else 0.0, 1.0, len(members), np.array(members), np.ones(len(members))
        )
    everything = np.arange(len(columns))
    if asked.effort is not None:
        efforts = np.array([float(search.climbs[index].efforts[rank]) for index, rank in columns])
        model.addRow(0.0, asked.effort + 0.5, len(columns), everything, efforts)
    if asked.steps is not None:
        model.addRow(0.0, asked.steps + 0.5, len(columns), everything, np.ones(len(columns)))
    for gate, margin in zip(asked.gates, margins, strict=True):
        model.addRow(gate.bound(margin), highspy.kHighsInf, len(gate.inside), gate.inside, gate.shares)
