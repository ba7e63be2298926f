"""Sheets on their way into a register: the person's own, what is kept of them for repair, and those that wait."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bening.kernel.people.access import Absent, regions
from bening.kernel.people.models import Region, User
from bening.systems.oversight.access import KEEPERS
from bening.systems.oversight.models import SheetState, StagedPart, StagedSheet
from bening.systems.oversight.sheet import as_kept, unpacked
from bening.systems.oversight.words import told_stopped

IN_HAND = (SheetState.WAITING, SheetState.TAKING)


def own_sheets(user: User, now: datetime, day: date) -> QuerySet[StagedSheet]:
    """Return the sheets of a person for the registers that they keep, without the files."""
    found = StagedSheet.objects.filter(user=user, expires_at__gt=now, region__in=regions(user, day, KEEPERS))
    return found.defer("content")


def see_staged(user: User, staged_id: UUID, now: datetime, day: date) -> StagedSheet:
    """Return a person's own sheet with its region; raises `Absent`."""
    return _first(own_sheets(user, now, day).filter(pk=staged_id).select_related("region"))


def lock_staged(user: User, staged_id: UUID, now: datetime, day: date) -> StagedSheet:
    """Return the same, locked with its register until the transaction ends, so that it is taken once; raises `Absent`.

    Who has a sheet here keeps the register: that is the condition of `own_sheets`.
    """
    found = own_sheets(user, now, day).filter(pk=staged_id).select_related("region")
    return _first(found.select_for_update(of=("self", "region")))


def staged_for(user: User, region: Region, now: datetime, day: date) -> StagedSheet | None:
    """Return the sheet of a person for a region, where there is one."""
    return own_sheets(user, now, day).filter(region=region).first()


def held(sheet_id: UUID, holder: str) -> StagedSheet | None:
    """Return a sheet that a worker holds, with its person, locked; None where it holds it no longer."""
    found = StagedSheet.objects.filter(pk=sheet_id, holder=holder).defer("content")
    return found.select_related("user").select_for_update(of=("self",)).first()


def waiting(now: datetime) -> list[tuple[UUID, datetime | None, int]]:
    """Return the sheets that wait for a worker, the oldest first: until when each is held, how often it was tried."""
    found = StagedSheet.objects.filter(is_large=True, state__in=IN_HAND, expires_at__gt=now).order_by("staged_at")
    return list(found.values_list("pk", "held_until", "attempts"))


def free(now: datetime) -> Q:
    """Return the condition that no worker holds a sheet."""
    return Q(held_until__isnull=True) | Q(held_until__lte=now)


def first_lines(sheet: StagedSheet) -> list[list[Any]]:
    """Return the first lines that are to be taken."""
    part = sheet.parts.filter(is_gone=False).exclude(lines=[]).order_by("number").first()
    return part.lines if part else []


def kept_first(sheet: StagedSheet, most: int) -> list[dict[str, Any]]:
    """Return some of the rows that are kept for repair, in the order of the sheet's parts."""
    found: list[dict[str, Any]] = []
    for part in sheet.parts.exclude(kept=[]).order_by("number")[:most].iterator():
        found += part.kept
        if len(found) >= most:
            break
    return found[:most]


def kept_lines(sheet: StagedSheet) -> list[dict[str, Any]]:
    """Return every row that is kept for repair, by its line; of a stopped sheet also those not gone through."""
    return sorted(_kept(sheet), key=lambda entry: entry["line"])


def _kept(sheet: StagedSheet) -> Iterator[dict[str, Any]]:
    part: StagedPart
    for part in sheet.parts.order_by("number").iterator():
        yield from part.kept
        if sheet.state == SheetState.STOPPED and not part.is_gone:
            for row, _ in unpacked(part.lines):
                yield as_kept(row, told_stopped(row.line)).stored()


def _first(found: QuerySet[StagedSheet]) -> StagedSheet:
    sheet = found.first()
    if sheet is None:
        raise Absent
    return sheet
