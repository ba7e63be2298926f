"""What the coordinator does: start a round, hand indicators to offices, move them, extend, remind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.calendar.queries import calendar
from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import require_seen
from bening.kernel.people.access import Absent, Refused, require
from bening.kernel.people.models import Organisation, Region, User
from bening.scoring.answers.interpret import Wrong
from bening.scoring.instrument.model import Instrument
from bening.systems.assessment import access, rules
from bening.systems.assessment.actions.refusing import open_correction, require_open, require_short
from bening.systems.assessment.models import (
    Answer,
    AnswerState,
    InstrumentVersion,
    Remark,
    RemarkKind,
    Round,
)
from bening.systems.assessment.programmes import Stage
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import answers, lock_answer, lock_round, see_round
from bening.systems.assessment.saying import said


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom one indicator goes, and who assesses it internally."""

    organisation: UUID
    assessor: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a new round is about: its subject, its instrument and stage, its days."""

    region: str
    organisation: UUID | None
    instrument_sha256: str
    document: Mapping[str, Any]
    stage: Stage
    title: str  # empty where nobody typed one: the round is then called by its stage, year and office
    profile: str
    starts_on: date
    due_on: date
    facts: Mapping[str, str]
    title_en: str | None = None


def start_round(
    *, by: User, setting: Setting, handed: Mapping[str, Handing], previous: UUID | None, now: datetime
) -> Round:
    """Start a round and hand every indicator to an office; with a previous round its answers are offered again."""
    try:
        return _start_round(by, setting, handed, previous, now)
    except IntegrityError:
        # Another round stored the same instrument at the same moment: it is there now.
        return _start_round(by, setting, handed, previous, now)


@transaction.atomic
def _start_round(
    by: User, setting: Setting, handed: Mapping[str, Handing], previous: UUID | None, now: datetime
) -> Round:
    require(access.may_coordinate, by, setting.region, localdate(now))
    instrument = rules.instrument_of(setting.instrument_sha256, setting.document)
    leaves, titles = rules.leaves_of(instrument), {node.code: node.title for node in instrument.nodes()}
    missing = [code for code in leaves if code not in handed]
    if missing:
        raise Refused(_("Belum ada kantor untuk %(kode)s.") % {"kode": ", ".join(missing)})
    _require_offices(setting, handed)
    facts = _stated(instrument, setting.facts)
    stored, new_rows = _stored(setting, instrument.id)
    round_ = _round(setting, stored, facts, _previous(previous, setting.region))
    carried = _answers_of(round_.previous) if round_.previous else {}
    rows: list[Any] = [*new_rows, round_]
    for position, code in enumerate(leaves):
        answer = _answer(round_, code, position, handed[code], carried.get(code), leaves)
        title = titles[code]
        answer.title = {"id": title.id, "en": title.en}
        rows.append(answer)
    ledger.record("assessment.round_started", rows, by=by, at=now)
    return round_


def _require_offices(setting: Setting, handed: Mapping[str, Handing]) -> None:
    """Raise `Refused` where an indicator goes to an office of another region, or is assessed by its own office."""
    wanted = {entry.organisation for entry in handed.values()}
    known = Organisation.objects.filter(region=setting.region, is_active=True, pk__in=wanted).count()
    if known != len(wanted):
        raise Refused(_("Ada indikator yang diserahkan kepada kantor di luar daerah ini."))
    own = [code for code, entry in handed.items() if entry.assessor == entry.organisation]
    if own:
        text = _("Kantor tidak menilai dirinya sendiri: pilih penilai internal lain untuk %(kode)s.")
        raise Refused(text % {"kode": ", ".join(own)})


def _stored(setting: Setting, instrument_id: str) -> tuple[InstrumentVersion, list[InstrumentVersion]]:
    """Return the instrument as it is stored, and what has to be written for it."""
    found = InstrumentVersion.objects.filter(sha256=setting.instrument_sha256).first()
    if found is not None:
        return found, []
    made = InstrumentVersion(
        instrument_id=instrument_id, sha256=setting.instrument_sha256, document=dict(setting.document)
    )
    return made, [made]


def _previous(previous: UUID | None, region: str) -> Round | None:
    if previous is None:
        return None
    found = Round.objects.filter(pk=previous, region=region).first()
    if found is None:
        raise Absent
    return found


def _title(setting: Setting) -> tuple[str, str | None]:
    """Return the title as it was typed, or one made of the stage, the year and the office, in both languages."""
    if setting.title:
        return setting.title, setting.title_en
    office = Organisation.objects.get(pk=setting.organisation).short_name if setting.organisation else ""
    return rules.round_title(setting.stage.title, setting.starts_on.year, office)


def _round(setting: Setting, stored: InstrumentVersion, facts: dict[str, str], previous: Round | None) -> Round:
    title, title_en = _title(setting)
    return Round(
        region=Region.objects.get(pk=setting.region),
        organisation_id=setting.organisation,
        instrument=stored,
        programme=setting.stage.programme,
        stage=setting.stage.id,
        title=title,
        title_en=title_en,
        profile=setting.profile,
        facts=facts,
        official=setting.stage.official,
        combining=setting.stage.combining,
        starts_on=setting.starts_on,
        due_on=setting.due_on,
        previous=previous,
    )


def _answers_of(round_: Round) -> dict[str, Answer]:
    return {answer.code: answer for answer in Answer.objects.filter(round=round_)}


def _answer(
    round_: Round, code: str, position: int, handing: Handing, before: Answer | None, leaves: Mapping[str, Any]
) -> Answer:
    """Return the answer to an indicator at the start: empty, or the last round's to be confirmed."""
    answer = Answer(
        round=round_,
        code=code,
        position=position,
        organisation_id=handing.organisation,
        assessor_id=handing.assessor,
        due_on=handing.due_on or round_.due_on,
        calendar=calendar().version,
    )
    if before is not None:
        answer.carried_from, answer.is_confirmed, answer.note = before, False, before.note
        is_usable = before.value is not None and rules.problem_with(leaves[code], code, before.value) is None
        answer.value = before.value if is_usable else None
    return answer


