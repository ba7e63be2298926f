"""What the pages about people share: who asks, what day it is, and how a refusal is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from bening.kernel.ledger.actions import Changed
from bening.kernel.people import queries
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.forms import SeenForm
from bening.kernel.people.models import User

View = Callable[..., HttpResponse]


def who(request: HttpRequest) -> User:
    """Return the person who asks."""
    assert isinstance(request.user, User)
    return request.user


def today() -> date:
    """Return the day in the time zone of the application."""
    return timezone.localdate()


def for_administrators(view: View) -> View:
    """Open a view to administrators of a region; for others who are signed in it does not exist."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not queries.administered(who(request), today()).exists():
            raise Absent
        return view(request, *args, **kwargs)

    return guarded


def changed_words() -> str:
    """Return what is said to whoever acted on what somebody else had changed meanwhile."""
    return gettext("Data ini baru saja diubah orang lain. Lihat keadaannya sekarang, lalu ulangi bila masih perlu.")


@contextmanager
def telling(form: Form) -> Iterator[None]:
    """Put a refusal where the form shows its errors."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except Changed:
        form.add_error(None, changed_words())


@contextmanager
def announcing(request: HttpRequest, done: str) -> Iterator[None]:
    """Say what was done, or why it was not, on the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
    except Changed:
        messages.error(request, changed_words())
    else:
        messages.success(request, done)


def seen_of(request: HttpRequest) -> int:
    """Return the version that a button carried; without one nothing is known to have been seen."""
    form = SeenForm(request.POST)
    return int(form.cleaned_data["seen"]) if form.is_valid() else -1


def to(address: str) -> HttpResponseRedirect:
    """Send the browser on after a deed."""
    return HttpResponseRedirect(address)
