"""The register as a sheet: download, upload with a preview, the taking and how far it is, the rows for repair."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bening.kernel.documents.sheets import LARGE
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import Region
from bening.scoring.workbook.package import LARGEST_FILE
from bening.systems.oversight import actions, sheet, staging
from bening.systems.oversight.models import SheetState, StagedSheet
from bening.systems.oversight.queries import staged as queries
from bening.systems.oversight.queries.counts import years
from bening.systems.oversight.queries.register import listed, plan_of
from bening.systems.oversight.queries.scope import keep_region, offices_of
from bening.systems.oversight.views.common import UNUSABLE, attempt, person, year_asked
from bening.systems.oversight.views.register import filters_of
from bening.systems.oversight.words import placed
from bening.web.language import language

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN, KEPT_SHOWN = 50, 10
SECONDS = 2  # after which the page of a sheet on its way looks again
STUCK = timedelta(seconds=20)  # nobody takes it up: a worker hears of it at once, or after a killed one let go of it


@login_required
@require_GET
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Give the rows that the list shows, with empty lines below, as an Excel sheet."""
    user, today = person(request), timezone.localdate()
    region = keep_region(user, code, today)
    year = year_asked(request, years(region.code), today)
    found = listed(user, today, region.code, year, filters_of(request))[: actions.MOST_LINES]
    names = [office.name for office in offices_of(region.code)]
    content = sheet.written(region, names, found, made=timezone.now())
    return _excel(content, f"lhkpn-{region.code}-{year}.xlsx")


def _excel(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a sheet, keep what it brings, and go on to the page that shows what it would change."""
    user, now = person(request), timezone.now()
    region = keep_region(user, code, timezone.localdate())
    if request.method != "POST":
        return _ask(request, region)
    file = request.FILES.get("berkas")
    if not isinstance(file, UploadedFile):
        return _ask(request, region, [_("Pilih dahulu berkas Excel yang diunggah.")])
    if (file.size or 0) > LARGEST_FILE:
        text = _("Berkas ini lebih besar dari %(batas)s MB. Bagi menjadi beberapa lembar.")
        return _ask(request, region, [text % {"batas": LARGEST_FILE // 1_000_000}])
    try:
        kept = staging.stage_sheet(by=user, region_code=region.code, content=file.read(), now=now)
    except staging.Unfit as unfit:
        return _ask(request, region, unfit.problems)
    except Refused as refused:
        return _ask(request, region, [str(refused)])
    return redirect("oversight:staged", kept.pk)


def _ask(request: HttpRequest, region: Region, problems: Sequence[str] = ()) -> HttpResponse:
    mine = queries.staged_for(person(request), region, timezone.now(), timezone.localdate())
    context = {
        "region": region,
        "problems": problems[:SHOWN],
        "more": max(0, len(problems) - SHOWN),
        "mine": mine,
        "most": LARGE.rows,
        "at_once": actions.MOST_LINES,
    }
    return render(request, "oversight/upload.html", context, status=UNUSABLE if problems else 200)


@login_required
@require_GET
def staged(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Show what a kept sheet would change, how far it is, or what became of it."""
    return _show(request, staged_id)


def _show(request: HttpRequest, staged_id: UUID, problem: str = "", status: int = 200) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    found = queries.see_staged(person(request), staged_id, now, today)
    context = {"sheet": found, "region": found.region, "problem": problem, **_shown(found, now, today)}
    return render(request, f"oversight/sheet_{PAGES[SheetState(found.state)]}.html", context, status=status)


PAGES = {
    SheetState.WAITING: "moving",
    SheetState.TAKING: "moving",
    SheetState.READY: "preview",
    SheetState.REFUSED: "refused",
    SheetState.DONE: "done",
    SheetState.STOPPED: "done",
}


def _shown(found: StagedSheet, now: datetime, today: date) -> dict[str, Any]:
    """Return what the page of a sheet shows beside the sheet itself."""
    if found.state in queries.IN_HAND:
        is_held = found.held_until is not None and found.held_until > now
        since = found.held_until or found.staged_at
        return {"is_held": is_held, "is_stuck": not is_held and now - since > STUCK, "seconds": SECONDS}
    told = [entry[language()] for line in queries.kept_first(found, KEPT_SHOWN) for entry in line["told"]]
    if found.state != SheetState.READY:
        problems = [entry[language()] for entry in found.problems]
        left = found.changes - found.gone if found.state == SheetState.STOPPED else 0
        return {"told": told, "problems": problems, "left": left}
    lines = [row for row, _seen in sheet.unpacked(queries.first_lines(found))]
    if found.is_large:
        return {"told": told, "plan": found, "lines": lines[:SHOWN], "changes": found.changes}
    names = [office.name for office in offices_of(found.region_id)]
    plan = plan_of(found.region_id, lines, names, today)
    changed = [*plan.added, *plan.filed, *plan.corrected]
    counts = {name: len(getattr(plan, name)) for name in ("added", "filed", "corrected")}
    return {
        "told": [placed(fault) for fault in plan.faults[:SHOWN]],
        "plan": {**counts, "unchanged": plan.unchanged},
        "seen": plan.seen,
        "lines": changed[:SHOWN],
        "changes": 0 if plan.faults else len(changed),
    }


@login_required
@require_POST
def take(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Take a kept sheet: a small one at once, a large one by the worker."""
    user, now = person(request), timezone.now()
    found = queries.see_staged(user, staged_id, now, timezone.localdate())
    seen = request.POST.get("seen", "")
    if found.is_large:
        done, to = _("Lembar mulai dimasukkan."), reverse("oversight:staged", args=[staged_id])
    else:
        done, to = _("Lembar sudah masuk ke daftar."), reverse("oversight:register", args=[found.region_id])
    return attempt(
        request,
        lambda: staging.take_staged(by=user, staged_id=staged_id, seen=seen, now=now),
        done=done,
        to=to,
        again=lambda problem, status: _show(request, staged_id, problem, status),
    )


@login_required
@require_GET
def repair(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Give the rows that were not taken, each with what has to be mended, as an Excel sheet."""
    found = queries.see_staged(person(request), staged_id, timezone.now(), timezone.localdate())
    kept = queries.kept_lines(found)
    if not kept:
        raise Absent
    names = [office.name for office in offices_of(found.region_id)]
    content = sheet.repair(found.region, names, kept, made=timezone.now())
    return _excel(content, f"lhkpn-{found.region_id}-perbaikan.xlsx")


@login_required
@require_POST
def drop(request: HttpRequest, staged_id: UUID) -> HttpResponse:
    """Forget a kept sheet."""
    user, now = person(request), timezone.now()
    found = queries.see_staged(user, staged_id, now, timezone.localdate())
    return attempt(
        request,
        lambda: staging.drop_staged(by=user, staged_id=staged_id, now=now),
        done=_("Lembar dibuang; daftar tidak berubah karenanya."),
        to=reverse("oversight:register", args=[found.region_id]),
        again=lambda problem, status: _show(request, staged_id, problem, status),
    )
