"""The language of the workbench: Indonesian unless the person chose English; public pages have it in their address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from bening.portal.language import language_of

COOKIE = "bahasa"
CHOICES = ("id", "en")
A_YEAR = 365 * 24 * 3600
WORKBENCH = ("/kerja/", "/bukti/", "/orang/", "/akun/", "/masuk/", "/undangan/", "/kekeliruan/masuk/", "/komponen/")


def chosen_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the language that the person chose for the workbench, `?bahasa=en` chooses it; elsewhere the address's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_work = request.path.startswith(WORKBENCH)
        asked = request.GET.get(COOKIE) if is_work else None
        language = asked or (request.COOKIES.get(COOKIE) if is_work else None)
        with translation.override(language if language in CHOICES else language_of(request.path)):
            response = get_response(request)
        if asked in CHOICES:
            response.set_cookie(
                COOKIE, asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
        return response

    return middleware
