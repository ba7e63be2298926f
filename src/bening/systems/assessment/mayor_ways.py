"""The cheapest ways from where a region stands, under each weight profile; kept in this process, for they never change.

Whatever goes into a way is in its key, so that a way that was kept is never an old one.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock

from bening.scoring import numbers
from bening.scoring.instrument.model import Instrument, Profile, Stage, Threshold
from bening.scoring.path.find import cheapest_path, effort_curve
from bening.scoring.path.model import Path, Step
from bening.scoring.result import Result
from bening.scoring.show.path import common_steps
from bening.scoring.text import Refused
from bening.systems.assessment import rules

MOST_KEPT = 256
_KEPT: "OrderedDict[tuple[str, ...], Way | None]" = OrderedDict()
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Start:
    """Where the ways begin: values by code, with what else the score depends on."""

    values: Mapping[str, rules.Value | None]
    options: Mapping[str, str]
    facts: Mapping[str, str]
    stage: str


@dataclass(frozen=True, slots=True)
class Way:
    """What one weight profile says: the result now, the cheapest way to the target, effort against points."""

    profile: Profile
    start: Result
    path: Path | None
    curve: Sequence[tuple[Fraction, Fraction]]


@dataclass(frozen=True, slots=True)
class Groups:
    """The steps of a way: those of every profile's way, those of each cheapest way here, and the rest of one of them.

    `is_certain` where no cheapest way of any profile does without the common steps; `shared` holds, by code, how far
    every profile's way goes on them.
    """

    common: list[Step]
    needed: list[Step]
    chosen: list[Step]
    is_certain: bool
    shared: Mapping[str, Step]


def final_line(instrument: Instrument) -> tuple[Stage, Threshold] | None:
    """Return the last threshold of the last stage that has one, None where no stage has any."""
    for stage in reversed(list(instrument.stages.values())):
        if stage.thresholds:
            return stage, stage.thresholds[-1]
    return None


def line_name(stage: Stage, line: Threshold) -> tuple[Threshold, bool]:
    """Return the band that begins at a threshold, with True; the threshold itself where none does."""
    band = next((band for band in stage.bands if band.points == line.points), None)
    return (line, False) if band is None else (band, True)


def usable(instrument: Instrument, values: Mapping[str, rules.Value | None]) -> dict[str, rules.Value | None]:
    """Return the values that the instrument can take; what it cannot take counts as missing."""
    found = {}
    for code, leaf in rules.leaves_of(instrument).items():
        value = values.get(code)
        is_good = value is not None and rules.problem_with(leaf, code, value) is None
        found[code] = value if is_good else None
    return found


def ways(instrument: Instrument, start: Start, target: Fraction | None) -> dict[str, Way]:
    """Return the way of each weight profile by its name; profiles that cannot score these values are left out."""
    wanted = None if target is None else numbers.shortest(target)
    given = json.dumps([start.values, start.options, start.facts], sort_keys=True, default=str)
    found = {}
    for name, profile in instrument.profiles.items():
        key = (instrument.sha256, name, start.stage, wanted or "", given)
        with _LOCK:
            is_kept, way = key in _KEPT, _KEPT.get(key)
        if not is_kept:
            way = _way(instrument, profile, start, wanted)
            _keep(key, way)
        if way is not None:
            found[name] = way
    return found


def _keep(key: tuple[str, ...], way: Way | None) -> None:
    with _LOCK:
        _KEPT[key] = way
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)


def _way(instrument: Instrument, profile: Profile, start: Start, target: str | None) -> Way | None:
    try:
        result = rules.result_of(
            instrument, profile.name, start.values, options=start.options, facts=start.facts, stage=start.stage
        )
    except Refused:
        return None
    return Way(profile, result, _path(result, target), _curve(result))


def _path(result: Result, target: str | None) -> Path | None:
    if target is None:
        return None
    try:
        return cheapest_path(result, target)
    except Refused:
        return None


def _curve(result: Result) -> list[tuple[Fraction, Fraction]]:
    try:
        return effort_curve(result)
    except Refused:
        return []


def groups(found: Mapping[str, Way], profile: str) -> Groups:
    """Return the steps of a profile's way, those common to all profiles first, the cheapest for its points ahead."""
    paths = {name: way.path for name, way in found.items() if way.path is not None and way.path.reachable}
    own = paths[profile].steps if profile in paths else ()
    shared = {}
    if len(paths) > 1 and len(paths) == len(found):
        shared = {step.question.code: step for step in common_steps(paths)}
    common = [step for step in own if step.question.code in shared]
    rest = [step for step in own if step.question.code not in shared]
    on_shared = [step for path in paths.values() for step in path.steps if step.question.code in shared]
    return Groups(
        common=_ordered(common),
        needed=_ordered([step for step in rest if step.needed]),
        chosen=_ordered([step for step in rest if not step.needed]),
        is_certain=bool(common) and all(step.needed for step in on_shared),
        shared=shared,
    )


def _ordered(steps: Sequence[Step]) -> list[Step]:
    """Return steps with the most points for their effort first, then as the instrument has them."""
    return sorted(steps, key=lambda step: (-_worth(step), step.question.position))


def _worth(step: Step) -> Fraction:
    return step.move.gain / step.move.effort if step.move.effort else step.move.gain * 10**6
