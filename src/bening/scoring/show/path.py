"""A path as JSON of the outside contract, and as lines that can be read out."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bening.scoring import numbers
from bening.scoring.path.find import BUDGET
from bening.scoring.path.model import Need, Path, Step
from bening.scoring.path.search import MOST_ALTERNATIVES
from bening.scoring.result import Result
from bening.scoring.show.words import answer, number, say
from bening.scoring.verdict import predicate_states

Json = dict[str, Any]


def path_document(path: Path) -> Json:
    """Return the JSON of a path to a target."""
    return {
        "target": path.target,
        "reachable": path.reachable,
        "effort": None if path.effort is None else numbers.shortest(path.effort),
        "alternatives": path.alternatives,
        "steps": [_step(step) for step in path.steps],
        "needs": [_need(need) for need in path.needs],
        "facts_shut": list(path.facts_shut),
        "blocked_by": list(path.blocked_by),
        "after": _after(path.after),
    }


def budget_document(path: Path, budget: Fraction) -> Json:
    """Return the JSON of the best path for a budget."""
    return {
        "budget": numbers.shortest(budget),
        "effort": numbers.shortest(path.effort or Fraction(0)),
        "after": _after(path.after),
        "steps": [_step(step) for step in path.steps],
        "facts_shut": list(path.facts_shut),
        "alternatives": path.alternatives,
    }


def curve_document(curve: Sequence[tuple[Fraction, Fraction]]) -> Json:
    """Return the JSON of the curve."""
    return {"curve": [{"effort": numbers.shortest(effort), "points": numbers.six(points)} for effort, points in curve]}


def _step(step: Step) -> Json:
    return {
        "code": step.question.code,
        "from": step.question.stands,
        "to": step.move.to,
        "climb": step.move.climb,
        "gain": numbers.six(step.move.gain),
        "effort": numbers.shortest(step.move.effort),
        "needed": step.needed,
        "assumed": step.assumed,
    }


def _need(need: Need) -> Json:
    return {"code": need.code, "from": need.stands, "to": need.to}


def _after(after: Result) -> Json:
    states = predicate_states(after)
    return {
        "points": numbers.six(after.points),
        "predicates": {name: {"scored": state.scored} for name, state in states.items()},
    }


def path_lines(path: Path, start: Result, others: Mapping[str, Path], language: str) -> Iterator[str]:
    """Yield a path in words: what is assumed first, then facts, what outcomes must be, and the steps."""
    yield from _assumption(start, others, language)
    title = start.plan.instrument.predicates.get(path.target)
    target = (
        title.title.said(language) if title else f"{number(path.target, language)} {say('points_target', language)}"
    )
    yield from _facts(path, language)
    yield f"{say('to_target', language)} {target}"
    yield from _needs(path, language)
    if not path.reachable:
        yield say("blocked_head", language)
        yield from (f"  ✗ {gate}" for gate in path.blocked_by)
        return
    if not path.steps:
        yield say("already", language)
    else:
        yield from _steps(path, start, language)
    yield from _closing(path, start, language)


def _assumption(start: Result, others: Mapping[str, Path], language: str) -> Iterator[str]:
    if not start.plan.weights_assumed:
        return
    yield say("weights_first", language, profile=start.plan.profile)
    if len(others) > 1:
        common = common_steps(others)
        profiles = ", ".join(others)
        if common:
            yield say("common_head", language, profiles=profiles)
            yield from (f"  {step.question.code}: {_change(step, language)}" for step in common)
        else:
            yield say("common_none", language, profiles=profiles)
    yield ""


def common_steps(paths: Mapping[str, Path]) -> list[Step]:
    """Return the questions that the path of every profile changes, each as far as all of them go."""
    by_code = [{step.question.code: step for step in path.steps} for path in paths.values()]
    shared = [code for code in by_code[0] if all(code in steps for steps in by_code)] if by_code else []
    return [min((steps[code] for steps in by_code), key=lambda step: step.move.climb) for code in shared]


def _facts(path: Path, language: str) -> Iterator[str]:
    if path.facts_shut:
        yield say("facts_head", language)
        yield from (f"  ? {gate}" for gate in path.facts_shut)


def _needs(path: Path, language: str) -> Iterator[str]:
    if path.needs:
        yield say("needs_head", language)
        for need in path.needs:
            before, after = answer(need.stands, language), answer(need.to, language)
            change = say("from_to", language, before=before, after=after)
            yield f"  {need.code}: {change}"


def _steps(path: Path, start: Result, language: str) -> Iterator[str]:
    yield _choices(path.alternatives, language, for_budget=path.target == BUDGET)
    for at, step in enumerate(path.steps, 1):
        yield f"  {at}. {_step_words(step, language, for_budget=path.target == BUDGET)}"
        question = start.plan.leaves[step.question.position].leaf.question
        if question is not None:
            yield f"     {question.said(language)}"


def _choices(count: int | None, language: str, *, for_budget: bool) -> str:
    """Return how many choices are as good as the one that is named."""
    if count is None:
        return say("alternatives_unknown", language)
    if for_budget:
        return say("budget_one" if count == 1 else "budget_some", language, count=count)
    if count == 1:
        return say("alternatives_one", language)
    return say("alternatives_many" if count >= MOST_ALTERNATIVES else "alternatives", language, count=count)


def _step_words(step: Step, language: str, *, for_budget: bool) -> str:
    gain = number(numbers.six(step.move.gain), language)
    effort = number(numbers.shortest(step.move.effort), language)
    change = _change(step, language)
    words = f"{step.question.code}: {change}, {say('effort', language)} {effort}, {say('gain', language)} {gain}"
    needed = say("needed_budget" if for_budget else "needed", language)
    return f"{words} [{needed}]" if step.needed else words


def _change(step: Step, language: str) -> str:
    before, after = answer(step.question.stands, language), answer(step.move.to, language)
    return say("from_to", language, before=before, after=after)


def _closing(path: Path, start: Result, language: str) -> Iterator[str]:
    effort = number(numbers.shortest(path.effort or Fraction(0)), language)
    points = number(numbers.six(path.after.points), language)
    score = number(path.after.score_text, language)
    yield f"{say('after', language)}: {say('score', language).lower()} {score} ({say('exact', language)} {points})"
    yield f"{say('total', language)} {say('effort', language)} {effort}. {say('effort_unit', language)}"
    if path.target == BUDGET:
        return
    if path.alternatives is None:
        yield say("least_solver", language)
    else:
        yield say("least_assumed" if start.plan.weights_assumed else "least_proven", language)


def budget_lines(path: Path, budget: Fraction, start: Result, language: str) -> Iterator[str]:
    """Yield the best path for a budget in words."""
    yield from _assumption(start, {}, language)
    yield from _facts(path, language)
    yield say("budget_head", language, budget=number(numbers.shortest(budget), language))
    if path.steps:
        yield from _steps(path, start, language)
    yield from _closing(path, start, language)


def curve_lines(curve: Sequence[tuple[Fraction, Fraction]], start: Result, language: str) -> Iterator[str]:
    """Yield the curve as a table with bars."""
    if start.plan.weights_assumed:
        yield say("weights_first", language, profile=start.plan.profile)
    yield say("curve_head", language)
    top = start.plan.instrument.maximum
    for effort, points in curve:
        bar = "█" * int(points / top * 40) if top else ""
        yield f"  {number(numbers.shortest(effort), language):>6}  {number(numbers.six(points), language):>11}  {bar}"
