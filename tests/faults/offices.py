"""A deed for the faults: two offices and a change of the first, in one transaction with two events."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from bening.kernel.ledger import actions as ledger
from bening.kernel.people.models import Organisation, Region, RegionKind

REGION = "99.98"


def prepare() -> None:
    """Make the region of the offices."""
    Region.objects.create(code=REGION, name="Kota CONTOH", kind=RegionKind.CITY, is_sample=True)


@transaction.atomic
def act(number: int) -> Mapping[str, str]:
    """Add an office with a part of it, then rename the office."""
    now = datetime.now(UTC)
    whole = Organisation(region_id=REGION, name=f"Dinas Contoh {number}", short_name="baru")
    part = Organisation(region_id=REGION, name=f"Bagian Contoh {number}", short_name="bagian", parent=whole)
    ledger.record("people.organisation_added", [whole, part], by=None, at=now)
    whole.short_name = "jadi"
    ledger.record("people.organisation_renamed", whole, by=None, at=now)
    return {"whole": str(whole.id), "part": str(part.id)}


def is_there(told: Mapping[str, str]) -> bool:
    """Return whether both offices are there, the first as it was renamed."""
    found = Organisation.objects.filter(pk=told["part"], parent=UUID(told["whole"]), parent__short_name="jadi")
    return found.filter(parent__version=2).exists()


def halves() -> list[str]:
    """Name offices without their part, parts without their office, and those not renamed."""
    offices = Organisation.objects.filter(region=REGION)
    alone = offices.filter(parent=None, parts=None) | offices.filter(parent=None, short_name="baru")
    return [str(name) for name in alone.values_list("name", flat=True)]
