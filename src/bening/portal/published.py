"""What was published about regions outside Bening: facts of shipped files, with who said them, source and day."""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bening.scoring import yamltree
from bening.scoring.instrument.store import by_id, data_folder
from bening.scoring.text import Text
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree

FORMAT, MORE = "bening-published-1", "bening-published-page-1"


@dataclass(frozen=True, slots=True)
class Source:
    """A publication."""

    title: str
    url: str
    day: date | None

    @property
    def outlet(self) -> str:
        """Return who published it: what stands before the first colon of the title."""
        return self.title.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold, or a limit that was named at another time."""

    value: str
    is_assumed: bool
    note: Text | None
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """A score that was published."""

    instrument: str
    stage: str
    stage_title: Text
    day: date | None
    score: str
    threshold: Line | None
    comparison: Line | None
    band: str | None
    band_title: Text | None
    said_by: Text
    note: Text | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RoadDay:
    """A day or some days on which something happened."""

    day: date
    until: date | None
    title: Text
    note: Text | None
    is_assumed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said about the components, in own words or quoted."""

    day: date
    score: str
    title: Text
    text: Text
    quote: str
    by: Text
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Everything published about a region."""

    code: str
    name: str
    is_sample: bool
    instrument: str
    results: tuple[PublishedResult, ...]
    road: tuple[RoadDay, ...]
    known: tuple[Text, ...]
    unknown: tuple[Text, ...]
    sayings: tuple[Saying, ...] = ()
    component_notes: Dict[str, Text] | None = None
    component_sources: tuple[Source, ...] = ()
    meaning: Text | None = None
    meaning_sources: tuple[Source, ...] = ()


@lru_cache(maxsize=1)
def published() -> Dict[str, Published]:
    """Return the published facts by the code of the region."""
    found = {}
    for path in sorted((data_folder() / "demo").glob("*.yaml")):
        document = _read(path)
        if document.get("format") == FORMAT:
            one = _published(document)
            found[one.code] = one
    return found


def _read(path: Path) -> dict[str, Any]:
    document = _plain(yamltree.read_file(path))
    return document if isinstance(document, dict) else {}


def _plain(tree: Tree) -> Any:
    """Return a tree as dicts and lists of text; null is the empty text."""
    match tree:
        case Mapping(entries=entries):
            return {name: _plain(part) for name, part in entries.items()}
        case Listing(items=items):
            return [_plain(part) for part in items]
        case Scalar() as scalar:
            return "" if scalar.empty else scalar.text


def _published(document: Dict[str, Any]) -> Published:
    code = document["region"]["code"]
    more_path = data_folder() / "published" / f"{code}.yaml"
    more = _read(more_path) if more_path.exists() else {}
    if more and more.get("format") != MORE:
        raise ValueError(f"{more_path.name}: the format must be {MORE}")
    return Published(
        code=code,
        name=document["region"]["name"],
        is_sample=document["sample"] == "true",
        instrument=document["instrument"],
        results=tuple(_result(part) for part in document["results"]),
        road=tuple(_road_day(part) for part in document["road"]),
        known=tuple(_text(part) for part in document["known"]),
        unknown=tuple(_text(part) for part in document["unknown"]),
        sayings=tuple(_saying(part) for part in more.get("sayings", ())),
        component_notes={name: _text(part) for name, part in more.get("component_notes", {}).items()},
        component_sources=_sources(more.get("component_sources", ())),
        meaning=_maybe_text(more.get("meaning")),
        meaning_sources=_sources(more.get("meaning_sources", ())),
    )


def _result(part: Dict[str, Any]) -> PublishedResult:
    instrument = by_id(part["instrument"])
    stage = instrument.stages[part["stage"]]
    titles = {line.id: line.title for each in instrument.stages.values() for line in each.thresholds}
    band = next((band for band in stage.bands if band.id == part["band"]), None)
    return PublishedResult(
        instrument=part["instrument"],
        stage=part["stage"],
        stage_title=stage.title,
        day=_day(part["date"]),
        score=part["score"],
        threshold=_line(part["threshold"], titles),
        comparison=_line(part["comparison"], titles),
        band=band.id if band else None,
        band_title=band.title if band else None,
        said_by=_text(part["said_by"]),
        note=_maybe_text(part["note"]),
        sources=_sources(part["sources"]),
    )


def _road_day(part: Dict[str, Any]) -> RoadDay:
    return RoadDay(
        day=date.fromisoformat(part["date"]),
        until=_day(part["until"]),
        title=_text(part["title"]),
        note=_maybe_text(part["note"]),
        is_assumed=part["assumed"] == "true",
        sources=_sources(part["sources"]),
    )


def _saying(part: Dict[str, Any]) -> Saying:
    return Saying(
        day=date.fromisoformat(part["date"]),
        score=part["score"],
        title=_text(part["title"]),
        text=_text(part["text"]),
        quote=part["quote"],
        by=_text(part["by"]),
        sources=_sources(part["sources"]),
    )


def _line(part: Any, titles: Dict[str, Text]) -> Line | None:
    if not isinstance(part, dict):
        return None
    return Line(part["value"], part["assumed"] == "true", _maybe_text(part["note"]), titles.get(part.get("id", "")))


def _sources(parts: Sequence[Dict[str, Any]]) -> tuple[Source, ...]:
    return tuple(Source(part["title"], part["url"], _day(part["date"])) for part in parts)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(part: Dict[str, str]) -> Text:
    return Text(part["id"].strip(), part["en"].strip())


def _maybe_text(part: Any) -> Text | None:
    return _text(part) if isinstance(part, dict) else None
