"""Putting evidence behind a thing of a system, and taking it off again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bening.kernel.evidence import queries
from bening.kernel.evidence.access import may_manage
from bening.kernel.evidence.actions.common import day_of, refuse_if
from bening.kernel.evidence.holders import holder_of
from bening.kernel.evidence.models import Item, Link
from bening.kernel.evidence.rules import problem_to_change
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import Absent, require
from bening.kernel.people.models import User


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of a system that evidence can stand behind."""

    kind: str
    id: UUID


@transaction.atomic
def link(*, by: User, item_id: UUID, behind: Subject, now: datetime) -> Link:
    """Put evidence of the person's office behind a thing; where it stands there already, return that link."""
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_manage, by, item, day_of(now))
    fresh = link_row(by=by, item=item, behind=behind, now=now)
    refuse_if(problem_to_change(item.as_state()))
    standing = Link.objects.filter(item=item, subject_kind=behind.kind, subject=behind.id).first()
    return standing or ledger.record("evidence.linked", fresh, by=by, at=now)


@transaction.atomic
def unlink(*, by: User, item_id: UUID, link_id: UUID, now: datetime) -> Link:
    """Take evidence off a thing; that it stood there stays known."""
    row = queries.lock_link(by, day_of(now), item_id, link_id)
    require(may_manage, by, row.item, day_of(now))
    _require_link(by, Subject(row.subject_kind, row.subject), row.item, now)
    row.ended_by, row.ended_at = by, now
    return ledger.record("evidence.unlinked", row, by=by, at=now)


def link_row(*, by: User, item: Item, behind: Subject, now: datetime) -> Link:
    """Return the row of a new link, not yet saved; `Absent` where the person may not put evidence there."""
    _require_link(by, behind, item, now)
    return Link(item=item, subject_kind=behind.kind, subject=behind.id, linked_by=by, linked_at=now)


def _require_link(by: User, behind: Subject, item: Item, now: datetime) -> None:
    holder = holder_of(behind.kind)
    if holder is None:
        raise Absent
    require(holder.may_link, by, behind.id, day_of(now), item.owner.region_id)
