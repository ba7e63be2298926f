"""Where the parts of a drawing stand: x in per cent of the width, y in pixels, so that type never shrinks.

Numbers leave this module as text with a point, since they become attributes of SVG in either language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bening.web.formatting import Number

NEAR = 9  # labels nearer than this share of the width would touch
HALF = 50
MOST_LIMITS = 2


@dataclass(frozen=True)
class Limit:
    """A threshold on a scale; `is_assumed` where no source gives it."""

    value: Number
    name: str = ""
    is_assumed: bool = False


@dataclass(frozen=True)
class Past:
    """The value of an earlier round."""

    value: Number
    name: str = ""


@dataclass(frozen=True)
class Tick:
    """A short or a long line of a scale."""

    x: str
    y2: int


@dataclass(frozen=True)
class Text:
    """A word in a drawing: where it stands and which of its sides stands there."""

    x: str
    y: int
    anchor: str
    value: Number
    name: str = ""
    dx: int = 0


@dataclass(frozen=True)
class Flag:
    """A threshold on the ruler: its line from y1 downward, and its label."""

    x: str
    y1: int
    label: Text
    is_assumed: bool


@dataclass(frozen=True)
class Ruler:
    """A value on its scale, with at most two thresholds and with earlier values."""

    fill: str
    ticks: tuple[Tick, ...]
    scale: tuple[Text, ...]
    flags: tuple[Flag, ...]
    past: tuple[Text, ...]


def per_cent(value: Number, maximum: Number = 100, minimum: Number = 0) -> str:
    """Give the place of a value on a scale in per cent, within the scale.

    >>> per_cent("3.75", 10), per_cent(12, 10), per_cent(-1, 10), per_cent(1, 3)
    ('37.5', '100', '0', '33.33')
    """
    return _text(_place(value, maximum, minimum))


def _place(value: Number, maximum: Number, minimum: Number = 0) -> Fraction:
    low, span = Fraction(minimum), Fraction(maximum) - Fraction(minimum)
    if span <= 0:
        raise ValueError(f"a scale from {minimum} to {maximum} has no length")
    return min(max((Fraction(value) - low) / span * 100, Fraction(0)), Fraction(100))


def _text(number: Fraction) -> str:
    """Write a number with at most two decimals and no zeros at its end."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def anchor_at(x: float, edge: float, right: float | None = None) -> str:
    """Say which side of a word stands at its place, so that it does not leave the drawing."""
    return "start" if x < edge else "end" if x > (100 - edge if right is None else right) else "middle"


def ruler(
    value: Number | None, maximum: Number = 100, limits: Sequence[Limit] = (), past: Sequence[Past] = ()
) -> Ruler:
    """Place a value, its thresholds and its past on a scale from 0; without a value the scale is empty."""
    if len(limits) > MOST_LIMITS:
        raise ValueError("a ruler holds two thresholds at most; show the others as text")
    earlier = _past(past, maximum)
    return Ruler(
        fill="0" if value is None else per_cent(value, maximum),
        ticks=tuple(Tick(str(x), 74 if x % 50 == 0 else 70) for x in range(0, 101, 10)),
        scale=_scale(maximum, [float(text.x) for text in earlier if text.name]),
        flags=_flags(limits, maximum),
        past=earlier,
    )


def _scale(maximum: Number, taken: Sequence[float]) -> tuple[Text, ...]:
    ends = ((0, "start", Fraction(0)), (50, "middle", Fraction(maximum) / 2), (100, "end", Fraction(maximum)))
    return tuple(
        Text(str(x), 87, anchor, value) for x, anchor, value in ends if all(abs(x - other) >= NEAR for other in taken)
    )


def _flags(limits: Sequence[Limit], maximum: Number) -> tuple[Flag, ...]:
    """Put the highest threshold on the upper row; its label stands on the side where there is room."""
    found = []
    for row, limit in enumerate(sorted(limits, key=lambda one: -Fraction(one.value))):
        x, y1 = per_cent(limit.value, maximum), 4 + 18 * row
        left = float(x) >= HALF
        label = Text(x, y1 + 10, "end" if left else "start", limit.value, limit.name, -8 if left else 8)
        found.append(Flag(x, y1, label, limit.is_assumed))
    return tuple(found)


def _past(past: Sequence[Past], maximum: Number) -> tuple[Text, ...]:
    """Name the later ones first; a name that would touch another is left out, its line stays."""
    found: list[Text] = []
    for one in reversed(past):
        x = per_cent(one.value, maximum)
        is_free = all(abs(float(x) - float(other.x)) >= NEAR for other in found if other.name)
        anchor = anchor_at(float(x), NEAR)
        found.append(Text(x, 87, anchor, one.value, one.name if is_free else ""))
    return tuple(reversed(found))


@dataclass(frozen=True)
class Mark:
    """One opinion on a scale: its shape's place and its label."""

    kind: str
    x: str
    label: Text


@dataclass(frozen=True)
class Line:
    """Several opinions on one scale, from the lowest to the highest."""

    marks: tuple[Mark, ...]
    x1: str
    x2: str
    scale: tuple[Text, ...]


ROWS = (76, 26, 94)
TOUCH = 40  # names are long: on a phone one takes two fifths of the width


def line(opinions: Sequence[tuple[str, str, Number]], maximum: Number) -> Line:
    """Place opinions (kind, name, value) on one scale; names that would touch take another row."""
    marks: list[Mark] = []
    for kind, name, value in sorted(opinions, key=lambda one: Fraction(one[2])):
        x = per_cent(value, maximum)
        taken = {mark.label.y for mark in marks if abs(float(mark.x) - float(x)) < TOUCH}
        y = next(row for row in (*ROWS, ROWS[0]) if row not in taken or row is ROWS[-1])
        anchor = anchor_at(float(x), TOUCH / 2)
        marks.append(Mark(kind, x, Text(x, y, anchor, value, name)))
    low = [float(mark.x) for mark in marks if mark.label.y == ROWS[0]]
    ends = (Text("0", 76, "start", 0), Text("100", 76, "end", maximum))
    scale = tuple(end for end in ends if all(abs(float(end.x) - x) >= TOUCH for x in low))
    places = [mark.x for mark in marks] or ["0"]
    return Line(tuple(marks), places[0], places[-1], scale)
