"""Withdrawals of evidence that wait for a person's decision; evidence itself lies below the inbox."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bening.kernel.evidence import queries
from bening.kernel.evidence.access import CONFIRMING_ROLES
from bening.kernel.evidence.models import Item
from bening.kernel.inbox import registry
from bening.kernel.inbox.registry import Held, Waiting
from bening.kernel.people.models import User

MOST = 500


def register() -> None:
    """Put withdrawals into the one inbox of those who decide on them."""
    registry.register("evidence.withdrawals", waiting=waiting, count=count_waiting, roles=CONFIRMING_ROLES)


def count_waiting(user: User, day: date, _held: Held) -> QuerySet[Item]:
    """Return the withdrawals that the person can decide, to be counted."""
    return queries.withdrawals(user, day)


def waiting(user: User, day: date, _held: Held) -> Sequence[Waiting]:
    """Return the withdrawals that the person can decide, the oldest first, in one query."""
    found: QuerySet[Item] = queries.withdrawals(user, day).order_by("withdrawal_asked_at", "pk")
    return [
        Waiting(
            title=_("Penarikan bukti: %(judul)s") % {"judul": item.title},
            href=reverse("evidence:withdrawals"),
            about=str(item.owner),
            deed=_("Putuskan"),
            due_on=None,
            days_left=None,
        )
        for item in found[:MOST]
    ]
