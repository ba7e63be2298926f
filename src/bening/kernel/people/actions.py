"""What can be done about people: inviting, granting, ending, handing over, closing accounts, keeping organisations."""

import secrets
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import Recorded
from bening.kernel.people import duties, queries, rules
from bening.kernel.people.access import Absent, Refused, may_administer, on_day, require
from bening.kernel.people.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Reach,
    Region,
    Role,
    User,
)
from bening.kernel.people.rules import Named, Terms


@transaction.atomic
def invite(
    *, by: User, organisation_id: UUID, email: str, name: str, role: Role, reach: Reach, now: datetime
) -> tuple[Invitation, str]:
    """Invite a person to a role; return the invitation, and the token of its link, which nobody can read again."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    email = rules.plain_email(email)
    if email == by.email.lower():
        raise _not_oneself()
    _check_place(organisation, Terms(role=role, reach=reach, starts_on=localdate(now)))
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
    _require_seen(invitation, seen)
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
    _check_no_overlap(user, invitation.organisation, terms)
    invitation.accepted_at = now
    membership = _membership(user, invitation.organisation, terms, by=invitation.invited_by, now=now)
    rows: list[Recorded] = [membership, invitation] if known else [user, membership, invitation]
    ledger.record("people.invitation_accepted", rows, by=user, at=now)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return membership


@transaction.atomic
def grant(*, by: User, user_id: UUID, organisation_id: UUID, terms: Terms, now: datetime) -> Membership:
    """Give a person another role; never to oneself."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    user = queries.lock_person(by, user_id, localdate(now))
    if user.pk == by.pk:
        raise _not_oneself()
    if not user.is_active:
        raise Refused(_("Akun %(nama)s dihentikan. Aktifkan lagi lebih dahulu.") % {"nama": user.name})
    _check_place(organisation, terms)
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise Refused(_("Hari terakhir mendahului hari pertama. Perbaiki salah satunya."))
    _check_in_place_of(by, user, organisation, terms, localdate(now))
    _check_no_overlap(user, organisation, terms)
    return ledger.record("people.role_granted", _membership(user, organisation, terms, by=by, now=now), by=by, at=now)


@transaction.atomic
def end_membership(*, by: User, membership_id: UUID, seen: int, ends_on: date, now: datetime) -> Membership:
    """Say the last day of a membership; refused while its duties wait for that person alone."""
    membership = queries.lock_membership(by, membership_id, localdate(now))
    _require_seen(membership, seen)
    if waiting := duties.open_for(membership):
        raise Refused(_still_open(waiting))
    return _end(membership, ends_on, by=by, now=now)


@transaction.atomic
def hand_over(*, by: User, membership_id: UUID, seen: int, successor_id: UUID, now: datetime) -> Membership:
    """Hand all duties of a membership to another of the same organisation and role, and end it today."""
    today = localdate(now)
    membership = queries.lock_membership(by, membership_id, today)
    _require_seen(membership, seen)
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


@transaction.atomic
def deactivate(*, by: User, user_id: UUID, seen: int, now: datetime) -> User:
    """Close an account: its sessions end at once, its roles sleep."""
    user = _lock_account(by, user_id, seen, now)
    if not user.is_active:
        raise Refused(_("Akun ini sudah dihentikan."))
    user.is_active = False
    user.session_epoch += 1
    return ledger.record("people.account_closed", user, by=by, at=now)


@transaction.atomic
def reactivate(*, by: User, user_id: UUID, seen: int, now: datetime) -> User:
    """Open a closed account again; its old sessions stay ended."""
    user = _lock_account(by, user_id, seen, now)
    if user.is_active:
        raise Refused(_("Akun ini sudah aktif."))
    user.is_active = True
    return ledger.record("people.account_opened", user, by=by, at=now)


@transaction.atomic
def take_off_code(*, by: User, user_id: UUID, seen: int, now: datetime) -> User:
    """Take the second factor and its recovery codes off another person's account; a role that needs one asks anew."""
    return _without_code(_lock_account(by, user_id, seen, now), by=by, now=now)


@transaction.atomic
def take_off_code_here(*, email: str, now: datetime) -> User:
    """Do the same from the server itself, where no administrator can sign in: after a restore with a new secret key."""
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        raise Refused(_("Tidak ada akun dengan alamat e-mail ini. Periksa ejaannya."))
    return _without_code(user, by=None, now=now)


@transaction.atomic
def make_password_link(*, by: User, user_id: UUID, seen: int, now: datetime) -> tuple[User, str]:
    """Return the token of a link by which a person sets a new password once; a second factor stays asked for."""
    user = _lock_account(by, user_id, seen, now)
    ledger.record("people.password_link_made", user, by=by, at=now)
    return user, default_token_generator.make_token(user)


