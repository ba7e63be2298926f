"""The figure that oversight offers: the share of those obliged that has filed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from bening.kernel.measures.registry import Measure, Measured
from bening.kernel.measures.registry import register as register_measure
from bening.scoring.text import Text
from bening.systems.oversight import access, rules
from bening.systems.oversight.queries.counts import counting
from bening.systems.oversight.terms import terms

NAME = "oversight.lhkpn_compliance"
Line = tuple[UUID, UUID, date | None]


def compliance(region: str, day: date) -> Measured | None:
    """Return the percentage that had filed by a day, for the last reporting year whose term was over; one query."""
    return _measured(_lines(region, day), day)


def by_office(region: str, day: date) -> dict[UUID, Measured]:
    """Return the same for each office of a region, in one query."""
    offices: dict[UUID, list[Line]] = {}
    for line in _lines(region, day):
        offices.setdefault(line[1], []).append(line)
    found = {office: _measured(lines, day) for office, lines in offices.items()}
    return {office: measured for office, measured in found.items() if measured is not None}


def records(region: str, day: date) -> str:
    """Return the address of the rows behind the figure of a day."""
    return f"{reverse('oversight:register', args=[region])}?tahun={rules.year_due(day, terms())}"


def register() -> None:
    """Offer the figure to whoever asks for measures."""
    title = Text("Kepatuhan pelaporan LHKPN", "Asset declaration compliance")
    register_measure(Measure(NAME, title, "percent", compliance, records, access.may_keep, by_office))


def _lines(region: str, day: date) -> list[Line]:
    found = counting(region, rules.year_due(day, terms()), day).annotate(filed_on=F("receipt__filed_on"))
    return list(found.values_list("pk", "organisation", "filed_on"))


def _measured(lines: Iterable[Line], day: date) -> Measured | None:
    rows = [(str(name), filed_on if filed_on and filed_on <= day else None) for name, _, filed_on in lines]
    if not rows:
        return None
    filed = sum(filed_on is not None for _, filed_on in rows)
    parts = {"filed": filed, "obliged": len(rows)}
    return Measured(rules.share(filed, len(rows)), day, rules.digest_of(rows), len(rows), parts)
