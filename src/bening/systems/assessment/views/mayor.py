"""The mayor's page, and the same on one sheet of paper."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bening.kernel.documents import pdf
from bening.systems.assessment.presenting_mayor.page import mayor as shown_of
from bening.systems.assessment.presenting_mayor.sheet import sheet
from bening.systems.assessment.queries.mayor import MayorPage, ledger_head, mayor_page
from bening.systems.assessment.views.deeds import person
from bening.web.language import language

TEMPLATE = Path(__file__).parent.parent / "typst" / "mayor.typ"


def _page(request: HttpRequest) -> MayorPage:
    asked = request.GET
    return mayor_page(person(request), timezone.localdate(), asked.get("daerah", "")[:13], asked.get("ronde", "")[:36])


@login_required
@require_GET
def summary(request: HttpRequest) -> HttpResponse:
    """Show where a region stands, what changed, what holds it back, and the cheapest way."""
    page = _page(request)
    return render(request, "assessment/mayor.html", {"page": page, "shown": shown_of(page)})


@login_required
@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """Give the page as one sheet of A4."""
    page = _page(request)
    shown, now = shown_of(page), timezone.now().replace(microsecond=0)
    content = pdf.render(TEMPLATE, sheet(page, shown, ledger_head()), title=shown.title, language=language(), at=now)
    name = f"ringkasan-{page.region.code}-{page.day:%Y-%m-%d}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
