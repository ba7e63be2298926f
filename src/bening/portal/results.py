"""One shape for every public result, whether a closing stored it or a publication told it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bening.portal.published import Line, Published, PublishedResult, Source
from bening.scoring import numbers
from bening.scoring.instrument.model import Instrument
from bening.scoring.text import Text
from bening.systems.assessment.models import Closing, Opinion

SAID_BY = {
    Opinion.SELF: Text("penilaian mandiri daerah", "the region's own assessment"),
    Opinion.INTERNAL: Text("penilai internal (APIP)", "internal assessors (APIP)"),
    Opinion.OUTSIDE: Text("penilai luar", "outside assessors"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold, and how far the exact points are from it."""

    value: str
    is_assumed: bool
    gap: Fraction
    title: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A public result; `key` names it in addresses."""

    key: str
    instrument: str
    stage: str
    stage_title: Text
    title: Text
    day: date | None
    score: str
    maximum: str
    threshold: Limit | None
    comparison: Limit | None
    band: str | None
    band_title: Text | None
    said_by: Text
    sources: tuple[Source, ...] = ()
    note: Text | None = None
    sha256: str = ""
    nodes: Mapping[str, Any] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None


def gap_text(gap: Fraction) -> str:
    """Write a distance with the decimals that it has, two at least and six at most.

    >>> gap_text(Fraction(-2)), gap_text(Fraction("2.15")), gap_text(Fraction("-0.001")), gap_text(Fraction(0))
    ('-2.00', '2.15', '-0.001', '0.00')
    """
    text = numbers.six(gap).rstrip("0")
    whole, _, part = text.partition(".")
    return f"{whole}.{part:0<2}"


def from_publication(facts: Published) -> list[Result]:
    """Return the results that publications told, in the order of the file."""
    return [_published(one, f"{facts.code}/{one.stage}") for one in facts.results]


def _published(one: PublishedResult, key: str) -> Result:
    score = Fraction(one.score)

    def limit(line: Line | None) -> Limit | None:
        if line is None:
            return None
        title = line.title or one.stage_title
        return Limit(line.value, line.is_assumed, score - Fraction(line.value), title, line.note)

    return Result(
        key=key,
        instrument=one.instrument,
        stage=one.stage,
        stage_title=one.stage_title,
        title=one.stage_title,
        day=one.day,
        score=one.score,
        maximum="100",
        threshold=limit(one.threshold),
        comparison=limit(one.comparison),
        band=one.band,
        band_title=one.band_title,
        said_by=one.said_by,
        sources=one.sources,
        note=one.note,
    )


def from_closing(
    closing: Closing, instrument: Instrument | None = None, nodes: Mapping[str, Any] | None = None
) -> Result:
    """Return the result that a closing stored; without the instrument a stage goes by its id."""
    round_ = closing.round
    stage = instrument.stages.get(round_.stage) if instrument else None
    lines = _stored(closing, "thresholds") or []
    band = _stored(closing, "band")
    plain = Text(round_.stage, round_.stage)
    return Result(
        key=f"{round_.region_id}/{closing.pk}",
        instrument=round_.instrument.instrument_id,
        stage=round_.stage,
        stage_title=stage.title if stage else plain,
        title=round_.named,
        day=closing.closed_on,
        score=closing.score_text,
        maximum=numbers.shortest(instrument.maximum) if instrument else "100",
        threshold=_threshold(lines, {line.id: line.title for line in stage.thresholds} if stage else {}),
        comparison=None,
        band=band["id"] if band else None,
        band_title=_band_title(band, instrument) if band else None,
        said_by=SAID_BY[Opinion(closing.opinion)],
        sha256=round_.instrument.sha256,
        nodes=nodes or {},
        starts_on=round_.starts_on,
        ends_on=max(round_.due_on, closing.closed_on),
    )


def _stored(closing: Closing, name: str) -> Any:
    return getattr(closing, name) if hasattr(closing, name) else closing.result.get(name)


def _threshold(lines: Sequence[Mapping[str, Any]], titles: Mapping[str, Text]) -> Limit | None:
    """Return the lowest threshold that is not reached, else the highest."""
    if not lines:
        return None
    ordered = sorted(lines, key=lambda line: Decimal(line["need"]))
    line = next((one for one in ordered if not one["open"]), ordered[-1])
    return Limit(
        numbers.shortest(Fraction(line["need"])),
        bool(line["assumed"]),
        Fraction(line["gap"]),
        titles.get(line["id"], Text(line["id"], line["id"])),
    )


def _band_title(band: Mapping[str, Any], instrument: Instrument | None) -> Text:
    for stage in instrument.stages.values() if instrument else ():
        for one in stage.bands:
            if one.id == band["id"]:
                return one.title
    return Text(band["title"], band["title"])
