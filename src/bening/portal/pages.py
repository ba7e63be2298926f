"""Pages that know nobody: made once for each version of what is published, then kept as bytes."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from bening.portal import frame
from bening.portal.language import language_of
from bening.portal.queries.version import version

MOST_PAGES = 256
LONGEST_WORD = 100
HTML, JSON, CSV = "text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8"
View = Callable[..., HttpResponse]
Key = tuple[Hashable, str]  # the version and the day that a page shows, and its address


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers: text in one language; a sample stays out of search engines."""

    body: str
    kind: str = HTML
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the address, its language, the words of the query that the page knows, and the day."""

    path: str
    language: str
    query: Mapping[str, str]
    day: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it goes out, plain and compressed."""

    body: bytes
    packed: bytes
    etag: str
    kind: str
    is_sample: bool


class Shelf:
    """The pages of one version and day, as many as fit; those not asked for longest go first."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Key) -> Kept | None:
        """Return a page that is kept, None where there is none."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Key, page: Kept) -> None:
        """Keep a page; pages of other versions make room first."""
        with self._lock:
            self._pages[key] = page
            for old in [other for other in self._pages if other[0] != key[0]]:
                del self._pages[old]
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()


shelf = Shelf()


def public(build: Callable[..., Page], *, words: tuple[str, ...] = (), keep: bool = True) -> View:
    """Return the view of a page that is the same for everybody.

    `build(asked, **parts)` makes it; `words` names what it reads from the query: with one of them given it is not kept.
    """

    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        language = language_of(request.path_info)
        query = {word: text for word in words if (text := _plain(request.GET.get(word, "")))}
        asked = Asked(request.path_info, language, query, timezone.localdate())
        with translation.override(language):
            try:
                return _answer(request, _kept(build, asked, parts, keep=keep and not query), language)
            except Http404:
                return absent(request)

    return marked(view)


def _plain(text: str) -> str:
    """Return a word of the query as a database takes it: PostgreSQL keeps no NUL."""
    return text[:LONGEST_WORD].replace("\0", "").strip()


def marked(view: View) -> View:
    """Mark a view as one that knows nobody: `PublicPages` calls it before there is a session."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def _kept(build: Callable[..., Page], asked: Asked, parts: Mapping[str, Any], *, keep: bool) -> Kept:
    if not keep:
        return _packed(build(asked, **parts))
    key = ((version(), asked.day), asked.path)
    found = shelf.take(key)
    if found is None:
        found = _packed(build(asked, **parts))
        shelf.put(key, found)
    return found


def _packed(page: Page) -> Kept:
    body = page.body.encode()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Kept(body, gzip.compress(body, 6, mtime=0), etag, page.kind, page.is_sample)


def _answer(request: HttpRequest, page: Kept, language: str) -> HttpResponse:
    response = HttpResponse(page.body, content_type=page.kind)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.packed, content_type=page.kind, headers={"Content-Encoding": "gzip"})
    response["ETag"] = page.etag
    response["Cache-Control"] = "public, no-cache"
    _finish(response, language)
    if page.is_sample:
        response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Encoding"])
    found = get_conditional_response(request, etag=page.etag, response=response)
    if not isinstance(found, HttpResponse):
        return response
    if found.status_code != response.status_code:
        for name in ("Cache-Control", "Vary"):
            found[name] = response[name]
    return found


def _finish(response: HttpResponse, language: str) -> None:
    response["Content-Language"] = language
    response["Content-Length"] = str(len(response.content))
    response["X-Frame-Options"] = "DENY"


def absent(request: HttpRequest) -> HttpResponse:
    """Return the page of an address that holds nothing public."""
    language = language_of(request.path_info)
    response = HttpResponse(
        render_to_string("404.html", {"shell": frame.error_frame(language)}), status=404, content_type=HTML
    )
    response["Cache-Control"] = "public, no-cache"
    _finish(response, language)
    return response


class PublicPages:
    """Answers public addresses before anything asks for a session; it stands before `SessionMiddleware`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if not getattr(match.func, "is_public", False):
            return self.get_response(request)
        request.get_host()  # refuses a name that is not ours, as CommonMiddleware does for the others
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response
