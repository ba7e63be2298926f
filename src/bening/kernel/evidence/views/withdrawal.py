"""Withdrawals: the head asks, somebody from elsewhere decides."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bening.kernel.evidence import access, queries
from bening.kernel.evidence.actions import withdrawal
from bening.kernel.evidence.forms import WithdrawalForm
from bening.kernel.evidence.views import common
from bening.kernel.evidence.words import say
from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import require


@require_safe
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the withdrawals that the person can decide: what they are called and why, not what they say."""
    found = queries.withdrawals(common.person(request), timezone.localdate()).order_by("withdrawal_asked_at", "pk")
    page = Paginator(found, queries.PAGE).get_page(request.GET.get("hal"))
    return render(request, "evidence/withdrawals.html", {"page": page})


@require_safe
@common.deed
def form(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show the head what a withdrawal does, and ask for the reason."""
    return _form(request, item_id, WithdrawalForm())


def _form(request: HttpRequest, item_id: UUID, said: WithdrawalForm, problem: str = "") -> HttpResponse:
    """Show the head the form, with what was typed and why it was not done."""
    user, day = common.person(request), timezone.localdate()
    item = queries.get_item(user, day, item_id)
    require(access.may_publish, user, item, day)
    context = {"item": item, "form": said, "problem": problem}
    return render(request, "evidence/withdrawal.html", context, status=common.UNUSABLE if problem else None)


@require_POST
@login_required
def ask(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Ask that the bytes be destroyed."""
    said = WithdrawalForm(request.POST)
    if not said.is_valid():
        return _form(request, item_id, said, say("no_reason"))
    problem = common.refusal_of(
        lambda: withdrawal.ask_withdrawal(
            by=common.person(request),
            item_id=item_id,
            seen=said.cleaned_data["seen"],
            ground=said.cleaned_data["dasar"],
            reason=said.cleaned_data["alasan"],
            now=timezone.now(),
        )
    )
    if problem:
        return _form(request, item_id, said, problem)
    messages.success(request, _("Penarikan diminta. Koordinator dari kantor lain atau administrator memutuskannya."))
    return common.to(reverse("evidence:item", args=[item_id]))


@require_POST
@login_required
def decide(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Confirm or refuse a withdrawal."""
    confirms = request.POST.get("putusan") == "sahkan"
    act = withdrawal.confirm_withdrawal if confirms else withdrawal.refuse_withdrawal
    try:
        act(by=common.person(request), item_id=item_id, seen=common.seen(request), now=timezone.now())
    except Changed:
        messages.error(request, say("changed"))
    else:
        done = _("Penarikan disahkan. Isinya dimusnahkan.") if confirms else _("Penarikan ditolak. Isinya tetap ada.")
        messages.success(request, done)
    return common.to(reverse("evidence:withdrawals"))
