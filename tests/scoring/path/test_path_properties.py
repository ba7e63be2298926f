"""A path reaches its target, none is cheaper, no step is idle: held against every choice there is, one by one."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.instrument.model import Instrument
from bening.scoring.path.find import best_path, cheapest_path, effort_curve
from bening.scoring.path.model import Path, Question
from bening.scoring.path.moves import questions
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.verdict import predicate_states
from tests.scoring.strategies import answered_instruments

Drawn = tuple[Instrument, AnswerSet]
MOST_CHOICES = 3000
Key = tuple[Fraction, int, tuple[int, ...]]


def _choices(open_questions: list[Question]) -> list[tuple[int, ...]]:
    """Return every choice: for each question the index of its move, -1 for none."""
    sizes = [range(-1, len(question.moves)) for question in open_questions]
    count = 1
    for size in sizes:
        count *= len(size)
    assume(count <= MOST_CHOICES)
    return list(product(*sizes))


def _after(start: Result, held: dict[str, Answer], open_questions: list[Question], choice: tuple[int, ...]) -> Result:
    changed = {
        question.code: question.moves[rank].answer
        for question, rank in zip(open_questions, choice, strict=True)
        if rank >= 0
    }
    return score(start.plan, replace(start.given, answers={**start.given.answers, **held, **changed}))


def _key(open_questions: list[Question], choice: tuple[int, ...]) -> Key:
    """Return what the contract orders by: effort, steps, then question by question changed first, smaller climb."""
    efforts = [question.moves[rank].effort for question, rank in zip(open_questions, choice, strict=True) if rank >= 0]
    digits = tuple(rank if rank >= 0 else 99 for rank in choice)
    return sum(efforts, Fraction(0)), len(efforts), digits


def _hold_against_all(
    start: Result, path: Path, open_questions: list[Question], reaching: list[tuple[int, ...]]
) -> None:
    if not reaching:
        assert not path.reachable
        assert path.blocked_by
        return
    best = min(reaching, key=lambda choice: _key(open_questions, choice))
    effort = _key(open_questions, best)[0]
    assert path.effort == effort
    cheapest = [choice for choice in reaching if _key(open_questions, choice)[0] == effort]
    named = {step.question.code: step.move.to for step in path.steps}
    assert named == {
        question.code: question.moves[rank].to for question, rank in zip(open_questions, best, strict=True) if rank >= 0
    }
    assert path.alternatives is None or path.alternatives == min(len(cheapest), 1000)
    for step in path.steps:
        at = open_questions.index(step.question)
        assert step.needed == all(choice[at] >= 0 for choice in cheapest)


@given(answered_instruments(), st.booleans())
def test_the_path_to_a_predicate_is_the_least_of_all_choices(drawn: Drawn, include_outcomes: bool) -> None:
    instrument, answers = drawn
    start = score(plan(instrument), answers)
    path = cheapest_path(start, "lulus", include_outcomes=include_outcomes)
    open_questions = questions(start, {}, include_outcomes=include_outcomes)
    held = {need.code: need.answer for need in path.needs}
    reaching = [
        choice
        for choice in _choices(open_questions)
        if predicate_states(_after(start, held, open_questions, choice))["lulus"].scored
    ]
    _hold_against_all(start, path, open_questions, reaching)


@given(answered_instruments(crossed=True))
def test_the_path_over_gates_that_overlap_is_the_least_of_all_choices(drawn: Drawn) -> None:
    instrument, answers = drawn
    start = score(plan(instrument), answers)
    path = cheapest_path(start, "lulus")
    open_questions = questions(start, {}, include_outcomes=False)
    held = {need.code: need.answer for need in path.needs}
    reaching = [
        choice
        for choice in _choices(open_questions)
        if predicate_states(_after(start, held, open_questions, choice))["lulus"].scored
    ]
    _hold_against_all(start, path, open_questions, reaching)


@given(answered_instruments(), st.fractions(0, 1, max_denominator=12))
def test_the_path_to_points_is_the_least_of_all_choices(drawn: Drawn, share: Fraction) -> None:
    instrument, answers = drawn
    start = score(plan(instrument), answers)
    target = f"{float(share * instrument.maximum):.2f}"
    path = cheapest_path(start, target)
    open_questions = questions(start, {}, include_outcomes=False)
    reaching = [
        choice
        for choice in _choices(open_questions)
        if _after(start, {}, open_questions, choice).points >= Fraction(target)
    ]
    _hold_against_all(start, path, open_questions, reaching)
    assert path.needs == ()


@given(answered_instruments())
def test_dropping_any_step_breaks_the_path(drawn: Drawn) -> None:
    start = score(plan(drawn[0]), drawn[1])
    path = cheapest_path(start, "lulus")
    for step in path.steps:
        kept = {other.question.code: other.move.answer for other in path.steps if other is not step} | {
            need.code: need.answer for need in path.needs
        }
        after = score(start.plan, replace(start.given, answers={**start.given.answers, **kept}))
        assert not predicate_states(after)["lulus"].scored
        assert path.after.points - after.points == step.move.gain


@given(answered_instruments(), st.integers(0, 12))
def test_the_best_for_a_budget_is_the_best_of_all_choices(drawn: Drawn, budget: int) -> None:
    start = score(plan(drawn[0]), drawn[1])
    path = best_path(start, Fraction(budget))
    open_questions = questions(start, {}, include_outcomes=False)
    keyed = [
        (-_after(start, {}, open_questions, choice).points, *_key(open_questions, choice))
        for choice in _choices(open_questions)
    ]
    best = min(entry for entry in keyed if entry[1] <= budget)
    assert (-path.after.points, path.effort) == best[:2]
    ranks = {question.code: at for at, question in enumerate(open_questions)}
    digits = [99] * len(open_questions)
    for step in path.steps:
        digits[ranks[step.question.code]] = step.question.moves.index(step.move)
    assert tuple(digits) == best[3]
    assert path.alternatives == min(sum(entry[:2] == best[:2] for entry in keyed), 1000)


@given(answered_instruments())
def test_the_curve_holds_the_undominated_points_alone(drawn: Drawn) -> None:
    start = score(plan(drawn[0]), drawn[1])
    open_questions = questions(start, {}, include_outcomes=False)
    best: dict[Fraction, Fraction] = {}
    for choice in _choices(open_questions):
        effort = _key(open_questions, choice)[0]
        best[effort] = max(best.get(effort, Fraction(-1)), _after(start, {}, open_questions, choice).points)
    wanted, top = [], Fraction(-1)
    for effort, points in sorted(best.items()):
        if points > top:
            wanted.append((effort, points))
            top = points
    assert effort_curve(start) == wanted
