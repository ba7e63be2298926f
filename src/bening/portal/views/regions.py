"""The list of regions, the page of one, its results, and the same as open data."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from bening.kernel.people.access import Absent
from bening.kernel.people.models import Region
from bening.portal import declarations, documents, figures
from bening.portal.assumed import assumed_words
from bening.portal.frame import frame
from bening.portal.language import address
from bening.portal.pages import CSV, JSON, Asked, Page
from bening.portal.published import Published, published
from bening.portal.queries import results as queries
from bening.portal.results import Result, from_closing, from_publication
from bening.scoring.instrument.store import by_id
from bening.systems.assessment.models import Closing
from bening.systems.oversight.queries.counts import public_counts
from bening.web import formatting

MOST_LISTED = 50


def front(asked: Asked) -> Page:
    """Show the one region that has something published, else the list of those that have."""
    found = list(queries.regions()[:2])
    if len(found) == 1 and not asked.query:
        return _region(asked, found[0])
    return regions(asked)


def regions(asked: Asked) -> Page:
    """List the regions with something published."""
    words = asked.query.get("q", "")
    page = Paginator(queries.regions(words), MOST_LISTED).get_page(asked.query.get("hal", "1"))
    newest = queries.newest_of([one.code for one in page])
    rows = [
        (one, address("region", asked.language, code=one.code), _newest(newest.get(one.code), one.code)) for one in page
    ]
    context = {"page": page, "rows": rows, "words": words, "list": address("regions", asked.language)}
    return _page("regions", asked, context, frame(asked.path, asked.language))


def _newest(closing: Closing | None, code: str) -> Result | None:
    """Return the newest official result of a region, else the last that was published about it."""
    if closing is not None:
        return from_closing(closing)
    facts = published().get(code)
    return from_publication(facts)[-1] if facts else None


def region(asked: Asked, code: str) -> Page:
    """Show what is published about a region."""
    return _region(asked, queries.region(code))


def _region(asked: Asked, found: Region) -> Page:
    closings = queries.newest(found.code)
    facts = published().get(found.code)
    if closings:
        return _official(asked, found, closings, facts)
    if facts is not None:
        return _facts(asked, facts)
    if not queries.of_offices(found.code).exists():
        raise Absent
    return offices(asked, found.code)


def _page(name: str, asked: Asked, context: Mapping[str, Any], shell: object, *, is_sample: bool = False) -> Page:
    whole = {"shell": shell, "language": asked.language, **context}
    return Page(render_to_string(f"portal/{name}.html", whole), is_sample=is_sample)


def _facts(asked: Asked, facts: Published) -> Page:
    """Show published facts alone."""
    language, results = asked.language, from_publication(facts)
    instrument, last = by_id(facts.instrument), from_publication(facts)[-1]
    earlier = next((one for one in results[::-1] if one.threshold and one.threshold.value != _value(last)), None)
    context = {
        "facts": facts,
        "instrument": instrument,
        "title": instrument.title.said(language),
        "headline": figures.headline(facts.name, last, language),
        "last": last,
        "before": results[-2] if len(results) > 1 else None,
        "band": last.band_title.said(language) if last.band_title else "",
        "limits": figures.limits(last, language),
        "drawn_limits": (figures.limits(earlier, language) if earlier else []) + figures.limits(last, language),
        "past": figures.past(results, language),
        "components": figures.unknown_components(facts, instrument, language),
        "component_links": figures.links(facts.component_sources, language),
        "last_links": figures.links(last.sources, language),
        "questions": instrument.questions,
        "report": figures.report_link(last.key, language).href,
        "report_parts": figures.report_link(f"{facts.code}/komponen", language).href,
        "told": _told(facts, language),
        **_addresses(facts.code, language, instrument.id),
    }
    shell = frame(asked.path, language, place=facts.name, home=address("region", language, code=facts.code))
    return _page("facts", asked, context, shell)


def _told(facts: Published, language: str) -> dict[str, Any]:
    """Return what the page of a region shows of published facts, whether it has results of its own or not."""
    results = from_publication(facts)
    return {
        "totals": figures.totals(results, language),
        "road": figures.road(facts, results, language),
        "drawn": figures.road_drawing(facts, results, language),
        "sayings": figures.sayings(facts, language),
        "known": [one.said(language) for one in facts.known],
        "unknown": [one.said(language) for one in facts.unknown],
        "meaning": facts.meaning.said(language) if facts.meaning else "",
        "meaning_links": figures.links(facts.meaning_sources, language),
        "report": figures.report_link(results[-1].key, language).href,
        "report_road": figures.report_link(f"{facts.code}/perjalanan", language).href,
        "report_words": figures.report_link(f"{facts.code}/ucapan", language).href,
    }


def _value(result: Result) -> str:
    return result.threshold.value if result.threshold else ""


def _addresses(code: str, language: str, instrument: str) -> dict[str, str]:
    return {
        "json": address("region_json", language, code=code),
        "csv": address("region_csv", language, code=code),
        "rules": address("instrument", language, name=instrument),
    }


def _official(asked: Asked, found: Region, closings: list[Closing], facts: Published | None) -> Page:
    """Show the official results of a region, and below them what others published about it."""
    language = asked.language
    instruments = queries.instruments_of(closings)
    nodes = queries.nodes_of(closings[-2:])
    results = [
        from_closing(one, instruments[one.round.instrument.sha256], nodes.get(one.pk, {}).get("nodes"))
        for one in closings
    ]
    last, closing = results[-1], closings[-1]
    instrument = instruments[closing.round.instrument.sha256]
    before = results[-2] if len(results) > 1 and results[-2].sha256 == last.sha256 else None
    offices = list(queries.of_offices(found.code)[:MOST_LISTED])
    context = {
        "region": found,
        "results": [
            (one, one.title.said(language), address("result", language, code=found.code, closing_id=row.pk))
            for one, row in zip(results[::-1], closings[::-1], strict=True)
        ],
        "all_results": address("results", language, code=found.code),
        "has_more": len(closings) == queries.LATEST,
        "trend_points": figures.trend_points(results),
        "trend_limits": figures.trend_limits(results, language),
        "past": figures.past(results, language),
        "before": before,
        "before_day": formatting.day(before.day, language) if before and before.day else "",
        "offices": [_office(one, language) for one in offices],
        "declared": declarations.shown(public_counts(found.code, asked.day), language),
        "told": _told(facts, language) if facts else None,
        **_detail(last, closing, instrument, before, language, nodes[closing.pk]),
        **_addresses(found.code, language, instrument.id),
    }
    shell = frame(
        asked.path,
        language,
        place=found.name,
        home=address("region", language, code=found.code),
        is_sample=found.is_sample,
    )
    return _page("region", asked, context, shell, is_sample=found.is_sample)


def _detail(
    last: Result, closing: Closing, instrument: Any, before: Result | None, language: str, stored: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the page of a region and the page of a result both show of one result."""
    return {
        "last": last,
        "said_by": last.said_by.said(language),
        "round": last.title.said(language),
        "stage_title": last.stage_title.said(language),
        "title": instrument.title.said(language),
        "band": last.band_title.said(language) if last.band_title else "",
        "limits": figures.limits(last, language),
        "components": figures.components(instrument, last, before, language),
        "groups": figures.groups(instrument, last, queries.records(closing.round_id), language),
        "assumed": assumed_words(stored["assumed"], instrument, language),
        "predicates": [
            (instrument.predicates[name].title.said(language), state["reached"], state["scored"])
            for name, state in stored["predicates"].items()
        ],
        "digest": last.sha256,
        "rules_as_used": address("instrument_version", language, name=last.instrument, sha256=last.sha256),
        "report": figures.report_link(last.key, language).href,
    }


