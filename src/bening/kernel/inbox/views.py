"""The inbox page."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bening.kernel.inbox.registry import Waiting, waiting_for
from bening.kernel.people.models import User

A_PAGE = 50
SOON = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one urgency."""

    title: str
    rows: list[Waiting]


def grouped(rows: Sequence[Waiting]) -> list[Group]:
    """Return the rows by urgency: late, within three working days, later, without a term."""
    late = [row for row in rows if row.is_late]
    soon = [row for row in rows if row.days_left is not None and 0 <= row.days_left <= SOON]
    later = [row for row in rows if row.days_left is not None and row.days_left > SOON]
    free = [row for row in rows if row.days_left is None]
    titles = (_("Terlambat"), _("Dalam tiga hari kerja"), _("Nanti"), _("Tanpa tenggat"))
    return [Group(title, those) for title, those in zip(titles, (late, soon, later, free), strict=True) if those]


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show whatever waits for the person."""
    assert isinstance(request.user, User)
    text = request.GET.get("q", "")[:100].strip()
    rows = waiting_for(request.user, timezone.localdate())
    if text:
        rows = [row for row in rows if text.casefold() in f"{row.title} {row.about} {row.deed}".casefold()]
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))
    late = len(list(filter(attrgetter("is_late"), rows)))
    context = {"groups": grouped(list(page)), "page": page, "text": text, "count": len(rows), "late": late}
    return render(request, "inbox/inbox.html", context)
