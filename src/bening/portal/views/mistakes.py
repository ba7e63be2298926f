"""Reporting a mistake without an account, and the inbox of whoever reads the reports."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Absent, Refused, require
from bening.kernel.people.models import Region, User
from bening.kernel.people.samples import is_demo
from bening.portal import access, actions, rules
from bening.portal.about import in_words, page_of
from bening.portal.forms import AnswerForm, ReportForm
from bening.portal.frame import frame
from bening.portal.language import address, language_of
from bening.portal.models import ReportState
from bening.portal.pages import absent, marked
from bening.portal.queries import reports
from bening.web.language import language

LARGEST = 64 * 1024
UNUSABLE, CONFLICT, TOO_LARGE = 422, 409, 413


# Nobody is signed in here: there is no authority that a foreign page could borrow, and no cookie for a token.
@marked
@csrf_exempt
def report(request: HttpRequest) -> HttpResponse:
    """Show the form of a report and take it."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    with translation.override(language_of(request.path_info)):
        try:
            return _report(request)
        except Http404:
            return absent(request)


def _report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, ReportForm(), request.GET.get("tentang", ""))
    if _length(request) > LARGEST:
        return _form(request, ReportForm(), request.GET.get("tentang", ""), status=TOO_LARGE)
    about, form = request.POST.get("tentang", ""), ReportForm(request.POST)
    region = _region(about)
    if not form.is_valid():
        return _form(request, form, about, status=UNUSABLE)
    if form.cleaned_data["situs"]:
        return _thanks(request, region)  # a machine filled in what nobody sees; it learns nothing
    try:
        actions.report_mistake(
            about=about, text=form.cleaned_data["text"], contact=form.cleaned_data["contact"], now=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _form(request, form, about, status=UNUSABLE)
    return _thanks(request, region)


def _region(about: str) -> Region:
    code = rules.region_of(about)
    if code is None:
        raise Absent
    return reports.published_region(code)


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is; without a length Django reads none."""
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _form(request: HttpRequest, form: ReportForm, about: str, *, status: int = 200) -> HttpResponse:
    region = _region(about)
    context = {
        "form": form,
        "about": about,
        "words": in_words([about], language_of(request.path_info))[about],
        "reader": reports.reader_of(region, timezone.localdate()),
        "is_demo": is_demo(),
    }
    return _own(request, "report", region, context, status)


def _thanks(request: HttpRequest, region: Region) -> HttpResponse:
    context = {"reader": reports.reader_of(region, timezone.localdate()), "is_demo": is_demo()}
    return _own(request, "reported", region, context, 200)


def _own(request: HttpRequest, name: str, region: Region, context: dict[str, object], status: int) -> HttpResponse:
    language = language_of(request.path_info)
    home = address("region", language, code=region.code)
    whole = {
        "shell": frame(request.path_info, language, place=region.name, home=home, is_sample=region.is_sample),
        "region": region,
        "home": home,
        **context,
    }
    response = HttpResponse(render_to_string(f"portal/{name}.html", whole), status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    response["X-Frame-Options"] = "DENY"
    return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the reports that the person reads."""
    person, day = _person(request), timezone.localdate()
    require(access.may_read, person, day)
    text, state = request.GET.get("q", "")[:100].strip(), request.GET.get("keadaan", "")
    page = reports.inbox(person, day, text=text, state=state, number=request.GET.get("hal", "1"))
    query = request.GET.copy()
    query.pop("hal", None)
    words = in_words([report.about for report in page], language())
    context = {
        "rows": [(report, words[report.about]) for report in page],
        "page": page,
        "text": text,
        "state": state,
        "states": ReportState.choices,
        "query": query.urlencode(),
    }
    return render(request, "portal/inbox.html", context)


@login_required
@require_GET
def one(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show one report."""
    return _shown(request, report_id)


def _shown(
    request: HttpRequest, report_id: UUID, *, form: AnswerForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    found = reports.see_report(_person(request), timezone.localdate(), report_id)
    context = {
        "report": found,
        "words": in_words([found.about], language())[found.about],
        "figure": page_of(found.about, language()),
        "form": form or AnswerForm(initial={"answer": found.answer}),
        "problem": problem,
        "is_open": found.state != ReportState.CLOSED,
    }
    return render(request, "portal/inbox_report.html", context, status=status)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1234567890") else -1


@login_required
@require_POST
def answer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keep the answer to a report."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, report_id, form=form, status=UNUSABLE)
    try:
        actions.answer_report(
            by=_person(request),
            report_id=report_id,
            seen=_seen(request),
            answer=form.cleaned_data["answer"],
            now=timezone.now(),
        )
    except Changed:
        return _shown(request, report_id, form=form, problem=_changed(), status=CONFLICT)
    except Refused as refused:
        return _shown(request, report_id, form=form, problem=str(refused), status=UNUSABLE)
    messages.success(request, _("Jawaban disimpan."))
    return redirect("portal:inbox_report", report_id=report_id)


@login_required
@require_POST
def close(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Close a report."""
    try:
        actions.close_report(by=_person(request), report_id=report_id, seen=_seen(request), now=timezone.now())
    except Changed:
        return _shown(request, report_id, problem=_changed(), status=CONFLICT)
    except Refused as refused:
        return _shown(request, report_id, problem=str(refused), status=UNUSABLE)
    messages.success(request, _("Laporan ditutup."))
    return redirect("portal:inbox")


def _changed() -> str:
    return _("Laporan ini baru saja diubah orang lain. Periksa isinya, lalu kirim lagi.")