def _office(closing: Closing, language: str) -> tuple[Closing, Result, str]:
    href = address("result", language, code=closing.round.region_id, closing_id=closing.pk)
    return closing, from_closing(closing), href


def results(asked: Asked, code: str) -> Page:
    """List every official result of a region, the newest first."""
    found = queries.region(code)
    page = queries.pages(queries.of_region(code), asked.query.get("hal", "1"))
    if not page.paginator.count:
        raise Absent
    instruments = queries.instruments_of(page)
    rows = [
        (
            from_closing(one, instruments[one.round.instrument.sha256]),
            one.round.named.said(asked.language),
            address("result", asked.language, code=code, closing_id=one.pk),
        )
        for one in page
    ]
    return _list("results", asked, found, {"page": page, "rows": rows})


def offices(asked: Asked, code: str) -> Page:
    """List the newest official result of each office of a region."""
    found = queries.region(code)
    page = queries.pages(queries.of_offices(code), asked.query.get("hal", "1"))
    if not page.paginator.count:
        raise Absent
    return _list("offices", asked, found, {"page": page, "rows": [_office(one, asked.language) for one in page]})


def _list(name: str, asked: Asked, found: Region, context: Mapping[str, Any]) -> Page:
    home = address("region", asked.language, code=found.code)
    shell = frame(asked.path, asked.language, place=found.name, home=home, is_sample=found.is_sample)
    return _page(name, asked, {"region": found, "home": home, **context}, shell, is_sample=found.is_sample)


