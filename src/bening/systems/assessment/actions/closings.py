"""Closing an opinion stores its result; a correction window reopens named indicators, and its end stores another."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import require_seen
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import User
from bening.scoring.text import Refused as Unusable
from bening.systems.assessment import access, rules
from bening.systems.assessment.actions.refusing import open_correction
from bening.systems.assessment.models import (
    Answer,
    AnswerState,
    Closing,
    Correction,
    Opinion,
    Round,
    RoundState,
)
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.opinions import lock_claims, lock_to_close, values_of
from bening.systems.assessment.queries.scope import lock_round
from bening.systems.assessment.saying import said


@transaction.atomic
def close_opinion(*, by: User, round_id: UUID, seen: int, opinion: Opinion, now: datetime) -> Closing:
    """Store the result of an opinion as of today; each opinion is closed once, and again only by a correction.

    Closing the official opinion of the stage ends the round.
    """
    round_, may_close, number, is_claimed = lock_to_close(by, round_id, opinion, localdate(now))
    require(bool, may_close)
    require_seen(round_, seen)
    window = open_correction(round_)
    if window is None:
        if number:
            raise Refused(_("Pandangan ini sudah ditutup; hasilnya tersimpan."))
    elif opinion != round_.official:
        raise Refused(_("Dalam jendela koreksi, hanya pandangan resmi yang dapat ditutup lagi."))
    values = _ready_values(round_, opinion, is_claimed=is_claimed)
    closing = _closing(round_, opinion, values, closed_on=localdate(now))
    closing.number, closing.correction, closing.closed_by = number, window, by
    rows: list[Closing | Round | Correction] = [closing]
    if window is not None:
        window.is_done = True
        rows.append(window)
    elif opinion == round_.official:
        round_.state = RoundState.CLOSED
    rows.append(round_)  # its version moves on, so that who saw it before is told
    ledger.record("assessment.opinion_closed", rows, by=by, at=now)
    return closing


def _closing(round_: Round, opinion: Opinion, values: dict[str, rules.Value | None], *, closed_on: date) -> Closing:
    """Return the result of an opinion as it will be stored; the engine computes it once, here."""
    instrument = instrument_of(round_)
    try:
        result = rules.result_of(
            instrument,
            round_.profile,
            values,
            options=round_.options,
            facts=round_.facts,
            stage=round_.stage,
        )
    except Unusable as error:
        raise Refused(" ".join(said(entry) for entry in error.messages)) from error
    document = rules.document_of(result)
    return Closing(
        round=round_,
        opinion=opinion,
        is_official=opinion == round_.official,
        closed_on=closed_on,
        points=Decimal(document["points"]),
        score=Decimal(result.score_text),
        score_text=result.score_text,
        result=document,
        answers=values,
    )


def _ready_values(round_: Round, opinion: Opinion, *, is_claimed: bool) -> dict[str, rules.Value | None]:
    """Return the values of an opinion; raises `Refused` where it lacks what its closing rests on."""
    if opinion == Opinion.SELF:
        values, waiting = lock_claims(round_)
        if waiting:
            raise Refused(
                _("Belum disetujui kepala kantor: %(kode)s. Ingatkan kantornya, atau alihkan.")
                % {"kode": ", ".join(waiting)}
            )
        return values
    values = values_of(round_, opinion)
    empty = [code for code, value in values.items() if value is None]
    if empty:
        raise Refused(
            _("Belum ada nilai untuk %(kode)s. Lengkapi dahulu, lalu tutup lagi.") % {"kode": ", ".join(empty)}
        )
    if opinion == Opinion.OUTSIDE and not is_claimed:
        raise Refused(_("Penilaian mandiri belum ditutup. Tutup dahulu, lalu ulangi."))
    return values


@transaction.atomic
def open_correction_window(
    *, by: User, round_id: UUID, seen: int, codes: Sequence[str], reason: str, ends_on: date, now: datetime
) -> Correction:
    """Reopen named indicators of a closed round until a day; the office may change those and no others."""
    round_ = lock_round(by, round_id, localdate(now))
    require(access.may_close, by, round_, round_.official, localdate(now))
    require_seen(round_, seen)
    if round_.state != RoundState.CLOSED or open_correction(round_) is not None:
        raise Refused(_("Jendela koreksi baru dapat dibuka setelah ronde ditutup, dan hanya satu pada satu waktu."))
    if ends_on <= localdate(now):
        raise Refused(_("Hari terakhir koreksi harus sesudah hari ini."))
    if not reason.strip():
        raise Refused(_("Tuliskan alasan koreksi; alasan ini ikut tercatat."))
    answers = list(Answer.objects.filter(round=round_, code__in=codes).select_for_update())
    if not answers or len(answers) != len(set(codes)):
        raise Refused(_("Pilih sedikitnya satu indikator dari ronde ini."))
    window = Correction(
        round=round_,
        codes=[answer.code for answer in answers],
        reason=reason.strip(),
        opened_by=by,
        opened_at=now,
        ends_on=ends_on,
    )
    for answer in answers:
        answer.state = AnswerState.RETURNED
    ledger.record("assessment.correction_opened", [window, *answers, round_], by=by, at=now)
    return window
