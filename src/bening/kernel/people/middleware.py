"""Ends sessions at their limits, and sends whoever needs a second factor to its set-up before anything else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from bening.kernel.people import queries
from bening.kernel.people.models import User
from bening.kernel.people.rules import SEEN_EVERY, session_is_over

STARTED, SEEN = "bening.started_at", "bening.seen_at"
Answer = Callable[[HttpRequest], HttpResponse]

# Where somebody without the second factor may still go: to set it up, to confirm who they are, and out.
_OPEN_WITHOUT = (
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "account_logout",
)


def _is_for_everybody(view: object) -> bool:
    """Return whether a view knows nobody: marked so by `login_not_required`."""
    return not getattr(view, "login_required", True)


def begin_session(session: SessionBase, *, now: datetime) -> None:
    """Write down when a session began; its limits are counted from here."""
    session[STARTED] = session[SEEN] = now.isoformat()


class SessionLimits:
    """Signs out who was idle for an hour or came twelve hours ago."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        args: object,  # noqa: ARG002 - Django gives it
        kwargs: object,  # noqa: ARG002 - Django gives it
    ) -> None:
        """Hold the session to its limits before a page that knows people."""
        if not _is_for_everybody(view) and request.user.is_authenticated:
            self._hold(request, timezone.now())

    def _hold(self, request: HttpRequest, now: datetime) -> None:
        started, seen = _moment(request.session.get(STARTED)), _moment(request.session.get(SEEN))
        if started is None or seen is None or session_is_over(started_at=started, seen_at=seen, now=now):
            logout(request)
            messages.info(request, gettext("Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan."))
        elif now - seen >= SEEN_EVERY:
            request.session[SEEN] = now.isoformat()


class SecondFactor:
    """Sends who needs a second factor and has none to set it up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        args: object,  # noqa: ARG002 - Django gives it
        kwargs: object,  # noqa: ARG002 - Django gives it
    ) -> HttpResponse | None:
        """Send the person to the set-up before a page that knows people."""
        if _is_for_everybody(view) or not isinstance(request.user, User):
            return None
        return _to(request, reverse("mfa_activate_totp")) if self._is_missing(request, request.user) else None

    def _is_missing(self, request: HttpRequest, user: User) -> bool:
        if not is_required() or _used_it(request) or request.path.startswith(str(settings.STATIC_URL)):
            return False
        if request.path in {reverse(name) for name in _OPEN_WITHOUT}:
            return False
        return queries.lacks_second_factor(user, timezone.localdate())


def is_required() -> bool:
    """Return whether roles with power need a second factor here: BENING_SECOND_FACTOR_REQUIRED, by itself True.

    The setting is a bool, a callable, or the dotted path of a callable.
    """
    setting: Any = getattr(settings, "BENING_SECOND_FACTOR_REQUIRED", True)
    if isinstance(setting, str):
        setting = import_string(setting)
    return bool(setting() if callable(setting) else setting)


def _used_it(request: HttpRequest) -> bool:
    """Return whether this session came in with a second factor; then nothing is asked of the database."""
    records = request.session.get("account_authentication_methods", [])
    return any(record.get("method") == "mfa" for record in records)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to an address, also where htmx asked for a part of a page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
