"""Where the parts of a road stand whose first score has no day: an open dot, a pale field, a line from a known day.

x in per cent of the width, y in pixels, as in `bening.web.charts`; numbers leave as text with a point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

TOP, BOTTOM, HEIGHT = 44, 306, 340
FAR = 90  # a limit that ends beyond has its name at its end
NEAR = 12  # per cent of the width that a label takes


@dataclass(frozen=True, slots=True)
class Point:
    """A score; without a day it may lie anywhere before the first that has one."""

    day: date | None
    value: str


@dataclass(frozen=True, slots=True)
class Span:
    """A limit and the days between which it is drawn."""

    value: str
    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Happening:
    """Something of a day, by a short name."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A word or a dot with its place; `is_crowded` where a phone has no room for it."""

    x: str
    y: str
    value: str
    day: date | None
    anchor: str = "middle"
    dx: int = 0
    dy: int = -30
    is_crowded: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The whole drawing."""

    height: int
    top: int
    bottom: int
    plot: int
    grid: tuple[tuple[int, str], ...]
    wedge: str
    guess: str
    line: str
    area: str
    unknown: Placed | None
    dots: tuple[Placed, ...]
    limits: tuple[tuple[str, str, str, str, Span], ...]
    events: tuple[Placed, ...]
    months: tuple[tuple[str, str, date], ...]


def _text(number: Fraction) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class _Frame:
    start: date
    end: date

    def x(self, day: date) -> Fraction:
        return Fraction((day - self.start).days, (self.end - self.start).days) * 100

    def y(self, value: str) -> Fraction:
        return BOTTOM - Fraction(value) / 100 * (BOTTOM - TOP)


def _month(day: date, months: int = 0) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def draw(points: Sequence[Point], limits: Sequence[Span], events: Sequence[Happening]) -> Drawn:
    """Place scores, limits and events between the first month of the road and the month after its last day."""
    dated = sorted((point for point in points if point.day), key=lambda point: point.day or date.min)
    if not dated:
        raise ValueError("a road needs at least one score with a day")
    days = [point.day for point in dated if point.day] + [event.day for event in events]
    frame = _Frame(_month(min(days)), _month(max(days), 1))
    places = [(frame.x(point.day), point) for point in dated if point.day]
    path = " ".join(f"{_text(x)} {_text(100 - Fraction(point.value))}" for x, point in places)
    first, last = _text(places[0][0]), _text(places[-1][0])
    undated = next((point for point in points if point.day is None), None)
    wedge, guess, unknown = _unknown(undated, places[0], frame, min(days))
    return Drawn(
        height=HEIGHT,
        top=TOP,
        bottom=BOTTOM,
        plot=BOTTOM - TOP,
        grid=tuple((value, _text(frame.y(str(value)))) for value in (0, 25, 50, 75, 100)),
        wedge=wedge,
        guess=guess,
        line=f"M{path}",
        area=f"M{first} 100L{path}L{last} 100Z",
        unknown=unknown,
        dots=_dots(places, frame),
        limits=tuple(_limit(span, frame) for span in limits),
        events=_events(events, frame),
        months=_months(frame),
    )


def _unknown(
    undated: Point | None, first: tuple[Fraction, Point], frame: _Frame, earliest: date
) -> tuple[str, str, Placed | None]:
    """Give the field in which the line to a score without a day may run, its dashed edge, and the open dot."""
    if undated is None:
        return "", "", None
    left, right = frame.x(earliest), first[0]
    low, high = _text(100 - Fraction(undated.value)), _text(100 - Fraction(first[1].value))
    wedge = f"M{_text(left)} {low}H{_text(right)}V{high}Z"
    guess = f"M{_text(right)} {high}L{_text(left)} {low}H{_text(right)}"
    dot = Placed(_text(left), _text(frame.y(undated.value)), undated.value, None, "start", 10, 24)
    return wedge, guess, dot


def _dots(places: Sequence[tuple[Fraction, Point]], frame: _Frame) -> tuple[Placed, ...]:
    found = []
    for index, (x, point) in enumerate(places):
        is_last = index == len(places) - 1
        beside_next = not is_last and places[index + 1][0] - x < NEAR
        beside_before = index > 0 and x - places[index - 1][0] < NEAR and not is_last
        anchor, dx, dy = ("end", -12, 20) if beside_next and not beside_before else ("start", 8, 20)
        if is_last:
            anchor, dx, dy = ("middle", 0, -30)
        y = _text(frame.y(point.value))
        found.append(Placed(_text(x), y, point.value, point.day, anchor, dx, dy, anchor == "end", is_last))
    return tuple(found)


def _limit(span: Span, frame: _Frame) -> tuple[str, str, str, str, Span]:
    x1, x2 = max(frame.x(span.since), Fraction(0)), min(frame.x(span.until), Fraction(100))
    side = "end" if x2 > FAR else "start"
    return _text(x1), _text(x2), _text(frame.y(span.value)), side, span


def _events(events: Sequence[Happening], frame: _Frame) -> tuple[Placed, ...]:
    """Set the events on the line of the days; their names stand in the list below."""
    return tuple(
        Placed(_text(frame.x(event.day)), str(BOTTOM), event.name, event.day)
        for event in sorted(events, key=lambda one: one.day)
    )


def _months(frame: _Frame) -> tuple[tuple[str, str, date], ...]:
    middle = _month(frame.start + (frame.end - frame.start) / 2)
    last = _month(frame.end, -1)
    return (
        ("0", "start", frame.start),
        (_text(frame.x(middle)), "middle", middle),
        ("100", "end", last),
    )
