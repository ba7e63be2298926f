"""The tree of organisations of a region."""

from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bening.kernel.people import queries
from bening.kernel.people.actions import organisations as actions
from bening.kernel.people.forms import OrganisationForm, RenameForm
from bening.kernel.people.models import OrganisationKind
from bening.kernel.people.views.answering import announcing, for_administrators, seen_of, telling, to, today, who


@require_safe
@for_administrators
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the organisations, each under the one that it is a part of; htmx asks for the rows alone."""
    text = request.GET.get("q", "")[:100].strip()
    rows = queries.organisations(who(request), today())
    found = [branch for branch in rows if text.casefold() in branch.organisation.name.casefold()] if text else rows
    page = Paginator(found, queries.PAGE).get_page(request.GET.get("hal"))
    is_part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    name = "people/_organisations_rows.html" if is_part else "people/organisations.html"
    query = f"q={quote(text)}" if text else ""
    return render(request, name, {"page": page, "text": text, "query": query})


@require_http_methods(["GET", "POST"])
@for_administrators
def add(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    by, day = who(request), today()
    form = OrganisationForm(
        request.POST or None,
        regions=queries.administered_regions(by, day),
        organisations=queries.open_organisations(by, day),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with telling(form):
            actions.add_organisation(
                by=by,
                region_code=typed["region"],
                named=form.named(),
                kind=OrganisationKind(typed["kind"]),
                parent_id=UUID(typed["parent"]) if typed["parent"] else None,
                now=timezone.now(),
            )
            return to(reverse("people_organisations"))
    return render(request, "people/organisation_add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@for_administrators
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show one organisation, and give it another name."""
    row = queries.organisation(who(request), organisation_id, today())
    initial = {"seen": row.version, "name": row.name, "short_name": row.short_name}
    form = RenameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            actions.rename_organisation(
                by=who(request),
                organisation_id=organisation_id,
                seen=form.cleaned_data["seen"],
                named=form.named(),
                now=timezone.now(),
            )
            return to(reverse("people_organisations"))
    return render(request, "people/organisation.html", {"form": form, "row": row}, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def close(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Close an organisation."""
    with announcing(request, gettext("Organisasi ditutup.")):
        actions.close_organisation(
            by=who(request), organisation_id=organisation_id, seen=seen_of(request), now=timezone.now()
        )
    return to(reverse("people_organisations"))
