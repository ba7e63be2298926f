"""From a result to verdicts: gates, predicates, thresholds, band, and everything that rests on an assumption."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.instrument.check import fact_position
from bening.scoring.instrument.model import Advice, Basis, Gate, Instrument, Predicate, Stage, Threshold
from bening.scoring.plan import is_inclusive, option_value
from bening.scoring.result import Result
from bening.scoring.text import listed, refuse

FACT_UNSTATED = "fact_unstated"
LIMIT_UNKNOWN = "limit_unknown"


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate as it stands; `open` is None where `why` says so. Points are exact; facts are words."""

    gate: Gate
    open: bool | None
    need: Fraction | str | None
    have: Fraction | str | None
    why: str | None = None

    @property
    def on_points(self) -> bool:
        """Return whether the gate compares points."""
        return self.gate.fact is None


@dataclass(frozen=True, slots=True)
class PredicateState:
    """A verdict: `scored` when every gate on points is open, `reached` when the facts are stated and met as well."""

    predicate: Predicate
    scored: bool
    reached: bool
    readings: Mapping[str, bool]
    gates: tuple[GateState, ...]


@dataclass(frozen=True, slots=True)
class ThresholdState:
    """A threshold of the stage; `gap` is negative where points are missing."""

    threshold: Threshold
    gap: Fraction
    open: bool


def predicate_states(result: Result) -> dict[str, PredicateState]:
    """Return the state of every predicate, in the order of the file."""
    return {predicate.name: _predicate(result, predicate) for predicate in result.plan.instrument.predicates.values()}


def _predicate(result: Result, predicate: Predicate) -> PredicateState:
    instrument, options = result.plan.instrument, result.given.options
    states = tuple(gate_states(result, predicate))
    shown = tuple(state for state in states if applies(state.gate, instrument, options))
    readings = {}
    if predicate.reading is not None:
        for choice in instrument.options[predicate.reading].choices:
            chosen = {**options, predicate.reading: choice}
            readings[choice] = _scored(state for state in states if applies(state.gate, instrument, chosen))
    scored = _scored(shown)
    reached = scored and all(state.open is True for state in shown)
    return PredicateState(predicate, scored, reached, readings, shown)


def _scored(states: Iterable[GateState]) -> bool:
    return all(state.open is True for state in states if state.on_points)


def applies(gate: Gate, instrument: Instrument, options: Mapping[str, str]) -> bool:
    """Return whether the gate belongs to the reading that the options choose."""
    return all(option_value(instrument, options, name) == choice for name, choice in gate.when)


def gate_states(result: Result, predicate: Predicate) -> Iterator[GateState]:
    """Yield the state of every gate of a predicate, also of those that belong to another reading."""
    planned = iter(
        zip(
            result.plan.gates[predicate.name],
            result.gate_units[predicate.name],
            result.opened[predicate.name],
            strict=True,
        )
    )
    for gate in predicate.gates:
        if gate.fact is not None:
            yield fact_state(result.plan.instrument, gate, result.given.facts)
            continue
        plan_gate, units, opened = next(planned)
        have = Fraction(units, result.scale)
        why = LIMIT_UNKNOWN if opened is None else None
        yield GateState(gate, opened, plan_gate.limit, have, why)


def fact_state(instrument: Instrument, gate: Gate, facts: Mapping[str, str]) -> GateState:
    """Return the state of a gate on a fact."""
    fact = instrument.facts[gate.fact or ""]
    have = facts.get(fact.name)
    if gate.fact_limit is None:
        return GateState(gate, None, None, have, LIMIT_UNKNOWN)
    if have is None:
        return GateState(gate, None, gate.fact_limit, None, FACT_UNSTATED)
    limit, stands = fact_position(fact, gate.fact_limit), fact_position(fact, have)
    if limit is None or stands is None:
        raise refuse("fact_value", name=fact.name, text=have, known=listed(fact.words))
    if limit == stands:
        opened = gate.inclusive
    else:
        opened = stands < limit if gate.at_most else stands > limit
    return GateState(gate, opened, gate.fact_limit, have)


def stage_of(result: Result, stage: str | None = None) -> Stage | None:
    """Return the stage asked for, or the one of the answers; raises `Refused` for an unknown one."""
    return find_stage(result.plan.instrument, stage or result.given.stage)


def find_stage(instrument: Instrument, name: str | None) -> Stage | None:
    """Return the stage of a name, None for none; raises `Refused` for an unknown one."""
    if name is None:
        return None
    if name not in instrument.stages:
        raise refuse("stage_not_there", name=name[:60], known=listed(instrument.stages) or "-")
    return instrument.stages[name]


def threshold_states(result: Result, stage: Stage | None) -> list[ThresholdState]:
    """Return the thresholds of a stage."""
    if stage is None:
        return []
    points = result.points
    return [ThresholdState(line, points - line.points, _passes(result, line, points)) for line in stage.thresholds]


