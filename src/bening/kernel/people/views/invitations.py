"""Inviting a person, withdrawing an invitation, and taking up the role behind its link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bening.kernel.people import queries
from bening.kernel.people.access import Absent
from bening.kernel.people.actions import invitations
from bening.kernel.people.forms import InvitationForm, NewPasswordForm
from bening.kernel.people.models import Invitation, Reach, Role, User
from bening.kernel.people.views.answering import announcing, for_administrators, seen_of, telling, to, today, who


@require_http_methods(["GET", "POST"])
@for_administrators
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person; the link is shown on this answer and never again."""
    form = InvitationForm(request.POST or None, organisations=queries.open_organisations(who(request), today()))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with telling(form):
            invitation, token = invitations.invite(
                by=who(request),
                organisation_id=UUID(typed["organisation"]),
                email=typed["email"],
                name=typed["name"],
                role=Role(typed["role"]),
                reach=Reach(typed["reach"]),
                now=timezone.now(),
            )
            link = request.build_absolute_uri(reverse("people_invitation", args=[token]))
            return render(request, "people/invited.html", {"invitation": invitation, "link": link}, status=201)
    return render(request, "people/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    with announcing(request, gettext("Undangan ditarik. Tautannya tidak berlaku lagi.")):
        invitations.withdraw_invitation(
            by=who(request), invitation_id=invitation_id, seen=seen_of(request), now=timezone.now()
        )
    return to(reverse("people_list"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever has its link, and let them take it up."""
    invitation = queries.invitation_of(token)
    if not invitations.is_open(invitation, timezone.now()):
        raise Absent
    user = request.user if isinstance(request.user, User) else None
    form = NewPasswordForm(request.POST or None) if user is None else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _take_up(request, token, invitation, form, user)
    return _show(request, token, invitation, form, user)


def _take_up(
    request: HttpRequest, token: str, invitation: Invitation, form: NewPasswordForm | None, user: User | None
) -> HttpResponse:
    chosen = form.cleaned_data["password"] if form else None
    if form is None:
        with announcing(request, gettext("Peran diterima.")):
            invitations.accept_invitation(token=token, password=None, now=timezone.now(), by=user)
        return to(reverse("people_rights"))
    with telling(form):
        invitations.accept_invitation(token=token, password=chosen, now=timezone.now())
        messages.success(request, gettext("Akun Anda siap. Masuk dengan alamat e-mail dan kata sandi baru Anda."))
        return to(reverse("account_login"))
    return _show(request, token, invitation, form, user)


def _show(
    request: HttpRequest, token: str, invitation: Invitation, form: NewPasswordForm | None, user: User | None
) -> HttpResponse:
    known = user is None and User.objects.filter(email__iexact=invitation.email).exists()
    context = {
        "invitation": invitation,
        "form": None if known else form,
        "must_sign_in": known,
        "is_other": user is not None and user.email.lower() != invitation.email.lower(),
        "here": reverse("people_invitation", args=[token]),
    }
    return render(request, "people/invitation.html", context, status=422 if form and form.is_bound else 200)
