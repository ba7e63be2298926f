"""How much of a sheet is read before it is too much."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sheet may hold at most: rows, filled cells, XML elements, bytes inflated; and how many faults are told."""

    rows: int
    cells: int
    elements: int
    inflated: int
    messages: int


USUAL = Limits(rows=10_000, cells=250_000, elements=1_000_000, inflated=24_000_000, messages=200)
LARGE = Limits(rows=100_000, cells=600_000, elements=3_000_000, inflated=64_000_000, messages=2_000)
