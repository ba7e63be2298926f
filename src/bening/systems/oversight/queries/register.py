"""The register of a region as its officer reads it: the list, one row, and what a sheet meets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from bening.kernel.people.models import User
from bening.systems.oversight import rules
from bening.systems.oversight.models import Obligation
from bening.systems.oversight.queries.scope import obligations
from bening.systems.oversight.terms import terms

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What an officer looks for; empty means everything."""

    text: str = ""
    office: UUID | None = None
    status: str = ""

    @property
    def is_narrow(self) -> bool:
        """Return whether the list is narrowed at all."""
        return bool(self.text.strip() or self.office or self.status)


def listed(user: User, day: date, region: str, reporting_year: int, filters: Filters) -> QuerySet[Obligation]:
    """Return the rows of a year that match, by number, with office and receipt."""
    found = obligations(user, day).filter(region=region, reporting_year=reporting_year)
    found = found.filter(withdrawn_on__isnull=filters.status != "withdrawn")
    due = rules.due_on(reporting_year, terms())
    if filters.status == "filed":
        found = found.filter(receipt__isnull=False)
    elif filters.status == "filed_late":
        found = found.filter(receipt__filed_on__gt=due)
    elif filters.status == "missing":
        found = found.filter(receipt__isnull=True)
    if filters.office:
        found = found.filter(organisation=filters.office)
    for word in filters.text.split():
        number = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) <= len("99999") else Q()
        named = Q(organisation__name__icontains=word) | Q(organisation__short_name__icontains=word)
        found = found.filter(number | named if number else named)
    return found.select_related("organisation", "receipt").order_by("number", "pk")


def register_page(
    user: User, day: date, region: str, reporting_year: int, filters: Filters, page: object
) -> Page[Obligation]:
    """Return one page of the register, in two queries."""
    return Paginator(listed(user, day, region, reporting_year, filters), PAGE).get_page(page)  # type: ignore[arg-type]  # any text: get_page gives the first page for what is no number


def known(region: str, reporting_years: Iterable[int]) -> dict[tuple[int, int], rules.Known[UUID]]:
    """Return the obligations of some years that stand, by year and number, in one query."""
    return _known(region, Q(reporting_year__in=set(reporting_years)))


def known_between(region: str, rows: Iterable[rules.Wanted]) -> dict[tuple[int, int], rules.Known[UUID]]:
    """Return the same of each year from the lowest to the highest number of some lines, which lie close together."""
    numbers: dict[int, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.reporting_year, []).append(row.number)
    between = Q(pk__in=[])
    for year, found in numbers.items():
        between |= Q(reporting_year=year, number__range=(min(found), max(found)))
    return _known(region, between)


def _known(region: str, which: Q) -> dict[tuple[int, int], rules.Known[UUID]]:
    found = (
        Obligation.objects.filter(which, region=region, withdrawn_on__isnull=True)
        .annotate(filed_on=F("receipt__filed_on"))
        .values_list("reporting_year", "number", "pk", "version", "organisation__name", "post_class", "filed_on")
    )
    return {(year, number): rules.Known(*rest) for year, number, *rest in found}


def next_number(region: str, reporting_year: int) -> int:
    """Return the number after the highest of a year, also of those withdrawn."""
    found = Obligation.objects.filter(region=region, reporting_year=reporting_year).order_by("-number")
    return (found.values_list("number", flat=True).first() or 0) + 1


def plan_of(region: str, rows: Sequence[rules.Wanted], offices: Iterable[str], today: date) -> rules.Plan:
    """Return what taking a sheet would do to the register as it stands, in one query."""
    return rules.plan_sheet(rows, known(region, {row.reporting_year for row in rows}), offices, today)
