"""What an office does with its answer: write it, hand it in, take it back, approve it, send it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import require_seen
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import User
from bening.systems.assessment import access, rules
from bening.systems.assessment.actions.refusing import is_frozen, require_state
from bening.systems.assessment.measuring import frozen_for
from bening.systems.assessment.models import Answer, AnswerState
from bening.systems.assessment.queries.evidence import count_evidence
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import lock_answer
from bening.systems.assessment.saying import said

MOST_NOTE = 4000
_LACKS = {
    "value": gettext_lazy("Pilih atau isi jawabannya dahulu."),
    "evidence": gettext_lazy(
        "Bukti belum ada. Unggah satu berkas, atau tulis di catatan di mana buktinya, lalu kirim lagi."
    ),
    "confirmation": gettext_lazy(
        "Jawaban ini dibawa dari ronde lalu. Periksa, lalu simpan sekali agar tercatat sebagai jawaban ronde ini."
    ),
}


@transaction.atomic
def save_draft(*, by: User, answer_id: UUID, seen: int, value: rules.Value | None, note: str, now: datetime) -> Answer:
    """Keep what the office has written so far; nobody else sees it yet."""
    answer = _lock_to_write(by, answer_id, seen, now)
    require_state(
        answer,
        AnswerState.DRAFT,
        AnswerState.RETURNED,
        text=_("Jawaban ini sudah dikirim. Tarik kembali dahulu untuk mengubahnya."),
    )
    if value:
        instrument = instrument_of(answer.round)
        problem = rules.problem_with(rules.leaves_of(instrument)[answer.code], answer.code, value)
        if problem is not None:
            raise Refused(said(problem))
    if len(note) > MOST_NOTE:
        raise Refused(
            _("Catatan paling panjang %(batas)s huruf; yang ini %(ada)s.") % {"batas": MOST_NOTE, "ada": len(note)}
        )
    answer.value, answer.note, answer.is_confirmed = value or None, note, True
    return ledger.record("assessment.answer_saved", answer, by=by, at=now)


@transaction.atomic
def submit_answer(*, by: User, answer_id: UUID, seen: int, now: datetime) -> Answer:
    """Hand the answer to the head of the office; until the head approves it can be recalled."""
    answer = _lock_to_write(by, answer_id, seen, now)
    require_state(
        answer, AnswerState.DRAFT, AnswerState.RETURNED, text=_("Jawaban ini sudah dikirim kepada kepala kantor.")
    )
    _require_complete(answer)
    answer.state, answer.submitted_by, answer.submitted_at = AnswerState.SUBMITTED, by, now
    answer.measured = frozen_for(answer, localdate(now))
    return ledger.record("assessment.answer_submitted", answer, by=by, at=now)


@transaction.atomic
def recall_answer(*, by: User, answer_id: UUID, seen: int, now: datetime) -> Answer:
    """Take a handed-in answer back before the head approves it."""
    answer = _lock_to_write(by, answer_id, seen, now)
    require_state(
        answer, AnswerState.SUBMITTED, text=_("Hanya jawaban yang menunggu kepala kantor yang dapat ditarik kembali.")
    )
    answer.state = AnswerState.DRAFT
    return ledger.record("assessment.answer_recalled", answer, by=by, at=now)


@transaction.atomic
def approve_answer(*, by: User, answer_id: UUID, seen: int, now: datetime) -> Answer:
    """Let the answer go to the assessors in the name of the office."""
    answer = _lock_as_head(by, answer_id, seen, now)
    answer.state, answer.approved_by, answer.approved_at = AnswerState.APPROVED, by, now
    return ledger.record("assessment.answer_approved", answer, by=by, at=now)


@transaction.atomic
def send_back(*, by: User, answer_id: UUID, seen: int, now: datetime) -> Answer:
    """Give a handed-in answer back to the operator."""
    answer = _lock_as_head(by, answer_id, seen, now)
    answer.state = AnswerState.DRAFT
    return ledger.record("assessment.answer_sent_back", answer, by=by, at=now)


def _lock_to_write(by: User, answer_id: UUID, seen: int, now: datetime) -> Answer:
    answer = lock_answer(by, answer_id, localdate(now))
    require(access.may_write, by, answer, localdate(now))
    require_seen(answer, seen)
    if is_frozen(answer):
        raise Refused(_("Penilaian mandiri ronde ini sudah ditutup. Jawaban hanya dapat dibaca."))
    return answer


def _lock_as_head(by: User, answer_id: UUID, seen: int, now: datetime) -> Answer:
    answer = lock_answer(by, answer_id, localdate(now))
    require(access.may_approve, by, answer, localdate(now))
    require_seen(answer, seen)
    require_state(answer, AnswerState.SUBMITTED, text=_("Jawaban ini tidak sedang menunggu persetujuan Anda."))
    return answer


def _require_complete(answer: Answer) -> None:
    evidence = 0 if answer.note.strip() else count_evidence(answer)  # a note that names the place is enough
    draft = rules.Draft(answer.value, answer.note, answer.is_confirmed, evidence)
    lacks = rules.missing_for_submission(draft)
    if lacks:
        raise Refused(" ".join(str(_LACKS[name]) for name in lacks))
