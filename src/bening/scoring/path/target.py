"""From a target to what has to be won: gates that are shut, outcomes that are held, and what nothing can open."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Leaf
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.path.model import Need, Question, Shut
from bening.scoring.path.moves import stands
from bening.scoring.path.nest import Task
from bening.scoring.plan import Bound, PlanGate, bounds
from bening.scoring.result import Result
from bening.scoring.verdict import applies, predicate_states
from bening.scoring.worth import worth

FINEST = 6


def gates_on_points(result: Result, predicate: str) -> list[tuple[PlanGate, Bound | None]]:
    """Return the gates on points of the reading that the answers choose, each with what opens it."""
    instrument, options = result.plan.instrument, result.given.options
    limits = bounds(result.plan, tuple(options.items()))[predicate]
    pairs = zip(result.plan.gates[predicate], limits, strict=True)
    return [(gate, bound) for gate, bound in pairs if applies(gate.gate, instrument, options)]


def facts_shut(result: Result, predicates: Sequence[str]) -> tuple[str, ...]:
    """Return the gates on facts that are shut or unstated, each once."""
    states = predicate_states(result)
    found = [
        state.gate.id
        for name in predicates
        for state in states[name].gates
        if not state.on_points and state.open is not True
    ]
    return tuple(dict.fromkeys(found))


def outcome_needs(result: Result, gates: Sequence[tuple[PlanGate, Bound | None]]) -> list[Need]:
    """Return the outcomes that must rise because a gate of their own is shut, each to the least value that opens it."""
    found = []
    alone: dict[int, list[Bound]] = {}
    for gate, bound in gates:
        if bound is not None and sum(last - first for first, last in gate.runs) == 1:
            first = next(first for first, last in gate.runs if last > first)
            alone.setdefault(first, []).append(bound)
    for position, own in sorted(alone.items()):
        planned = result.plan.leaves[position]
        if not planned.leaf.outcome:
            continue
        present = Fraction(result.running[position + 1] - result.running[position], result.scale)
        if all(_opens(bound, result, present) for bound in own):
            continue
        limit = max(Fraction(bound.units, result.plan.unit) for bound in own)
        for raised in _candidates(planned.leaf, limit / planned.maximum):
            points = worth(planned.leaf, raised).value * planned.maximum
            if all(_opens(bound, result, points) for bound in own):
                stood = stands(result, position)
                found.append(Need(planned.code, position, stood, raised.shown, raised, points - present))
                break
    return found


def _opens(bound: Bound, result: Result, points: Fraction) -> bool:
    limit = Fraction(bound.units, result.plan.unit)
    return points > limit or (points == limit and not bound.strict)


def _candidates(leaf: Leaf, value: Fraction) -> Iterator[Answer]:
    """Yield answers from the least up: every level, or the numbers nearest above the value."""
    if leaf.kind in {"yes_no", "choice"}:
        for level in levels_of(leaf)[::-1]:
            yield Answer(level.letter, letter=level.letter)
        return
    if leaf.kind == "number":
        for band in leaf.bands[::-1]:
            yield Answer(numbers.shortest(band.limit), number=band.limit)
        return
    top = Fraction(1) if leaf.ratio else leaf.maximum
    places = numbers.decimals_of(value * top)
    finest = FINEST if places is None else max(2, min(places, FINEST))
    first = numbers.rounded_up(value * top, finest)
    for number in (first, first + Fraction(1, 10**FINEST)):
        if number <= top:
            text = numbers.written(number, max(finest, numbers.decimals_of(number) or 0))
            yield Answer(text, number=number)


def shut_gates(
    result: Result, gates: Sequence[tuple[PlanGate, Bound | None]], needs: Sequence[Need]
) -> tuple[list[Shut], list[str]]:
    """Return the gates still shut once the needs are met, and the ids of those whose limit is unknown."""
    raised = {need.position: need.gain for need in needs}
    shut, unknown = [], []
    for gate, bound in gates:
        if bound is None:
            unknown.append(gate.gate.id)
            continue
        units = sum((result.running[last] - result.running[first] for first, last in gate.runs), 0)
        positions = gate.leaves()
        have = Fraction(units, result.scale) + sum(
            (gain for at, gain in raised.items() if at in positions), Fraction(0)
        )
        entry = Shut(gate.gate, positions, Fraction(bound.units, result.plan.unit) - have, bound.strict)
        if not entry.opens_with(Fraction(0)):
            shut.append(entry)
    return shut, unknown


def blocked(shut: Sequence[Shut], questions: Sequence[Question], search: Task) -> list[str]:
    """Return the ids of the gates that stay shut when every permitted step is taken."""
    best = [(question.position, max(climb.gains)) for question, climb in zip(questions, search.climbs, strict=True)]
    found = []
    for entry in shut:
        won = sum(gain for at, gain in best if at in entry.positions)
        if not entry.opens_with(Fraction(won, search.point_unit)):
            found.append(entry.gate.id if entry.gate else "points")
    return found
