"""What the larger components ask: where the parts of a drawing stand, and what it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from bening.web import charts, formatting
from bening.web.charts import Limit, Past, Ruler
from bening.web.formatting import Number
from bening.web.language import language
from bening.web.parts import Component, View
from bening.web.trend import Event, Trend, TrendLimit, TrendPoint, trend

register = template.Library()

SHAPES = {
    "self": mark_safe('<circle class="m-self" cx="8" cy="8" r="6"/>'),
    "inside": mark_safe('<rect class="m-in" x="2" y="2" width="12" height="12"/>'),
    "outside": mark_safe('<path class="m-out" d="M8 0l8 8-8 8-8-8Z"/>'),
}
LARGE = {
    "self": mark_safe('<circle class="m-self" r="7"/>'),
    "inside": mark_safe('<rect class="m-in" x="-7" y="-7" width="14" height="14"/>'),
    "outside": mark_safe('<path class="m-out" d="M0-9l9 9-9 9-9-9Z"/>'),
}
UNKNOWN = mark_safe(
    '<svg class="minibar" aria-hidden="true"><rect class="unknown" y="0.5" width="100%" height="11" rx="2"/></svg>'
)


@register.simple_tag
def scale_number(value: Number) -> str:
    """Write a number of a scale or a threshold: decimals only where it has some."""
    exact = Fraction(value)
    return formatting.number(exact, 0 if exact.denominator == 1 else 2, language())


@dataclass(frozen=True)
class DrawnRuler(Ruler):
    """A ruler and what it says to somebody who does not see it."""

    words: str


@register.simple_tag
def ruler_of(
    value: Number | None, maximum: Number = 100, limits: Sequence[Limit] = (), past: Sequence[Past] = ()
) -> DrawnRuler:
    """Place a value on its ruler."""
    drawn = charts.ruler(value, maximum, limits, past)
    return DrawnRuler(**{**vars(drawn), "words": ruler_words(value, maximum, limits)})


def ruler_words(value: Number | None, maximum: Number, limits: Sequence[Limit]) -> str:
    """Say a ruler in words."""
    if value is None:
        sentences = [gettext("Belum dinilai.")]
    else:
        sentences = [
            gettext("%(nilai)s dari %(tertinggi)s.")
            % {"nilai": formatting.points(value, language()), "tertinggi": scale_number(maximum)}
        ]
    for limit in limits:
        name = f" ({limit.name})" if limit.name else ""
        far = "" if value is None else ": " + formatting.gap(Fraction(value) - Fraction(limit.value), language())
        sentences.append(gettext("Ambang %(ambang)s.") % {"ambang": scale_number(limit.value) + name + far})
    return " ".join(sentences)


@register.simple_tag
def trend_of(
    points: Sequence[TrendPoint],
    limits: Sequence[TrendLimit] = (),
    events: Sequence[Event] = (),
    maximum: Number = 100,
    height: int | str = 260,
) -> Trend:
    """Place the points of a line."""
    return trend(points, limits, events, maximum, int(height))


@register.simple_tag
def trend_words(points: Sequence[TrendPoint], limits: Sequence[TrendLimit] = ()) -> str:
    """Say a line in words: at most its first, lowest, highest and last point, and its thresholds."""
    ordered = sorted(points, key=lambda point: point.day)
    by_value = sorted(ordered, key=lambda point: Fraction(point.value))
    chosen = [one for one in ordered if one in (ordered[0], by_value[0], by_value[-1], ordered[-1])]
    words = [_said(one) for one in chosen]
    words += [gettext("ambang %(ambang)s") % {"ambang": f"{scale_number(one.value)} {one.name}"} for one in limits]
    return "; ".join(words)


def _said(point: TrendPoint) -> str:
    value = formatting.points(point.value, language())
    if point.until:
        return gettext("%(nilai)s pada hari yang tidak diumumkan") % {"nilai": value}
    return gettext("%(nilai)s pada %(tanggal)s") % {"nilai": value, "tanggal": formatting.day(point.day, language())}


@register.simple_tag
def limit_values(limit: Limit | None) -> tuple[Number, ...]:
    """Give the value of a threshold as a list, empty where there is none."""
    return () if limit is None else (limit.value,)


@register.simple_tag
def minibar(
    value: Number | None, maximum: Number = 100, limits: Sequence[Number] = (), *, is_weak: bool = False
) -> SafeString:
    """Draw a share of a maximum for a cell; the number stands beside it."""
    if value is None:
        return UNKNOWN
    lines = format_html_join(
        "",
        '<line class="limit" x1="{0}%" x2="{0}%" y1="0" y2="16"/>',
        ((charts.per_cent(limit, maximum),) for limit in limits),
    )
    return format_html(
        '<svg class="minibar minibar-limit" aria-hidden="true">'
        '<rect class="trough" y="4" width="100%" height="8" rx="2"/>'
        '<rect class="{}" y="4" width="{}%" height="8" rx="2"/>{}</svg>',
        "warm" if is_weak else "fill",
        charts.per_cent(value, maximum),
        lines,
    )


@register.simple_tag
def component_bar(part: Component) -> SafeString:
    """Draw a component: thick now, thin before, dashed where it is not known."""
    if part.points is None or part.before is None:
        return minibar(part.points, part.maximum, part.limits, is_weak=part.is_weak)
    return format_html(
        '<svg class="minibar minibar-2" aria-hidden="true"><rect class="trough" width="100%" height="12" rx="2"/>'
        '<rect class="{}" width="{}%" height="12" rx="2"/>'
        '<rect class="was" y="16" width="{}%" height="4" rx="1"/></svg>',
        "warm" if part.is_weak else "fill",
        charts.per_cent(part.points, part.maximum),
        charts.per_cent(part.before, part.maximum),
    )


@dataclass(frozen=True)
class Difference:
    """How far the last opinion is from the office's own, with a sentence."""

    value: Fraction | None
    words: str
    has_line: bool


