"""What the pages of evidence share: who asks, what is told, where one goes on."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.forms import SeenForm, SubjectForm
from bening.kernel.evidence.parsing import NotTaken
from bening.kernel.evidence.words import say
from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import User

Asked = ParamSpec("Asked")
View = Callable[Concatenate[HttpRequest, UUID, Asked], HttpResponseBase]
SEE_OTHER = 303
UNUSABLE = 422


def person(request: HttpRequest) -> User:
    """Return who asks; the view is open to people who signed in."""
    assert isinstance(request.user, User)
    return request.user


def deed(view: View[Asked]) -> Callable[..., HttpResponseBase]:
    """Tell in a sentence why a deed was not done, on the page of the evidence."""

    @wraps(view)
    def told(request: HttpRequest, item_id: UUID, *args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponseBase:
        try:
            return view(request, item_id, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
        except NotTaken as refusal:
            messages.error(request, say(refusal.key))
        except Changed:
            messages.error(request, say("changed"))
        return to(back_to(request) or reverse("evidence:item", args=[item_id]))

    return login_required(told)


def refusal_of(act: Callable[[], object]) -> str:
    """Do a deed; return the sentence that says why it was not done, nothing where it was."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    except NotTaken as refusal:
        return say(refusal.key)
    except Changed:
        return say("changed")
    return ""


def to(address: str) -> HttpResponse:
    """Go on to an address by GET."""
    answer = redirect(address)
    answer.status_code = SEE_OTHER
    return answer


def back_to(request: HttpRequest) -> str | None:
    """Return the address of ours that the person came from, where the form names one."""
    address = request.POST.get("kembali", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else None


def seen(request: HttpRequest) -> int:
    """Return the version that the person saw; one that cannot be read is no version."""
    form = SeenForm(request.POST)
    return form.cleaned_data["seen"] if form.is_valid() else 0


def behind(request: HttpRequest) -> Subject | None:
    """Return what the evidence is put behind; `Absent` where it cannot be read, None where nothing is named."""
    form = SubjectForm(request.POST)
    if not form.is_valid():
        raise Absent
    kind, subject = form.cleaned_data["subject_kind"], form.cleaned_data["subject"]
    if bool(kind) is not (subject is not None):
        raise Absent
    return Subject(kind, subject) if kind and subject else None
