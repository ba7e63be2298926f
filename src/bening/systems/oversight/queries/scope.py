"""The rows that a person may see, as conditions in SQL, and the door through which actions fetch a row."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from bening.kernel.people.access import Absent, regions
from bening.kernel.people.models import Organisation, OrganisationKind, Region, User
from bening.systems.oversight.access import COUNTERS, KEEPERS
from bening.systems.oversight.models import Obligation


def obligations(user: User, day: date) -> QuerySet[Obligation]:
    """Return the rows that a person may see: those of the regions whose register they keep."""
    return Obligation.objects.filter(region__in=regions(user, day, KEEPERS))


def kept_regions(user: User, day: date) -> QuerySet[Region]:
    """Return the regions whose register a person keeps."""
    return Region.objects.filter(pk__in=regions(user, day, KEEPERS))


def counted_regions(user: User, day: date) -> QuerySet[Region]:
    """Return the regions whose counts a person sees."""
    return Region.objects.filter(pk__in=regions(user, day, COUNTERS))


def offices_of(region: str) -> Sequence[Organisation]:
    """Return the offices of a region in which an official can be obliged: those that work, without outside teams."""
    found = Organisation.objects.filter(region=region, is_active=True).exclude(kind=OrganisationKind.OUTSIDE)
    return list(found.order_by("name"))


def see_region(user: User, code: str, day: date) -> Region:
    """Return a region whose counts the person sees; raises `Absent`."""
    return _one(counted_regions(user, day), code)


def keep_region(user: User, code: str, day: date) -> Region:
    """Return a region whose register the person keeps; raises `Absent`."""
    return _one(kept_regions(user, day), code)


def lock_register(user: User, code: str, day: date) -> Region:
    """Return a region whose register the person keeps; nobody else adds to the register until the transaction ends."""
    return _one(kept_regions(user, day).select_for_update(), code)


def see_obligation(user: User, obligation_id: UUID, day: date) -> Obligation:
    """Return a row of the register that the person may see, with office and receipt; raises `Absent`."""
    found = obligations(user, day).filter(pk=obligation_id).select_related("organisation", "region", "receipt")
    return _first(found)


def lock_obligation(user: User, obligation_id: UUID, day: date) -> Obligation:
    """Return a row of the register that the person may see, locked until the transaction ends; raises `Absent`."""
    return _first(obligations(user, day).filter(pk=obligation_id).select_for_update())


def _first(found: QuerySet[Obligation]) -> Obligation:
    row = found.first()
    if row is None:
        raise Absent
    return row


def _one(found: QuerySet[Region], code: str) -> Region:
    row = found.filter(pk=code.replace("\0", "")).first()  # PostgreSQL keeps no such letter
    if row is None:
        raise Absent
    return row
