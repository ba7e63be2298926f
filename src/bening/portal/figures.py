"""What the pages of a region show, built from its public results into the parts of `bening.web`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bening.portal import drawing
from bening.portal.language import address
from bening.portal.published import Published, RoadDay, Saying, Source
from bening.portal.queries.results import Record
from bening.portal.results import Limit, Result
from bening.scoring.instrument.model import Instrument, Node
from bening.web import charts, formatting
from bening.web.parts import Component, RoadStep
from bening.web.shell import Link
from bening.web.trend import TrendLimit, TrendPoint

WEAK = Fraction(1, 10)  # a component is named weakest where it lies at least this share below every other


def report_link(about: str, language: str) -> Link:
    """Return the link by which somebody reports a mistake in a figure."""
    return Link(_("Laporkan kekeliruan"), f"{address('report', language)}?tentang={about}")


def links(sources: Iterable[Source], language: str) -> list[Link]:
    """Return the publications as links: who published, and the day where it is known."""
    found = []
    for one in sources:
        day = f", {formatting.day(one.day, language)}" if one.day else ""
        found.append(Link(f"{one.outlet}{day}", one.url))
    return found


def headline(name: str, result: Result, language: str) -> str:
    """Say in a sentence where a region stands with its threshold."""
    limit = result.threshold
    if limit is None:
        return _("%(daerah)s: %(nilai)s") % {"daerah": name, "nilai": formatting.points(result.score, language)}
    words = {"daerah": name, "ambang": formatting.number(limit.value, 0, language)}
    if limit.gap > 0:
        return _("%(daerah)s melewati ambang %(ambang)s") % words
    if limit.gap == 0:
        return _("%(daerah)s tepat pada ambang %(ambang)s") % words
    return _("%(daerah)s di bawah ambang %(ambang)s") % words


def limits(result: Result, language: str) -> list[charts.Limit]:
    """Return the threshold of a result for its drawings."""
    return [_limit(result.threshold, language)] if result.threshold else []


def _limit(limit: Limit, language: str) -> charts.Limit:
    return charts.Limit(limit.value, limit.title.said(language).lower(), limit.is_assumed)


def past(results: Sequence[Result], language: str) -> list[charts.Past]:
    """Return the results before the last one for the ruler."""
    return [
        charts.Past(one.score, formatting.brief_day(one.day, language) if one.day else _("awal"))
        for one in results[:-1]
    ]


@dataclass(frozen=True, slots=True)
class Total:
    """A total of a road, ready to read: who said it, what was said with it, its sources, how to report a mistake."""

    title: str
    day: date | None
    score: str
    gain: Fraction | None
    limits: Sequence[str]
    limit: Limit | None
    words: str
    links: Sequence[Link]
    report: str


def totals(results: Sequence[Result], language: str) -> list[Total]:
    """Return the totals of a road side by side."""
    return [
        Total(
            title="" if one.day else _("Nilai awal"),
            day=one.day,
            score=one.score,
            gain=Fraction(one.score) - Fraction(results[index - 1].score) if index else None,
            limits=(one.threshold.value,) if one.threshold else (),
            limit=one.threshold,
            words=_told(one, language),
            links=links(one.sources, language),
            report=report_link(one.key, language).href,
        )
        for index, one in enumerate(results)
    ]


def _told(one: Result, language: str) -> str:
    """Say who told a score, what was said with it, and a limit named at another time as nothing but a comparison."""
    parts = [_("Dikatakan %(siapa)s.") % {"siapa": one.said_by.said(language)}]
    if one.band_title:
        parts.append(_("Sebutannya %(sebutan)s.") % {"sebutan": one.band_title.said(language)})
    if one.note:
        parts.append(one.note.said(language))
    if one.comparison:
        parts.append(
            _("Pembanding: %(jarak)s dari %(batas)s.")
            % {
                "jarak": formatting.gap(one.comparison.gap, language),
                "batas": formatting.number(one.comparison.value, 0, language),
            }
        )
        if one.comparison.note:
            parts.append(one.comparison.note.said(language))
    elif one.threshold and one.threshold.note:
        parts.append(one.threshold.note.said(language))
    return " ".join(parts)


def road(facts: Published, results: Sequence[Result], language: str) -> list[RoadStep]:
    """Return the road day by day: what happened, and the totals told on a day."""
    steps = [_road_step(day, language) for day in facts.road]
    for one in results:
        if one.day:
            title = one.band_title.said(language) if one.band_title else one.stage_title.said(language)
            told = _("Nilai menurut %(siapa)s.") % {"siapa": one.said_by.said(language)}
            steps.append(RoadStep(one.day, title, told, one.score, links(one.sources, language)))
    return sorted(steps, key=lambda step: (step.day, step.score is not None))


def _road_step(day: RoadDay, language: str) -> RoadStep:
    parts = []
    if day.until:
        parts.append(_("Sampai %(hari)s.") % {"hari": formatting.day(day.until, language)})
    if day.note:
        parts.append(day.note.said(language))
    title = day.title.said(language)
    if day.is_assumed:
        title = _("%(judul)s (perkiraan)") % {"judul": title}
    return RoadStep(day.day, title, " ".join(parts), None, links(day.sources, language))


def road_drawing(facts: Published, results: Sequence[Result], language: str) -> drawing.Drawn:
    """Return the drawing of a road whose first score may have no day."""
    dated = [one for one in results if one.day]
    last = max(day.until or day.day for day in facts.road)
    spans: list[drawing.Span] = []
    for index, one in enumerate(dated):
        known = one.threshold
        if known and one.day and not any(span.value == known.value for span in spans):
            after = [later.day for later in dated[index:] if later.threshold and later.threshold.value != known.value]
            until = after[0] if after and after[0] else last
            spans.append(drawing.Span(known.value, known.title.said(language).lower(), one.day, until))
    events = [drawing.Happening(day.day, day.title.said(language)) for day in facts.road]
    return drawing.draw([drawing.Point(one.day, one.score) for one in results], spans, events)


def unknown_components(facts: Published, instrument: Instrument, language: str) -> list[Component]:
    """Return the components of an instrument with what was said about them; their values were not published."""
    found = []
    notes = facts.component_notes or {}
    for node in instrument.tree:
        count = sum(part.leaf is not None for part in node.walk())
        words = [
            ngettext("%(jumlah)d indikator.", "%(jumlah)d indikator.", count) % {"jumlah": count},
            notes[node.code].said(language) if node.code in notes else "",
        ]
        top = node.weights[instrument.default_profile].value
        found.append(Component(node.title.said(language), None, top, " ".join(filter(None, words))))
    return found


@dataclass(frozen=True, slots=True)
class ShownSaying:
    """What somebody said, ready to read."""

    day: date
    score: str
    title: str
    text: str
    quote: str
    by: str
    links: Sequence[Link]


def sayings(facts: Published, language: str) -> list[ShownSaying]:
    """Return what was said about the components."""
    return [_saying(one, language) for one in facts.sayings]


def _saying(one: Saying, language: str) -> ShownSaying:
    return ShownSaying(
        one.day,
        one.score,
        one.title.said(language),
        one.text.said(language),
        one.quote,
        one.by.said(language),
        links(one.sources, language),
    )


def trend_points(results: Sequence[Result]) -> list[TrendPoint]:
    """Return the dated totals of a region's results."""
    return [TrendPoint(one.day, one.score) for one in results if one.day]


