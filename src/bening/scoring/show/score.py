"""A score and an explanation as lines of text."""

from collections.abc import Iterator
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.explain import Explanation
from bening.scoring.instrument.model import Stage
from bening.scoring.messages.render import render
from bening.scoring.result import Result
from bening.scoring.show.words import ASSUMED_KINDS, answer, number, say
from bening.scoring.verdict import (
    GateState,
    PredicateState,
    advice_states,
    assumed,
    band_of,
    predicate_states,
    shown_limit,
    stage_of,
    threshold_states,
)

MARKS = {True: "✓", False: "✗", None: "?"}
DEEPEST_SHOWN = 3


def score_lines(result: Result, language: str, stage: str | None = None, *, tree: bool = True) -> Iterator[str]:
    """Yield the score, its stage, gates, breakdown, what is missing and what is assumed."""
    at_stage = stage_of(result, stage)
    instrument = result.plan.instrument
    yield f"{instrument.title.said(language)} ({instrument.id})" + (
        f" · {result.given.file}" if result.given.file else ""
    )
    if result.plan.leaves:
        yield from _total(result, language)
    yield from _stage(result, at_stage, language)
    for state in predicate_states(result).values():
        yield ""
        yield from predicate_lines(state, language)
    yield from _advice(result, at_stage, language)
    if tree and result.plan.leaves:
        yield ""
        yield from _tree(result, language)
    yield from _missing(result, language)
    warnings = result.warnings()
    if warnings:
        yield ""
        yield say("warnings_head", language)
        yield from (f"  {render(entry, language)}" for entry in warnings)
    yield from assumed_lines(result, at_stage, language)


def _total(result: Result, language: str) -> Iterator[str]:
    top = numbers.shortest(result.plan.instrument.maximum)
    exact = number(numbers.six(result.points), language)
    score = number(result.score_text, language)
    shown = f"{score} {say('of', language)} {number(top, language)}"
    yield f"{say('score', language)} {shown} ({say('exact', language)} {exact})"
    if result.plan.weights_assumed:
        title = result.plan.instrument.profiles[result.plan.profile].title.said(language)
        yield f"{say('weights', language)} {result.plan.profile}: {title}. {say('profile_assumed', language)}"


def _stage(result: Result, stage: Stage | None, language: str) -> Iterator[str]:
    if stage is None:
        return
    yield f"{say('stage', language)}: {stage.title.said(language)}"
    for state in threshold_states(result, stage):
        line = state.threshold
        doubt = f" ({say('assumed', language)})" if line.basis.assumed or line.inclusive_basis else ""
        points = number(numbers.shortest(line.points), language)
        yield f"  {MARKS[state.open]} {say('threshold', language)} {points}{doubt}: {gap_words(state.gap, language)}"
    band = band_of(result, stage)
    shown = band.title.said(language) if band else say("band_none", language)
    yield f"  {say('band', language)}: {shown}"


def gap_words(gap: Fraction, language: str) -> str:
    """Return a gap in words: short by so many points, or so many above."""
    size = number(numbers.written(abs(gap), 2), language)
    if abs(gap) < Fraction(1, 200) and gap:
        size = number(numbers.six(abs(gap)), language)
    if gap < 0:
        return f"kurang {size} poin" if language == "id" else f"short by {size} points"
    return f"lebih {size} poin" if language == "id" else f"{size} points above"


def predicate_lines(state: PredicateState, language: str) -> Iterator[str]:
    """Yield a verdict with every gate of its reading."""
    verdict = say("reached_yes" if state.reached else "reached_no", language)
    detail = say("scored_yes" if state.scored else "scored_no", language)
    has_points = any(gate.on_points for gate in state.gates)
    yield f"{state.predicate.title.said(language)}: {verdict}" + (f" ({detail})" if has_points else "")
    if len(set(state.readings.values())) > 1:
        parts = "; ".join(
            f"{name}: {say('scored_yes' if opened else 'scored_no', language)}"
            for name, opened in state.readings.items()
        )
        yield f"  {say('readings_differ', language)} {parts}"
    width = max((len(gate.gate.id) for gate in state.gates), default=0)
    for gate in state.gates:
        yield f"  {MARKS[gate.open]} {gate.gate.id:<{width}}  {gate_words(gate, language)}"


