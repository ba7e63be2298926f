"""The page of one indicator and what can be done there."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bening.kernel.evidence.actions import links
from bening.kernel.people.access import Refused
from bening.systems.assessment import forms, presenting, rules
from bening.systems.assessment.actions import answers as actions
from bening.systems.assessment.actions import findings, rounds
from bening.systems.assessment.models import Answer, AnswerState, Finding, Opinion, Ruling
from bening.systems.assessment.queries.answer_page import answer_page, leaf_of
from bening.systems.assessment.queries.evidence import SUBJECT
from bening.systems.assessment.views.deeds import CONFLICT, attempt, ids, person, seen


def _show(
    request: HttpRequest, answer_id: UUID, *, typed: forms.Typed | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    page = answer_page(person(request), answer_id, timezone.localdate())
    shown = presenting.answer(page, person(request), typed)
    context = {"page": page, "shown": shown, "typed": typed, "problem": problem, "is_conflict": status == CONFLICT}
    return render(request, "assessment/answer.html", context, status=status)


@login_required
@require_GET
def answer(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Show one indicator."""
    return _show(request, answer_id)


def _own_page(answer_id: UUID) -> str:
    return reverse("assessment:answer", args=[answer_id])


def _deed(
    request: HttpRequest,
    answer_id: UUID,
    deed: Callable[[], object],
    done: str,
    typed: forms.Typed | None = None,
    *,
    to: Callable[[], str] | None = None,
) -> HttpResponse:
    return attempt(
        request,
        deed,
        done=done,
        to=to or _own_page(answer_id),
        again=lambda problem, status: _show(request, answer_id, typed=typed, problem=problem, status=status),
    )


def _value(request: HttpRequest, answer_id: UUID) -> rules.Value | None:
    """Return the value that was typed for an indicator that the person may see; raises `Absent`."""
    return forms.value_from(leaf_of(person(request), answer_id, timezone.localdate()), request.POST)


def _hand_in(request: HttpRequest, saved: Answer) -> None:
    """Hand in what was just saved; where that cannot be done, the person is told that the draft stays."""
    try:
        actions.submit_answer(by=person(request), answer_id=saved.id, seen=saved.version, now=timezone.now())
    except Refused as refused:
        raise Refused(_("Draf tersimpan, tetapi belum dikirim. %(sebab)s") % {"sebab": refused}) from refused


