"""The end of the ledger's chain, what it is and what it is not; and the page of the open data."""

import json

from django.template.loader import render_to_string
from django.utils.timezone import localdate

from bening.kernel.ledger import queries
from bening.kernel.ledger.models import Event
from bening.portal.frame import frame
from bening.portal.language import address
from bening.portal.pages import JSON, Asked, Page

MOST_DAYS = 400
SHOWN_DAYS = 30


def _head(last: Event | None) -> dict[str, object]:
    """Return the last event of the chain, and the last of each day: number, hash, day; nothing of what they were."""
    days = [{"date": row.day.isoformat(), "seq": row.seq, "hash": row.hash} for row in queries.day_heads(MOST_DAYS)]
    if last is None:
        return {"seq": 0, "hash": None, "date": None, "days": days}
    return {"seq": last.seq, "hash": last.hash, "date": localdate(last.at).isoformat(), "days": days}


def head(_: Asked) -> Page:
    """Give the head of the ledger as JSON."""
    return Page(json.dumps(_head(queries.last_event()), indent=1) + "\n", JSON)


def history(asked: Asked) -> Page:
    """Say what the head of the ledger is and what it is not."""
    last = queries.last_event()
    context = {
        "shell": frame(asked.path, asked.language),
        "head": _head(last),
        "head_day": localdate(last.at) if last else None,
        "days": queries.day_heads(SHOWN_DAYS),
        "head_json": address("head", asked.language),
        "language": asked.language,
    }
    return Page(render_to_string("portal/history.html", context))


def open_data(asked: Asked) -> Page:
    """List the addresses of the open data."""
    names = ("api_regions", "api_instruments", "openapi", "head")
    shown = {name: address(name, asked.language) for name in names}
    context = {"shell": frame(asked.path, asked.language), **shown}
    return Page(render_to_string("portal/open_data.html", context))
