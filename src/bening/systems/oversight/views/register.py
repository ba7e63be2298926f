"""The register: the list, one row, and what can be done there."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bening.kernel.people.access import Refused
from bening.systems.oversight import actions, rules
from bening.systems.oversight.forms import AddForm, DayForm
from bening.systems.oversight.models import Obligation, Withdrawal
from bening.systems.oversight.queries.counts import years
from bening.systems.oversight.queries.register import Filters, register_page
from bening.systems.oversight.queries.scope import keep_region, offices_of, see_obligation
from bening.systems.oversight.terms import terms
from bening.systems.oversight.views.common import attempt, person, seen, year_asked
from bening.systems.oversight.words import FILTERS, STATES
from bening.web.states import State


def filters_of(request: HttpRequest) -> Filters:
    """Return what the list is narrowed to; what cannot be read narrows nothing."""
    status = request.GET.get("status", "")
    return Filters(
        text=request.GET.get("q", "").replace("\0", "")[:100],
        office=_id(request.GET.get("kantor", "")),
        status=status if status in FILTERS else "",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@login_required
@require_GET
def register(request: HttpRequest, code: str) -> HttpResponse:
    """List the register of a year, 50 rows a page."""
    user, today = person(request), timezone.localdate()
    region = keep_region(user, code, today)
    held = years(region.code)
    year, filters = year_asked(request, held, today), filters_of(request)
    page = register_page(user, today, region.code, year, filters, request.GET.get("hal"))
    rest = request.GET.copy()
    rest.pop("hal", None)
    due = rules.due_on(year, terms())
    context = {
        "region": region,
        "year": year,
        "years": held if year in held else [year, *held],
        "due": due,
        "page": page,
        "rows": _rows(page.object_list, due, today),  # type: ignore[arg-type]  # a page of rows
        "filters": filters,
        "office": str(filters.office or ""),
        "offices": [(str(office.pk), office.name) for office in offices_of(region.code)],
        "states": FILTERS.items(),
        "query": rest.urlencode(),
    }
    return render(request, "oversight/register.html", context)


def _rows(found: Sequence[Obligation], due: date, today: date) -> list[tuple[Obligation, date | None, State]]:
    return [(row, filed_on(row), state_of(row, due, today)) for row in found]


def filed_on(row: Obligation) -> date | None:
    """Return the day on which a row was met, None where it was not."""
    return row.receipt.filed_on if hasattr(row, "receipt") else None


def state_of(row: Obligation, due: date, today: date) -> State:
    """Return the state of a row as pages show it."""
    if row.withdrawn_on is not None:
        return STATES["withdrawn"]
    return STATES[rules.status(filed_on=filed_on(row), due=due, today=today)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add an official who has to declare."""
    user, today = person(request), timezone.localdate()
    region = keep_region(user, code, today)
    offices = [(str(office.pk), office.name) for office in offices_of(region.code)]
    form = AddForm(request.POST or None, offices=offices, initial={"tahun": today.year - 1})

    def show(problem: str = "", status: int = 200) -> HttpResponse:
        context = {"region": region, "form": form, "problem": problem}
        return render(request, "oversight/add.html", context, status=status)

    if request.method != "POST":
        return show()
    if not form.is_valid():
        return show(status=422)
    told = form.cleaned_data
    new = actions.New(UUID(told["kantor"]), told["tahun"], told["nomor"], told["golongan"])
    return attempt(
        request,
        lambda: actions.add_obligation(by=user, region_code=region.code, new=new, now=timezone.now()),
        done=_("Wajib lapor ditambahkan."),
        to=f"{reverse('oversight:register', args=[region.code])}?tahun={told['tahun']}",
        again=show,
    )


def _show(request: HttpRequest, obligation_id: UUID, problem: str = "", status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    row = see_obligation(person(request), obligation_id, today)
    due = rules.due_on(row.reporting_year, terms())
    context = {
        "row": row,
        "due": due,
        "filed_on": filed_on(row),
        "state": state_of(row, due, today),
        "form": DayForm(request.POST if "tanggal" in request.POST else None, initial={"tanggal": filed_on(row)}),
        "grounds": Withdrawal.choices,
        "problem": problem,
    }
    return render(request, "oversight/obligation.html", context, status=status)


@login_required
@require_GET
def obligation(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Show one row of the register."""
    return _show(request, obligation_id)


@login_required
@require_POST
def receive(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Write down on which day a declaration was filed."""
    user = person(request)
    see_obligation(user, obligation_id, timezone.localdate())
    form = DayForm(request.POST)

    def deed() -> None:
        if not form.is_valid():
            raise Refused(_("Isi tanggal lapor: hari/bulan/tahun."))
        day = form.cleaned_data["tanggal"]
        actions.record_receipt(
            by=user, obligation_id=obligation_id, seen=seen(request), filed_on=day, now=timezone.now()
        )

    return attempt(
        request,
        deed,
        done=_("Tanggal lapor tercatat."),
        to=reverse("oversight:obligation", args=[obligation_id]),
        again=lambda problem, status: _show(request, obligation_id, problem, status),
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    """Take a row off the register."""
    user, ground = person(request), request.POST.get("alasan", "")
    see_obligation(user, obligation_id, timezone.localdate())
    return attempt(
        request,
        lambda: actions.withdraw_obligation(
            by=user, obligation_id=obligation_id, seen=seen(request), ground=ground, now=timezone.now()
        ),
        done=_("Wajib lapor dicabut dari daftar."),
        to=reverse("oversight:obligation", args=[obligation_id]),
        again=lambda problem, status: _show(request, obligation_id, problem, status),
    )
