"""Exact arithmetic in 64 bits: every answer is cut down to a whole number of tiny units, and the loss is bounded.

All that decides something (a gate, a threshold, the tie of a rounding) lies on a whole unit of 1 / `unit`; each is
cut into 2^`power` parts. A value that is not a whole number of parts is cut down to one, so a sum of m such values
lies less than m parts above what was added up. A decision is sure unless its line lies within that gap; those rows
are computed by the exact engine.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from bening.scoring import numbers
from bening.scoring.instrument.model import Stage
from bening.scoring.plan import Plan

Integers = npt.NDArray[np.int64]
BITS = 62
LEAST_POWER, MOST_POWER = 12, 30


@dataclass(frozen=True, slots=True)
class Scale:
    """The parts of a point: `unit` times 2^`power`."""

    unit: int
    power: int

    @property
    def size(self) -> int:
        """Return how many parts a point has."""
        return self.unit << self.power

    def parts(self, maximum: Fraction, share: Fraction) -> tuple[int, int]:
        """Return a share of a maximum in whole parts, and a rest that is zero where nothing was cut off."""
        above = maximum.numerator * share.numerator * self.size
        return divmod(above, maximum.denominator * share.denominator)


def scale_of(plan: Plan, stage: Stage | None) -> Scale | None:
    """Return the scale for a plan, None where its weights are too fine for 64 bits."""
    lines = stage.thresholds + stage.bands if stage is not None else ()
    decimals = 10**plan.instrument.score.decimals
    unit = lcm(plan.unit, 2 * numbers.SIX, 2 * decimals, *(line.points.denominator for line in lines))
    most = max([plan.instrument.maximum, Fraction(1), *(line.points for line in lines)])
    power = BITS - 1 - int(most * unit).bit_length()
    return Scale(unit, min(power, MOST_POWER)) if power >= LEAST_POWER else None