@login_required
@require_POST
def save(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Save the draft, and hand it in where that button was pressed; what was typed is kept where it is not taken."""
    typed = forms.Typed("answer", _value(request, answer_id), request.POST.get("catatan", ""))
    is_sending = request.POST.get("aksi") == "kirim"

    def deed() -> None:
        saved = actions.save_draft(
            by=person(request),
            answer_id=answer_id,
            seen=seen(request),
            value=typed.value,
            note=typed.text,
            now=timezone.now(),
        )
        if is_sending:
            _hand_in(request, saved)

    done = _("Jawaban dikirim kepada kepala kantor.") if is_sending else _("Draf tersimpan.")
    return _deed(request, answer_id, deed, done, typed)


@login_required
@require_POST
def move(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Recall, approve or send back, as the button says."""
    moves = {
        "tarik": (actions.recall_answer, _("Jawaban ditarik kembali. Anda dapat mengubahnya.")),
        "setujui": (actions.approve_answer, _("Jawaban disetujui dan sampai kepada penilai.")),
        "kembalikan": (actions.send_back, _("Jawaban dikembalikan kepada operator.")),
    }
    name = request.POST.get("aksi", "")

    def deed() -> None:
        if name not in moves:
            raise Refused(_("Tombol itu tidak dikenal. Muat ulang halaman, lalu coba lagi."))
        moves[name][0](by=person(request), answer_id=answer_id, seen=seen(request), now=timezone.now())

    return _deed(request, answer_id, deed, moves[name][1] if name in moves else "")


@login_required
@require_POST
def find(request: HttpRequest, answer_id: UUID, opinion: str) -> HttpResponse:
    """Record a finding, internal or outside."""
    ruling = request.POST.get("putusan", "")
    typed = forms.Typed("finding", _value(request, answer_id), request.POST.get("alasan", ""), ruling)
    given: list[Finding] = []

    def deed() -> None:
        if ruling not in Ruling.values:
            raise Refused(_("Pilih dahulu: diterima, perlu perbaikan, atau tidak diterima."))
        found = findings.record_finding(
            by=person(request),
            answer_id=answer_id,
            seen=seen(request),
            opinion=Opinion(opinion),
            found=rules.Found(ruling, typed.value, typed.text),
            now=timezone.now(),
        )
        given.append(found)

    def onward() -> str:
        # Given back to its office, an answer is no longer the assessor's to see.
        is_back = given[0].answer.state == AnswerState.RETURNED
        return reverse("assessment:round", args=[given[0].answer.round_id]) if is_back else _own_page(answer_id)

    return _deed(request, answer_id, deed, _("Temuan tercatat."), typed, to=onward)


@login_required
@require_POST
def decide(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Record what the plenary decides."""
    typed = forms.Typed("decision", _value(request, answer_id), request.POST.get("alasan", ""))

    def deed() -> None:
        if typed.value is None:
            raise Refused(_("Pilih nilai yang diputuskan pleno."))
        findings.decide(
            by=person(request),
            answer_id=answer_id,
            number=seen(request),
            value=typed.value,
            reason=typed.text,
            now=timezone.now(),
        )

    return _deed(request, answer_id, deed, _("Keputusan pleno tercatat."), typed)


@login_required
@require_POST
def remark(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Write into the thread."""
    typed = forms.Typed("message", None, request.POST.get("pesan", ""))

    def deed() -> None:
        rounds.write_remark(
            by=person(request),
            answer_id=answer_id,
            text=typed.text,
            due_on=forms.day_from(request.POST.get("tenggat", "")),
            now=timezone.now(),
        )

    return _deed(request, answer_id, deed, _("Pesan terkirim."), typed)


@login_required
@require_POST
def arrange(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Extend the deadline, or hand the indicator to another office, as the coordinator's button says."""
    typed = forms.Typed("deadline", None, request.POST.get("alasan", ""))

    def deed() -> None:
        due_on = forms.day_from(request.POST.get("tenggat", ""))
        if due_on is None:
            raise Refused(_("Isi tenggat baru."))
        rounds.extend(
            by=person(request),
            answer_id=answer_id,
            seen=seen(request),
            due_on=due_on,
            reason=typed.text,
            now=timezone.now(),
        )

    return _deed(request, answer_id, deed, _("Tenggat diperpanjang."), typed)


@login_required
@require_POST
def reassign(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Hand the indicator to another office or internal assessor."""
    typed = forms.Typed("handing", None, request.POST.get("alasan", ""))

    def deed() -> None:
        office, assessor = ids(request, "kantor"), ids(request, "penilai")
        if not office:
            raise Refused(_("Pilih kantornya."))
        rounds.reassign(
            by=person(request),
            answer_id=answer_id,
            seen=seen(request),
            handing=rounds.Handing(office[0], assessor[0] if assessor else None),
            reason=typed.text,
            now=timezone.now(),
        )

    return _deed(request, answer_id, deed, _("Indikator dialihkan."), typed)


@login_required
@require_POST
def place(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Put evidence that the office already has behind the answer."""
    chosen = ids(request, "bukti")

    @transaction.atomic
    def deed() -> None:
        if not chosen:
            raise Refused(_("Pilih sedikitnya satu bukti."))
        for item_id in chosen:
            behind = links.Subject(SUBJECT, answer_id)
            links.link(by=person(request), item_id=item_id, behind=behind, now=timezone.now())

    return _deed(request, answer_id, deed, _("Bukti terkait."))
