"""What assessors do: find, and the plenary of the outside assessors decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import require_seen
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import User
from bening.systems.assessment import access, rules
from bening.systems.assessment.actions.refusing import open_correction, require_short
from bening.systems.assessment.models import (
    Answer,
    AnswerState,
    Decision,
    Finding,
    Opinion,
    Ruling,
)
from bening.systems.assessment.queries.findings import standing_of
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import lock_answer
from bening.systems.assessment.saying import said


@transaction.atomic
def record_finding(
    *,
    by: User,
    answer_id: UUID,
    seen: int,
    opinion: Opinion,
    found: rules.Found,
    now: datetime,
) -> Finding:
    """Write down what an assessor finds; an earlier finding stays beside it.

    An internal assessor who asks for repair gives the answer back to the office.
    """
    answer = lock_answer(by, answer_id, localdate(now))
    require(access.may_find, by, answer, opinion, localdate(now))
    require_seen(answer, seen)
    standing = standing_of(answer, opinion)
    _require_not_closed(answer, is_closed=standing.is_closed)
    require_short(found.reason)
    if not found.reason.strip():
        raise Refused(_("Tuliskan alasannya: satu kalimat yang dapat dibaca kantor."))
    is_return = opinion == Opinion.INTERNAL and found.ruling == Ruling.REPAIR
    if not is_return or found.value is not None:
        _require_value(answer, found.value)
    finding = Finding(
        answer=answer,
        assessor=by,
        opinion=opinion,
        number=standing.findings + 1,
        ruling=found.ruling,
        value=found.value,
        reason=found.reason.strip(),
        answer_version=answer.version,
        given_at=now,
    )
    rows: list[Finding | Answer] = [finding]
    if opinion == Opinion.INTERNAL:
        # A closed opinion of the office stays as it is.
        is_back = is_return and not standing.is_claimed
        answer.state = AnswerState.RETURNED if is_back else AnswerState.ASSESSED
        rows.append(answer)
    ledger.record("assessment.finding_given", rows, by=by, at=now)
    return finding


@transaction.atomic
def decide(*, by: User, answer_id: UUID, number: int, value: rules.Value, reason: str, now: datetime) -> Decision:
    """Record what the plenary decides on one indicator; `number` is the next one, as the person saw it."""
    answer = lock_answer(by, answer_id, localdate(now))
    require(access.may_decide, by, answer.round, localdate(now))
    standing = standing_of(answer, Opinion.OUTSIDE)
    _require_not_closed(answer, is_closed=standing.is_closed)
    if standing.decisions + 1 != number:
        raise ledger.Changed("assessment.Decision", answer)
    require_short(reason)
    if not reason.strip():
        raise Refused(_("Tuliskan alasan pleno: satu kalimat."))
    _require_value(answer, value)
    decision = Decision(answer=answer, number=number, value=value, reason=reason.strip(), decided_by=by, decided_at=now)
    return ledger.record("assessment.plenary_decided", decision, by=by, at=now)


def _require_not_closed(answer: Answer, *, is_closed: bool) -> None:
    window = open_correction(answer.round) if is_closed else None
    if is_closed and (window is None or answer.code not in window.codes):
        raise Refused(_("Pandangan ini sudah ditutup. Hasilnya hanya dapat dibaca."))


def _require_value(answer: Answer, value: rules.Value | None) -> None:
    if value is None or value == "":
        raise Refused(_("Pilih atau isi nilai menurut Anda."))
    instrument = instrument_of(answer.round)
    problem = rules.problem_with(rules.leaves_of(instrument)[answer.code], answer.code, value)
    if problem is not None:
        raise Refused(said(problem))
