"""Taking a round away opens the files behind it, and that is noted for whoever owns them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bening.kernel.evidence.models import Item, Opening
from bening.kernel.evidence.rules import ONE_OPENING
from bening.kernel.people.models import User


@transaction.atomic
def record_openings(*, by: User, items: Sequence[Item], now: datetime) -> int:
    """Note the opening of every file that is taken away, once within fifteen minutes; return how many were new.

    The items are those that `takeaway.reading.taken` found for this person.
    """
    ids = [item.id for item in items]
    lately = Opening.objects.filter(item__in=ids, user=by, at__gt=now - ONE_OPENING)
    known = set(lately.values_list("item", flat=True))
    made = [Opening(item=item, user=by, at=now) for item in items if item.id not in known]
    Opening.objects.bulk_create(made, batch_size=200)
    return len(made)
