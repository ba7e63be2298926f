"""The register as a sheet: download, upload with a preview, and the taking."""

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bening.kernel.people.access import Refused
from bening.kernel.people.models import Region
from bening.scoring.workbook.package import LARGEST_FILE
from bening.systems.oversight import actions, rules, sheet
from bening.systems.oversight.queries.counts import years
from bening.systems.oversight.queries.register import listed, plan_of
from bening.systems.oversight.queries.scope import keep_region, offices_of
from bening.systems.oversight.views.common import UNUSABLE, attempt, person, year_asked
from bening.systems.oversight.views.register import filters_of
from bening.systems.oversight.words import placed

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50


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
    name = f"lhkpn-{region.code}-{year}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a sheet, and show what taking it would change before anything is taken."""
    region = keep_region(person(request), code, timezone.localdate())
    if request.method != "POST":
        return _show(request, region)
    file = request.FILES.get("berkas")
    if not isinstance(file, UploadedFile):
        return _show(request, region, problems=[_("Pilih dahulu berkas Excel yang diunggah.")])
    if (file.size or 0) > LARGEST_FILE:
        text = _("Berkas ini lebih besar dari %(batas)s MB. Bagi menjadi beberapa lembar.")
        return _show(request, region, problems=[text % {"batas": LARGEST_FILE // 1_000_000}])
    found = sheet.opened(file.read(), [office.name for office in offices_of(region.code)])
    if found.problems:
        return _show(request, region, problems=found.problems)
    return _preview(request, region, found.rows)


def _preview(
    request: HttpRequest, region: Region, rows: tuple[rules.Wanted, ...], problem: str = "", status: int = 200
) -> HttpResponse:
    if len(rows) > actions.MOST_LINES:
        text = _("Satu lembar paling banyak %(batas)s baris. Bagi menjadi beberapa.")
        return _show(request, region, problems=[text % {"batas": actions.MOST_LINES}])
    names = [office.name for office in offices_of(region.code)]
    plan = plan_of(region.code, rows, names, timezone.localdate())
    if plan.faults:
        return _show(request, region, problems=[placed(fault) for fault in plan.faults])
    context = {
        "region": region,
        "plan": plan,
        "lines": [*plan.added, *plan.filed, *plan.corrected][:SHOWN],
        "packed": sheet.packed(region.code, rows),
        "problem": problem,
    }
    return render(request, "oversight/preview.html", context, status=status)


def _show(request: HttpRequest, region: Region, problems: list[str] | tuple[str, ...] = ()) -> HttpResponse:
    context = {"region": region, "problems": problems[:SHOWN], "more": max(0, len(problems) - SHOWN)}
    return render(request, "oversight/upload.html", context, status=UNUSABLE if problems else 200)


@login_required
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take the sheet that the preview showed."""
    user = person(request)
    region = keep_region(user, code, timezone.localdate())
    rows = sheet.unpacked(region.code, request.POST.get("lembar", ""))

    def deed() -> None:
        if rows is None:
            raise Refused(_("Pratinjau ini tidak berlaku lagi. Unggah lembarnya sekali lagi."))
        actions.take_sheet(
            by=user, region_code=region.code, rows=rows, seen=request.POST.get("seen", ""), now=timezone.now()
        )

    def again(problem: str, status: int) -> HttpResponse:
        if rows is None:
            return _show(request, region, problems=[problem])
        return _preview(request, region, rows, problem, status)

    return attempt(
        request,
        deed,
        done=_("Lembar sudah masuk ke daftar."),
        to=reverse("oversight:register", args=[region.code]),
        again=again,
    )
