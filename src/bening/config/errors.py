"""What a person sees when the program failed, and what the log keeps of it under the same reference."""

import errno
import logging
import secrets
import sys

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

_LOG = logging.getLogger("bening.errors")
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_FULL = ("disk is full", "disk I/O error", "No space left")
WAIT = 30  # seconds after which it is worth trying again
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another when read aloud
_PLAIN = (
    '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Bening</title></head>'
    "<body><main><h1>{title}</h1><p>{code}</p></main></body></html>"
)


def handler500(request: HttpRequest) -> HttpResponse:
    """Log the failure under a new reference and show the page that names it; what passes by itself says so."""
    reference = "".join(secrets.choice(_LETTERS) for _ in range(8))
    _LOG.error("%s %s %s", reference, request.method, route(request), exc_info=sys.exc_info())
    found = trouble(sys.exc_info()[1])
    try:
        page: str = render_to_string("503.html" if found else "500.html", {"reference": reference, "trouble": found})
    # Whatever broke the page may break this one as well.
    # ast-grep-ignore: named-exceptions
    except Exception:  # noqa: BLE001 - the last page of all must come
        _LOG.error("%s the page of errors", reference, exc_info=sys.exc_info())
        page = _PLAIN.format(title=gettext("Ada yang salah di pihak kami"), code=reference)
    if found:
        return HttpResponse(page, status=503, headers={"Retry-After": str(WAIT)})
    return HttpResponse(page, status=500)


def trouble(error: BaseException | None) -> str:
    """Return what the server lacks for now: `busy`, `full`, or nothing where the program itself failed."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return "full"
        if isinstance(error, OperationalError) and (found := _lacking(str(error))):
            return found
        error = error.__cause__ or error.__context__
    return ""


def _lacking(text: str) -> str:
    """Return what a database lacks by its words; SQLite says by the same error that a table is not there."""
    if any(words in text for words in _FULL):
        return "full"
    return "busy" if connection.vendor != "sqlite" or "locked" in text else ""


def route(request: HttpRequest) -> str:
    """Return the pattern of the address that was asked for; the address itself may hold a token or a name."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "-"
