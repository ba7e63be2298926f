"""Text as it comes in: a NUL, which nobody types and PostgreSQL keeps nowhere, is left out of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"


class WithoutNul:
    """Leaves NUL out of the query, and a cookie with one out altogether; it stands before the sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, text in request.COOKIES.items() if NUL in text]:
            del request.COOKIES[name]
        if has_nul(request.GET):
            request.GET = without_nul(request.GET)  # type: ignore[assignment]  # as Django makes it
        return self.get_response(request)


class FormsWithoutNul:
    """Leaves NUL out of a form that the check of the token has read; a body that streams is left to its view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        args: object,  # noqa: ARG002 - Django gives it
        kwargs: object,  # noqa: ARG002 - Django gives it
    ) -> None:
        """Clean the form before the view reads it."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False) and has_nul(request.POST):
            request.POST = without_nul(request.POST)  # type: ignore[assignment]  # as Django makes it


def has_nul(data: QueryDict) -> bool:
    """Return whether a name or a value holds a NUL."""
    return any(NUL in text for name, texts in data.lists() for text in (name, *texts))


def without_nul(data: QueryDict) -> QueryDict:
    """Return the same names and values without NUL."""
    clean = QueryDict(mutable=True, encoding=data.encoding)
    for name, texts in data.lists():
        clean.setlist(name.replace(NUL, ""), [text.replace(NUL, "") for text in texts])
    clean._mutable = False
    return clean
