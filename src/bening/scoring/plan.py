"""An instrument under one weight profile, made ready for exact arithmetic in whole numbers.

Leaves stand in the order of the file, so every node covers a run of them. All points are whole multiples of
1 / `unit`: maxima, the value of every level, the limits of gates and thresholds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from bening.scoring.instrument.model import GATE_ROUNDING, Gate, Instrument, Leaf, Node
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.text import listed, refuse

HUNDREDTH = 200


@dataclass(frozen=True, slots=True)
class PlanLeaf:
    """A leaf with its maximum, and the units of each letter it can be answered with."""

    code: str
    node: Node
    leaf: Leaf
    maximum: Fraction
    units: int
    letters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A node with the run of leaves below it and its maximum in units."""

    code: str
    node: Node
    first: int
    last: int
    units: int
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class PlanGate:
    """A gate on points: the runs of leaves that it adds up, and its limit in points; None where it is unknown."""

    gate: Gate
    runs: tuple[tuple[int, int], ...]
    limit: Fraction | None
    units: int

    def leaves(self) -> frozenset[int]:
        """Return the positions of the leaves that count."""
        return frozenset(at for first, last in self.runs for at in range(first, last))


@dataclass(frozen=True, eq=False)
class Plan:
    """What scoring, paths and batches share; one for each instrument and profile."""

    instrument: Instrument
    profile: str
    unit: int
    leaves: tuple[PlanLeaf, ...]
    nodes: tuple[PlanNode, ...]
    gates: Mapping[str, tuple[PlanGate, ...]]
    positions: Mapping[str, int]
    by_code: Mapping[str, PlanNode]

    @property
    def weights_assumed(self) -> bool:
        """Return whether the profile's weights have no source."""
        return bool(self.leaves) and self.instrument.profiles[self.profile].basis.assumed


@lru_cache(maxsize=64)
def plan(instrument: Instrument, profile: str | None = None) -> Plan:
    """Return the plan of an instrument under a profile, the default one for None; raises `Refused`."""
    name = profile or instrument.default_profile
    if name not in instrument.profiles:
        raise refuse("profile_unknown", name=name[:60], known=listed(instrument.profiles))
    leaves: list[tuple[Node, Fraction]] = []
    spans: list[tuple[Node, int, int, Fraction]] = []
    for top in instrument.tree:
        _walk(top, name, top.weights[name].value, leaves, spans)
    spans_by_code = {node.code: (first, last, maximum) for node, first, last, maximum in spans}
    gates = {
        predicate.name: [
            _runs(gate, spans_by_code, len(leaves), instrument.maximum) for gate in predicate.gates if gate.fact is None
        ]
        for predicate in instrument.predicates.values()
    }
    unit = lcm(*_denominators(leaves, [entry for entries in gates.values() for entry in entries]))
    plan_leaves = tuple(_leaf(node, maximum, unit) for node, maximum in leaves)
    nodes = tuple(PlanNode(node.code, node, first, last, int(top * unit), top) for node, first, last, top in spans)
    return Plan(
        instrument,
        name,
        unit,
        plan_leaves,
        nodes,
        {
            predicate: tuple(PlanGate(gate, runs, limit, int((limit or 0) * unit)) for gate, runs, limit in entries)
            for predicate, entries in gates.items()
        },
        {leaf.code: at for at, leaf in enumerate(plan_leaves)},
        {entry.code: entry for entry in nodes},
    )


def _walk(
    node: Node,
    profile: str,
    maximum: Fraction,
    leaves: list[tuple[Node, Fraction]],
    spans: list[tuple[Node, int, int, Fraction]],
) -> None:
    at, place = len(leaves), len(spans)
    spans.append((node, at, at + 1, maximum))
    if node.leaf is not None:
        leaves.append((node, maximum))
        return
    for child in node.children:
        part = maximum / len(node.children) if node.is_mean else child.weights[profile].value
        _walk(child, profile, part, leaves, spans)
    spans[place] = (node, at, len(leaves), maximum)