def is_password_link(*, user_id: UUID, token: str) -> bool:
    """Return whether a link for a new password holds."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and default_token_generator.check_token(user, token)


def set_password_by_link(*, user_id: UUID, token: str, password: str, now: datetime) -> User:
    """Set a new password by a link that an administrator made; raises `Absent` where it does not hold (any more)."""
    validate_password(password)
    hashed = make_password(password)
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
        if user is None or not default_token_generator.check_token(user, token):
            raise Absent
        user.password = hashed
        return ledger.record("people.password_changed", user, by=user, at=now)


def set_password(*, by: User, password: str, now: datetime) -> User:
    """Change one's own password; every other session of this person ends."""
    hashed = make_password(password)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=by.pk)
        user.password = hashed
        return ledger.record("people.password_changed", user, by=user, at=now)


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
    _require_seen(organisation, seen)
    _check_name(organisation.region_id, named.name, organisation.pk)
    organisation.name, organisation.short_name = named.name, named.short_name
    return ledger.record("people.organisation_renamed", organisation, by=by, at=now)


@transaction.atomic
def close_organisation(*, by: User, organisation_id: UUID, seen: int, now: datetime) -> Organisation:
    """Close an organisation that has no people, no invitations and no open parts."""
    organisation = queries.lock_organisation(by, organisation_id, localdate(now))
    _require_seen(organisation, seen)
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


def _membership(user: User, organisation: Organisation, terms: Terms, *, by: User | None, now: datetime) -> Membership:
    return Membership(
        user=user,
        organisation=organisation,
        role=terms.role,
        reach=terms.reach,
        region_id=organisation.region_id,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        is_acting=terms.is_acting,
        on_behalf_of_id=terms.on_behalf_of,
        granted_by=by,
        granted_at=now,
    )


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


def _lock_account(by: User, user_id: UUID, seen: int, now: datetime) -> User:
    """Return the account of another person, all of whose present roles lie in regions that `by` administers."""
    today = localdate(now)
    user = queries.lock_person(by, user_id, today)
    _require_seen(user, seen)
    if user.pk == by.pk:
        raise Refused(_("Akun sendiri tidak dapat diatur dari sini. Minta administrator lain."))
    held = Membership.objects.filter(on_day(today), user=user)
    if held.exclude(organisation__region__in=queries.administered(by, today)).exists():
        raise Refused(
            _("Orang ini juga berperan di wilayah lain, jadi hanya perannya di wilayah Anda yang dapat Anda akhiri.")
        )
    return user


def _without_code(user: User, *, by: User | None, now: datetime) -> User:
    taken, _each = Authenticator.objects.filter(user=user).delete()
    if not taken:
        raise Refused(_("Akun ini tidak memakai kode masuk, jadi tidak ada yang dilepas."))
    user.session_epoch += 1
    return ledger.record("people.code_taken_off", user, by=by, at=now)


def _check_place(organisation: Organisation, terms: Terms) -> None:
    if not organisation.is_active:
        raise Refused(_("Organisasi ini sudah ditutup. Pilih yang lain."))
    if not rules.fits_organisation(terms.role, organisation.kind):
        raise Refused(
            _("Peran %(peran)s tidak dapat dipegang di %(organisasi)s. Pilih organisasi lain.")
            % {"peran": Role(terms.role).label, "organisasi": organisation.name}
        )
    if not rules.fits_reach(terms.role, terms.reach):
        raise Refused(
            _("Operator dan kepala kantor menjangkau kantor sendiri, administrator seluruh daerah. Ubah jangkauannya.")
        )


def _check_in_place_of(by: User, user: User, organisation: Organisation, terms: Terms, day: date) -> None:
    if terms.on_behalf_of is None:
        return
    if not terms.is_acting:
        raise Refused(_("Siapa yang diwakili hanya disebut untuk pejabat sementara. Tandai sebagai pejabat sementara."))
    replaced = queries.memberships_in_scope(by, day).filter(pk=terms.on_behalf_of, organisation=organisation)
    if not replaced.filter(role=terms.role).exclude(user=user).exists():
        raise Absent


def _check_no_overlap(user: User, organisation: Organisation, terms: Terms) -> None:
    held = Membership.objects.filter(user=user, organisation=organisation, role=terms.role)
    wanted = terms.starts_on, terms.ends_on
    if any(rules.overlaps(wanted, dates) for dates in held.values_list("starts_on", "ends_on")):
        raise Refused(_("Orang ini sudah memegang peran itu pada masa yang sama."))


def _check_name(region_code: str, name: str, own: UUID | None) -> None:
    same = Organisation.objects.filter(region=region_code, name__iexact=name)
    if (same.exclude(pk=own) if own else same).exists():
        raise Refused(_("Nama ini sudah dipakai organisasi lain di wilayah ini. Pilih nama lain."))


def _require_seen(row: Recorded, seen: int) -> None:
    if row.version != seen:
        raise ledger.Changed(f"{row._meta.label} {row.pk}")


def _not_oneself() -> Refused:
    return Refused(_("Tidak seorang pun memberi peran kepada dirinya sendiri. Minta administrator lain."))


def _still_open(waiting: list[tuple[duties.Duty, int]]) -> str:
    named = ", ".join(f"{_(duty.name)} ({count})" for duty, count in waiting)
    return _("Masih ada yang menunggu orang ini: %(tugas)s. Serahkan lebih dahulu.") % {"tugas": named}
