"""From restricted to public: a copy without metadata, its scan, the pages a person looked at, the head's decision."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bening.kernel.evidence import parsing, queries, rules, store
from bening.kernel.evidence.access import may_publish
from bening.kernel.evidence.actions.common import day_of, keep, refuse_if, require_seen
from bening.kernel.evidence.models import Item, PublicCopy
from bening.kernel.evidence.words import say
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import User

_COPY_BYTES = 2 * rules.FILE_BYTES  # a copy may be written less tightly than its original


def scan_for_publication(*, by: User, item_id: UUID, seen: int, now: datetime) -> PublicCopy:
    """Make the copy for the public and note of each page whether it can be read and names numbers of persons."""
    item = _item_to_scan(by=by, item_id=item_id, seen=seen, now=now)
    try:
        content = parsing.bare_copy(store.path_of(str(item.blob_id)), item.content_kind)
        part = store.write([content], at_most=_COPY_BYTES)
        try:
            pages = [_scanned(page) for page in parsing.texts(part.path, item.content_kind)]
            return _save_copy(part, pages, by=by, item_id=item_id, seen=seen, now=now)
        finally:
            part.drop()
    except parsing.NotTaken as problem:
        raise Refused(say(problem.key)) from problem
    except store.TooLarge as problem:
        raise Refused(say("too_heavy")) from problem


def _scanned(page: parsing.PageText) -> dict[str, object]:
    found = rules.find_numbers(page.text)
    state = rules.page_state(text=page.text, pictured=page.pictured, found=found)
    return {"state": state, "found": [[number.kind, number.shown] for number in found]}


@transaction.atomic
def _item_to_scan(*, by: User, item_id: UUID, seen: int, now: datetime) -> Item:
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_publish, by, item, day_of(now))
    require_seen(item, seen)
    refuse_if(rules.problem_to_scan(item.as_state()))
    return item


@transaction.atomic
def _save_copy(
    part: store.Part, pages: list[dict[str, object]], *, by: User, item_id: UUID, seen: int, now: datetime
) -> PublicCopy:
    item = _item_to_scan(by=by, item_id=item_id, seen=seen, now=now)
    copy = queries.public_copy_of(item) or PublicCopy(item=item)
    copy.blob, copy.pages, copy.confirmed = keep(part, now=now), pages, []
    copy.scanned_by, copy.scanned_at = by, now
    return ledger.record("evidence.scanned", copy, by=by, at=now)


@transaction.atomic
def confirm_page(*, by: User, item_id: UUID, page: int, seen: int, now: datetime) -> PublicCopy:
    """Note that the head looked at a page of the copy and lets it be public; `seen` is the copy's version."""
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_publish, by, item, day_of(now))
    refuse_if(rules.problem_to_scan(item.as_state()))
    copy = queries.public_copy_of(item)
    if copy is None:
        raise Refused(say("not_scanned"))
    require_seen(copy, seen)
    if not 1 <= page <= len(copy.pages):
        raise Refused(say("no_such_page"))
    copy.confirmed = sorted({*copy.confirmed, page})
    return ledger.record("evidence.page_confirmed", copy, by=by, at=now)


@transaction.atomic
def publish(*, by: User, item_id: UUID, seen: int, now: datetime) -> Item:
    """Let everybody get the copy; only after its scan and each page that is not plainly clean."""
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_publish, by, item, day_of(now))
    require_seen(item, seen)
    copy = queries.public_copy_of(item)
    states = copy.states() if copy else None
    refuse_if(rules.problem_to_publish(item.as_state(), states, copy.confirmed if copy else ()))
    item.is_public, item.published_by, item.published_at = True, by, now
    return ledger.record("evidence.published", item, by=by, at=now)


@transaction.atomic
def unpublish(*, by: User, item_id: UUID, seen: int, now: datetime) -> Item:
    """Take the copy back from the public; what others have saved stays with them."""
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_publish, by, item, day_of(now))
    require_seen(item, seen)
    refuse_if(None if item.is_public else "not_public_now")
    item.is_public = False
    return ledger.record("evidence.unpublished", item, by=by, at=now)
