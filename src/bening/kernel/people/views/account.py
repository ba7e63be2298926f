"""One's own account: signing out, the password, the rights, and the demo's door."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bening.kernel.people import queries
from bening.kernel.people.access import Absent
from bening.kernel.people.actions import accounts
from bening.kernel.people.forms import ChangePasswordForm, NewPasswordForm
from bening.kernel.people.samples import is_demo
from bening.kernel.people.views.answering import to, today, who

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return to(resolve_url(settings.LOGOUT_REDIRECT_URL or "/"))


@require_safe
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say whom to ask for a new password; it asks for no address, so it tells none."""
    return render(request, "people/forgotten.html")


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show what belongs to signing in."""
    kinds = set(Authenticator.objects.filter(user=who(request)).values_list("type", flat=True))
    context = {"has_code": "totp" in kinds, "has_recovery_codes": "recovery_codes" in kinds}
    return render(request, "people/account.html", context)


@require_safe
@never_cache
@login_required
def rights(request: HttpRequest) -> HttpResponse:
    """Show a person every role that they hold or held, and who granted it."""
    rows = queries.own_memberships(who(request))
    day = today()
    now = [row for row in rows if row.ends_on is None or row.ends_on >= day]
    past = [row for row in rows if row.ends_on is not None and row.ends_on < day]
    return render(request, "people/rights.html", {"now": now, "past": past, "today": day})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the other sessions of this person end."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _knows_it(request, form):
        user = accounts.set_password(by=who(request), password=form.cleaned_data["password"], now=timezone.now())
        update_session_auth_hash(request, user)
        messages.success(request, gettext("Kata sandi diganti. Sesi Anda di perangkat lain sudah berakhir."))
        return to(reverse("people_account"))
    return render(request, "people/password.html", {"form": form}, status=422 if form.is_bound else 200)


def _knows_it(request: HttpRequest, form: ChangePasswordForm) -> bool:
    """Return whether the old password is right; attempts count like those of signing in."""
    try:
        if get_adapter().reauthenticate(request.user, form.cleaned_data["old"]):
            return True
        form.add_error("old", gettext("Kata sandi sekarang tidak cocok. Coba lagi."))
    except ValidationError as too_many:
        form.add_error(None, too_many)
    return False


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def new_password(request: HttpRequest, user_id: UUID, token: str) -> HttpResponse:
    """Set a new password by a link from the administrator."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["password"]
        accounts.set_password_by_link(user_id=user_id, token=token, password=chosen, now=timezone.now())
        messages.success(request, gettext("Kata sandi diganti. Silakan masuk."))
        return to(reverse("account_login"))
    if not accounts.is_password_link(user_id=user_id, token=token):
        raise Absent
    return render(request, "people/new_password.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@never_cache
def sign_in_as_sample(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Sign in as a sample person with one button; only the demo has this door."""
    if not is_demo():
        raise Absent
    membership = queries.sample_membership(membership_id, today())
    login(request, membership.user, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)