def result(asked: Asked, code: str, closing_id: UUID) -> Page:
    """Show one official result: components, figures below them, and the public records behind each."""
    found, closing, language = queries.region(code), queries.result(code, closing_id), asked.language
    instrument = queries.instruments_of([closing])[closing.round.instrument.sha256]
    one = from_closing(closing, instrument, closing.result["nodes"])
    office = closing.round.organisation
    context = {
        "region": found,
        "office": office.name if office else "",
        "home": address("region", language, code=code),
        **_detail(one, closing, instrument, None, language, closing.result),
        **_addresses(code, language, instrument.id),
    }
    shell = frame(asked.path, language, place=found.name, home=context["home"], is_sample=found.is_sample)
    return _page("result", asked, context, shell, is_sample=found.is_sample)


def document(code: str, day: date, language: str) -> dict[str, Any]:
    """Return everything public about a region as the contract has it; raises `Absent`."""
    found = queries.region(code)
    facts = published().get(code)
    closings = list(queries.details(code))
    if facts is None and not closings and not queries.of_offices(code).exists():
        raise Absent
    stored = [from_closing(one, None, one.result["nodes"]) for one in closings]
    unknown = [one.said(language) for one in facts.unknown] if facts else []
    if not unknown and found.is_sample:
        unknown = [_("Daerah ini contoh; tidak ada yang diumumkan tentangnya.")]
    return documents.region_document(
        code=found.code,
        name=found.name,
        is_sample=found.is_sample,
        unknown=unknown,
        results=[*(from_publication(facts) if facts else ()), *stored],
        counts=public_counts(code, day) if closings else None,
        language=language,
    )


def region_json(asked: Asked, code: str) -> Page:
    """Give the results of a region as JSON."""
    found = document(code, asked.day, asked.language)
    return Page(documents.as_json(found), JSON, found["sample"])


def region_csv(asked: Asked, code: str) -> Page:
    """Give the results of a region as CSV."""
    found = document(code, asked.day, asked.language)
    return Page(documents.as_csv(found), CSV, found["sample"])


def declarations_csv(asked: Asked, code: str) -> Page:
    """Give the public counts of declarations of a region as CSV: no rows where its page shows none."""
    found = document(code, asked.day, asked.language)
    return Page(documents.declarations_as_csv(found), CSV, found["sample"])
