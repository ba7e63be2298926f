"""Destroying bytes that should not be here: the head asks, somebody from elsewhere confirms."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from bening.kernel.evidence import queries, rules, store
from bening.kernel.evidence.access import may_confirm_withdrawal, may_publish
from bening.kernel.evidence.actions.common import day_of, refuse_if, require_seen
from bening.kernel.evidence.models import Blob, Capture, Item, Withdrawal, WithdrawalGround
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import require
from bening.kernel.people.models import User

_REASON = 500


@transaction.atomic
def ask_withdrawal(*, by: User, item_id: UUID, seen: int, ground: str, reason: str, now: datetime) -> Item:
    """Ask that the bytes be destroyed; from now on the public gets them no more."""
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_publish, by, item, day_of(now))
    require_seen(item, seen)
    refuse_if(rules.problem_to_withdraw(item.as_state()))
    known = ground in (WithdrawalGround.PERSONAL, WithdrawalGround.MALWARE)
    refuse_if(None if known and reason.strip() else "no_reason")
    item.withdrawal, item.withdrawal_ground = Withdrawal.ASKED, ground
    item.withdrawal_reason = reason.strip()[:_REASON]
    item.withdrawal_asked_by, item.withdrawal_asked_at = by, now
    item.is_public = False
    return ledger.record("evidence.withdrawal_asked", item, by=by, at=now)


@transaction.atomic
def confirm_withdrawal(*, by: User, item_id: UUID, seen: int, now: datetime) -> Item:
    """Confirm a withdrawal: the bytes are destroyed unless other evidence holds the same; hash and events stay."""
    item = queries.lock_withdrawal(by, day_of(now), item_id)
    require(may_confirm_withdrawal, by, item, day_of(now))
    require_seen(item, seen)
    item.withdrawal = Withdrawal.CONFIRMED
    item.withdrawal_confirmed_by, item.withdrawal_confirmed_at = by, now
    ledger.record("evidence.withdrawn", item, by=by, at=now)
    Capture.objects.filter(item=item).delete()
    copy = queries.public_copy_of(item)
    hashes = {str(item.blob_id), *([str(copy.blob_id)] if copy else [])}
    _destroy(hashes, now)
    return item


def _destroy(hashes: set[str], now: datetime) -> None:
    list(Blob.objects.select_for_update().filter(pk__in=hashes))  # whoever brings the same bytes waits
    gone = list(queries.unheld().filter(pk__in=hashes).values_list("pk", flat=True))
    Blob.objects.filter(pk__in=gone).update(destroyed_at=now)
    for sha256 in gone:
        transaction.on_commit(partial(store.remove, sha256, written_before=now))


@transaction.atomic
def refuse_withdrawal(*, by: User, item_id: UUID, seen: int, now: datetime) -> Item:
    """Leave the bytes where they are; the evidence stays restricted until its head publishes it again."""
    item = queries.lock_withdrawal(by, day_of(now), item_id)
    require(may_confirm_withdrawal, by, item, day_of(now))
    require_seen(item, seen)
    item.withdrawal, item.withdrawal_ground, item.withdrawal_reason = Withdrawal.NONE, WithdrawalGround.NONE, ""
    item.withdrawal_asked_by, item.withdrawal_asked_at = None, None
    return ledger.record("evidence.withdrawal_refused", item, by=by, at=now)
