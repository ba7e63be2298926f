"""How a view does one deed and says how it went: done, not possible now and why, or changed meanwhile by another."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Refused
from bening.kernel.people.models import User

UNUSABLE, CONFLICT = 422, 409


def person(request: HttpRequest) -> User:
    """Return the person who is signed in; views are behind `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def seen(request: HttpRequest) -> int:
    """Return the version that the person saw; one that is no number is one that nobody saw."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1234567890") else -1


def ids(request: HttpRequest, name: str) -> list[UUID]:
    """Return the ids among what was ticked; what is no id is passed over."""
    found = []
    for text in request.POST.getlist(name)[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def attempt(
    request: HttpRequest,
    deed: Callable[[], object],
    *,
    done: str,
    to: str | Callable[[], str],
    again: Callable[[str, int], HttpResponse],
) -> HttpResponse:
    """Do the deed and go on; where it cannot be done, show the page again with what was typed and the reason."""
    try:
        deed()
    except Refused as refused:
        return again(str(refused), UNUSABLE)
    except Changed:
        return again("", CONFLICT)
    messages.success(request, done)
    return redirect(to() if callable(to) else to)
