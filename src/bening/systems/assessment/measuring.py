"""A measured figure beside an answer: what it is today, what it was when the answer was handed in, what differs."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from bening.kernel.measures.registry import Measured, measure, measure_of
from bening.kernel.people.models import User
from bening.scoring.instrument.model import Leaf
from bening.scoring.numbers import decimal
from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer, RoundState
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.saying import words


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was measured when the answer was handed in."""

    value: str
    day: date


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page of an indicator shows of a measured figure; `frozen` once the answer was handed in.

    `is_above` says that the office claims more than was measured, `has_drifted` that the figure is another by now.
    In a round that is over only what was frozen counts: today's figure speaks of another year.
    """

    title: str
    is_percent: bool
    value: str
    day: date | None
    records: str
    frozen: Frozen | None
    is_above: bool
    has_drifted: bool
    is_over: bool


def frozen_for(answer: Answer, day: date) -> dict[str, str] | None:
    """Return what is kept with an answer when it is handed in; None where nothing measures its indicator."""
    name = _name(answer, _leaf(answer))
    found = measure(name, answer.round.region_id, day) if name else None
    if name is None or found is None:
        return None
    return {"name": name, "value": found.value, "day": day.isoformat(), "digest": found.digest}


def beside(user: User, answer: Answer, leaf: Leaf, day: date) -> Beside | None:
    """Return the measured figure beside an answer, None where its indicator has none."""
    name = _name(answer, leaf)
    known = measure_of(name) if name else None
    if known is None:
        return None
    region = answer.round.region_id
    is_over, kept = answer.round.state == RoundState.CLOSED, _kept(answer)
    now = None if is_over else known.compute(region, day)
    if now is None and kept is None:
        return None
    is_open = answer.state in {rules.DRAFT, rules.RETURNED}
    held = now.value if now and (is_open or kept is None) else kept.value if kept else ""
    return Beside(
        title=words(known.title),
        is_percent=known.unit == "percent",
        value=now.value if now else "",
        day=now.day if now else None,
        records=known.records(region, day) if known.may_see(user, region, day) else "",
        frozen=kept,
        is_above=_is_above(answer.value, held),
        has_drifted=not is_open and not is_over and _has_drifted(now, answer),
        is_over=is_over,
    )


def _leaf(answer: Answer) -> Leaf:
    return rules.leaves_of(instrument_of(answer.round))[answer.code]


def _name(answer: Answer, leaf: Leaf) -> str | None:
    """Return the name of the figure: measures speak of regions, so a round of one office has none."""
    return leaf.measure if answer.round.organisation_id is None else None


def _kept(answer: Answer) -> Frozen | None:
    kept: dict[str, Any] | None = answer.measured
    return Frozen(kept["value"], date.fromisoformat(kept["day"])) if kept else None


def _has_drifted(now: Measured | None, answer: Answer) -> bool:
    kept: dict[str, Any] | None = answer.measured
    return kept is not None and (now is None or now.value != kept["value"])


def _is_above(claimed: rules.Value | None, measured: str) -> bool:
    mine, found = _number(claimed), _number(measured)
    return mine is not None and found is not None and mine > found


def _number(value: rules.Value | None) -> Fraction | None:
    return decimal(value.strip().replace(",", ".")) if isinstance(value, str) and value.strip() else None
