"""What the larger components are given. Each is plain data that a view builds; texts come ready to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bening.web.charts import Limit
from bening.web.formatting import Number
from bening.web.shell import Link

Kind = Literal["self", "inside", "outside"]


@dataclass(frozen=True)
class Station:
    """A total of a road: when, how much, what its stage asks, who said it. Without a value it is not known."""

    title: str
    value: Number | None
    limit: Limit | None = None
    gain: Number | None = None
    text: str = ""
    day: date | None = None
    sources: Sequence[Link] = ()


@dataclass(frozen=True)
class RoadStep:
    """One day of a road; `score` where a total was told."""

    day: date
    title: str
    text: str = ""
    score: Number | None = None
    sources: Sequence[Link] = ()


@dataclass(frozen=True)
class Component:
    """A component's points within its maximum; without points they are not known. `before` is the last round."""

    title: str
    points: Number | None
    maximum: Number
    text: str = ""
    before: Number | None = None
    limits: Sequence[Number] = ()
    is_weak: bool = False
    href: str = ""


@dataclass(frozen=True)
class View:
    """One of three opinions of the same thing; without a value `text` says when it comes."""

    kind: Kind
    title: str
    value: Number | None
    level: str = ""
    text: str = ""
    by: str = ""
    state: str = ""


@dataclass(frozen=True)
class Level:
    """A level of a rubric, as a choice."""

    key: str
    title: str
    text: str
    points: Number | None = None
    found_by: str = ""
    is_chosen: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Step:
    """A step on the way: what, which code, what it brings, what it takes. `is_mile` marks a threshold crossed."""

    title: str
    code: str = ""
    gain: Number | None = None
    effort: str = ""
    is_mile: bool = False
    total: Number | None = None
    href: str = ""
    text: str = ""


@dataclass(frozen=True)
class Change:
    """Something that became better, worse, or otherwise, in one sentence."""

    direction: Literal["up", "down", "back", "done", "same"]
    text: str
    href: str = ""