@transaction.atomic
def state_facts(*, by: User, round_id: UUID, seen: int, facts: Mapping[str, str], now: datetime) -> Round:
    """State what the gates ask beside the answers, such as the opinion of the auditor; an empty one is unknown."""
    round_ = lock_round(by, round_id, localdate(now))
    require(access.may_coordinate, by, round_.region_id, localdate(now))
    require_seen(round_, seen)
    if open_correction(round_) is None:
        require_open(
            round_, _("Ronde ini sudah ditutup. Keadaan yang diperhitungkan dapat diubah dalam jendela koreksi.")
        )
    stated = _stated(instrument_of(round_), facts)
    if stated == round_.facts:
        return round_
    round_.facts = stated
    return ledger.record("assessment.facts_stated", round_, by=by, at=now)


def _stated(instrument: Instrument, facts: Mapping[str, str]) -> dict[str, str]:
    try:
        return rules.facts_of(instrument, facts)
    except Wrong as wrong:
        raise Refused(said(wrong.message)) from wrong


@transaction.atomic
def reassign(*, by: User, answer_id: UUID, seen: int, handing: Handing, reason: str, now: datetime) -> Answer:
    """Hand an indicator to another office or another internal assessor, for a reason that both sides see."""
    answer = _lock_to_coordinate(by, answer_id, seen, reason, now)
    if answer.state not in {AnswerState.DRAFT, AnswerState.RETURNED} and answer.organisation_id != handing.organisation:
        raise Refused(_("Indikator ini sedang diperiksa. Alihkan setelah dikembalikan kepada kantor."))
    if handing.assessor == handing.organisation:
        raise Refused(_("Kantor tidak menilai dirinya sendiri: pilih penilai internal lain."))
    office = Organisation.objects.filter(pk=handing.organisation, region=answer.round.region_id, is_active=True)
    if not office.exists():
        raise Absent
    answer.organisation_id, answer.assessor_id = handing.organisation, handing.assessor
    answer.due_on = handing.due_on or answer.due_on
    remark = _remark(answer, by, RemarkKind.REASSIGNMENT, reason, now)
    ledger.record("assessment.answer_reassigned", [answer, remark], by=by, at=now)
    return answer


@transaction.atomic
def extend(*, by: User, answer_id: UUID, seen: int, due_on: date, reason: str, now: datetime) -> Answer:
    """Give an office more time for an indicator, for a reason that it sees."""
    answer = _lock_to_coordinate(by, answer_id, seen, reason, now)
    if due_on <= answer.due_on:
        raise Refused(_("Tenggat baru harus sesudah tenggat sekarang."))
    answer.due_on = due_on
    remark = _remark(answer, by, RemarkKind.EXTENSION, reason, now, due_on=due_on)
    ledger.record("assessment.answer_extended", [answer, remark], by=by, at=now)
    return answer


@transaction.atomic
def remind(*, by: User, round_id: UUID, answer_ids: Sequence[UUID], text: str, now: datetime) -> list[Remark]:
    """Put a reminder into the threads of answers of a round whose turn is at their office."""
    day = localdate(now)
    require(access.may_coordinate, by, see_round(by, round_id, day).region_id, day)
    remarks = []
    for answer in answers(by, day).filter(round=round_id, pk__in=answer_ids):
        if rules.turn(answer.state) in {rules.OFFICE, rules.HEAD}:
            remarks.append(
                _remark(answer, by, RemarkKind.REMINDER, text.strip() or _("Mohon diselesaikan sebelum tenggat."), now)
            )
    if not remarks:
        raise Refused(
            _("Tidak ada indikator yang dicentang dan masih menunggu kantornya. Centang dahulu yang ingin diingatkan.")
        )
    ledger.record("assessment.office_reminded", remarks, by=by, at=now)
    return remarks


@transaction.atomic
def write_remark(*, by: User, answer_id: UUID, text: str, due_on: date | None, now: datetime) -> Remark:
    """Write into the thread of an answer; with a day it is a request that the office has to meet."""
    day = localdate(now)
    answer = lock_answer(by, answer_id, day)
    require(access.may_remark, by, answer, day)
    require_short(text)
    if not text.strip():
        raise Refused(_("Tulis dahulu apa yang ingin Anda sampaikan."))
    kind = RemarkKind.NOTE if due_on is None or access.may_write(by, answer, day) else RemarkKind.REQUEST
    remark = _remark(answer, by, kind, text, now, due_on=due_on if kind == RemarkKind.REQUEST else None)
    return ledger.record("assessment.remark_written", remark, by=by, at=now)


def _lock_to_coordinate(by: User, answer_id: UUID, seen: int, reason: str, now: datetime) -> Answer:
    answer = lock_answer(by, answer_id, localdate(now))
    require(access.may_coordinate, by, answer.round.region_id, localdate(now))
    require_seen(answer, seen)
    require_open(answer.round, _("Ronde ini sudah ditutup."))
    require_short(reason)
    if not reason.strip():
        raise Refused(_("Tuliskan alasannya; kantor membacanya."))
    return answer


def _remark(
    answer: Answer, by: User, kind: RemarkKind, text: str, now: datetime, *, due_on: date | None = None
) -> Remark:
    return Remark(answer=answer, author=by, kind=kind, text=text.strip(), due_on=due_on, written_at=now)
