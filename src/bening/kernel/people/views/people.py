"""Who has which role: the list, one person, granting, ending, handing over, closing an account."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bening.kernel.ledger.actions import Changed
from bening.kernel.people import duties, queries
from bening.kernel.people.access import Refused
from bening.kernel.people.actions import accounts, memberships
from bening.kernel.people.forms import EndForm, GrantForm, HandOverForm, WantedForm
from bening.kernel.people.models import Membership
from bening.kernel.people.queries import Wanted
from bening.kernel.people.views.answering import (
    announcing,
    changed_words,
    for_administrators,
    seen_of,
    telling,
    to,
    today,
    who,
)


@require_safe
@for_administrators
def people(request: HttpRequest) -> HttpResponse:
    """List the people of the regions that the reader administers; htmx asks for the rows alone."""
    form = WantedForm(request.GET)
    form.is_valid()
    typed = form.cleaned_data
    wanted = Wanted(
        text=typed.get("q", ""),
        role=typed.get("peran", ""),
        organisation=typed.get("organisasi"),
        state=typed.get("keadaan", ""),
    )
    page = queries.people(who(request), today(), wanted, _number(request.GET.get("hal", "1")))
    query = request.GET.copy()
    query.pop("hal", None)
    office = queries.organisation(who(request), wanted.organisation, today()) if wanted.organisation else None
    context = {
        "office": office,
        "page": page,
        "wanted": wanted,
        "form": form,
        "query": query.urlencode(),
        "today": today(),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, "people/_people_rows.html", context)
    invitations = queries.open_invitations(who(request), today())
    more = {"invitations": invitations, "now": timezone.now()}
    return render(request, "people/people.html", context | more)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004  # digits of a page


@require_safe
@for_administrators
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show one person: account, roles, what waits for them."""
    found = queries.person(who(request), user_id, today())
    rows = _rows(queries.memberships_of(who(request), user_id, today()))
    context = {"person": found, "rows": rows, "has_code": queries.has_code(found)}
    return render(request, "people/person.html", context)


def _rows(held: Sequence[Membership]) -> list[tuple[Membership, list[tuple[str, int]], bool]]:
    """Return each membership with its open duties, and whether it still holds."""
    day = today()
    return [
        (
            row,
            [(gettext(duty.name), count) for duty, count in duties.open_for(row)],
            row.ends_on is None or row.ends_on >= day,
        )
        for row in held
    ]


@require_http_methods(["GET", "POST"])
@for_administrators
def grant(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a person another role."""
    by, day = who(request), today()
    found = queries.person(by, user_id, day)
    form = GrantForm(
        request.POST or None,
        initial={"starts_on": day},
        organisations=queries.open_organisations(by, day),
        held=queries.replaceable(by, day),
    )
    if request.method == "POST" and form.is_valid():
        with telling(form):
            memberships.grant(
                by=by,
                user_id=user_id,
                organisation_id=UUID(form.cleaned_data["organisation"]),
                terms=form.terms(),
                now=timezone.now(),
            )
            return to(reverse("people_person", args=[user_id]))
    context = {"form": form, "person": found}
    return render(request, "people/grant.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@for_administrators
def end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Say the last day of a role."""
    row = queries.membership(who(request), membership_id, today())
    form = EndForm(request.POST or None, initial={"seen": row.version, "ends_on": today()})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            memberships.end_membership(
                by=who(request),
                membership_id=membership_id,
                seen=form.cleaned_data["seen"],
                ends_on=form.cleaned_data["ends_on"],
                now=timezone.now(),
            )
            return to(reverse("people_person", args=[row.user_id]))
    context = {"form": form, "row": row, "waiting": duties.open_for(row)}
    return render(request, "people/end.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@for_administrators
def hand_over(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Hand the duties of a role to a successor, and end it."""
    row = queries.membership(who(request), membership_id, today())
    successors = queries.successors(row, today())
    form = HandOverForm(request.POST or None, initial={"seen": row.version}, successors=successors)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            memberships.hand_over(
                by=who(request),
                membership_id=membership_id,
                seen=form.cleaned_data["seen"],
                successor_id=UUID(form.cleaned_data["successor"]),
                now=timezone.now(),
            )
            return to(reverse("people_person", args=[row.user_id]))
    waiting = [(gettext(duty.name), count) for duty, count in duties.open_for(row)]
    context = {"form": form, "row": row, "waiting": waiting, "successors": successors}
    return render(request, "people/hand_over.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_administrators
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close an account."""
    with announcing(request, gettext("Akun dihentikan dan semua sesinya berakhir.")):
        accounts.deactivate(by=who(request), user_id=user_id, seen=seen_of(request), now=timezone.now())
    return to(reverse("people_person", args=[user_id]))


@require_POST
@for_administrators
def reactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open an account again."""
    with announcing(request, gettext("Akun aktif lagi.")):
        accounts.reactivate(by=who(request), user_id=user_id, seen=seen_of(request), now=timezone.now())
    return to(reverse("people_person", args=[user_id]))


@require_POST
@for_administrators
def take_off_code(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Take the second factor off an account whose owner has lost it."""
    with announcing(request, gettext("Kode masuk dilepas dan semua sesinya berakhir.")):
        accounts.take_off_code(by=who(request), user_id=user_id, seen=seen_of(request), now=timezone.now())
    return to(reverse("people_person", args=[user_id]))


@require_POST
@for_administrators
def password_link(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Make a link by which a person sets a new password; it is shown on this answer and never again."""
    try:
        found, token = accounts.make_password_link(
            by=who(request), user_id=user_id, seen=seen_of(request), now=timezone.now()
        )
    except (Refused, Changed) as problem:
        words = str(problem) if isinstance(problem, Refused) else changed_words()
        return render(request, "people/no_link.html", {"words": words, "user_id": user_id}, status=409)
    link = request.build_absolute_uri(reverse("people_new_password", args=[found.pk, token]))
    return render(request, "people/password_link.html", {"person": found, "link": link}, status=201)
