"""The way from restricted to public, and back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bening.kernel.evidence import access, parsing, queries, rules, store
from bening.kernel.evidence.actions import publication
from bening.kernel.evidence.models import Item
from bening.kernel.evidence.views import common
from bening.kernel.evidence.views.files import draw_copy
from bening.kernel.people.access import Absent, require

_TEXT_SHOWN = 20_000


def _item(request: HttpRequest, item_id: UUID) -> Item:
    """Return the evidence for its head; for others it is not there."""
    user, day = common.person(request), timezone.localdate()
    item = queries.get_item(user, day, item_id)
    require(access.may_publish, user, item, day)
    return item


def _onward(item_id: UUID) -> HttpResponse:
    return common.to(reverse("evidence:publication", args=[item_id]))


@require_safe
@common.deed
def show(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Show what the scan found, page by page, and what is still to be looked at."""
    item = _item(request, item_id)
    copy = getattr(item, "public_copy", None)
    states = copy.states() if copy else []
    still_open = rules.open_pages(states, copy.confirmed) if copy else []
    pages = [
        {"number": number, "state": page["state"], "found": page["found"], "is_open": number in still_open}
        for number, page in enumerate(copy.pages if copy else [], 1)
        if page["state"] != rules.CLEAN
    ]
    context = {
        "item": item,
        "copy": copy,
        "pages": pages[: queries.PAGE],
        "clean": len(states) - len(pages),
        "still_open": len(still_open),
        "problem": rules.problem_to_scan(item.as_state()),
        "is_pictured": item.content_kind in rules.PICTURED,
    }
    return render(request, "evidence/publication.html", context)


@require_safe
@common.deed
def page(request: HttpRequest, item_id: UUID, number: int) -> HttpResponse:
    """Show one page of the copy, as picture or as its text, with what was found on it."""
    item = _item(request, item_id)
    copy = queries.public_copy_of(item)
    if copy is None or not 1 <= number <= len(copy.pages) or item.withdrawal:
        raise Absent
    is_pictured = item.content_kind in rules.PICTURED
    text = "" if is_pictured else parsing.texts(store.path_of(str(copy.blob_id)), item.content_kind)[0].text
    context = {
        "item": item,
        "copy": copy,
        "number": number,
        "page": copy.pages[number - 1],
        "is_confirmed": number in copy.confirmed,
        "text": text[:_TEXT_SHOWN],
        "is_cut": len(text) > _TEXT_SHOWN,
        "is_pictured": is_pictured,
    }
    return render(request, "evidence/publication_page.html", context)


@require_safe
@common.deed
def picture(request: HttpRequest, item_id: UUID, number: int) -> HttpResponse:
    """Draw one page of the copy for the head."""
    return draw_copy(_item(request, item_id), number)


@require_POST
@common.deed
def scan(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Make the copy and look through it."""
    publication.scan_for_publication(
        by=common.person(request), item_id=item_id, seen=common.seen(request), now=timezone.now()
    )
    return _onward(item_id)


@require_POST
@common.deed
def confirm(request: HttpRequest, item_id: UUID, number: int) -> HttpResponse:
    """Note that the head looked at a page."""
    publication.confirm_page(
        by=common.person(request), item_id=item_id, page=number, seen=common.seen(request), now=timezone.now()
    )
    messages.success(request, _("Halaman %(nomor)d disahkan.") % {"nomor": number})
    return _onward(item_id)


@require_POST
@common.deed
def publish(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Let everybody get the copy."""
    publication.publish(by=common.person(request), item_id=item_id, seen=common.seen(request), now=timezone.now())
    messages.success(request, _("Bukti terbit. Siapa pun dapat mengunduh salinannya."))
    return _onward(item_id)


@require_POST
@common.deed
def unpublish(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take the copy back."""
    publication.unpublish(by=common.person(request), item_id=item_id, seen=common.seen(request), now=timezone.now())
    messages.success(request, _("Bukti kembali terbatas."))
    return _onward(item_id)
