"""The reads of the API: regions, instruments, and their description."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator

from bening.portal.documents import as_json
from bening.portal.language import address
from bening.portal.pages import JSON, Asked, Page
from bening.portal.queries import results as queries
from bening.portal.views.instruments import found, sources_of
from bening.scoring import numbers
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id, shipped

PAGE = 100
_DESCRIPTION = Path(__file__).parent.parent / "openapi.json"


def regions(asked: Asked) -> Page:
    """List the regions with something published."""
    page = Paginator(queries.regions(), PAGE).get_page(asked.query.get("hal", "1"))
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "sample": one.is_sample,
            "url": address("api_region", asked.language, code=one.code),
        }
        for one in page
    ]
    return _json({"regions": rows, "page": page.number, "pages": page.paginator.num_pages})


def instruments(asked: Asked) -> Page:
    """List the instruments."""
    return _json({"instruments": [_summary(by_id(name), asked.language) for name in shipped()]})


def instrument(asked: Asked, name: str) -> Page:
    """Give one instrument: its components and questions with their weights, its sources."""
    one, language = found(name), asked.language
    profile = one.default_profile if one.profiles else ""
    nodes = [
        {
            "code": node.code,
            "title": node.title.said(language),
            "kind": node.leaf.kind if node.leaf else None,
            "question": node.leaf.question.said(language) if node.leaf and node.leaf.question else None,
            "weight": numbers.shortest(node.weights[profile].value) if profile in node.weights else None,
            "children": [child.code for child in node.children],
        }
        for node in one.nodes()
    ]
    sources = [
        {"title": source.title.said(language), "url": source.url, "date": source.date} for source in sources_of(one)
    ]
    return _json({**_summary(one, language), "weights": profile or None, "nodes": nodes, "sources": sources})


def openapi(_: Asked) -> Page:
    """Give the description of the API."""
    return Page(_description(), JSON)


@cache
def _description() -> str:
    return _DESCRIPTION.read_text(encoding="utf-8")


def _summary(one: Instrument, language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "year": one.year,
        "title": one.title.said(language),
        "owner": one.owner.said(language) if one.owner else None,
        "questions": one.questions,
        "maximum": numbers.shortest(one.maximum),
        "sha256": one.sha256,
        "assumed_weights": any(profile.basis.assumed for profile in one.profiles.values()),
        "url": address("api_instrument", language, name=one.id),
    }


def _json(document: object) -> Page:
    return Page(as_json(document), JSON)


def described() -> dict[str, Any]:
    """Return the description as data."""
    description: dict[str, Any] = json.loads(_description())
    return description
