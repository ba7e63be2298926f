"""Handing out contents: always as an attachment in a sandbox; shown in a page only as pictures that we drew."""

from typing import TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bening.kernel.evidence import parsing, queries, store
from bening.kernel.evidence.actions.upkeep import record_opening
from bening.kernel.evidence.models import Item
from bening.kernel.evidence.rules import MEDIA_TYPES, PICTURED
from bening.kernel.evidence.views import common
from bening.kernel.people.access import Absent

Answer = TypeVar("Answer", bound=HttpResponseBase)
_SANDBOX = "sandbox; default-src 'none'"


def attachment(sha256: str, item: Item) -> FileResponse:
    """Return a content as a file to save; whatever it says, a browser runs nothing of it."""
    try:
        content = store.path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = item.file_name or f"bukti.{item.content_kind}"
    answer = FileResponse(content, as_attachment=True, filename=name)
    answer["Content-Type"] = MEDIA_TYPES.get(item.content_kind, "application/octet-stream")
    return _sandboxed(answer)


def _sandboxed(answer: Answer) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def drawn(content: bytes) -> HttpResponse:
    """Return a picture of ours."""
    answer = HttpResponse(content, content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    return _sandboxed(answer)


@require_safe
@common.deed
def download(request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """Hand out the file as it came in, and note the opening."""
    item = record_opening(by=common.person(request), item_id=item_id, now=timezone.now())
    answer = attachment(str(item.blob_id), item)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@common.deed
def look(request: HttpRequest, item_id: UUID, page: int) -> HttpResponse:
    """Show one page of a file as a picture, and note the opening."""
    item = record_opening(by=common.person(request), item_id=item_id, now=timezone.now())
    if item.content_kind not in PICTURED or not 1 <= page <= item.pages:
        raise Absent
    context = {
        "item": item,
        "number": page,
        "picture": reverse("evidence:picture", args=[item_id, page]),
        "before": page - 1 or None,
        "after": page + 1 if page < item.pages else None,
    }
    return render(request, "evidence/look.html", context)


@require_safe
@common.deed
def picture(request: HttpRequest, item_id: UUID, page: int) -> HttpResponse:
    """Draw one page of a file; an opening as well, since the picture tells what stands there."""
    item = record_opening(by=common.person(request), item_id=item_id, now=timezone.now())
    if item.content_kind not in PICTURED or not 1 <= page <= item.pages:
        raise Absent
    return drawn(_draw(str(item.blob_id), item.content_kind, page))


def _draw(sha256: str, kind: str, page: int) -> bytes:
    path = store.path_of(sha256)
    if not path.exists():
        raise Absent
    try:
        return parsing.picture(path, kind, page)
    except parsing.NotTaken as problem:
        raise Absent from problem


def draw_copy(item: Item, page: int) -> HttpResponse:
    """Draw one page of the copy for the public."""
    copy = queries.public_copy_of(item)
    if copy is None or item.content_kind not in PICTURED or item.withdrawal == "confirmed":
        raise Absent
    return drawn(_draw(str(copy.blob_id), item.content_kind, page))


@login_not_required
@require_safe
def public(_request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """Hand out the public copy to anybody; asks nothing of who asks."""
    item, blob = queries.get_published(item_id)
    return attachment(blob.sha256, item)
