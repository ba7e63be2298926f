"""The score of one set of answers: points of every node and the state of every gate, in exact whole numbers.

`score` does the arithmetic; what a person or a machine reads (texts, lists, verdicts) is made when it is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from math import lcm

from bening.scoring import numbers
from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.plan import Plan, PlanLeaf, bounds
from bening.scoring.text import Message, Place, message, refuse
from bening.scoring.worth import Worth, worth

NOTHING = Worth(Fraction(0))


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """Points in units of 1 / `scale`. `running[i]` adds up the first i leaves; `worths` holds the answers that are
    not plain letters, by position; `opened` the state of each predicate's gates on points, None where unknown."""

    plan: Plan
    given: AnswerSet
    scale: int
    running: tuple[int, ...]
    node_units: tuple[int, ...]
    gate_units: Mapping[str, tuple[int, ...]]
    opened: Mapping[str, tuple[bool | None, ...]]
    worths: Mapping[int, Worth]
    missing: tuple[str, ...]
    nested: Mapping[str, "Result"] = field(default_factory=dict)

    @property
    def points(self) -> Fraction:
        """Return the exact total."""
        return Fraction(self.running[-1], self.scale)

    @property
    def score(self) -> Fraction:
        """Return the final score, rounded as the instrument says."""
        return numbers.rounded(self.points, self.plan.instrument.score.decimals)

    @property
    def score_text(self) -> str:
        """Return the final score as text."""
        decimals = self.plan.instrument.score.decimals
        return numbers.fixed(numbers.half_up(self.running[-1], self.scale, 10**decimals), decimals)

    def points_of(self, code: str) -> Fraction:
        """Return the exact points of a node."""
        node = self.plan.by_code[code]
        return Fraction(self.running[node.last] - self.running[node.first], self.scale)

    def value_of(self, position: int) -> Fraction:
        """Return the value in 0..1 of the leaf at a position."""
        leaf = self.plan.leaves[position]
        return Fraction(self.running[position + 1] - self.running[position], self.scale) / leaf.maximum

    def warnings(self) -> list[Message]:
        """Return what has to be said about the answers, in the order of the file."""
        place = Place(self.given.file)
        leaves = self.plan.leaves
        cut = [
            message("more_than_due", place, code=leaves[at].code, answer=self.given.answers[leaves[at].code].shown)
            for at, found in sorted(self.worths.items())
            if found.is_cut
        ]
        return [*cut, *self.given.warnings]

    def missing_inputs(self) -> dict[str, tuple[str, ...]]:
        """Return, for each ratio that counts as missing, the inputs that it lacks."""
        return {self.plan.leaves[at].code: found.missing for at, found in self.worths.items() if found.missing}


def score(plan: Plan, given: AnswerSet, nested: Mapping[str, Result] | None = None) -> Result:
    """Return the result of an answer set under a plan. `nested` holds the results that leaves take from elsewhere."""
    answers = given.answers
    units: list[int] = []
    irregular: dict[int, Worth] = {}
    missing: list[str] = []
    for at, leaf in enumerate(plan.leaves):
        answer = answers.get(leaf.code)
        if answer is None:
            missing.append(leaf.code)
            units.append(0)
            continue
        plain = leaf.letters.get(answer.letter) if answer.letter is not None else None
        if plain is not None:
            units.append(plain)
            continue
        found = _worth(leaf, answer, given.options, nested or {})
        irregular[at] = found
        if found.missing:
            missing.append(leaf.code)
        units.append(0)
    factor = _spread(plan, units, irregular)
    running = (0, *accumulate(units))
    states, sums = _gates(plan, given, running, factor)
    return Result(
        plan,
        given,
        plan.unit * factor,
        running,
        tuple([running[node.last] - running[node.first] for node in plan.nodes]),
        sums,
        states,
        irregular,
        tuple(missing),
        nested or {},
    )


def _worth(leaf: PlanLeaf, answer: Answer, options: Mapping[str, str], nested: Mapping[str, Result]) -> Worth:
    if answer.file is not None and answer.number is None:
        inner = nested.get(leaf.code)
        if inner is None:
            raise refuse("nested_not_scored", code=leaf.code, file=answer.file)
        # A score of few decimals may be rounded above its own maximum.
        return Worth(min(inner.score / leaf.leaf.maximum, Fraction(1)))
    return worth(leaf.leaf, answer, options.get(f"zero_divisor.{leaf.code}"))


def _spread(plan: Plan, units: list[int], irregular: Mapping[int, Worth]) -> int:
    """Put the irregular values into the units, made finer where they need it; return by how much."""
    shares = {at: found.value for at, found in irregular.items() if found.value}
    factor = lcm(*(share.denominator for share in shares.values()))
    if factor > 1:
        units[:] = [entry * factor for entry in units]
    for at, share in shares.items():
        units[at] = plan.leaves[at].units * share.numerator * (factor // share.denominator)
    return factor


def _gates(
    plan: Plan, given: AnswerSet, running: tuple[int, ...], factor: int
) -> tuple[dict[str, tuple[bool | None, ...]], dict[str, tuple[int, ...]]]:
    states: dict[str, tuple[bool | None, ...]] = {}
    sums: dict[str, tuple[int, ...]] = {}
    for name, limits in bounds(plan, tuple(given.options.items())).items():
        found = []
        opened: list[bool | None] = []
        for gate, bound in zip(plan.gates[name], limits, strict=True):
            have = 0
            for first, last in gate.runs:
                have += running[last] - running[first]
            found.append(have)
            opened.append(None if bound is None else bound.is_open(have, factor))
        sums[name] = tuple(found)
        states[name] = tuple(opened)
    return states, sums
