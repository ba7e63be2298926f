"""What the worker does with large sheets: check each against the register, then take it in batches.

Each step is one transaction that also writes down how far the sheet is, so that a worker that is killed leaves nothing
half done, and the next one goes on where it stopped.
"""

import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from bening.kernel.daily.database import reconnect
from bening.kernel.daily.errands import Pace
from bening.kernel.documents.sheets import LARGE
from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Absent, require
from bening.kernel.people.models import User
from bening.systems.oversight import access, rules, sheet
from bening.systems.oversight.actions import Register, write_plan
from bening.systems.oversight.models import SheetState, StagedPart, StagedSheet
from bening.systems.oversight.queries import staged as queries
from bening.systems.oversight.queries.register import known, known_between
from bening.systems.oversight.queries.scope import lock_register, offices_of
from bening.systems.oversight.staging import COUNTS, KEPT_FOR, count
from bening.systems.oversight.words import told

BATCH = 500
PAUSE = 0.15  # longer than SQLite lets another writer sleep between two tries
LEASE = timedelta(seconds=60)  # a child reads for half a minute at most
MOST_ATTEMPTS = 3
MOST_KEPT = 1_000
MOST_SAID = 50
_LOG = logging.getLogger("bening.daily")


class Claim(NamedTuple):
    """A sheet that this process holds for a while."""

    sheet_id: UUID
    holder: str


def take_waiting(pace: Pace) -> bool:
    """Check and take the sheets that wait, one after the other; return whether another process holds one."""
    while True:
        claim, is_held = _claim(pace.clock())
        if claim is None:
            return is_held
        if not _work(claim, pace):
            return False


def _claim(now: datetime) -> tuple[Claim | None, bool]:
    """Hold the oldest sheet that no other process holds; of several that ask at once, the database gives it to one."""
    is_held = False
    for sheet_id, held_until, attempts in queries.waiting(now):
        if held_until is not None and held_until > now:
            is_held = True
            continue
        claim = Claim(sheet_id, secrets.token_hex(8))
        found = StagedSheet.objects.filter(queries.free(now), pk=sheet_id, state__in=queries.IN_HAND)
        if attempts >= MOST_ATTEMPTS:
            found.update(state=SheetState.STOPPED, content=None, holder="")
        elif found.update(holder=claim.holder, held_until=now + LEASE, attempts=F("attempts") + 1):
            return claim, is_held
    return None, is_held


def _work(claim: Claim, pace: Pace) -> bool:
    """Do what a sheet waits for; return whether to go on with others."""
    try:
        found = StagedSheet.objects.filter(pk=claim.sheet_id, holder=claim.holder, state=SheetState.WAITING)
        staged = found.select_related("user").first()
        if staged is not None:
            check_sheet(staged, claim, now=pace.clock())
            return True
        while _take_next(claim, pace):
            if not pace.rest(PAUSE):
                _let_go(claim)
                return False
    # Whatever is wrong with one sheet, the others are taken; this one is tried again, and at last stopped.
    # ast-grep-ignore: named-exceptions
    except Exception:  # noqa: BLE001 - see above
        reference = secrets.token_hex(4).upper()
        _LOG.exception("%s oversight.sheets", reference)
        reconnect()
        _let_go(claim, reference=reference, held_until=pace.clock() + LEASE)
    return True


def _take_next(claim: Claim, pace: Pace) -> bool:
    """Take the next batch; where somebody wrote into the same rows meanwhile, look at them anew."""
    for _ in range(MOST_ATTEMPTS):
        with suppress(Changed):
            return take_part(claim=claim, now=pace.clock())
    return take_part(claim=claim, now=pace.clock())


def _let_go(claim: Claim, **noted: object) -> None:
    found = StagedSheet.objects.filter(pk=claim.sheet_id, holder=claim.holder)
    found.update(**{"holder": "", "held_until": None, **noted})


def check_sheet(staged: StagedSheet, claim: Claim, *, now: datetime) -> None:
    """Read a large sheet, hold it to the register, and keep what it would change until its person decides."""
    day, region = localdate(now), staged.region_id
    if not access.may_keep(staged.user, region, day):
        _let_go(claim, state=SheetState.STOPPED, content=None)
        return
    names = [office.name for office in offices_of(region)]
    assert staged.content is not None
    found = sheet.opened(bytes(staged.content), names, LARGE)
    if found.problems:
        _refuse(claim, [dict(problem) for problem in found.problems])
        return
    standing = known(region, {row.reporting_year for row in found.rows})
    plan = rules.plan_sheet(found.rows, standing, names, day)
    kept = _kept(found, plan)
    if len(kept) > MOST_KEPT:
        _refuse(claim, [dict(one) for entry in kept for one in entry.told])
        return
    count(staged, plan)
    staged.lines, staged.kept = len(found.rows) + len(found.kept), len(kept)
    _keep_checked(staged, claim, _parts(staged, plan, standing, kept), now)


