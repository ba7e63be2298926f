"""Shut gates as a tree: each holds gates inside it and questions of its own, as far as they nest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from bening.scoring.path.model import Question, Shut


@dataclass(slots=True)
class Climb:
    """A question in whole numbers: effort and gain of each move, from the smallest climb up."""

    index: int
    efforts: tuple[int, ...]
    gains: tuple[int, ...]


@dataclass(slots=True)
class Group:
    """A gate in whole numbers: what must be won inside it, the questions of its own and the gates inside it."""

    members: frozenset[int]
    missing: int
    climbs: list[Climb] = field(default_factory=list)
    inside: list["Group"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """A search in whole numbers: effort in units of 1 / `effort_unit`, points in units of 1 / `point_unit`."""

    climbs: tuple[Climb, ...]
    gates: tuple[tuple[frozenset[int], int], ...]
    effort_unit: int
    point_unit: int


def task(questions: Sequence[Question], shut: Sequence[Shut]) -> Task:
    """Return the search in whole numbers; members of gates are indices into the questions."""
    moves = [move for question in questions for move in question.moves]
    effort_unit = lcm(*(move.effort.denominator for move in moves))
    point_unit = lcm(*(move.gain.denominator for move in moves), *(gate.missing.denominator for gate in shut))
    climbs = tuple(
        Climb(
            index,
            tuple(_units(move.effort, effort_unit) for move in question.moves),
            tuple(_units(move.gain, point_unit) for move in question.moves),
        )
        for index, question in enumerate(questions)
    )
    wanted: dict[frozenset[int], int] = {}
    for gate in shut:
        members = frozenset(index for index, question in enumerate(questions) if question.position in gate.positions)
        missing = _units(gate.missing, point_unit) + gate.strict
        wanted[members] = max(missing, wanted.get(members, 0))
    return Task(climbs, tuple(wanted.items()), effort_unit, point_unit)


def _units(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)


def nested(search: Task) -> Group | None:
    """Return the gates as a tree under one root that holds every question, None where two overlap in part."""
    everything = frozenset(range(len(search.climbs)))
    gates = dict(search.gates)
    root = Group(everything, gates.pop(everything, 0))
    groups = [root]
    for members, missing in sorted(gates.items(), key=lambda gate: (-len(gate[0]), min(gate[0], default=-1))):
        holder = root
        for group in groups:
            if members < group.members:
                if len(group.members) < len(holder.members):
                    holder = group
            elif members & group.members:
                return None
        groups.append(Group(members, missing))
        holder.inside.append(groups[-1])
    for climb in search.climbs:
        smallest = min(
            (group for group in groups if climb.index in group.members), key=lambda group: len(group.members)
        )
        smallest.climbs.append(climb)
    return root
