"""Starting a round: what it is about, and which office answers which indicator."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bening.kernel.calendar.queries import calendar
from bening.kernel.people.access import Refused
from bening.kernel.people.models import User
from bening.systems.assessment import forms, rules
from bening.systems.assessment.actions.rounds import Handing, Setting, start_round
from bening.systems.assessment.models import Round
from bening.systems.assessment.presenting_conditions import conditions
from bening.systems.assessment.queries.starting import Proposal, proposal
from bening.systems.assessment.saying import said_under, words
from bening.systems.assessment.storing import canonical_form
from bening.systems.assessment.views.deeds import UNUSABLE, person

TERM = 20  # working days, until the coordinator says otherwise


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _proposal(user: User, data: QueryDict) -> Proposal:
    return proposal(
        user,
        timezone.localdate(),
        name=data.get("program", ""),
        instrument_id=data.get("instrumen", ""),
        previous_id=_id(data.get("dari", "")),
    )


def _context(found: Proposal, data: QueryDict, problem: str = "") -> dict[str, object]:
    today = timezone.localdate()
    rows = []
    for entry in found.handed:
        code = entry.node.code
        rows.append(
            {
                "code": code,
                "title": words(entry.node.title),
                "office": data.get(f"kantor.{code}") or str(entry.organisation or ""),
                "assessor": data.get(f"penilai.{code}") or str(entry.assessor or ""),
                "changes": [said_under(code, change) for change in entry.changed],
            }
        )
    return {
        "found": found,
        "rows": rows,
        "problem": problem,
        "offices": [(str(entry.id), entry.name) for entry in found.offices],
        "inspectorates": [(str(entry.id), entry.name) for entry in found.inspectorates],
        "programmes": [(entry.id, words(entry.title)) for entry in found.programmes],
        "stages": [(entry.id, words(entry.title)) for entry in found.programme.stages.values()],
        "instruments": found.programme.instruments,
        "profiles": [(name, words(entry.title)) for name, entry in found.instrument.profiles.items()],
        "removed": [said_under("", entry) for entry in found.removed],
        "conditions": conditions(found.instrument, forms.facts_from(found.instrument, data)),
        "title": data.get("judul", ""),
        "stage": data.get("tahap", ""),
        "profile": data.get("bobot", ""),
        "starts_on": data.get("mulai") or today.isoformat(),
        "due_on": data.get("tenggat") or calendar().due(today, TERM).day.isoformat(),
        "of_office": found.programme.subject == "organisation",
        "subject": data.get("subjek", ""),
    }


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show the form of a new round, or start the round."""
    user = person(request)
    data = request.POST if request.method == "POST" else request.GET
    found = _proposal(user, data)
    if request.method == "GET":
        return render(request, "assessment/start.html", _context(found, data))
    try:
        made = _start(user, found, data)
    except Refused as refused:
        return render(request, "assessment/start.html", _context(found, data, str(refused)), status=UNUSABLE)
    return redirect(reverse("assessment:round", args=[made.id]))


def _start(user: User, found: Proposal, data: QueryDict) -> Round:
    starts_on, due_on = forms.day_from(data.get("mulai", "")), forms.day_from(data.get("tenggat", ""))
    stage = found.programme.stages.get(data.get("tahap", ""))
    title = data.get("judul", "").strip()
    if stage is None:
        raise Refused(_("Pilih tahapnya."))
    if starts_on is None or due_on is None or due_on < starts_on:
        raise Refused(_("Isi hari mulai dan tenggat; tenggat tidak boleh mendahului hari mulai."))
    subject = _id(data.get("subjek", "")) if found.programme.subject == "organisation" else None
    if found.programme.subject == "organisation" and subject not in {entry.id for entry in found.offices}:
        raise Refused(_("Pilih kantor yang dinilai."))
    profile = data.get("bobot", "")
    sha256, document = canonical_form(found.instrument.id)
    setting = Setting(
        region=found.region.code,
        organisation=subject,
        instrument_sha256=sha256,
        document=document,
        stage=stage,
        title=title[: rules.TITLE],
        profile=profile if profile in found.instrument.profiles else found.instrument.default_profile,
        starts_on=starts_on,
        due_on=due_on,
        facts=forms.facts_from(found.instrument, data),
    )
    return start_round(
        by=user,
        setting=setting,
        handed=_handed(found, data, subject),
        previous=found.previous.id if found.previous else None,
        now=timezone.now(),
    )


def _handed(found: Proposal, data: QueryDict, subject: UUID | None) -> dict[str, Handing]:
    """Return to whom each indicator goes; in a round about one office, to that office."""
    handed = {}
    for entry in found.handed:
        code = entry.node.code
        office = subject or _id(data.get(f"kantor.{code}", ""))
        assessor = _id(data.get(f"penilai.{code}", "") or data.get("penilai", ""))
        if office is not None:
            handed[code] = Handing(office, assessor)
    return handed
