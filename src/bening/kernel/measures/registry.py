"""What systems offer as figures: a name, how it is computed for a region and a day, and where its records are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bening.kernel.people.models import User
from bening.scoring.text import Text


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as its system computes it for a day.

    `value` is decimal text as an answer of the engine takes it; the whole numbers that it rests on are in `parts`.
    `digest` is that of the rows behind it, `count` their number: other rows give another digest, also where the value
    is the same.
    """

    value: str
    day: date
    digest: str
    count: int
    parts: Mapping[str, int] = field(default_factory=dict)


Compute = Callable[[str, date], Measured | None]
ByOffice = Callable[[str, date], Mapping[UUID, Measured]]
Records = Callable[[str, date], str]
MaySee = Callable[[User, str, date], bool]


def _no_office(region: str, day: date) -> dict[UUID, Measured]:
    del region, day
    return {}


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that a system offers.

    `compute` gives None where there is nothing to measure. `records` is the address of the rows behind it, for those of
    whom `may_see` says that they may open it. `by_office` gives the same figure for each office of the region.
    """

    name: str
    title: Text
    unit: str
    compute: Compute
    records: Records
    may_see: MaySee
    by_office: ByOffice = _no_office


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> None:
    """Make a figure known, at start; a name belongs to one figure."""
    if _measures.setdefault(measure.name, measure) != measure:
        raise ValueError(f"{measure.name} is taken")


def forget(name: str) -> None:
    """Take a figure away again; for tests."""
    _measures.pop(name, None)


def measure_of(name: str) -> Measure | None:
    """Return the figure of a name; None where no system offers it."""
    return _measures.get(name)


def measures() -> list[Measure]:
    """Return every figure, in the order of their names."""
    return [_measures[name] for name in sorted(_measures)]


def measure(name: str, region: str, day: date) -> Measured | None:
    """Return a figure of a region on a day; None where no system offers it, or where there is nothing to measure."""
    known = measure_of(name)
    return known.compute(region, day) if known else None