def _kept(found: sheet.Opened, plan: rules.Plan) -> list[sheet.Kept]:
    """Return the rows for repair by their lines: those whose cells cannot be used, and those that do not fit."""
    wrong = {fault.line: fault for fault in plan.faults}
    rows = [sheet.as_kept(row, told(wrong[row.line])) for row in found.rows if row.line in wrong]
    return sorted([*found.kept, *rows], key=lambda entry: entry.line)


def _parts(
    staged: StagedSheet,
    plan: rules.Plan,
    standing: "dict[tuple[int, int], rules.Known[UUID]]",
    kept: Sequence[sheet.Kept],
) -> list[StagedPart]:
    """Return what is to be taken in batches of neighbours, and first what is kept for repair."""
    rows = sorted([*plan.added, *plan.filed, *plan.corrected], key=lambda row: row.key)
    seen = [(row, standing[row.key].version if row.key in standing else 0) for row in rows]
    batches = [sheet.packed(seen[start : start + BATCH]) for start in range(0, len(seen), BATCH)]
    found = [StagedPart(sheet=staged, number=at, lines=lines) for at, lines in enumerate(batches, 1)]
    if kept:
        found.append(StagedPart(sheet=staged, number=0, kept=[entry.stored() for entry in kept], is_gone=True))
    return found


@transaction.atomic
def _keep_checked(staged: StagedSheet, claim: Claim, parts: Sequence[StagedPart], now: datetime) -> None:
    if queries.held(*claim) is None:
        return  # dropped, or another process was given it meanwhile
    StagedPart.objects.bulk_create(parts)
    staged.state, staged.content, staged.expires_at = SheetState.READY, None, now + KEPT_FOR
    staged.holder, staged.held_until, staged.attempts = "", None, 0
    staged.save(
        update_fields=[*COUNTS, "state", "content", "expires_at", "holder", "held_until", "attempts", "lines", "kept"]
    )


def _refuse(claim: Claim, problems: list[dict[str, str]]) -> None:
    more = max(0, len(problems) - MOST_SAID)
    _let_go(
        claim, state=SheetState.REFUSED, content=None, problems=problems[:MOST_SAID], more_problems=more, attempts=0
    )


@transaction.atomic
def take_part(*, claim: Claim, now: datetime) -> bool:
    """Take the next batch of a sheet as one event, and keep what no longer fits; return whether more is left."""
    staged = queries.held(*claim)
    if staged is None or staged.state != SheetState.TAKING:
        return False
    part = staged.parts.filter(is_gone=False).order_by("number").first()
    if part is not None:
        try:
            _take(staged, staged.user, part, now)
        except Absent:  # the person keeps this register no longer
            _let_go(claim, state=SheetState.STOPPED)
            return False
    return _note(staged, is_left=part is not None and staged.gone < staged.changes, now=now)


def _note(staged: StagedSheet, *, is_left: bool, now: datetime) -> bool:
    """Write down how far a sheet is, and hold it on or let it go."""
    if not is_left:
        staged.state, staged.holder, staged.held_until = SheetState.DONE, "", None
    else:
        staged.held_until = now + LEASE
    staged.expires_at, staged.attempts = now + KEPT_FOR, 0
    staged.save(update_fields=["state", "holder", "held_until", "expires_at", "attempts", "gone", "taken", "kept"])
    return is_left


def _take(staged: StagedSheet, by: User, part: StagedPart, now: datetime) -> None:
    day = localdate(now)
    region = lock_register(by, staged.region_id, day)
    require(access.may_keep, by, region.code, day)
    offices = {office.name: office for office in offices_of(region.code)}
    lines = sheet.unpacked(part.lines)
    rows = {row.line: row for row, _ in lines}
    standing = known_between(region.code, rows.values())
    plan = rules.plan_part(lines, standing, offices, day)
    if plan.does_anything:
        write_plan(plan, Register(region.code, offices, standing), by=by, now=now)
    part.kept = [sheet.as_kept(rows[fault.line], told(fault)).stored() for fault in plan.faults]
    part.lines, part.is_gone = [], True
    part.save(update_fields=["kept", "lines", "is_gone"])
    staged.gone += len(lines)
    staged.taken += len(plan.added) + len(plan.filed) + len(plan.corrected)
    staged.kept += len(plan.faults)
