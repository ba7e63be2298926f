"""Addresses that are there in the sample database and for developers, and nowhere else."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from bening.config.demo import is_demo

View = Callable[[HttpRequest], HttpResponse]


def in_demo(view: View) -> View:
    """Return a view that answers in the demo and with DEBUG; elsewhere its address does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or is_demo()):
            raise Http404
        return view(request)

    return guarded
