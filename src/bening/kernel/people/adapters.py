"""How allauth is told our rules: no signing up, closed accounts look like unknown ones, no mail, our words, our QR."""

from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from bening.kernel.people.access import needs_second_factor
from bening.kernel.people.middleware import is_required
from bening.kernel.people.models import User
from bening.kernel.people.sealing import seal, unseal

_TOO_MANY = _("Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi.")


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out; accounts begin with an invitation alone."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Alamat e-mail atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."),
        "too_many_login_attempts": _TOO_MANY,
        "incorrect_password": _("Kata sandi tidak cocok. Coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth passes it
        """Return False: an account begins with an invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return whose credentials these are; a closed account is answered like an unknown one."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the pages say what happened."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""


class MFAAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Peran Anda memerlukan kode masuk, jadi kode masuk tidak dapat dilepas."),
        "incorrect_code": _("Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi."),
        "rate_limited": _TOO_MANY,
    }

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the QR code of a set-up address, black on white in either theme."""
        drawn = segno.make(url, error="m", micro=False).svg_inline(scale=5, border=4, dark="#000", light="#fff")
        return mark_safe(drawn)  # noqa: S308  # segno draws it: modules and nothing else

    def encrypt(self, text: str) -> str:
        """Return a secret as it lies in the database."""
        return seal(text, _keys())

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that lies in the database."""
        return unseal(encrypted_text, _keys())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether the second factor may be taken off: not while a role needs it."""
        return not (is_required() and needs_second_factor(authenticator.user, timezone.localdate()))


def _keys() -> list[str]:
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
