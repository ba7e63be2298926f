"""What the actions on evidence share."""

from datetime import date, datetime

from django.utils import timezone

from bening.kernel.evidence.models import Blob
from bening.kernel.evidence.store import Part
from bening.kernel.evidence.words import say
from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Recorded
from bening.kernel.people.access import Refused


def day_of(now: datetime) -> date:
    """Return the day on which memberships are asked for."""
    return timezone.localdate(now)


def refuse_if(problem: str | None) -> None:
    """Raise `Refused` with the sentence of the problem, where there is one."""
    if problem is not None:
        raise Refused(say(problem))


def require_seen(row: Recorded, seen: int) -> None:
    """Raise `Changed` where the row is no longer what the person saw."""
    if row.version != seen:
        raise Changed(f"{row._meta.label} {row.pk}")


def keep(part: Part, *, now: datetime) -> Blob:
    """Give a content its row and its place, by the same statement whether its bytes were known or not."""
    blob = Blob(sha256=part.sha256, size=part.size, stored_at=now, destroyed_at=None)
    Blob.objects.bulk_create(
        [blob], update_conflicts=True, unique_fields=["sha256"], update_fields=["destroyed_at", "stored_at"]
    )  # the row stays locked until the commit
    part.place(at=now)
    return blob
