"""What is done with roles: granting, ending, handing over."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.people import duties, queries
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.actions.conditions import check_no_overlap, check_place, membership_of, not_oneself
from bening.kernel.people.models import Membership, Organisation, Role, User
from bening.kernel.people.rules import Terms


@transaction.atomic
def grant(*, by: User, user_id: UUID, organisation_id: UUID, terms: Terms, now: datetime) -> Membership:
    """Give a person another role; never to oneself."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    user = queries.lock_person(by, user_id, localdate(now))
    if user.pk == by.pk:
        raise not_oneself()
    if not user.is_active:
        raise Refused(_("Akun %(nama)s dihentikan. Aktifkan lagi lebih dahulu.") % {"nama": user.name})
    check_place(organisation, terms)
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise Refused(_("Hari terakhir mendahului hari pertama. Perbaiki salah satunya."))
    _check_in_place_of(by, user, organisation, terms, localdate(now))
    check_no_overlap(user, organisation, terms)
    return ledger.record("people.role_granted", membership_of(user, organisation, terms, by=by, now=now), by=by, at=now)


@transaction.atomic
def end_membership(*, by: User, membership_id: UUID, seen: int, ends_on: date, now: datetime) -> Membership:
    """Say the last day of a membership; refused while its duties wait for that person alone."""
    membership = queries.lock_membership(by, membership_id, localdate(now))
    ledger.require_seen(membership, seen)
    if waiting := duties.open_for(membership):
        raise Refused(_still_open(waiting))
    return _end(membership, ends_on, by=by, now=now)


@transaction.atomic
def hand_over(*, by: User, membership_id: UUID, seen: int, successor_id: UUID, now: datetime) -> Membership:
    """Hand all duties of a membership to another of the same organisation and role, and end it today."""
    today = localdate(now)
    membership = queries.lock_membership(by, membership_id, today)
    ledger.require_seen(membership, seen)
    successor = next((row for row in queries.successors(membership, today) if row.pk == successor_id), None)
    if successor is None:
        raise Absent
    waiting = duties.open_for(membership)
    if fixed := [(duty, count) for duty, count in waiting if duty.move is None]:
        raise Refused(_still_open(fixed))
    for duty, _count in waiting:
        if duty.move is not None:
            duty.move(membership, successor, by, now)
    if left := duties.open_for(membership):
        raise Refused(_still_open(left))
    if membership.ends_on is not None and membership.ends_on <= today:
        return ledger.record("people.duties_handed_over", membership, by=by, at=now)
    return _end(membership, max(today, membership.starts_on), by=by, now=now)


def _end(membership: Membership, ends_on: date, *, by: User, now: datetime) -> Membership:
    today = localdate(now)
    if membership.ends_on is not None and membership.ends_on < today:
        raise Refused(_("Peran ini sudah berakhir."))
    if ends_on < membership.starts_on:
        raise Refused(_("Peran ini berakhir paling cepat pada hari mulainya."))
    if membership.ends_on is not None and ends_on > membership.ends_on:
        raise Refused(_("Hari terakhir hanya dapat dimajukan. Untuk memperpanjang, berikan peran baru."))
    if membership.role == Role.ADMINISTRATOR and not queries.other_administrators(membership, ends_on):
        raise Refused(_("Ini administrator terakhir di wilayah ini. Undang administrator lain lebih dahulu."))
    membership.ends_on, membership.ended_by = ends_on, by
    return ledger.record("people.role_ended", membership, by=by, at=now)


def _check_in_place_of(by: User, user: User, organisation: Organisation, terms: Terms, day: date) -> None:
    if terms.on_behalf_of is None:
        return
    if not terms.is_acting:
        raise Refused(_("Siapa yang diwakili hanya disebut untuk pejabat sementara. Tandai sebagai pejabat sementara."))
    replaced = queries.memberships_in_scope(by, day).filter(pk=terms.on_behalf_of, organisation=organisation)
    if not replaced.filter(role=terms.role).exclude(user=user).exists():
        raise Absent


def _still_open(waiting: list[tuple[duties.Duty, int]]) -> str:
    named = ", ".join(f"{_(duty.name)} ({count})" for duty, count in waiting)
    return _("Masih ada yang menunggu orang ini: %(tugas)s. Serahkan lebih dahulu.") % {"tugas": named}
