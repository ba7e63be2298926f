"""Open data: the results of a region as JSON and as CSV, in the shape that `docs/reference/public-data.md` states."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from bening.portal.declarations import source_of
from bening.portal.published import Source
from bening.portal.results import Limit, Result, gap_text
from bening.systems.oversight.queries.counts import PublicCounts

DECLARED = ("region", "sample", "reporting_year", "date", "due", "office", "obliged", "filed", "percent", "source")
COLUMNS = ("region", "sample", "instrument", "stage", "date", "score", "threshold", "gap", "band", "said_by", "source")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def region_document(
    *,
    code: str,
    name: str,
    is_sample: bool,
    unknown: Iterable[str],
    results: Sequence[Result],
    counts: PublicCounts | None = None,
    language: str,
) -> dict[str, Any]:
    """Return the public results of a region as the contract has them; `lhkpn` only where there are public counts."""
    return {
        "region": {"code": code, "name": name},
        "sample": is_sample,
        "unknown": list(unknown),
        "results": [_result(one, language) for one in results],
        **({"lhkpn": declarations(counts, language)} if counts else {}),
    }


def declarations(counts: PublicCounts, language: str) -> dict[str, Any]:
    """Return the public counts of declarations: the whole region, and each office that may be shown."""
    return {
        "reporting_year": counts.reporting_year,
        "date": counts.day.isoformat(),
        "due": counts.due_on.isoformat(),
        "obliged": counts.obliged,
        "filed": counts.filed,
        "percent": counts.percent,
        "offices": [
            {"name": one.name, "obliged": one.obliged, "filed": one.filed, "percent": one.percent}
            for one in counts.offices
        ],
        "withheld": counts.withheld,
        "source": _source(source_of(counts, language)),
    }


def _result(one: Result, language: str) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "stage": one.stage,
        "date": one.day.isoformat() if one.day else None,
        "score": one.score,
        "threshold": _limit(one.threshold),
        "gap": gap_text(one.threshold.gap) if one.threshold else None,
        "band": one.band,
        "said_by": one.said_by.said(language),
        "nodes": dict(one.nodes),
        "sources": [_source(source) for source in one.sources],
    }


def _limit(limit: Limit | None) -> dict[str, Any] | None:
    return {"value": limit.value, "assumed": limit.is_assumed} if limit else None


def _source(source: Source) -> dict[str, str | None]:
    return {"title": source.title, "url": source.url, "date": source.day.isoformat() if source.day else None}


def as_json(document: object) -> str:
    """Write JSON that a person can read."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_csv(document: dict[str, Any]) -> str:
    """Write a row for each result of a region's document."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in document["results"]:
        threshold = one["threshold"]
        row = (
            document["region"]["code"],
            "true" if document["sample"] else "false",
            one["instrument"],
            one["stage"],
            one["date"],
            one["score"],
            threshold["value"] if threshold else None,
            one["gap"],
            one["band"],
            one["said_by"],
            "; ".join(source["url"] for source in one["sources"]),
        )
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def declarations_as_csv(document: dict[str, Any]) -> str:
    """Write a row for the whole region, whose office is empty, and one for each office that may be shown."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(DECLARED)
    found: dict[str, Any] = document.get("lhkpn", {})
    for one in ({"name": "", **found}, *found["offices"]) if found else ():
        row = (
            document["region"]["code"],
            "true" if document["sample"] else "false",
            found["reporting_year"],
            found["date"],
            found["due"],
            one["name"],
            one["obliged"],
            one["filed"],
            one["percent"],
            found["source"]["url"],
        )
        writer.writerow([harmless(str(cell)) for cell in row])
    return out.getvalue()


def harmless(cell: str | None) -> str:
    """Return a cell that no spreadsheet takes for a formula; a plain number stays a number.

    >>> harmless("=1+1"), harmless("-2.00"), harmless("@a"), harmless("-2+3"), harmless(None)
    ("'=1+1", '-2.00', "'@a", "'-2+3", '')
    """
    if not cell:
        return ""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
