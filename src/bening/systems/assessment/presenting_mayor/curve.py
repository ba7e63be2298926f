"""Where the parts of the curve of effort against points stand: x in per cent of the width, y in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bening.web.charts import Limit, per_cent

TOP, BOTTOM, HEIGHT = 18, 236, 276
ROOM = 5  # the scale of points begins and ends on a multiple of this
RIGHT = 50  # from here on a label stands above its dot and to the left, where the curve is still below


@dataclass(frozen=True)
class Dot:
    """A choice on the curve; `is_cross` where it is the first to reach a threshold."""

    x: str
    y: str
    effort: Fraction
    points: Fraction
    is_cross: bool
    is_named: bool
    anchor: str
    dx: int
    label_y: int


@dataclass(frozen=True)
class Level:
    """A threshold across the drawing."""

    y: str
    label_y: int
    limit: Limit


@dataclass(frozen=True)
class Curve:
    """The whole drawing."""

    height: int
    top: int
    bottom: int
    line: str
    area: str
    dots: tuple[Dot, ...]
    levels: tuple[Level, ...]
    middle: Fraction
    end: Fraction

    @property
    def plot(self) -> int:
        """The height between the lowest and the highest value."""
        return self.bottom - self.top

    @property
    def middle_x(self) -> str:
        """Where the number in the middle of the axis of effort stands."""
        return per_cent(self.middle, self.end)

    @property
    def axis_y(self) -> int:
        """Where the numbers of effort stand."""
        return self.bottom + 21


def curve(points: Sequence[tuple[Fraction, Fraction]], limits: Sequence[Limit], maximum: Fraction) -> Curve | None:
    """Place effort and points with the thresholds above the start; None where there is nothing to climb."""
    if len(points) < 2 or not points[-1][0]:  # noqa: PLR2004 - a line has two ends
        return None
    begin, end = points[0][1], points[-1][0]
    ahead = [limit for limit in limits if Fraction(limit.value) > begin]
    values = [begin, points[-1][1], *(Fraction(limit.value) for limit in ahead)]
    low, high = _below(min(values)), min(_above(max(values)), max(maximum, *values))
    path = " ".join(f"{per_cent(effort, end)} {_depth(value, low, high)}" for effort, value in points)
    crossings = {_first(points, Fraction(limit.value)) for limit in ahead}
    return Curve(
        height=HEIGHT,
        top=TOP,
        bottom=BOTTOM,
        line=f"M{path}",
        area=f"M0 100L{path}L100 100Z",
        dots=tuple(
            _dot(effort, value, end, _y(value, low, high), is_cross=at in crossings, is_first=at == 0)
            for at, (effort, value) in enumerate(points)
        ),
        levels=tuple(_level(limit, low, high) for limit in ahead),
        middle=Fraction(end // 2) if end.denominator == 1 else end / 2,
        end=end,
    )


def _first(points: Sequence[tuple[Fraction, Fraction]], limit: Fraction) -> int | None:
    return next((at for at, (_, value) in enumerate(points) if value >= limit), None)


def _below(value: Fraction) -> Fraction:
    return Fraction(max(0, (value - 1) // ROOM * ROOM))


def _above(value: Fraction) -> Fraction:
    return Fraction(-(-value // ROOM) * ROOM)


def _y(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)


def _depth(value: Fraction, low: Fraction, high: Fraction) -> str:
    return per_cent(high - value, high - low)


def _level(limit: Limit, low: Fraction, high: Fraction) -> Level:
    y = _y(Fraction(limit.value), low, high)
    return Level(f"{float(y):.1f}", int(y) - 7, limit)


def _dot(effort: Fraction, value: Fraction, end: Fraction, y: Fraction, *, is_cross: bool, is_first: bool) -> Dot:
    x = per_cent(effort, end)
    is_right = float(x) >= RIGHT
    return Dot(
        x=x,
        y=f"{float(y):.1f}",
        effort=effort,
        points=value,
        is_cross=is_cross,
        is_named=is_cross or is_first,
        anchor="end" if is_right else "start",
        dx=-10 if is_right else 12,
        label_y=int(y) - 10 if is_right else min(int(y) + 20, BOTTOM - 4),
    )