def _runs(
    gate: Gate, spans: Mapping[str, tuple[int, int, Fraction]], leaves: int, maximum: Fraction
) -> tuple[Gate, tuple[tuple[int, int], ...], Fraction | None]:
    """Return a gate with its runs of leaves and its limit in points."""
    if gate.nodes == ("all",):
        runs: tuple[tuple[int, int], ...] = ((0, leaves),)
        total = maximum
    else:
        codes = gate.nodes or ()
        runs = tuple(spans[code][:2] for code in codes)
        total = sum((spans[code][2] for code in codes), Fraction(0))
    limit = gate.limit * total if gate.limit is not None and gate.is_share else gate.limit
    return gate, runs, limit


def _denominators(
    leaves: Iterable[tuple[Node, Fraction]],
    gates: Iterable[tuple[Gate, tuple[tuple[int, int], ...], Fraction | None]],
) -> Iterable[int]:
    yield HUNDREDTH
    for node, maximum in leaves:
        yield maximum.denominator
        if node.leaf is not None:
            for level in levels_of(node.leaf):
                yield (maximum * level.value).denominator
    for _, _, limit in gates:
        if limit is not None:
            yield limit.denominator


def _leaf(node: Node, maximum: Fraction, unit: int) -> PlanLeaf:
    if node.leaf is None:
        raise ValueError(node.code)
    letters = {level.letter: int(maximum * level.value * unit) for level in levels_of(node.leaf)}
    if node.leaf.rounding is not None:
        letters = {}
    return PlanLeaf(node.code, node, node.leaf, maximum, int(maximum * unit), letters)


@dataclass(frozen=True, slots=True)
class Bound:
    """What opens a gate on points under given options: at least so many units, or more than them where strict."""

    units: int
    strict: bool

    def is_open(self, have: int, factor: int) -> bool:
        """Return whether so many units of 1 / (unit x factor) open the gate."""
        bound = self.units * factor
        return have > bound or (have == bound and not self.strict)

    def least(self, factor: int) -> int:
        """Return the least units of 1 / (unit x factor) that open the gate."""
        return self.units * factor + self.strict


def _bound(gate: PlanGate, instrument: Instrument, options: Mapping[str, str], unit: int) -> Bound | None:
    """Return what opens the gate, None where its limit is unknown.

    Under `two_decimals_half_up` the points are rounded before they are compared, so the least value lies half a
    hundredth under the least hundredth that passes.
    """
    if gate.limit is None:
        return None
    inclusive = is_inclusive(instrument, options, gate.gate.id, default=gate.gate.inclusive)
    if rounding_of(instrument, options) == "exact":
        return Bound(gate.units, not inclusive)
    hundredths = gate.limit * 100
    least = -(-hundredths.numerator // hundredths.denominator)
    if not inclusive and hundredths.denominator == 1:
        least += 1
    return Bound((2 * least - 1) * unit // HUNDREDTH, strict=False)


@lru_cache(maxsize=1024)
def bounds(plan: Plan, options: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[Bound | None, ...]]:
    """Return the bounds of each predicate's gates on points, in their order, under an answer set's options."""
    chosen = dict(options)
    return {
        name: tuple(_bound(gate, plan.instrument, chosen, plan.unit) for gate in gates)
        for name, gates in plan.gates.items()
    }


def option_value(instrument: Instrument, options: Mapping[str, str], name: str) -> str | None:
    """Return what an answer set chooses for an option, its default where it chooses nothing."""
    option = instrument.options.get(name)
    return options.get(name, option.default) if option is not None else None


def is_inclusive(instrument: Instrument, options: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Return whether the limit itself passes, for a gate, threshold or band."""
    choice = option_value(instrument, options, f"inclusive.{name}")
    return default if choice is None else choice == "inclusive"


def rounding_of(instrument: Instrument, options: Mapping[str, str]) -> str:
    """Return how gates round the points they compare."""
    return option_value(instrument, options, GATE_ROUNDING) or "exact"
