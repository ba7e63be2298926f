"""What is done with accounts: closing and opening them, second factors, passwords."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.people import queries
from bening.kernel.people.access import Absent, Refused, on_day
from bening.kernel.people.models import Membership, User


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


def _lock_account(by: User, user_id: UUID, seen: int, now: datetime) -> User:
    """Return the account of another person, all of whose present roles lie in regions that `by` administers."""
    today = localdate(now)
    user = queries.lock_person(by, user_id, today)
    ledger.require_seen(user, seen)
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
