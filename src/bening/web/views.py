"""The page of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bening.web import kit as samples
from bening.web.shell import Shell


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, light beside dark, with sample figures."""
    frame = Shell(language="id", path_in_other_language="", is_sample=True, place="Kota Contoh")
    return render(request, "web/kit.html", {"shell": frame} | samples.context())
