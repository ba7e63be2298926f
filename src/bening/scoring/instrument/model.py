"""An instrument as the engine uses it: immutable, every number exact, every value with what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from bening.scoring.text import Text

Kind = Literal["yes_no", "choice", "ratio", "percent", "index", "number", "instrument"]
Effect = Literal["up", "down", "mixed", "unused"]
ZERO_DIVISOR_CHOICES = ("zero", "full", "full_if_all_zero")
GATE_ROUNDING = "gate_rounding"
TWO_DECIMALS = "two_decimals_half_up"
ROUNDINGS = ("exact", TWO_DECIMALS)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a value rests on: keys of sources, and whether it is assumed."""

    source: tuple[str, ...] = ()
    assumed: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A publication; `rule` marks the text of the rule itself."""

    key: str
    title: Text
    url: str | None
    date: str | None
    note: Text | None
    rule: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a choice scale with its exact value in 0..1."""

    letter: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """A choice scale, its levels from best to worst."""

    name: str
    levels: tuple[Level, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of evidence: a key of the instrument's table, or a text with its own basis."""

    kind: str | None
    what: Text | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class RubricLine:
    """What one level asks for, with the evidence that shows it."""

    text: Text
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """A named input of a ratio; `effect` tells what a rising input does to the value."""

    name: str
    title: Text
    effect: Effect
    is_count: bool
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum over a sum; each side maps the name of an input to its whole coefficient."""

    text: str
    numerator: tuple[tuple[str, int], ...]
    denominator: tuple[tuple[str, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the inputs that the formula uses, each once."""
        return tuple(dict.fromkeys(name for name, _ in self.numerator + self.denominator))

    @property
    def is_plain(self) -> bool:
        """Return whether one input stands on each side, so that "3/4" can be an answer."""
        sides = self.numerator + self.denominator
        return (
            len(self.numerator) == 1 == len(self.denominator)
            and len(self.names) == len(sides)
            and all(sign == 1 for _, sign in sides)
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """A number with what it rests on: a cap, a floor, a zero divisor's value."""

    value: Fraction
    basis: Basis


@dataclass(frozen=True, slots=True)
class Ratio:
    """How a ratio is computed and cut; `zero_divisor` is the default of the answer set's option."""

    formula: Formula
    inputs: tuple[Input, ...]
    cap: Limit
    floor: Limit
    zero_divisor: str
    zero_basis: Basis


@dataclass(frozen=True, slots=True)
class NumberBand:
    """From (or up to) this number the value holds."""

    limit: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Rounding:
    """Half up, to so many decimals."""

    decimals: int
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A question: what its answer may be and what an answer is worth."""

    kind: Kind
    question: Text | None = None
    scale: Scale | None = None
    rubric: tuple[RubricLine, ...] = ()
    rubric_basis: Basis = field(default_factory=Basis)
    evidence: tuple[Evidence, ...] = ()
    outcome: bool = False
    measure: str | None = None
    rounding: Rounding | None = None
    not_applicable: Limit | None = None
    ratio: Ratio | None = None
    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(1)
    step: Fraction = Fraction(1, 10)
    bands: tuple[NumberBand, ...] = ()
    more_is_better: bool = True
    instrument: str | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """A node's maximum in points under one profile."""

    value: Fraction
    basis: Basis


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the tree: a leaf, or the sum of its children, or their mean times its weight."""

    code: str
    title: Text
    weights: Mapping[str, Weight]
    children: tuple["Node", ...] = ()
    is_mean: bool = False
    leaf: Leaf | None = None
    note: Text | None = None

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of weights."""

    name: str
    title: Text
    basis: Basis


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that no source settles; the first is the default."""

    name: str
    title: Text
    choices: tuple[str, ...]
    default: str
    reason: Text | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that a gate compares: a word of a scale from low to high, true or false, or a number."""

    name: str
    title: Text
    kind: Literal["scale", "yes_no", "number"]
    words: tuple[str, ...]
    minimum: Fraction | None
    maximum: Fraction | None
    is_count: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition on points or on a fact; `limit` is None where no source gives it."""

    id: str
    title: Text | None
    basis: Basis
    inclusive: bool
    inclusive_basis: Basis | None
    when: tuple[tuple[str, str], ...]
    nodes: tuple[str, ...] | None = None
    is_share: bool = False
    limit: Fraction | None = None
    fact: str | None = None
    fact_limit: str | None = None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verdict: all its gates must be open; `reading` names the option whose choices are its readings."""

    name: str
    title: Text
    reading: str | None
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line of points that belongs to a stage."""

    id: str
    title: Text
    points: Fraction
    inclusive: bool
    inclusive_basis: Basis | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a round, with its thresholds and its bands from high to low."""

    id: str
    title: Text
    thresholds: tuple[Threshold, ...]
    bands: tuple[Threshold, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What is shown beside a verdict and never decides it."""

    id: str
    title: Text
    text: Text
    stage: str | None
    gates: tuple[Gate, ...]
    basis: Basis


@dataclass(frozen=True, eq=False)
class Instrument:
    """A whole instrument with the digest of its canonical form; `folder` is where it was read from, None where it is a
    shipped one: the instruments that it takes results from lie there too."""

    id: str
    year: int
    title: Text
    owner: Text | None
    note: Text | None
    sources: Mapping[str, Source]
    source: tuple[str, ...]
    score: Rounding
    profiles: Mapping[str, Profile]
    options: Mapping[str, Option]
    evidence_kinds: Mapping[str, Text]
    facts: Mapping[str, Fact]
    tree: tuple[Node, ...]
    predicates: Mapping[str, Predicate]
    stages: Mapping[str, Stage]
    advice: tuple[Advice, ...]
    maximum: Fraction
    sha256: str = ""
    folder: Path | None = None

    def nodes(self) -> Iterator[Node]:
        """Yield every node in the order of the file."""
        for top in self.tree:
            yield from top.walk()

    @property
    def questions(self) -> int:
        """Return how many questions it asks."""
        return sum(node.leaf is not None for node in self.nodes())

    @property
    def default_profile(self) -> str:
        """Return the name of the first weight profile."""
        return next(iter(self.profiles))
