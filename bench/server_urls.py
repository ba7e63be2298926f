"""The addresses of the product, and one that answers nothing, to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bening.config.urls import handler500
from bening.config.urls import urlpatterns as of_the_product

__all__ = ["handler500", "urlpatterns"]


def nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - it answers nothing to everybody
    """Answer nothing."""
    return HttpResponse(b"", content_type="text/plain")


urlpatterns = [path("kosong/", nothing), *of_the_product]
