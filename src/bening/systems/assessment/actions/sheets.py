"""What a person does with a sheet that comes in: keep what it would change, apply all of it, or drop it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import User
from bening.scoring.messages.render import render
from bening.scoring.text import Message, Place, message
from bening.systems.assessment import rules
from bening.systems.assessment.actions.refusing import require_open
from bening.systems.assessment.models import Answer, Remark, RemarkKind, SheetKind, StagedImport
from bening.systems.assessment.queries import sheets as queries
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.saying import said, value_text
from bening.systems.assessment.worksheet.handing import as_handed, handed_words, problem_with_handing, read_handing
from bening.systems.assessment.worksheet.reading import Proposed, read_worksheet
from bening.systems.assessment.worksheet.words import CATALOGUE, told
from bening.systems.assessment.worksheet.writing import mark
from bening.web.language import language

KEPT_FOR = timedelta(hours=24)


class Moved(Exception):  # noqa: N818  # not a fault: others were faster
    """Rows of the sheet were changed by others since it was read; `codes` names them, nothing was applied."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(", ".join(codes))


def stage_answers(*, by: User, round_id: UUID, content: bytes, file: str, now: datetime) -> StagedImport:
    """Keep what a worksheet would change; raises `scoring.text.Refused` where it cannot be read at all."""
    sheet = queries.worksheet(by, round_id, localdate(now))
    if not sheet.is_office:
        raise Absent
    return _keep(by, round_id, SheetKind.ANSWERS, read_worksheet(content, file, sheet), now)


def stage_handing(*, by: User, round_id: UUID, content: bytes, file: str, now: datetime) -> StagedImport:
    """Keep what the coordinator's sheet would hand out otherwise; raises `scoring.text.Refused` as above."""
    sheet = queries.handing_sheet(by, round_id, localdate(now))
    require_open(sheet.round, _("Ronde ini sudah ditutup."))
    return _keep(by, round_id, SheetKind.HANDING, read_handing(content, file, sheet), now)


@transaction.atomic
def _keep(by: User, round_id: UUID, kind: SheetKind, proposed: Proposed, now: datetime) -> StagedImport:
    """Keep the sheet in place of the person's last one for the round; what is past its time goes."""
    forget_expired(now=now)
    staged, _made = StagedImport.objects.update_or_create(
        user=by,
        round_id=round_id,
        kind=kind,
        defaults={
            "changes": proposed.changes,
            "rejected": proposed.rejected,
            "staged_at": now,
            "expires_at": now + KEPT_FOR,
        },
    )
    return staged


@transaction.atomic
def forget_expired(*, now: datetime) -> int:
    """Remove the sheets that nobody confirmed in their time, and return how many."""
    forgotten, _ = StagedImport.objects.filter(expires_at__lte=now).delete()
    return forgotten


@transaction.atomic
def apply_answers(*, by: User, staged_id: UUID, now: datetime) -> int:
    """Save every answer of a kept worksheet as a draft, or none: raises `Moved`, or `Refused` with the reason."""
    staged = queries.lock_staged(by, staged_id, SheetKind.ANSWERS, now)
    queries.lock_answers(staged)
    sheet = queries.worksheet(by, staged.round_id, localdate(now))
    lines = {str(line.id): line for line in sheet.lines}
    _require_unmoved(staged, lines)
    written = [_written(sheet, lines, change) for change in staged.changes]
    if written:
        ledger.record("assessment.sheet_applied", written, by=by, at=now)
    return _done(staged)


def _written(sheet: queries.Worksheet, lines: Mapping[str, Answer], change: Mapping[str, Any]) -> Answer:
    """Return an answer as a sheet has it; raises `Refused` where it cannot be saved now."""
    answer = lines[change["answer"]]
    if answer.id not in sheet.writable:
        text = _("%(kode)s tidak dapat diubah lagi: sudah dikirim atau ditutup. Unggah lagi lembarnya.")
        raise Refused(text % {"kode": answer.code})
    value, note = change["value"], change["note"]
    problem = rules.problem_with(sheet.leaves[answer.code], answer.code, value) if value is not None else None
    if problem is not None:
        raise Refused(said(problem))
    answer.value, answer.note, answer.is_confirmed = value, note, True
    return answer


