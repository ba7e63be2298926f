"""What the page of a region shows of its declarations of assets (LHKPN): counts, never a name, never wealth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bening.portal.figures import report_link
from bening.portal.language import address
from bening.portal.published import Source
from bening.systems.oversight import rules
from bening.systems.oversight.queries.counts import OfficeCount, PublicCounts
from bening.systems.oversight.terms import terms

MOST_OFFICES = 50


@dataclass(frozen=True, slots=True)
class Office:
    """An office that may be shown on its own, and how to report a mistake in its count."""

    name: str
    obliged: int
    filed: int
    percent: str
    report: str


@dataclass(frozen=True, slots=True)
class Declared:
    """The public counts ready to read; `more` offices stand in the CSV alone, `withheld` nowhere."""

    reporting_year: int
    day: date
    due_on: date
    source: Source
    obliged: int
    filed: int
    percent: str
    offices: Sequence[Office]
    more: int
    withheld: int
    csv: str
    report: str


def source_of(counts: PublicCounts, language: str) -> Source:
    """Return who says by when the declarations of the counted year were due."""
    term = rules.term_of(counts.reporting_year, terms(language))
    return Source(term.source, term.address, None)


def shown(counts: PublicCounts | None, language: str) -> Declared | None:
    """Return the public counts as the page draws them, None where there are none."""
    if counts is None:
        return None
    about = f"{counts.region}/lhkpn/{counts.reporting_year}"
    return Declared(
        reporting_year=counts.reporting_year,
        day=counts.day,
        due_on=counts.due_on,
        source=source_of(counts, language),
        obliged=counts.obliged,
        filed=counts.filed,
        percent=counts.percent,
        offices=[_office(one, about, language) for one in counts.offices[:MOST_OFFICES]],
        more=max(0, len(counts.offices) - MOST_OFFICES),
        withheld=counts.withheld,
        csv=address("declarations_csv", language, code=counts.region),
        report=report_link(about, language).href,
    )


def _office(one: OfficeCount, about: str, language: str) -> Office:
    report = report_link(f"{about}/{one.id}", language).href
    return Office(one.name, one.obliged, one.filed, one.percent, report)
