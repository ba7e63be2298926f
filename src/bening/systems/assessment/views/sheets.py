"""Excel sheets out and in: download, upload, what would change, one button that applies all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bening.kernel.documents.take_away import safe_path
from bening.kernel.evidence.views.adding import streamed
from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import User
from bening.scoring.messages.render import render as said
from bening.scoring.text import Message, Place, message
from bening.scoring.text import Refused as Unreadable
from bening.scoring.workbook.package import LARGEST_FILE
from bening.systems.assessment.actions import sheets as actions
from bening.systems.assessment.models import SheetKind, StagedImport
from bening.systems.assessment.queries import sheets as queries
from bening.systems.assessment.saying import words
from bening.systems.assessment.views.deeds import CONFLICT, UNUSABLE, person
from bening.systems.assessment.worksheet.preview import preview
from bening.systems.assessment.worksheet.words import CATALOGUE
from bening.systems.assessment.worksheet.writing import handing_file, repair_file, worksheet_file
from bening.web.language import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Sheet = queries.Worksheet | queries.HandingSheet


def attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    """Return a response as a file to save that nobody in between keeps."""
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=safe_path(name)) or ""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _xlsx(content: bytes, name: str) -> HttpResponseBase:
    return attached(HttpResponse(content, content_type=XLSX), f"{name}.xlsx")


def _fill(user: User, round_id: UUID, day: date) -> queries.Worksheet:
    """Return the worksheet of somebody who answers in the round; raises `Absent` for others."""
    sheet = queries.worksheet(user, round_id, day)
    if not sheet.is_office:
        raise Absent
    return sheet


@dataclass(frozen=True)
class _Way:
    """One of the two sheets: who may bring it, how it is kept, where its file and its page are."""

    see: Callable[[User, UUID, date], Sheet]
    stage: Callable[..., StagedImport]
    file: str
    page: str


_WAYS = {
    SheetKind.ANSWERS: _Way(_fill, actions.stage_answers, "assessment:worksheet", "assessment:import_answers"),
    SheetKind.HANDING: _Way(
        queries.handing_sheet, actions.stage_handing, "assessment:handing_sheet", "assessment:import_handing"
    ),
}


@login_required
@require_GET
def worksheet(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Hand out the sheet of what the person may write and see."""
    sheet = queries.worksheet(person(request), round_id, timezone.localdate())
    name = _("Lembar %(ronde)s") % {"ronde": words(sheet.round.named)}
    return _xlsx(worksheet_file(sheet, timezone.localtime()), name)


@login_required
@require_GET
def handing_sheet(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Hand out the coordinator's sheet."""
    sheet = queries.handing_sheet(person(request), round_id, timezone.localdate())
    name = _("Penyerahan %(ronde)s") % {"ronde": words(sheet.round.named)}
    return _xlsx(handing_file(sheet, timezone.localtime()), name)


@streamed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest, round_id: UUID, kind: str) -> HttpResponseBase:
    """Take a sheet, keep what it would change, and go on to the page that shows it."""
    way = _WAYS[SheetKind(kind)]
    sheet = way.see(person(request), round_id, timezone.localdate())
    if request.method != "POST":
        return _upload(request, sheet, kind)
    file = request.FILES.get("lembar")
    if file is None:
        return _upload(request, sheet, kind, problems=[_("Pilih dahulu berkas Excel-nya.")])
    name = str(file.name or "")[-100:]
    try:
        if (file.size or 0) > LARGEST_FILE:
            raise Unreadable([message("workbook_too_large", Place(name), limit=f"{LARGEST_FILE // 1_000_000} MB")])
        staged = way.stage(by=person(request), round_id=round_id, content=file.read(), file=name, now=timezone.now())
    except Unreadable as error:
        return _upload(request, sheet, kind, problems=[_words(entry) for entry in error.messages])
    except Refused as error:
        return _upload(request, sheet, kind, problems=[str(error)])
    return redirect("assessment:staged", staged.id)


def _words(entry: Message) -> str:
    return said(entry, language(), CATALOGUE)


