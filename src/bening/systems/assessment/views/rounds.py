"""Rounds: the list, one on a screen, closing, reminding, the three opinions."""

from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bening.kernel.people.access import Refused
from bening.systems.assessment import forms, presenting_round
from bening.systems.assessment.actions import closings
from bening.systems.assessment.actions import rounds as actions
from bening.systems.assessment.models import Opinion, RoundState
from bening.systems.assessment.queries import round_page as queries
from bening.systems.assessment.queries.closing import pending
from bening.systems.assessment.queries.plenary import Filters as Wanted
from bening.systems.assessment.queries.plenary import plenary as plenary_of
from bening.systems.assessment.queries.starting import coordinated
from bening.systems.assessment.views.deeds import attempt, ids, person, seen


@login_required
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds that the person sees; htmx asks for the rows alone."""
    text, state = request.GET.get("q", "")[:100], request.GET.get("status", "")[:10]
    page = queries.round_list(person(request), timezone.localdate(), text, state, request.GET.get("hal", "1")[:5])
    context = {
        "page": page,
        "text": text,
        "state": state,
        "states": RoundState.choices,
        "query": _query(request),
        "may_start": coordinated(person(request), timezone.localdate()).exists(),
    }
    return render(
        request, "assessment/_rounds_rows.html" if _wants_rows(request) else "assessment/rounds.html", context
    )


def _query(request: HttpRequest) -> str:
    """Return what is looked for, for the addresses of the other pages."""
    query = request.GET.copy()
    query.pop("hal", None)
    return query.urlencode()


def _wants_rows(request: HttpRequest) -> bool:
    """Return whether htmx asks for the rows alone; going back it asks for the whole page."""
    headers = request.headers
    return "HX-Request" in headers and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers


def _filters(request: HttpRequest) -> queries.Filters:
    data = request.GET
    return queries.Filters(
        text=data.get("q", "")[:100],
        office=data.get("kantor", "")[:40],
        state=data.get("status", "")[:10],
        late=data.get("terlambat") == "1",
        page=data.get("hal", "1")[:5],
    )


def _show(request: HttpRequest, round_id: UUID, *, problem: str = "", status: int = 200) -> HttpResponse:
    page = queries.round_page(person(request), round_id, timezone.localdate(), _filters(request))
    context = {
        "page": page,
        "shown": presenting_round.round_(page),
        "problem": problem,
        "query": _query(request),
    }
    return render(request, "assessment/round.html", context, status=status)


@login_required
@require_GET
def round_(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show one round."""
    return _show(request, round_id)


def _again(request: HttpRequest, round_id: UUID, problem: str, status: int) -> HttpResponse:
    text = problem or _("Ronde ini sudah berubah sejak Anda membukanya. Periksa keadaan terbaru, lalu ulangi.")
    return _show(request, round_id, problem=text, status=status)


@login_required
@require_GET
def closing(request: HttpRequest, round_id: UUID, opinion: str) -> HttpResponse:
    """Say what the closing of an opinion does and what is still open, before it is done."""
    asked = Opinion(opinion)
    context = {"pending": pending(person(request), round_id, asked, timezone.localdate()), "name": asked.label}
    return render(request, "assessment/close.html", context)


@login_required
@require_POST
def close(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Close an opinion and store its result."""
    opinion = request.POST.get("pandangan", "")

    def deed() -> None:
        if opinion not in Opinion.values:
            raise Refused(_("Pilih pandangan yang ditutup."))
        closings.close_opinion(
            by=person(request), round_id=round_id, seen=seen(request), opinion=Opinion(opinion), now=timezone.now()
        )

    return attempt(
        request,
        deed,
        done=_("Pandangan ditutup; hasilnya tersimpan."),
        to=reverse("assessment:round", args=[round_id]),
        again=lambda problem, status: _again(request, round_id, problem, status),
    )


@login_required
@require_POST
def state_facts(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """State what the gates ask beside the answers."""
    instrument = queries.instrument_seen(person(request), round_id, timezone.localdate())
    facts = forms.facts_from(instrument, request.POST)
    return attempt(
        request,
        lambda: actions.state_facts(
            by=person(request), round_id=round_id, seen=seen(request), facts=facts, now=timezone.now()
        ),
        done=_("Keadaan yang diperhitungkan tersimpan."),
        to=reverse("assessment:round", args=[round_id]),
        again=lambda problem, status: _again(request, round_id, problem, status),
    )


@login_required
@require_POST
def remind(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Remind the offices of the ticked indicators."""
    ticked = ids(request, "jawaban")
    text = request.POST.get("pesan", "")[:400]
    return attempt(
        request,
        lambda: actions.remind(by=person(request), round_id=round_id, answer_ids=ticked, text=text, now=timezone.now()),
        done=_("Pengingat terkirim."),
        to=reverse("assessment:round", args=[round_id]),
        again=lambda problem, status: _again(request, round_id, problem, status),
    )


def _heading(gaps: Sequence[Fraction], closed: int) -> str:
    """Return what the comparison says: one closed opinion has nothing beside it, and a filter may leave nothing."""
    if closed <= 1:
        return _("Belum ada yang dapat dibandingkan")
    if not gaps:
        return _("Tiga pandangan")
    differing = sum(gap > 0 for gap in gaps)
    return _("%(beda)s dari %(semua)s indikator dipandang berbeda") % {"beda": differing, "semua": len(gaps)}


@login_required
@require_GET
def opinions(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show the three opinions side by side, as far as they are closed."""
    page = queries.round_page(person(request), round_id, timezone.localdate(), _filters(request))
    values = {closing.opinion: closing.answers for closing in page.closings}
    rows = presenting_round.beside(queries.compared(page, values)) if values else []
    here = {row.answer.code for row in page.pager}
    context = {
        "page": page,
        "rows": [row for row in rows if row.code in here],
        "views": presenting_round.sums(page),
        "heading": _heading([row.gap for row in rows], len(values)),
        "query": _query(request),
    }
    return render(request, "assessment/opinions.html", context)


@login_required
@require_GET
def plenary(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Show the outside assessors' voices and the plenary's decisions; the total stays hidden until the last one."""
    data = request.GET
    filters = Wanted(text=data.get("q", "")[:100], state=data.get("status", "")[:10], page=data.get("hal", "1")[:5])
    found = plenary_of(person(request), round_id, timezone.localdate(), filters)
    name = "assessment/_plenary_rows.html" if _wants_rows(request) else "assessment/plenary.html"
    return render(request, name, {"found": found, "query": _query(request)})


@login_required
@require_POST
def correct(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Open a correction window."""

    def deed() -> None:
        ends_on = forms.day_from(request.POST.get("sampai", ""))
        if ends_on is None:
            raise Refused(_("Isi hari terakhir koreksi."))
        closings.open_correction_window(
            by=person(request),
            round_id=round_id,
            seen=seen(request),
            codes=request.POST.getlist("kode")[:200],
            reason=request.POST.get("alasan", "")[:4000],
            ends_on=ends_on,
            now=timezone.now(),
        )

    return attempt(
        request,
        deed,
        done=_("Jendela koreksi dibuka."),
        to=reverse("assessment:round", args=[round_id]),
        again=lambda problem, status: _again(request, round_id, problem, status),
    )
