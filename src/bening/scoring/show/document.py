"""The JSON of a score and of an explanation, as the outside contract gives it."""

from typing import Any

from bening.scoring import numbers
from bening.scoring.explain import Explanation
from bening.scoring.instrument.model import Threshold
from bening.scoring.result import Result
from bening.scoring.text import Message, Text
from bening.scoring.verdict import (
    GateState,
    PredicateState,
    ThresholdState,
    assumed,
    band_of,
    predicate_states,
    shown_limit,
    source_text,
    stage_of,
    threshold_states,
)

Json = dict[str, Any]


def score_document(result: Result, file: str | None = None, stage: str | None = None) -> Json:
    """Return the JSON of one score."""
    plan, at_stage = result.plan, stage_of(result, stage)
    has_tree = bool(plan.leaves)
    return {
        "instrument": plan.instrument.id,
        "instrument_sha256": plan.instrument.sha256,
        "weights": plan.profile,
        "file": file or result.given.file,
        "points": numbers.six(result.points) if has_tree else None,
        "score": result.score_text if has_tree else None,
        "maximum": numbers.six(plan.instrument.maximum) if has_tree else None,
        "nodes": nodes_document(result),
        "missing": list(result.missing),
        "warnings": [warning_text(entry) for entry in result.warnings()],
        "predicates": {name: _predicate(result, state) for name, state in predicate_states(result).items()},
        "stage": at_stage.id if at_stage else None,
        "thresholds": [_threshold(result, state) for state in threshold_states(result, at_stage)],
        "band": _band(band_of(result, at_stage)),
        "assumed": assumed(result, at_stage),
    }


def nodes_document(result: Result) -> Json:
    """Return points, maximum and share of every coded node, in the order of the file."""
    unit, factor = result.plan.unit, result.scale // result.plan.unit
    found = {}
    for node, have in zip(result.plan.nodes, result.node_units, strict=True):
        found[node.code] = {
            "points": numbers.fixed(numbers.half_up(have, result.scale, numbers.SIX), 6),
            "maximum": numbers.fixed(numbers.half_up(node.units, unit, numbers.SIX), 6),
            "share": numbers.fixed(numbers.half_up(have, node.units * factor, numbers.SIX), 6),
        }
    return found


def warning_text(warning: Message) -> str:
    """Return a warning as its key and the code that it speaks of."""
    return f"{warning.key}:{dict(warning.values).get('code', '')}"


def _predicate(result: Result, state: PredicateState) -> Json:
    return {
        "scored": state.scored,
        "reached": state.reached,
        "readings": dict(state.readings),
        "gates": [_gate(result, gate) for gate in state.gates],
    }


def _gate(result: Result, state: GateState) -> Json:
    basis = state.gate.basis
    found: Json = {
        "gate": state.gate.id,
        "need": shown_limit(state.need),
        "have": shown_limit(state.have),
        "open": state.open,
    }
    if state.why is not None:
        found["why"] = state.why
    found["assumed"] = basis.assumed or state.gate.inclusive_basis is not None
    found["source"] = source_text(result.plan.instrument, basis)
    return found


def _threshold(result: Result, state: ThresholdState) -> Json:
    line = state.threshold
    return {
        "id": line.id,
        "need": numbers.six(line.points),
        "gap": numbers.six(state.gap),
        "open": state.open,
        "assumed": line.basis.assumed or line.inclusive_basis is not None,
        "source": source_text(result.plan.instrument, line.basis),
    }


def _band(band: Threshold | None) -> Json | None:
    if band is None:
        return None
    doubted = band.basis.assumed or band.inclusive_basis is not None
    return {"id": band.id, "title": band.title.id, "min": numbers.six(band.points), "assumed": doubted}


def _value(value: str | Text) -> Json | str:
    return {"id": value.id, "en": value.en} if isinstance(value, Text) else value


def explain_document(found: Explanation) -> Json:
    """Return the JSON of an explanation, children inside."""
    return {
        "code": found.code,
        "kind": found.kind,
        "points": numbers.six(found.points),
        "maximum": numbers.six(found.maximum),
        "share": numbers.six(found.points / found.maximum),
        "answer": found.answer,
        "rule": {
            "key": found.rule.key,
            "values": {name: _value(value) for name, value in found.rule.values},
            "source": found.source,
            "assumed": found.assumed,
        },
        "children": [explain_document(child) for child in found.children],
    }