def trend_limits(results: Sequence[Result], language: str) -> list[TrendLimit]:
    """Return the thresholds over the days of the rounds that ask for them, each value once."""
    found: dict[str, TrendLimit] = {}
    for one in results:
        limit = one.threshold
        if limit is None:
            continue
        before = found.get(limit.value)
        since = min(filter(None, (before.since if before else None, one.starts_on)), default=None)
        until = max(filter(None, (before.until if before else None, one.ends_on)), default=None)
        found[limit.value] = TrendLimit(limit.value, limit.title.said(language).lower(), since, until)
    return list(found.values())


def components(instrument: Instrument, result: Result, before: Result | None, language: str) -> list[Component]:
    """Return the components of a result as shares of their maximum; one that lies far below the others is marked."""
    rows = [(node, result.nodes[node.code]) for node in instrument.tree if node.code in result.nodes]
    shares = sorted(Fraction(found["share"]) for _node, found in rows)
    weakest = shares[0] if len(shares) > 1 and shares[1] - shares[0] >= WEAK else None
    return [
        Component(
            title=node.title.said(language),
            points=found["points"],
            maximum=found["maximum"],
            before=before.nodes[node.code]["points"] if before and node.code in before.nodes else None,
            is_weak=Fraction(found["share"]) == weakest,
            text=_("Terendah di antara komponen.") if Fraction(found["share"]) == weakest else "",
        )
        for node, found in rows
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """A figure below a component: its points within their maximum, and the public records behind it."""

    code: str
    title: str
    points: str
    maximum: str
    records: Sequence[Record]
    report: str


@dataclass(frozen=True, slots=True)
class Group:
    """A component with the figures below it."""

    code: str
    title: str
    points: str
    maximum: str
    rows: Sequence[Row]


def groups(
    instrument: Instrument, result: Result, records: Mapping[str, Sequence[Record]], language: str
) -> list[Group]:
    """Return components and what lies directly below them; a record of a question stands at the figure above it."""
    return [_group(node, result, records, language) for node in instrument.tree if node.code in result.nodes]


def _group(node: Node, result: Result, records: Mapping[str, Sequence[Record]], language: str) -> Group:
    rows = []
    for part in node.children or (node,):
        found: Mapping[str, Any] = result.nodes[part.code]
        behind = {record.id: record for below in part.walk() for record in records.get(below.code, ())}
        report = report_link(f"{result.key}/{part.code}", language).href
        rows.append(
            Row(part.code, part.title.said(language), found["points"], found["maximum"], list(behind.values()), report)
        )
    own = result.nodes[node.code]
    return Group(node.code, node.title.said(language), own["points"], own["maximum"], rows)