@register.simple_tag
def difference_of(views: Sequence[View]) -> Difference:
    """Compare the office's own opinion with the latest other one."""
    own = next((view for view in views if view.kind == "self" and view.value is not None), None)
    others = [view for view in views if view.kind != "self" and view.value is not None]
    has_line = sum(view.value is not None for view in views) > 1
    if own is None or own.value is None or not others:
        return Difference(None, gettext("Selisih dihitung sesudah ada dua pandangan."), has_line)
    last = others[-1]
    who = formatting.lowered(last.title)
    value = Fraction(last.value or 0) - Fraction(own.value)
    if not value:
        words = gettext("Kantor dan %(siapa)s memberi nilai yang sama.") % {"siapa": who}
    elif value < 0:
        words = gettext("Kantor menilai dirinya lebih tinggi daripada %(siapa)s.") % {"siapa": who}
    else:
        words = gettext("Kantor menilai dirinya lebih rendah daripada %(siapa)s.") % {"siapa": who}
    return Difference(value, words, has_line)


@register.simple_tag
def shape(kind: str) -> SafeString:
    """Draw the shape of an opinion: a circle for the office, a square inside, a diamond outside."""
    return format_html('<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', SHAPES[kind])


def _opinions(views: Sequence[View]) -> list[tuple[str, str, Number]]:
    return [(view.kind, view.title, view.value) for view in views if view.value is not None]


@register.simple_tag
def opinion_line(views: Sequence[View], maximum: Number) -> SafeString:
    """Draw opinions on one scale, each named."""
    drawn = charts.line(_opinions(views), maximum)
    ticks = format_html_join("", '<line class="axis" x1="{0}%" x2="{0}%" y1="41" y2="51"/>', ((x,) for x in QUARTERS))
    marks = format_html_join(
        "",
        '<svg x="{}%" y="46" overflow="visible">{}</svg>'
        '<text class="name" x="{}%" y="{}" text-anchor="{}">{} {}</text>',
        (
            (m.x, LARGE[m.kind], m.label.x, m.label.y, m.label.anchor, m.label.name, _points(m.label.value))
            for m in drawn.marks
        ),
    )
    ends = format_html_join(
        "",
        '<text x="{}%" y="{}" text-anchor="{}">{}</text>',
        ((text.x, text.y, text.anchor, scale_number(text.value)) for text in drawn.scale),
    )
    words = ", ".join(f"{mark.label.name} {_points(mark.label.value)}" for mark in drawn.marks)
    return format_html(
        '<svg class="diffline" role="img" aria-label="{}"><line class="axis" x2="100%" y1="46" y2="46"/>{}'
        '<line class="span" x1="{}%" x2="{}%" y1="46" y2="46"/>{}{}</svg>',
        words,
        ticks,
        drawn.x1,
        drawn.x2,
        marks,
        ends,
    )


QUARTERS = (0, 25, 50, 75, 100)
LANES = {"self": 8, "inside": 20, "outside": 32}


@register.simple_tag
def opinion_row(maximum: Number, own: Number | None, inside: Number | None, outside: Number | None) -> SafeString:
    """Draw three opinions in the cell of a table, each in its own lane; the numbers stand beside it."""
    given = [("self", own), ("inside", inside), ("outside", outside)]
    known = [(kind, value) for kind, value in given if value is not None]
    if len({Fraction(value) for _, value in known}) < 2:  # noqa: PLR2004  # one value: nothing differs
        return format_html('<span class="small muted">{}</span>', gettext("sama") if len(known) > 1 else "")
    places = [charts.per_cent(value, maximum) for _, value in known]
    low, high = min(places, key=float), max(places, key=float)
    axis = format_html_join("", '<line class="axis" x1="{0}%" x2="{0}%" y2="40"/>', ((x,) for x in QUARTERS))
    marks = format_html_join(
        "",
        '<svg x="{}%" y="{}" overflow="visible">{}</svg>',
        ((place, LANES[kind], SMALL[kind]) for (kind, _), place in zip(known, places, strict=True)),
    )
    return format_html(
        '<svg class="diffline diffline-row" aria-hidden="true">{}'
        '<rect class="span-band" x="{}%" width="{}%" height="40"/>{}</svg>',
        axis,
        low,
        f"{float(high) - float(low):.2f}",
        marks,
    )


SMALL = {
    "self": mark_safe('<circle class="m-self" r="4.5"/>'),
    "inside": mark_safe('<rect class="m-in" x="-5" y="-5" width="10" height="10"/>'),
    "outside": mark_safe('<path class="m-out" d="M0-6.5l6.5 6.5-6.5 6.5-6.5-6.5Z"/>'),
}


def _points(value: Number) -> str:
    return formatting.points(value, language())


@register.simple_tag
def page_range(page: Page[Any]) -> str:
    """Say which rows of how many a page holds."""
    count = formatting.number(page.paginator.count, 0, language())
    if not page.paginator.count:
        return gettext("Tidak ada baris")
    return gettext("%(pertama)s sampai %(terakhir)s dari %(jumlah)s") % {
        "pertama": formatting.number(page.start_index(), 0, language()),
        "terakhir": formatting.number(page.end_index(), 0, language()),
        "jumlah": count,
    }


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int]:
    """Give the numbers of a pager; 0 stands for those left out."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [one if isinstance(one, int) else 0 for one in shown]
