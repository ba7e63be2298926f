"""What the pages of oversight share: who asks, the year they look at, how one deed is done and told."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Refused
from bening.kernel.people.models import User
from bening.systems.oversight import rules
from bening.systems.oversight.terms import terms

UNUSABLE, CONFLICT = 422, 409


def person(request: HttpRequest) -> User:
    """Return the person who is signed in; views are behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def seen(request: HttpRequest) -> int:
    """Return the version that the person saw; one that is no number is one that nobody saw."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1234567890") else -1


def year_asked(request: HttpRequest, held: list[int], today: date) -> int:
    """Return the reporting year that was asked for, else the latest of the register, else the one last due."""
    text = request.GET.get("tahun", "")
    if text.isascii() and text.isdigit() and len(text) == len("2026") and int(text) >= rules.FIRST_YEAR:
        return int(text)
    return held[0] if held else rules.year_due(today, terms())


def attempt(
    request: HttpRequest,
    deed: Callable[[], object],
    *,
    done: str,
    to: str,
    again: Callable[[str, int], HttpResponse],
) -> HttpResponse:
    """Do the deed and go on; where it cannot be done, show the page again with the reason."""
    try:
        deed()
    except Refused as refused:
        return again(str(refused), UNUSABLE)
    except Changed:
        text = _("Daftar ini sudah berubah sejak Anda membukanya. Periksa keadaan terbaru, lalu ulangi.")
        return again(text, CONFLICT)
    messages.success(request, done)
    return redirect(to)
