"""The cheapest way to a target, the best for a budget, and the whole curve; each path replayed by the exact engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.answers.model import Answer
from bening.scoring.path import search
from bening.scoring.path.model import Choice, Need, Path, Question, Shut, Step
from bening.scoring.path.moves import Efforts, questions
from bening.scoring.path.nest import Task, nested, task
from bening.scoring.path.target import blocked, facts_shut, gates_on_points, outcome_needs, shut_gates
from bening.scoring.result import Result, score
from bening.scoring.text import refuse
from bening.scoring.verdict import predicate_states

NO_EFFORTS: Efforts = {}
BUDGET = "budget"
MOST_UNITS = 10**9


@dataclass(frozen=True, slots=True)
class Wish:
    """What a path has to open, with the outcomes that its gates ask for, and what no step can open."""

    target: str
    shut: list[Shut]
    needs: list[Need]
    facts: tuple[str, ...]
    unknown: list[str]


def cheapest_path(
    result: Result, target: str, efforts: Efforts = NO_EFFORTS, *, include_outcomes: bool = False
) -> Path:
    """Return the cheapest way to a predicate (its name) or to a total of points (a number as text).

    Raises `Refused` for a target that the instrument does not have, or points above its maximum.
    """
    wish = _wish(result, target, include_outcomes=include_outcomes)
    open_questions = questions(result, efforts, include_outcomes=include_outcomes)
    whole = _task(open_questions, wish.shut)
    stuck = [*wish.unknown, *blocked(wish.shut, open_questions, whole)]
    found = None if stuck else _least_effort(whole)
    if found is None:
        after = _replay(result, wish.needs, [])
        return Path(target, None, None, (), tuple(wish.needs), wish.facts, tuple(stuck), after)
    effort, choice = found
    path = _path(result, target, open_questions, choice, effort, wish)
    _hold_to(path, wish)
    return path


def best_path(
    result: Result, budget: Fraction, efforts: Efforts = NO_EFFORTS, *, include_outcomes: bool = False
) -> Path:
    """Return the steps that win the most points for at most so much effort; gates play no part."""
    open_questions = questions(result, efforts, include_outcomes=include_outcomes)
    wish = Wish(BUDGET, [], [], facts_shut(result, tuple(result.plan.instrument.predicates)), [])
    found = _task(open_questions, [])
    units = int(budget * found.effort_unit)
    root = nested(found)
    if root is not None and min(units, search.longest(found)) <= search.LONGEST_TABLE:
        effort, choice = search.best_for(found, root, units)
    else:
        from bening.scoring.path import milp  # noqa: PLC0415 - the solver is loaded where it is needed

        effort, choice = milp.best_for(found, units)
    return _path(result, BUDGET, open_questions, choice, Fraction(effort, found.effort_unit), wish)


def effort_curve(
    result: Result, efforts: Efforts = NO_EFFORTS, *, include_outcomes: bool = False
) -> list[tuple[Fraction, Fraction]]:
    """Return effort and total points of the best choice for each effort, undominated pairs only.

    Raises `Refused` where the efforts are too finely divided for a curve.
    """
    found = _task(questions(result, efforts, include_outcomes=include_outcomes), [])
    root = nested(found)
    if root is None or not search.fits(found):
        raise refuse("curve_too_fine", limit=search.LONGEST_TABLE)
    pairs = search.curve(found, root)
    points = result.points
    return [(Fraction(at, found.effort_unit), points + Fraction(won, found.point_unit)) for at, won in pairs]


def _task(open_questions: Sequence[Question], shut: Sequence[Shut]) -> Task:
    """Return the search in whole numbers; raises `Refused` where the efforts lie too far apart to be added up."""
    found = task(open_questions, shut)
    if search.longest(found) > MOST_UNITS:
        raise refuse("effort_too_fine", limit=MOST_UNITS)
    return found


def _wish(result: Result, target: str, *, include_outcomes: bool) -> Wish:
    instrument = result.plan.instrument
    if target in instrument.predicates:
        gates = gates_on_points(result, target)
        needs = [] if include_outcomes else outcome_needs(result, gates)
        shut, unknown = shut_gates(result, gates, needs)
        return Wish(target, shut, needs, facts_shut(result, [target]), unknown)
    points = numbers.decimal(target)
    if points is None or points < 0:
        known = ", ".join(instrument.predicates) or "-"
        raise refuse("target_unknown", target=target[:60], known=known)
    if points > instrument.maximum:
        raise refuse("target_too_high", target=target, maximum=numbers.shortest(instrument.maximum))
    everything = frozenset(range(len(result.plan.leaves)))
    missing = points - result.points
    shut = [Shut(None, everything, missing)] if missing > 0 else []
    return Wish(target, shut, [], (), [])


def _least_effort(found: Task) -> tuple[Fraction, Choice] | None:
    if not found.gates:
        return Fraction(0), Choice({}, frozenset(), 1)
    root = nested(found)
    if root is not None and search.fits(found):
        answer = search.cheapest(found, root)
    else:
        from bening.scoring.path import milp  # noqa: PLC0415 - the solver is loaded where it is needed

        answer = milp.cheapest(found)
    return None if answer is None else (Fraction(answer[0], found.effort_unit), answer[1])


def _path(
    result: Result,
    target: str,
    open_questions: Sequence[Question],
    choice: Choice,
    effort: Fraction,
    wish: Wish,
) -> Path:
    steps = []
    for index, rank in choice.moves.items():
        question = open_questions[index]
        leaf = result.plan.leaves[question.position]
        weight = leaf.node.weights.get(result.plan.profile)
        assumed = question.has_default_effort or result.plan.weights_assumed or bool(weight and weight.basis.assumed)
        steps.append(Step(question, question.moves[rank], index in choice.needed, assumed))
    after = _replay(result, wish.needs, steps)
    return Path(target, effort, choice.alternatives, tuple(steps), tuple(wish.needs), wish.facts, (), after)


def _replay(result: Result, needs: Sequence[Need], steps: Sequence[Step]) -> Result:
    """Return the exact result with the needs met and the steps taken."""
    changed: Mapping[str, Answer] = {need.code: need.answer for need in needs} | {
        step.question.code: step.move.answer for step in steps
    }
    given = replace(result.given, answers={**result.given.answers, **changed})
    return score(result.plan, given, result.nested)


def _hold_to(path: Path, wish: Wish) -> None:
    """Hold a path to what the exact engine says of it."""
    states = predicate_states(path.after)
    reached = (
        states[wish.target].scored
        if wish.target in states
        else path.after.points >= (numbers.decimal(wish.target) or 0)
    )
    if not reached:
        raise AssertionError(f"a path to {wish.target} that the exact engine does not confirm")
