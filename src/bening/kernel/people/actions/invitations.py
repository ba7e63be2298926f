"""What is done with invitations: the first of a region, later ones, withdrawing, accepting."""

import secrets
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import Recorded
from bening.kernel.people import queries, rules
from bening.kernel.people.access import Absent, Refused, on_day
from bening.kernel.people.actions.conditions import check_no_overlap, check_place, membership_of, not_oneself
from bening.kernel.people.models import Invitation, Membership, Organisation, Reach, Region, Role, User
from bening.kernel.people.rules import Terms


@transaction.atomic
def invite(
    *, by: User, organisation_id: UUID, email: str, name: str, role: Role, reach: Reach, now: datetime
) -> tuple[Invitation, str]:
    """Invite a person to a role; return the invitation, and the token of its link, which nobody can read again."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    email = rules.plain_email(email)
    if email == by.email.lower():
        raise not_oneself()
    check_place(organisation, Terms(role=role, reach=reach, starts_on=localdate(now)))
    waiting = Invitation.objects.filter(
        email=email, organisation=organisation, role=role, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    if waiting.exists():
        raise Refused(
            _("%(alamat)s sudah diundang untuk peran ini. Tarik undangan itu lebih dahulu bila tautannya hilang.")
            % {"alamat": email}
        )
    return _new_invitation(organisation, email=email, name=name, role=role, reach=reach, by=by, now=now)


@transaction.atomic
def begin_region(
    *, region_code: str, organisation_name: str, email: str, name: str, now: datetime
) -> tuple[Invitation, str]:
    """Invite the first administrator of a region; refused once it has one. For whoever runs the server."""
    region = Region.objects.select_for_update().filter(pk=region_code, valid_to=None).first()
    if region is None:
        raise Refused(_("Kode wilayah %(kode)s tidak ada atau sudah tidak berlaku.") % {"kode": region_code})
    if Membership.objects.filter(on_day(localdate(now)), region=region, role=Role.ADMINISTRATOR).exists():
        raise Refused(_("%(wilayah)s sudah punya administrator. Mintalah undangan kepadanya.") % {"wilayah": region})
    organisation = Organisation.objects.filter(region=region, name=organisation_name).first()
    if organisation is None:
        organisation = Organisation(region=region, name=organisation_name, short_name=organisation_name[:40])
        ledger.record("people.organisation_added", organisation, by=None, at=now)
    return _new_invitation(
        organisation,
        email=rules.plain_email(email),
        name=name,
        role=Role.ADMINISTRATOR,
        reach=Reach.REGION,
        by=None,
        now=now,
    )


@transaction.atomic
def withdraw_invitation(*, by: User, invitation_id: UUID, seen: int, now: datetime) -> Invitation:
    """Make the link of an invitation useless."""
    invitation = queries.lock_invitation(by, invitation_id, localdate(now))
    ledger.require_seen(invitation, seen)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Refused(_("Undangan ini sudah dipakai atau sudah ditarik."))
    invitation.withdrawn_at = now
    return ledger.record("people.invitation_withdrawn", invitation, by=by, at=now)


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Return whether the link of an invitation can still be used."""
    state = rules.invitation_state(
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        now=now,
    )
    return state == "open" and invitation.organisation.is_active


def accept_invitation(*, token: str, password: str | None, now: datetime, by: User | None = None) -> Membership:
    """Take up the role of an invitation: as the person who is signed in, or as a new one with this password.

    A new person without a password cannot sign in with one. Raises Django's `ValidationError` for a weak password.
    """
    hashed = ""
    if by is None:
        if password is not None:
            validate_password(password)
        hashed = make_password(password)  # slow on purpose, so before the transaction
    return _accept(token=token, hashed=hashed, by=by, now=now)


@transaction.atomic
def _accept(*, token: str, hashed: str, by: User | None, now: datetime) -> Membership:
    invitation = queries.lock_invitation_of(token)
    if not is_open(invitation, now):
        raise Absent
    known = User.objects.filter(email__iexact=invitation.email).first()
    if known is not None and (by is None or by.pk != known.pk):
        raise Refused(_("Alamat ini sudah punya akun. Masuk dengan akun itu, lalu buka tautan ini lagi."))
    if known is None and by is not None:
        raise Refused(_("Undangan ini untuk alamat lain. Keluar dahulu, lalu buka tautan ini lagi."))
    user = known or User(email=invitation.email, name=invitation.name, password=hashed)
    terms = Terms(role=invitation.role, reach=invitation.reach, starts_on=localdate(now))
    check_no_overlap(user, invitation.organisation, terms)
    invitation.accepted_at = now
    membership = membership_of(user, invitation.organisation, terms, by=invitation.invited_by, now=now)
    rows: list[Recorded] = [membership, invitation] if known else [user, membership, invitation]
    ledger.record("people.invitation_accepted", rows, by=user, at=now)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return membership


def _new_invitation(
    organisation: Organisation, *, email: str, name: str, role: Role, reach: Reach, by: User | None, now: datetime
) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email,
        name=name,
        organisation=organisation,
        role=role,
        reach=reach,
        region=organisation.region,
        invited_by=by,
        token_hash=rules.token_hash(token),
        expires_at=now + rules.INVITATION_LASTS,
    )
    return ledger.record("people.invited", invitation, by=by, at=now), token
