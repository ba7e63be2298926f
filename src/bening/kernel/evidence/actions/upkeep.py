"""Openings of restricted files, and what the sweeper removes."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from bening.kernel.evidence import queries, rules, store
from bening.kernel.evidence.actions.common import day_of, refuse_if
from bening.kernel.evidence.models import Blob, Item, Opening, PublicCopy
from bening.kernel.people.models import User


class Swept(NamedTuple):
    """How much the sweeper removed."""

    rows: int
    contents: int
    parts: int
    openings: int


@transaction.atomic
def record_opening(*, by: User, item_id: UUID, now: datetime) -> Item:
    """Return evidence whose file the person opens, and note it for its owner, once within fifteen minutes."""
    item = queries.get_item(by, day_of(now), item_id)
    refuse_if("withdrawn" if item.withdrawal == "confirmed" else None)
    refuse_if("no_content" if item.blob_id is None else None)
    lately = Opening.objects.filter(item=item, user=by, at__gt=now - rules.ONE_OPENING)
    if not lately.exists():
        Opening.objects.create(item=item, user=by, at=now)
    return item


def sweep(*, now: datetime) -> Swept:
    """Remove contents that nothing holds, files left by writers who ended half-way, and openings past their term.

    A content is left alone for a day after it was written: who brought it may be about to commit.
    """
    before = now - rules.LEFT_OVER_AFTER
    rows = _sweep_rows(before, now)
    contents = sum(
        store.remove(sha256, written_before=before)
        for sha256 in list(store.contents(written_before=before))
        if not Blob.objects.filter(pk=sha256, destroyed_at__isnull=True).exists()
    )
    openings, _ = Opening.objects.filter(at__lt=now - rules.OPENINGS_KEPT).delete()
    return Swept(rows, contents, store.remove_parts(written_before=before), openings)


def sweep_each_day(*, now: datetime) -> int:
    """Sweep, and return how many rows, contents, parts and openings are gone."""
    return sum(sweep(now=now))


@transaction.atomic
def _sweep_rows(before: datetime, now: datetime) -> int:
    """Forget contents that no row names; mark those that only withdrawn evidence names as destroyed."""
    named = Item.objects.filter(blob=OuterRef("pk")), PublicCopy.objects.filter(blob=OuterRef("pk"))
    unnamed = Blob.objects.filter(~Exists(named[0]), ~Exists(named[1]), stored_at__lt=before).select_for_update()
    forgotten, _ = Blob.objects.filter(pk__in=[blob.pk for blob in unnamed]).delete()
    queries.unheld().filter(destroyed_at__isnull=True, stored_at__lt=before).update(destroyed_at=now)
    return forgotten
