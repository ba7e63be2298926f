"""What the officer does with a sheet before it is in the register: bring it, have it taken, drop it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.daily import bell
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import User
from bening.systems.oversight import access, rules, sheet
from bening.systems.oversight.actions import MOST_LINES, take_lines
from bening.systems.oversight.models import SheetState, StagedPart, StagedSheet
from bening.systems.oversight.queries.register import plan_of
from bening.systems.oversight.queries.scope import lock_register, offices_of
from bening.systems.oversight.queries.staged import lock_staged
from bening.systems.oversight.words import placed

KEPT_FOR = timedelta(hours=24)
SMALL_FILE = 256_000  # a sheet of 10,000 lines; more than that nobody should wait for at a page


class Unfit(Refused):
    """Something in the sheet is wrong, so none of it is kept; `problems` say what."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems[:1]))


def stage_sheet(*, by: User, region_code: str, content: bytes, now: datetime) -> StagedSheet:
    """Keep what a sheet brings, checked; one of many lines unread, for the worker. Raises `Unfit`."""
    rows = _read_at_once(region_code, content, now) if len(content) <= SMALL_FILE else None
    staged = StagedSheet(user=by, size=len(content), staged_at=now, expires_at=now + KEPT_FOR)
    if rows is None:
        staged.is_large, staged.state, staged.content = True, SheetState.WAITING, content
        parts = []
    else:
        staged.is_large, staged.state, staged.lines = False, SheetState.READY, len(rows)
        parts = [StagedPart(sheet=staged, number=1, lines=sheet.packed((row, 0) for row in rows))]
    return _keep(staged, parts, region_code, now)


def _read_at_once(region_code: str, content: bytes, now: datetime) -> Sequence[rules.Wanted] | None:
    """Return the lines of a small sheet, None where there are too many to wait for; raises `Unfit`."""
    names = [office.name for office in offices_of(region_code)]
    found = sheet.opened(content, names)
    if found.is_too_large or len(found.rows) + len(found.kept) > MOST_LINES:
        return None
    if problems := found.said():
        raise Unfit(problems)
    plan = plan_of(region_code, found.rows, names, localdate(now))
    if plan.faults:
        raise Unfit([placed(fault) for fault in plan.faults])
    return found.rows


@transaction.atomic
def _keep(staged: StagedSheet, parts: Sequence[StagedPart], region_code: str, now: datetime) -> StagedSheet:
    """Keep a sheet in place of the person's last one for the region, under an id of its own."""
    # The sheets before the register, as the worker locks them.
    mine = StagedSheet.objects.filter(user=staged.user, region=region_code).defer("content")
    last = list(mine.select_for_update())
    is_busy = any(one.state == SheetState.TAKING and one.expires_at > now for one in last)
    region = lock_register(staged.user, region_code, localdate(now))
    require(access.may_keep, staged.user, region.code, localdate(now))
    if is_busy:
        raise Refused(_("Lembar Anda sebelumnya masih dimasukkan. Tunggu sampai selesai, lalu unggah yang ini."))
    if last:
        StagedSheet.objects.filter(pk__in=[one.pk for one in last]).only("pk").delete()  # not the files
    staged.region = region
    staged.save(force_insert=True)
    StagedPart.objects.bulk_create(parts)
    if staged.is_large:
        transaction.on_commit(bell.ring)
    return staged


@transaction.atomic
def take_staged(*, by: User, staged_id: UUID, seen: str, now: datetime) -> StagedSheet:
    """Take a kept sheet: a small one now, all of it or nothing, a large one by the worker; a second time nothing."""
    staged = lock_staged(by, staged_id, now, localdate(now))
    if staged.state in {SheetState.TAKING, SheetState.DONE}:
        return staged
    if staged.state != SheetState.READY:
        raise Refused(_("Lembar ini belum selesai diperiksa, atau tidak dapat dibaca."))
    if staged.is_large:
        staged.state, staged.expires_at = SheetState.TAKING, now + KEPT_FOR
        transaction.on_commit(bell.ring)
    else:
        lines = staged.parts.filter(is_gone=False).values_list("lines", flat=True).get()
        rows = [row for row, _seen in sheet.unpacked(lines)]
        plan = take_lines(rows, staged.region_id, seen, by=by, now=now)
        count(staged, plan)
        staged.state, staged.taken = SheetState.DONE, staged.changes
    staged.save(update_fields=[*COUNTS, "state", "taken", "expires_at"])
    return staged


COUNTS = ("added", "filed", "corrected", "unchanged")


def count(staged: StagedSheet, plan: rules.Plan) -> None:
    """Note what a plan does to the register."""
    staged.added, staged.filed, staged.corrected = len(plan.added), len(plan.filed), len(plan.corrected)
    staged.unchanged = plan.unchanged


@transaction.atomic
def drop_staged(*, by: User, staged_id: UUID, now: datetime) -> str:
    """Forget a kept sheet; return its region. One that is being taken is not dropped."""
    staged = lock_staged(by, staged_id, now, localdate(now))
    if staged.state == SheetState.TAKING:
        raise Refused(_("Lembar ini sedang dimasukkan. Tunggu sampai selesai."))
    staged.delete()
    return staged.region_id


@transaction.atomic
def forget_expired(*, now: datetime) -> int:
    """Remove the sheets whose time is over, and return how many."""
    found = StagedSheet.objects.filter(expires_at__lte=now).only("pk")
    return found.delete()[1].get(StagedSheet._meta.label, 0)