def _upload(request: HttpRequest, sheet: Sheet, kind: str, *, problems: list[str] | None = None) -> HttpResponse:
    context = {
        "round": sheet.round,
        "kind": kind,
        "file": reverse(_WAYS[SheetKind(kind)].file, args=[sheet.round.id]),
        "problems": problems or [],
    }
    return render(request, "assessment/import.html", context, status=UNUSABLE if problems else 200)


def _staged(request: HttpRequest, staged_id: UUID) -> tuple[StagedImport, Sheet]:
    """Return a kept sheet of the person, with the round as they may still see it; raises `Absent`."""
    staged = queries.see_staged(person(request), staged_id, timezone.now())
    return staged, _WAYS[SheetKind(staged.kind)].see(person(request), staged.round_id, timezone.localdate())


def _show(
    request: HttpRequest, staged_id: UUID, *, problem: str = "", reason: str = "", status: int = 200
) -> HttpResponse:
    staged, sheet = _staged(request, staged_id)
    context = {
        "staged": staged,
        "round": sheet.round,
        "shown": preview(staged, sheet.lines),
        "again": reverse(_WAYS[SheetKind(staged.kind)].page, args=[staged.round_id]),
        "problem": problem,
        "reason": reason,
    }
    return render(request, "assessment/import_preview.html", context, status=status)


@login_required
@require_GET
def staged(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Show what a kept sheet would change."""
    return _show(request, staged_id)


@login_required
@require_GET
def rejected(request: HttpRequest, staged_id: UUID) -> HttpResponseBase:
    """Hand out the rows that could not be taken, each with what has to be mended."""
    found, sheet = _staged(request, staged_id)
    if not any(entry["values"] for entry in found.rejected):
        raise Absent
    content = repair_file(sheet, found.rejected, timezone.localtime())
    return _xlsx(content, _("Perbaikan %(ronde)s") % {"ronde": words(sheet.round.named)})


@login_required
@require_POST
def apply(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Apply the whole sheet, or say why nothing was applied."""
    found, _sheet = _staged(request, staged_id)
    kind, reason = SheetKind(found.kind), request.POST.get("alasan", "")[:400]
    who: dict[str, Any] = {"by": person(request), "staged_id": staged_id, "now": timezone.now()}
    try:
        if kind == SheetKind.ANSWERS:
            count = actions.apply_answers(**who)
        else:
            count = actions.apply_handing(reason=reason, **who)
    except actions.Moved as moved:
        actions.set_aside(kind=kind, **who)
        text = _(
            "%(kode)s diubah orang lain sesudah pratinjau dibuat, jadi belum ada yang diterapkan. Isian Anda untuk itu"
            " ada di lembar perbaikan; sisanya dapat diterapkan sekarang."
        )
        problem = text % {"kode": ", ".join(moved.codes)}
        return _show(request, staged_id, problem=problem, reason=reason, status=CONFLICT)
    except Changed:
        problem = _("Ada yang berubah tepat saat ini, jadi belum ada yang diterapkan. Tekan sekali lagi.")
        return _show(request, staged_id, problem=problem, reason=reason, status=CONFLICT)
    except Refused as refused:
        return _show(request, staged_id, problem=str(refused), reason=reason, status=UNUSABLE)
    messages.success(request, _done(kind, count))
    if found.rejected:
        return redirect("assessment:staged", staged_id)
    return redirect("assessment:round", found.round_id)


def _done(kind: SheetKind, count: int) -> str:
    if kind == SheetKind.ANSWERS:
        text = ngettext("%(n)s jawaban disimpan sebagai draf.", "%(n)s jawaban disimpan sebagai draf.", count)
    else:
        text = ngettext("%(n)s indikator diserahkan.", "%(n)s indikator diserahkan.", count)
    return text % {"n": count}


@login_required
@require_POST
def drop(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Forget a kept sheet."""
    round_id = actions.drop(by=person(request), staged_id=staged_id, now=timezone.now())
    messages.success(request, _("Lembar dibuang; tidak ada yang berubah."))
    return redirect("assessment:round", round_id)
