"""Bringing evidence: files, many at once, a web address, a paper, a later version."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from bening.kernel.evidence import queries, rules, uploads
from bening.kernel.evidence.actions import items
from bening.kernel.evidence.forms import FilesForm, OwnerForm, PageForm, PaperForm, VersionForm
from bening.kernel.evidence.models import Item
from bening.kernel.evidence.parsing import NotTaken
from bening.kernel.evidence.views import common
from bening.kernel.evidence.views.items import show_again
from bening.kernel.evidence.words import say
from bening.kernel.people.access import Refused

_UNREADABLE = 422
_TOO_LONG = 413
_PREFIXES = {"berkas": FilesForm, "web": PageForm, "kertas": PaperForm}


def _page(request: HttpRequest, status: int = 200, **bound: Any) -> HttpResponse:
    """Show the three ways to bring evidence; what was typed stays."""
    offices = list(queries.offices(common.person(request), timezone.localdate()))
    initial = {"berlaku": timezone.localdate()}
    forms = {name: bound.pop(name, None) or form(initial=initial) for name, form in _PREFIXES.items()}
    for name, form in forms.items():
        form.auto_id = f"{name}-%s"
    chosen = request.POST.get("kantor") or request.GET.get("kantor") or ""
    context = {"offices": offices, "forms": forms, "chosen": chosen, "accept": ACCEPT, **bound}
    return render(request, "evidence/add.html", context, status=status)


ACCEPT = ",".join(f".{ending}" for ending in rules.ENDINGS)


def _told_length(request: HttpRequest) -> int:
    """Return how long the request says it is, 0 where it says nothing that is a length."""
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdigit() else 0


def streamed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a request's files be cut off at their limit; the token is checked after the handler is in place."""
    protected = csrf_protect(view)

    @csrf_exempt
    def capped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            if _told_length(request) > rules.UPLOAD_BYTES:
                return HttpResponse(say("upload_too_large"), status=_TOO_LONG, content_type="text/plain; charset=utf-8")
            uploads.use_capped(request)
        return protected(request, *args, **kwargs)

    return capped


@streamed
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Take files, each on its own: what cannot be taken is named with its reason, the others are kept."""
    if request.method != "POST":
        return _page(request)
    behind = common.behind(request)
    form = FilesForm(request.POST)
    files = uploads.files_of(request, "berkas")
    problem = "no_file" if not files else "too_many_files" if len(files) > rules.FILES_AT_ONCE else None
    if not form.is_valid() or problem:
        return _not_added(request, form, [("", say(problem))] if problem else [])
    kept, refused = 0, []
    for file in files:
        title = form.cleaned_data["judul"] if len(files) == 1 else ""
        upload = items.Upload(file, file.name or "", form.cleaned_data["berlaku"], title)
        try:
            items.add_file(
                by=common.person(request),
                owner_id=form.cleaned_data["kantor"],
                upload=upload,
                now=timezone.now(),
                behind=behind,
            )
            kept += 1
        except (NotTaken, Refused) as problem_of_file:
            refused.append((rules.clean_name(upload.name), _sentence(problem_of_file)))
    if kept:
        messages.success(request, _("Berkas tersimpan: %(jumlah)d") % {"jumlah": kept})
    return _not_added(request, form, refused) if refused else _onward(request)


def _not_added(request: HttpRequest, form: OwnerForm, refused: list[tuple[str, str]]) -> HttpResponse:
    """Name what was not taken: on the page of uploads, or as notices on the page that the person came from."""
    back = common.back_to(request)
    if back is None:
        return _page(request, _UNREADABLE, berkas=form, refused=refused)
    for name, sentence in refused or [("", _("Tanggal atau kantor belum terisi dengan benar."))]:
        messages.error(request, f"{name}: {sentence}" if name else sentence)
    return common.to(back)


@require_POST
@login_required
def add_web(request: HttpRequest) -> HttpResponse:
    """Take a web address with what it answers today."""
    behind, form = common.behind(request), PageForm(request.POST)
    if not form.is_valid():
        return _page(request, _UNREADABLE, web=form)
    said = form.cleaned_data
    page = items.Page(said["alamat"], said["judul"], said["berlaku"])
    try:
        added = items.add_web(
            by=common.person(request), owner_id=said["kantor"], page=page, now=timezone.now(), behind=behind
        )
    except NotTaken as problem:
        form.add_error("alamat", say(problem.key))
        return _page(request, _UNREADABLE, web=form)
    if added.without_copy:
        messages.warning(request, say(added.without_copy))
    else:
        messages.success(request, _("Alamat tersimpan bersama salinan isinya hari ini."))
    return _onward(request, added.item.pk)


@require_POST
@login_required
def add_paper(request: HttpRequest) -> HttpResponse:
    """Note where a paper lies."""
    behind, form = common.behind(request), PaperForm(request.POST)
    if not form.is_valid():
        return _page(request, _UNREADABLE, kertas=form)
    said = form.cleaned_data
    paper = items.Paper(said["judul"], said["tempat"], said["rak"], said["berlaku"])
    try:
        item = items.add_paper(
            by=common.person(request), owner_id=said["kantor"], paper=paper, now=timezone.now(), behind=behind
        )
    except Refused as problem:
        form.add_error(None, str(problem))
        return _page(request, _UNREADABLE, kertas=form)
    messages.success(request, _("Kertas tercatat."))
    return _onward(request, item.pk)


@streamed
@require_POST
@login_required
def add_version(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take a later version of a file."""
    form, files = VersionForm(request.POST, prefix="versi"), uploads.files_of(request, "berkas")
    if not form.is_valid() or not files:
        return show_again(request, item_id, say("marked" if files else "no_file"), version_form=form)
    file = files[0]
    upload = items.Upload(file, file.name or "", form.cleaned_data["berlaku"], form.cleaned_data["judul"])
    made: list[Item] = []
    problem = common.refusal_of(
        lambda: made.append(
            items.add_version(by=common.person(request), item_id=item_id, upload=upload, now=timezone.now())
        )
    )
    if problem:
        return show_again(request, item_id, problem, version_form=form)
    messages.success(request, _("Versi baru tersimpan. Versi lama tetap ada."))
    return common.to(reverse("evidence:item", args=[made[0].pk]))


def _onward(request: HttpRequest, item_id: UUID | None = None) -> HttpResponse:
    address = reverse("evidence:item", args=[item_id]) if item_id else reverse("evidence:items")
    return common.to(common.back_to(request) or address)


def _sentence(problem: NotTaken | Refused) -> str:
    return say(problem.key) if isinstance(problem, NotTaken) else str(problem)