def gate_words(state: GateState, language: str) -> str:
    """Return need, have and what is missing of a gate."""
    have, need = shown_limit(state.have), shown_limit(state.need)
    parts = [f"{say('have', language)} {answer(have, language)}" if have is not None else say("unstated", language)]
    if need is None:
        parts.append(say("limit_unknown", language))
    else:
        least = say("at_most" if state.gate.at_most else "need", language)
        parts.append(f"{least} {answer(need, language)}")
    if state.open is False and isinstance(state.need, Fraction) and isinstance(state.have, Fraction):
        missing = number(numbers.six(state.need - state.have), language)
        parts.append(f"{say('short', language)} {missing}")
    if state.gate.basis.assumed or state.gate.inclusive_basis:
        parts.append(say("assumed", language))
    return ", ".join(parts)


def _advice(result: Result, stage: Stage | None, language: str) -> Iterator[str]:
    states = advice_states(result, stage)
    if not states:
        return
    yield ""
    yield say("advice_head", language)
    for advice, gates in states:
        yield f"  · {advice.title.said(language)}: {advice.text.said(language)}"
        shut = [gate.gate for gate in gates if gate.open is False]
        if gates:
            codes = ", ".join(code for gate in shut for code in gate.nodes or (gate.id,))
            verdict = say("would_shut" if shut else "would_open", language)
            yield f"    {verdict}" + (f": {codes}" if codes else "")


def _tree(result: Result, language: str) -> Iterator[str]:
    yield say("tree_head", language)
    shown = [node for node in result.plan.nodes if node.node.leaf is None or node.code.count(".") < 1]
    for node in shown or result.plan.nodes:
        depth = node.code.count(".")
        if depth >= DEEPEST_SHOWN:
            continue
        points = number(numbers.six(result.points_of(node.code)), language)
        top = number(numbers.written(node.maximum, 2), language)
        share = number(numbers.written(result.points_of(node.code) / node.maximum * 100, 1), language)
        label = f"{'  ' * depth}{node.code} {node.node.title.said(language)}"
        yield f"  {label[:58]:<58} {points:>11} / {top:>6}  {share:>5} %"


def _missing(result: Result, language: str) -> Iterator[str]:
    if not result.missing:
        return
    yield ""
    yield say("missing_head", language)
    lacking = result.missing_inputs()
    plain = [code for code in result.missing if code not in lacking]
    if plain:
        yield f"  {', '.join(plain)}"
    for code, names in lacking.items():
        yield f"  {code}: {say('missing_input', language)} {', '.join(names)}"


def assumed_lines(result: Result, stage: Stage | None, language: str) -> Iterator[str]:
    """Yield what the result rests on that no source settles."""
    found = assumed(result, stage)
    if not found:
        return
    yield ""
    yield say("assumed_head", language)
    groups: dict[str, list[str]] = {}
    for entry in found:
        kind, _, name = entry.partition(":")
        groups.setdefault(kind, []).append(name)
    for kind, names in groups.items():
        label = ASSUMED_KINDS[kind].said(language) if kind in ASSUMED_KINDS else kind
        yield f"  {label}: {', '.join(names)}"


def explain_lines(found: Explanation, language: str, depth: int = 0, said: str = "") -> Iterator[str]:
    """Yield a derivation, children indented below; a source is said where it differs from the one above."""
    pad = "  " * depth
    points, top = number(numbers.six(found.points), language), number(numbers.shortest(found.maximum), language)
    yield f"{pad}{found.code}  {points} / {top}  {found.title.said(language)}"
    if found.answer is not None:
        yield f"{pad}  {say('answer', language)}: {answer(found.answer, language)}"
    mark = f" ({say('assumed', language)})" if found.assumed else ""
    yield f"{pad}  {render(found.rule, language)}{mark}"
    if found.source and found.source != said:
        yield f"{pad}  {say('source', language)}: {found.source}"
    for warning in found.warnings:
        yield f"{pad}  ! {render(warning, language)}"
    for child in found.children:
        yield from explain_lines(child, language, depth + 1, found.source or said)
