"""A line through dated points: where its parts stand, x in per cent, y in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from bening.web.charts import Text, anchor_at
from bening.web.formatting import Number

TOP = 44
GUTTER = 7  # the share of the width that the numbers of the scale take at the left
NEAR = 10
RIGHT = 60  # from here on a word stands to the left of its place
FEW_MONTHS = 3
LABEL_WIDTH, LABEL_HEIGHT = 14, 36  # per cent of the width of a phone's chart, and pixels
NAME_WIDTH = 40
ALL_LABELS = 6  # with more points only the first, the last, the lowest and the highest are named


@dataclass(frozen=True)
class TrendPoint:
    """A value on a day; `is_assumed` where it is a guess, `until` where the day is unknown but not later than that."""

    day: date
    value: Number
    name: str = ""
    is_assumed: bool = False
    until: date | None = None

    @property
    def is_guess(self) -> bool:
        """Say whether the line may only be dashed here."""
        return self.is_assumed or self.until is not None


@dataclass(frozen=True)
class TrendLimit:
    """A threshold and the days between which it holds; without days it holds all along."""

    value: Number
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened on a day."""

    day: date
    name: str


@dataclass(frozen=True)
class Dot:
    """A point of the line, with the place of its label where it has one."""

    x: str
    y: str
    point: TrendPoint
    label: Text | None
    is_wide_only: bool
    is_last: bool


@dataclass(frozen=True)
class Level:
    """A horizontal line: a threshold or a line of the grid."""

    x1: str
    x2: str
    y: str
    label: Text


@dataclass(frozen=True)
class Stop:
    """A day on the lower edge: an event, or a month of the axis."""

    x: str
    anchor: str
    day: date
    y: int
    name: str = ""
    is_wide_only: bool = False


@dataclass(frozen=True)
class Trend:
    """A whole line chart."""

    height: int
    top: int
    bottom: int
    line: str
    area: str
    guesses: tuple[str, ...]
    wedges: tuple[str, ...]
    dots: tuple[Dot, ...]
    limits: tuple[Level, ...]
    grid: tuple[Level, ...]
    events: tuple[Stop, ...]
    months: tuple[Stop, ...]

    @property
    def plot(self) -> int:
        """The height between the lowest and the highest value."""
        return self.bottom - self.top


@dataclass(frozen=True)
class _Frame:
    """The scales of one chart."""

    start: date
    end: date
    maximum: Fraction
    bottom: int

    def x(self, day: date) -> Fraction:
        return GUTTER + Fraction((day - self.start).days, (self.end - self.start).days) * (100 - GUTTER)

    def y(self, value: Number) -> Fraction:
        return self.bottom - min(Fraction(value) / self.maximum, Fraction(1)) * (self.bottom - TOP)

    def depth(self, value: Number) -> Fraction:
        return 100 - min(Fraction(value) / self.maximum, Fraction(1)) * 100


def _next_month(day: date, months: int = 1) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _short(number: Fraction) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def trend(
    points: Sequence[TrendPoint],
    limits: Sequence[TrendLimit] = (),
    events: Sequence[Event] = (),
    maximum: Number = 100,
    height: int = 260,
) -> Trend:
    """Place dated values, thresholds and events; the axis runs over whole months around them."""
    if not points:
        raise ValueError("a line needs at least one point")
    ordered = sorted(points, key=lambda point: point.day)
    days = [day for one in ordered for day in (one.day, one.until or one.day)] + [event.day for event in events]
    bottom = height - (64 if events else 30)
    frame = _Frame(min(days).replace(day=1), _next_month(max(days)), Fraction(maximum), bottom)
    known = [point for point in ordered if not point.is_guess]
    line, levels = _path(known, frame), tuple(_limit(limit, frame) for limit in limits)
    guesses = [point for point in ordered if point.is_guess]
    return Trend(
        height=height,
        top=TOP,
        bottom=bottom,
        line=line,
        area=_area(known, frame),
        guesses=tuple(_guess(point, known, frame) for point in guesses),
        wedges=tuple(_guess(point, known, frame) for point in guesses if point.until),
        dots=_dots(ordered, frame, levels),
        limits=levels,
        grid=_grid(frame),
        events=_events(events, frame),
        months=_months(frame, height - 6),
    )


def _path(points: Sequence[TrendPoint], frame: _Frame) -> str:
    """Give the line through points; without points there is none."""
    return "M" + " ".join(_corner(point.day, point.value, frame) for point in points) if points else ""


def _area(points: Sequence[TrendPoint], frame: _Frame) -> str:
    if not points:
        return ""
    first, last = _short(frame.x(points[0].day)), _short(frame.x(points[-1].day))
    return f"M{first} 100L{_path(points, frame)[1:]}L{last} 100Z"


def _corner(day: date, value: Number, frame: _Frame) -> str:
    return f"{_short(frame.x(day))} {_short(frame.depth(value))}"


def _guess(point: TrendPoint, known: Sequence[TrendPoint], frame: _Frame) -> str:
    """Give the dashed line through a guess; where its day is not known, the field in which the way may have run."""
    end = point.until or point.day
    after = next((one for one in known if one.day >= end), None)
    corners = [_corner(point.day, point.value, frame)]
    if point.until:
        corners.append(_corner(point.until, point.value, frame))
    else:
        corners[:0] = [_corner(one.day, one.value, frame) for one in known if one.day <= point.day][-1:]
    corners += [_corner(after.day, after.value, frame)] if after else []
    return "M" + " ".join(corners) + ("Z" if point.until and after else "")


