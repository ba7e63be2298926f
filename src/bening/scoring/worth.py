"""What one answer is worth: an exact share of its leaf's maximum, and what has to be said about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.answers.interpret import missing_inputs
from bening.scoring.answers.model import Answer
from bening.scoring.instrument import formula
from bening.scoring.instrument.model import Leaf, Ratio
from bening.scoring.instrument.read_tree import levels_of

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Worth:
    """The value of an answer in 0..1. `is_cut`: more was done than due; `zero_divisor`: the rule for it decided;
    `missing`: inputs that the formula lacks, so that the answer counts as missing."""

    value: Fraction
    is_cut: bool = False
    zero_divisor: bool = False
    missing: tuple[str, ...] = ()


def worth(leaf: Leaf, answer: Answer, zero_divisor: str | None = None) -> Worth:
    """Return what the answer is worth; `zero_divisor` is the answer set's choice for this question."""
    if answer.parts:
        return _mean([worth(leaf, part, zero_divisor) for part in answer.parts])
    if answer.not_applicable:
        return Worth(leaf.not_applicable.value if leaf.not_applicable else ZERO)
    if answer.inputs is not None and leaf.ratio is not None:
        found = _ratio(leaf, leaf.ratio, answer, zero_divisor or leaf.ratio.zero_divisor)
    else:
        found = Worth(_VALUES[leaf.kind](leaf, answer))
    if leaf.rounding is None:
        return found
    value = numbers.rounded(found.value, leaf.rounding.decimals)
    return Worth(value, found.is_cut, found.zero_divisor, found.missing)


def _mean(parts: list[Worth]) -> Worth:
    value = sum((part.value for part in parts), ZERO) / len(parts)
    return Worth(value, any(part.is_cut for part in parts), any(part.zero_divisor for part in parts))


def _letter(leaf: Leaf, answer: Answer) -> Fraction:
    return next(level.value for level in levels_of(leaf) if level.letter == answer.letter)


def _share(leaf: Leaf, answer: Answer) -> Fraction:
    return (answer.number or ZERO) / leaf.maximum


def _direct_ratio(leaf: Leaf, answer: Answer) -> Fraction:
    ratio, value = leaf.ratio, answer.number or ZERO
    return value if ratio is None else min(max(value, ratio.floor.value), ratio.cap.value)


def _banded(leaf: Leaf, answer: Answer) -> Fraction:
    value = answer.number or ZERO
    for band in leaf.bands:
        if value >= band.limit if leaf.more_is_better else value <= band.limit:
            return band.value
    return ZERO


_VALUES: Mapping[str, Callable[[Leaf, Answer], Fraction]] = {
    "yes_no": _letter,
    "choice": _letter,
    "ratio": _direct_ratio,
    "percent": _share,
    "index": _share,
    "instrument": _share,
    "number": _banded,
}


def _ratio(leaf: Leaf, ratio: Ratio, answer: Answer, zero_divisor: str) -> Worth:
    lacking = missing_inputs(leaf, answer)
    if lacking or answer.inputs is None:
        return Worth(ZERO, missing=lacking)
    divisor = formula.evaluate(ratio.formula.denominator, answer.inputs)
    if divisor == 0:
        return Worth(zero_value(ratio, answer.inputs, zero_divisor), zero_divisor=True)
    value = formula.evaluate(ratio.formula.numerator, answer.inputs) / divisor
    return Worth(min(max(value, ratio.floor.value), ratio.cap.value), is_cut=value > ratio.cap.value)


def zero_value(ratio: Ratio, inputs: Mapping[str, Fraction], choice: str) -> Fraction:
    """Return what a ratio with a divisor of zero is worth under a choice of its option."""
    if choice == "full_if_all_zero":
        return ZERO if any(inputs[name] for name in ratio.formula.names) else ONE
    return ONE if choice == "full" else ZERO