@transaction.atomic
def apply_handing(*, by: User, staged_id: UUID, reason: str, now: datetime) -> int:
    """Hand out everything as the kept sheet says, for one reason that the offices read, or nothing."""
    staged = queries.lock_staged(by, staged_id, SheetKind.HANDING, now)
    queries.lock_answers(staged)
    sheet = queries.handing_sheet(by, staged.round_id, localdate(now))
    require_open(sheet.round, _("Ronde ini sudah ditutup."))
    if not reason.strip():
        raise Refused(_("Tuliskan alasannya; kantor membacanya."))
    lines = {str(line.id): line for line in sheet.lines}
    _require_unmoved(staged, lines)
    rows: list[Answer | Remark] = []
    for change in staged.changes:
        answer, kind = _handed(sheet, lines[change["answer"]], change)
        due_on = answer.due_on if kind == RemarkKind.EXTENSION else None
        rows += [
            answer,
            Remark(answer=answer, author=by, kind=kind, text=reason.strip(), due_on=due_on, written_at=now),
        ]
    if rows:
        ledger.record("assessment.sheet_handed", rows, by=by, at=now)
    return _done(staged)


def _handed(sheet: queries.HandingSheet, answer: Answer, change: Mapping[str, Any]) -> tuple[Answer, RemarkKind]:
    """Return an indicator as the sheet hands it out: moved, or with more time; raises `Refused` where it cannot be."""
    before, after = as_handed(answer), {key: change[key] for key in ("office", "assessor", "due")}
    if after["office"] not in sheet.offices or (after["assessor"] and after["assessor"] not in sheet.assessors):
        text = _("Kantor atau penilai untuk %(kode)s tidak lagi dapat dipilih. Unggah lagi lembarnya.")
        raise Refused(text % {"kode": answer.code})
    problem = problem_with_handing(answer, before, after)
    if problem is not None:
        raise Refused(render(replace(problem, place=Place()), language(), CATALOGUE))
    is_moved = (before["office"], before["assessor"]) != (after["office"], after["assessor"])
    answer.organisation_id = sheet.offices[after["office"]]
    answer.assessor_id = sheet.assessors[after["assessor"]] if after["assessor"] else None
    answer.due_on = date.fromisoformat(after["due"])
    return answer, RemarkKind.REASSIGNMENT if is_moved else RemarkKind.EXTENSION


def _done(staged: StagedImport) -> int:
    count = len(staged.changes)
    if not count:
        raise Refused(_("Tidak ada yang berubah pada lembar ini."))
    if staged.rejected:
        staged.changes = []
        staged.save(update_fields=["changes"])
    else:
        staged.delete()
    return count


def _versions(staged: StagedImport) -> dict[str, Answer]:
    ids = [change["answer"] for change in staged.changes]
    found = Answer.objects.filter(pk__in=ids, round=staged.round_id).select_related("organisation", "assessor")
    return {str(answer.id): answer for answer in found}


def _require_unmoved(staged: StagedImport, now_are: Mapping[str, Answer]) -> None:
    """Raise `Absent` where a row is no longer the person's to see, `Moved` where another changed it."""
    if any(change["answer"] not in now_are for change in staged.changes):
        raise Absent
    moved = [change["code"] for change in staged.changes if now_are[change["answer"]].version != change["seen"]]
    if moved:
        raise Moved(moved)


@transaction.atomic
def set_aside(*, by: User, staged_id: UUID, kind: SheetKind, now: datetime) -> StagedImport:
    """Put the rows that others changed meanwhile among those for repair, so that the others can be applied."""
    staged = queries.lock_staged(by, staged_id, kind, now)
    now_are, kept = _versions(staged), []
    for change in staged.changes:
        answer = now_are[change["answer"]]
        if answer.version == change["seen"]:
            kept.append(change)
            continue
        values = change["typed"] | {"row": mark(answer.id, answer.version)}
        staged.rejected.append({"sheet": change["sheet"], "values": values, "told": [told(_moved(staged, answer))]})
    staged.changes = kept
    staged.save(update_fields=["changes", "rejected"])
    return staged


def _moved(staged: StagedImport, answer: Answer) -> Message:
    """Return that another changed an indicator, with what now stands there."""
    if staged.kind == SheetKind.HANDING:
        return message("sheet_changed_meanwhile", code=answer.code, now=handed_words(answer))
    leaf = rules.leaves_of(instrument_of(staged.round))[answer.code]
    return message("sheet_changed_meanwhile", code=answer.code, now=value_text(answer.value, leaf))


@transaction.atomic
def drop(*, by: User, staged_id: UUID, now: datetime) -> UUID:
    """Forget a kept sheet; return its round."""
    staged = queries.see_staged(by, staged_id, now)
    staged.delete()
    return staged.round_id