def band_of(result: Result, stage: Stage | None) -> Threshold | None:
    """Return the highest band of the stage that the exact points reach, None below every band."""
    points = result.points
    return next((band for band in (stage.bands if stage else ()) if _passes(result, band, points)), None)


def _passes(result: Result, line: Threshold, points: Fraction) -> bool:
    inclusive = is_inclusive(result.plan.instrument, result.given.options, line.id, default=line.inclusive)
    return points > line.points or (inclusive and points == line.points)


def advice_states(result: Result, stage: Stage | None) -> list[tuple[Advice, list[GateState]]]:
    """Return the advice for the stage, with what it would compare; it decides nothing."""
    found = []
    for advice in result.plan.instrument.advice:
        if advice.stage is not None and (stage is None or stage.id != advice.stage):
            continue
        found.append((advice, [_advice_gate(result, gate) for gate in advice.gates]))
    return found


def _advice_gate(result: Result, gate: Gate) -> GateState:
    if gate.fact is not None:
        return fact_state(result.plan.instrument, gate, result.given.facts)
    codes = tuple(result.plan.by_code) if gate.nodes == ("all",) else gate.nodes or ()
    have = result.points if gate.nodes == ("all",) else sum(map(result.points_of, codes), Fraction(0))
    top = sum((result.plan.by_code[code].maximum for code in codes), Fraction(0))
    maximum = result.plan.instrument.maximum if gate.nodes == ("all",) else top
    need = gate.limit * maximum if gate.limit is not None and gate.is_share else gate.limit
    return GateState(gate, None if need is None else have >= need, need, have)


def assumed(result: Result, stage: Stage | None) -> list[str]:
    """Return everything in this result that neither the rule nor two separate sources give."""
    states = predicate_states(result)
    found = dict.fromkeys(_assumed_weights(result))
    found |= dict.fromkeys(_assumed_gates(states.values()))
    found |= dict.fromkeys(_assumed_options(result.plan.instrument))
    found |= dict.fromkeys(_assumed_answers(result))
    found |= dict.fromkeys(_assumed_scales(result, states.values()))
    found |= dict.fromkeys(_assumed_lines(stage))
    for code, inner in result.nested.items():
        found |= dict.fromkeys(f"{code}/{entry}" for entry in assumed(inner, None))
    return list(found)


def _assumed_weights(result: Result) -> Iterator[str]:
    plan = result.plan
    bases = [node.node.weights[plan.profile].basis for node in plan.nodes if plan.profile in node.node.weights]
    if any(basis.assumed for basis in bases):
        yield f"weights:{plan.profile}"


def _assumed_gates(states: Iterable[PredicateState]) -> Iterator[str]:
    for state in states:
        for gate in state.gates:
            if gate.gate.basis.assumed or gate.gate.inclusive_basis is not None:
                yield f"gate:{gate.gate.id}"


def _assumed_options(instrument: Instrument) -> Iterator[str]:
    implied = ("inclusive.", "zero_divisor.")
    for option in instrument.options.values():
        if option.basis.assumed and not option.name.startswith(implied):
            yield f"option:{option.name}"


def _assumed_answers(result: Result) -> Iterator[str]:
    absent = set(result.missing)
    for at, leaf in enumerate(result.plan.leaves):
        if leaf.leaf.rubric_basis.assumed and leaf.code not in absent:
            yield f"rubric:{leaf.code}"
        found = result.worths.get(at)
        if found is not None and found.zero_divisor and leaf.leaf.ratio and leaf.leaf.ratio.zero_basis.assumed:
            yield f"zero_divisor:{leaf.code}"


def _assumed_scales(result: Result, states: Iterable[PredicateState]) -> Iterator[str]:
    for state in states:
        for gate in state.gates:
            name = gate.gate.fact
            if name and name in result.given.facts and result.plan.instrument.facts[name].basis.assumed:
                yield f"scale:{name}"


def _assumed_lines(stage: Stage | None) -> Iterator[str]:
    if stage is None:
        return
    for kind, lines in (("threshold", stage.thresholds), ("band", stage.bands)):
        for line in lines:
            if line.basis.assumed or line.inclusive_basis is not None:
                yield f"{kind}:{line.id}"


def source_text(instrument: Instrument, basis: Basis) -> str:
    """Return the addresses (or titles) of what a value rests on, semicolon between."""
    found = [instrument.sources[key] for key in basis.source if key in instrument.sources]
    return "; ".join(source.url or source.title.id for source in found)


def shown_limit(value: Fraction | str | None) -> str | None:
    """Return need or have of a gate as the outside reads it: points with six decimals, facts as words."""
    return numbers.six(value) if isinstance(value, Fraction) else value
