"""The list of evidence, and the page of one piece."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bening.kernel.evidence import access, queries
from bening.kernel.evidence.actions import items, links
from bening.kernel.evidence.forms import FilterForm, TitleForm, VersionForm
from bening.kernel.evidence.rules import PICTURED
from bening.kernel.evidence.views import common
from bening.kernel.evidence.words import say
from bening.kernel.people.access import Absent, require


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Show the evidence that the person sees."""
    form = FilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    filters = queries.Filters(
        words=asked.get("q", ""),
        kind=asked.get("jenis", ""),
        access=asked.get("akses", ""),
        owner=asked.get("kantor"),
        all_versions=asked.get("versi", False),
    )
    user, day = common.person(request), timezone.localdate()
    page = queries.page_of_items(user, day, filters, request.GET.get("hal"))
    rest = request.GET.copy()
    rest.pop("hal", None)
    context = {
        "page": page,
        "form": form,
        "query": rest.urlencode(),
        "offices": queries.offices(user, day),
        "is_filtered": any(filters),
    }
    return render(request, "evidence/items.html", context)


@require_safe
@login_required
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show one piece of evidence: what it is, its versions, what it stands behind, who opened it."""
    return _show(request, item_id)


def show_again(request: HttpRequest, item_id: UUID, problem: str, **forms: Form) -> HttpResponse:
    """Show the evidence to its owner with the form that could not be taken, and why."""
    user, day = common.person(request), timezone.localdate()
    require(access.may_manage, user, queries.get_item(user, day, item_id), day)
    return _show(request, item_id, status=common.UNUSABLE, problem=problem, **forms)


def _show(request: HttpRequest, item_id: UUID, status: int = 200, **bound: object) -> HttpResponse:
    user, day = common.person(request), timezone.localdate()
    found = queries.get_item(user, day, item_id)
    manages = access.may_manage(user, found, day)
    context = {
        "item": found,
        "manages": manages,
        "heads": access.may_publish(user, found, day),
        "links": queries.links_of(user, day, found, with_unseen=manages),
        "openings": queries.openings_of(found) if manages else [],
        "has_pictures": found.blob_id and found.content_kind in PICTURED and found.withdrawal != "confirmed",
        "newer": getattr(found, "next", None),
        "title_form": TitleForm(initial={"judul": found.title, "berlaku": found.effective_on}),
        "version_form": VersionForm(initial={"berlaku": day}, prefix="versi"),
        **bound,
    }
    return render(request, "evidence/item.html", context, status=status)


@require_POST
@login_required
def retitle(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Give a piece of evidence another title or date."""
    form = TitleForm(request.POST)
    if not form.is_valid():
        return show_again(request, item_id, say("no_title" if "judul" in form.errors else "marked"), title_form=form)
    problem = common.refusal_of(
        lambda: items.retitle(
            by=common.person(request),
            item_id=item_id,
            seen=form.cleaned_data["seen"],
            title=form.cleaned_data["judul"],
            effective_on=form.cleaned_data["berlaku"],
            now=timezone.now(),
        )
    )
    if problem:
        return show_again(request, item_id, problem, title_form=form)
    messages.success(request, _("Judul dan tanggal tersimpan."))
    return common.to(reverse("evidence:item", args=[item_id]))


@require_POST
@common.deed
def link(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Put a piece of evidence behind a thing."""
    behind = common.behind(request)
    if behind is None:
        raise Absent
    links.link(by=common.person(request), item_id=item_id, behind=behind, now=timezone.now())
    messages.success(request, _("Bukti terkait."))
    return common.to(common.back_to(request) or reverse("evidence:item", args=[item_id]))


@require_POST
@common.deed
def unlink(request: HttpRequest, item_id: UUID, link_id: UUID) -> HttpResponse:
    """Take a piece of evidence off a thing."""
    links.unlink(by=common.person(request), item_id=item_id, link_id=link_id, now=timezone.now())
    messages.success(request, _("Kaitan dilepas. Buktinya tetap tersimpan."))
    return common.to(common.back_to(request) or reverse("evidence:item", args=[item_id]))
