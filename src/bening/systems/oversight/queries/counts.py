"""How many are obliged and how many have filed: for those inside, for the public, and as a measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from bening.systems.oversight import rules
from bening.systems.oversight.models import Obligation, Withdrawal
from bening.systems.oversight.terms import terms


@dataclass(frozen=True, slots=True)
class OfficeCount:
    """How many of an office are obliged, and how many of them have filed; `first` is its lowest number of the year."""

    id: UUID
    name: str
    first: int
    obliged: int
    filed: int

    @property
    def percent(self) -> str:
        """Return the share as decimal text."""
        return rules.share(self.filed, self.obliged)


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a region for a reporting year on a day."""

    region: str
    reporting_year: int
    day: date
    due_on: date
    offices: Sequence[OfficeCount]

    @property
    def obliged(self) -> int:
        """Return how many are obliged in the region."""
        return sum(office.obliged for office in self.offices)

    @property
    def filed(self) -> int:
        """Return how many have filed in the region."""
        return sum(office.filed for office in self.offices)

    @property
    def percent(self) -> str:
        """Return the share as decimal text, nothing where nobody is obliged."""
        return rules.share(self.filed, self.obliged) if self.obliged else ""


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """What everybody may see: the whole region, the offices that are large enough, and how many are left out."""

    region: str
    reporting_year: int
    day: date
    due_on: date
    obliged: int
    filed: int
    percent: str
    offices: Sequence[OfficeCount]
    withheld: int


def counting(region: str, reporting_year: int, day: date) -> QuerySet[Obligation]:
    """Return the obligations that count on a day: one that ended counts until its day, a mistake never did."""
    return Obligation.objects.filter(_counts_on(day), region=region, reporting_year=reporting_year)


def _counts_on(day: date) -> Q:
    return Q(withdrawn_on__isnull=True) | Q(withdrawal=Withdrawal.ENDED, withdrawn_on__gt=day)


def years(region: str) -> list[int]:
    """Return the reporting years of which a register holds anything, the latest first."""
    found = Obligation.objects.filter(region=region).order_by("-reporting_year")
    return list(found.values_list("reporting_year", flat=True).distinct())


def counts(region: str, reporting_year: int, day: date) -> Counts:
    """Return the counts of a region by office, in one query."""
    counted = _counts_on(day)
    rows = (
        Obligation.objects.filter(region=region, reporting_year=reporting_year)
        .order_by("organisation__name")
        .values("organisation", "organisation__name")
        .annotate(
            first=Min("number"),
            obliged=Count("pk", filter=counted),
            filed=Count("pk", filter=counted & Q(receipt__filed_on__lte=day)),
        )
        .filter(obliged__gt=0)
        .values_list("organisation", "organisation__name", "first", "obliged", "filed")
    )
    due = rules.due_on(reporting_year, terms())
    return Counts(region, reporting_year, day, due, [OfficeCount(*row) for row in rows])


def public_counts(region: str, day: date) -> PublicCounts | None:
    """Return what the public sees of the last reporting year whose term is over, in one query.

    None where nobody is obliged, or so few that the total itself would tell of people.
    """
    found = counts(region, rules.year_due(day, terms()), day)
    if found.obliged < rules.LEAST_SHOWN:
        return None
    steady = sorted(found.offices, key=lambda office: (office.first, office.id))  # withdrawn numbers count, so it stays
    hidden = rules.withheld({office.id: office.obliged for office in steady})
    return PublicCounts(
        region=region,
        reporting_year=found.reporting_year,
        day=day,
        due_on=found.due_on,
        obliged=found.obliged,
        filed=found.filed,
        percent=found.percent,
        offices=[office for office in found.offices if office.id not in hidden],
        withheld=len(hidden),
    )