def _dots(points: Sequence[TrendPoint], frame: _Frame, levels: Sequence[Level]) -> tuple[Dot, ...]:
    named = _named(points)
    found = []
    for index, point in enumerate(points):
        label, wide = _label(points, index, frame) if index in named else (None, False)
        below = int(frame.y(point.value)) + 22
        if label and below + 18 < frame.bottom and any(_is_on(label, level.label) for level in levels):
            label = replace(label, y=below)
        is_last = index == len(points) - 1
        found.append(Dot(_short(frame.x(point.day)), _short(frame.y(point.value)), point, label, wide, is_last))
    return _apart(found)


def _apart(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Leave out each label that would lie on another: the last and the first stay, then the later ones."""
    kept: list[Text] = []
    found = list(dots)
    order = [len(dots) - 1, 0, *range(len(dots) - 2, 0, -1)]
    for at in dict.fromkeys(order):
        label = dots[at].label
        if label is not None and any(_touch(label, other) for other in kept):
            found[at] = replace(dots[at], label=None)
        elif label is not None:
            kept.append(label)
    return tuple(found)


def _touch(one: Text, other: Text) -> bool:
    """Return whether two labels of two lines lie on each other."""
    (left, right), (start, end) = _span(one), _span(other)
    return left < end and start < right and abs(one.y - other.y) < LABEL_HEIGHT


def _is_on(label: Text, name: Text) -> bool:
    """Return whether the label of a point lies on the name of a threshold, a long line of words."""
    left, right = _span(label)
    x = float(name.x)
    start, end = (x, x + NAME_WIDTH) if name.anchor == "start" else (x - NAME_WIDTH, x)
    return left < end and start < right and name.y - LABEL_HEIGHT < label.y < name.y + LABEL_HEIGHT // 2


def _span(label: Text) -> tuple[float, float]:
    """Return from where to where a label reaches, in per cent of the width."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    left = float(label.x) - shift * LABEL_WIDTH
    return left, left + LABEL_WIDTH


def _named(points: Sequence[TrendPoint]) -> set[int]:
    """Choose the points whose value is written beside them."""
    if len(points) <= ALL_LABELS:
        return set(range(len(points)))
    values = [Fraction(point.value) for point in points]
    return {0, len(points) - 1, values.index(min(values)), values.index(max(values))}


def _label(points: Sequence[TrendPoint], index: int, frame: _Frame) -> tuple[Text, bool]:
    """Give the place of a label and whether a phone has no room for it."""
    point, x, y = points[index], frame.x(points[index].day), int(frame.y(points[index].value))
    place = _short(x)
    has_next = index + 1 < len(points)
    if has_next and frame.x(points[index + 1].day) - x < NEAR:
        return Text(place, y + 22, "end", point.value, dx=-10), True
    if index and x - frame.x(points[index - 1].day) < NEAR:
        return Text(place, y + 22, "start", point.value, dx=8), False
    if has_next and Fraction(points[index + 1].value) > Fraction(point.value) and y + 40 < frame.bottom:
        return Text(place, y + 22, "start", point.value, dx=8), False
    anchor = anchor_at(float(x), NEAR)
    return Text(place, y - 32, anchor, point.value), False


def _limit(limit: TrendLimit, frame: _Frame) -> Level:
    x1 = max(frame.x(limit.since), Fraction(GUTTER)) if limit.since else Fraction(GUTTER)
    x2 = min(frame.x(limit.until), Fraction(100)) if limit.until else Fraction(100)
    y = frame.y(limit.value)
    is_late = x1 >= RIGHT  # then its name stands before it, where the line is still below
    label = Text(
        _short(x1),
        int(y) - (6 if is_late else 8),
        "end" if is_late else "start",
        limit.value,
        limit.name,
        -8 * is_late,
    )
    return Level(_short(x1), _short(x2), _short(y), label)


def _grid(frame: _Frame) -> tuple[Level, ...]:
    values = (frame.maximum * part / 4 for part in range(5))
    return tuple(
        Level("0", "100", _short(frame.y(value)), Text("0", int(frame.y(value)) - 5, "start", value))
        for value in values
    )


def _events(events: Sequence[Event], frame: _Frame) -> tuple[Stop, ...]:
    """Put the names of events on two rows in turn."""
    found = []
    for index, event in enumerate(sorted(events, key=lambda event: event.day)):
        x = frame.x(event.day)
        anchor = anchor_at(float(x), NEAR, RIGHT)
        found.append(Stop(_short(x), anchor, event.day, frame.bottom + 20 + 16 * (index % 2), event.name, True))
    return tuple(found)


def _months(frame: _Frame, y: int) -> tuple[Stop, ...]:
    """Name the first and the last month, and up to two between them."""
    count = (frame.end.year - frame.start.year) * 12 + frame.end.month - frame.start.month
    last = _next_month(frame.end, -1)
    inner = {_next_month(frame.start, count * part // 3) for part in (1, 2)} if count > FEW_MONTHS else set()
    stops = [Stop(str(GUTTER), "start", frame.start, y)]
    stops += [Stop(_short(frame.x(day)), "middle", day, y, is_wide_only=True) for day in sorted(inner)]
    return (*stops, Stop("100", "end", last, y)) if last > frame.start else tuple(stops)
