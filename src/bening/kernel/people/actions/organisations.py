"""What is done with organisations: adding, renaming, closing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.people import queries
from bening.kernel.people.access import Absent, Refused, may_administer, require
from bening.kernel.people.models import Organisation, OrganisationKind, User
from bening.kernel.people.rules import Named


@transaction.atomic
def add_organisation(
    *,
    by: User,
    region_code: str,
    named: Named,
    kind: OrganisationKind,
    parent_id: UUID | None,
    now: datetime,
) -> Organisation:
    """Add an organisation to a region."""
    today = localdate(now)
    require(may_administer, by, region_code, today)
    parent = queries.lock_organisation(by, parent_id, today) if parent_id else None
    if parent is not None and (parent.region_id != region_code or not parent.is_active):
        raise Absent
    _check_name(region_code, named.name, None)
    organisation = Organisation(
        region_id=region_code, name=named.name, short_name=named.short_name, kind=kind, parent=parent
    )
    return ledger.record("people.organisation_added", organisation, by=by, at=now)


@transaction.atomic
def rename_organisation(*, by: User, organisation_id: UUID, seen: int, named: Named, now: datetime) -> Organisation:
    """Give an organisation another name; its records stay with it."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    ledger.require_seen(organisation, seen)
    _check_name(organisation.region_id, named.name, organisation.pk)
    organisation.name, organisation.short_name = named.name, named.short_name
    return ledger.record("people.organisation_renamed", organisation, by=by, at=now)


@transaction.atomic
def close_organisation(*, by: User, organisation_id: UUID, seen: int, now: datetime) -> Organisation:
    """Close an organisation that has no people, no invitations and no open parts."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    ledger.require_seen(organisation, seen)
    if not organisation.is_active:
        raise Refused(_("Organisasi ini sudah ditutup."))
    if organisation.memberships.exclude(ends_on__lt=localdate(now)).exists():
        raise Refused(_("Masih ada orang dengan peran di sini. Akhiri peran mereka lebih dahulu."))
    waiting = organisation.invitations.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    if waiting.exists():
        raise Refused(_("Masih ada undangan ke organisasi ini. Tarik undangan itu lebih dahulu."))
    if organisation.parts.filter(is_active=True).exists():
        raise Refused(_("Masih ada bagian di bawah organisasi ini. Tutup bagian itu lebih dahulu."))
    organisation.is_active = False
    return ledger.record("people.organisation_closed", organisation, by=by, at=now)


def _check_name(region_code: str, name: str, own: UUID | None) -> None:
    same = Organisation.objects.filter(region=region_code, name__iexact=name)
    if (same.exclude(pk=own) if own else same).exists():
        raise Refused(_("Nama ini sudah dipakai organisasi lain di wilayah ini. Pilih nama lain."))
