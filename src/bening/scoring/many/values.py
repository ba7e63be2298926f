"""The parts that each row gets for one question: looked up for whole answers, divided for inputs of a ratio."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import numpy as np

from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Leaf, Ratio
from bening.scoring.many.batch import Asked
from bening.scoring.many.cells import Booleans, Cells
from bening.scoring.many.choices import by_choice
from bening.scoring.many.units import BITS, Integers, Scale
from bening.scoring.worth import worth

MOST_DECIMALS = 10**9
ZERO = Fraction(0)
Options = Mapping[str, Cells[str]]


class Valued(NamedTuple):
    """The parts of one question in each row. `is_cut`: some are cut down; `unsafe`: rows too large for 64 bits."""

    parts: Integers
    missing: Booleans
    is_cut: bool = False
    unsafe: Booleans | None = None


def value(asked: Asked, options: Options, scale: Scale) -> Valued:
    """Return what the answers to a question are worth."""
    if not asked.inputs:
        if asked.whole is None:
            raise ValueError(asked.leaf.code)
        return _whole(asked, asked.whole, options, scale)
    divided = _divided(asked, options, scale)
    if asked.whole is None:
        return divided
    whole = _whole(asked, asked.whole, options, scale)
    return Valued(
        np.where(whole.missing, divided.parts, whole.parts),
        whole.missing & divided.missing,
        whole.is_cut or divided.is_cut,
        divided.unsafe,
    )


def _whole(asked: Asked, cells: Cells[Answer], options: Options, scale: Scale) -> Valued:
    """Look the answers up; only "3/0" depends on the option for a divisor of zero."""
    leaf = asked.leaf
    name = f"zero_divisor.{leaf.code}"
    chosen = options.get(name) if leaf.leaf.ratio is not None else None
    tables = []
    is_cut = False
    for choice in chosen.values if chosen is not None else [None]:
        shares = [worth(leaf.leaf, answer, choice).value if answer is not None else ZERO for answer in cells.values]
        parts, rests = zip(*[scale.parts(leaf.maximum, share) for share in shares], strict=True)
        is_cut = is_cut or any(rests)
        tables.append(parts)
    table = np.array(tables, dtype=np.int64)
    found = table[0][cells.codes] if chosen is None else table[chosen.codes, cells.codes]
    return Valued(found, cells.missing(), is_cut)


def _divided(asked: Asked, options: Options, scale: Scale) -> Valued:
    leaf, ratio = asked.leaf.leaf, asked.leaf.leaf.ratio
    if ratio is None:
        raise ValueError(asked.leaf.code)
    most = int(asked.leaf.maximum * scale.unit)
    largest = _largest(leaf, ratio, most, scale)
    inputs, missing, unsafe = _inputs(asked, ratio, largest)
    if largest < 0:
        return Valued(np.zeros(len(missing), dtype=np.int64), missing, True, ~missing)
    above, below = _side(ratio.formula.numerator, inputs), _side(ratio.formula.denominator, inputs)
    is_zero = below == 0
    above, below = np.where(below < 0, -above, above), np.where(is_zero, 1, abs(below))
    above, below = _within(above, below, ratio)
    if leaf.rounding is not None:
        tenth = 10**leaf.rounding.decimals
        above, below = (2 * above * tenth + below) // (2 * below), np.full_like(below, tenth)
    if is_zero.any():
        above = np.where(is_zero, _zero_values(asked, ratio, inputs, options), above)
        below = np.where(is_zero, 1, below)
    units, rest = np.divmod(above * most, below)
    parts = (units << scale.power) + (rest << scale.power) // below
    parts[missing] = 0
    return Valued(parts, missing, True, unsafe & ~missing)


def _largest(leaf: Leaf, ratio: Ratio, most: int, scale: Scale) -> int:
    """Return how large an input may be so that no product leaves 64 bits, -1 where none is small enough."""
    sides = ratio.formula.numerator, ratio.formula.denominator
    terms = max(sum(abs(coefficient) for _, coefficient in side) for side in sides)
    tenth = 10**leaf.rounding.decimals if leaf.rounding is not None else 1
    limits = ratio.cap.value, ratio.floor.value
    fixed = max(tenth, *(part for limit in limits for part in limit.as_integer_ratio()))
    finest = max(most, 1 << scale.power)
    if fixed * finest >= 1 << BITS:
        return -1
    return (1 << BITS) // (terms * max(finest, fixed, 2 * tenth + 1))


def _inputs(asked: Asked, ratio: Ratio, largest: int) -> tuple[dict[str, Integers], Booleans, Booleans]:
    """Return the inputs of the formula in whole numbers, all made larger alike; rows that lack one; too large ones."""
    used = {name: asked.inputs[name] for name in ratio.formula.names}
    given = [value for cells in used.values() for value in cells.values if value is not None]
    fine = lcm(*(value.denominator for value in given if MOST_DECIMALS % value.denominator == 0))
    rows = len(next(iter(used.values())).codes)
    missing, unsafe = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    inputs = {}
    for name, cells in used.items():
        sizes = [(value or ZERO) * fine for value in cells.values]
        fits = [size.denominator == 1 and size.numerator <= largest for size in sizes]
        table = [size.numerator if good else 0 for size, good in zip(sizes, fits, strict=True)]
        inputs[name] = np.array(table, dtype=np.int64)[cells.codes]
        missing |= cells.missing()
        if not all(fits):
            unsafe |= ~np.array(fits)[cells.codes]
    return inputs, missing, unsafe


def _side(side: tuple[tuple[str, int], ...], inputs: Mapping[str, Integers]) -> Integers:
    (first, coefficient), *others = side
    total: Integers = coefficient * inputs[first]
    for name, factor in others:
        total = total + factor * inputs[name]
    return total


def _within(above: Integers, below: Integers, ratio: Ratio) -> tuple[Integers, Integers]:
    """Cut the quotients to floor and cap."""
    cap, floor = ratio.cap.value, ratio.floor.value
    over = above * cap.denominator > below * cap.numerator
    under = above * floor.denominator < below * floor.numerator
    for cut, limit in ((over, cap), (under, floor)):
        above, below = np.where(cut, limit.numerator, above), np.where(cut, limit.denominator, below)
    return above, below


def _zero_values(asked: Asked, ratio: Ratio, inputs: Mapping[str, Integers], options: Options) -> Integers:
    """Return what a divisor of zero gives, by the option of each row."""
    name = f"zero_divisor.{asked.leaf.code}"

    def fullness(chosen: Mapping[str, str]) -> tuple[int, int]:
        choice = chosen.get(name, ratio.zero_divisor)
        return int(choice == "full"), int(choice == "full_if_all_zero")

    full, if_all_zero = by_choice(options, [name], fullness)
    all_zero = np.logical_and.reduce([inputs[entry] == 0 for entry in ratio.formula.names])
    found: Integers = np.where(all_zero, full | if_all_zero, full)
    return found
