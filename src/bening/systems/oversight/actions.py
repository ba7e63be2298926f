"""What the officer does with the register: take a sheet, add an obligation, write a declaration down, withdraw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import Changed, require_seen
from bening.kernel.ledger.models import Recorded
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import Organisation, User
from bening.systems.oversight import access, rules
from bening.systems.oversight.models import Obligation, PostClass, Receipt, Withdrawal
from bening.systems.oversight.queries.register import known, next_number, plan_of
from bening.systems.oversight.queries.scope import lock_obligation, lock_register, offices_of
from bening.systems.oversight.words import placed, said

MOST_LINES = 2_000
MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class New:
    """An obligation to add; without a number it gets the next one of its year."""

    organisation: UUID
    reporting_year: int
    number: int | None = None
    post_class: str = ""


@transaction.atomic
def take_sheet(*, by: User, region_code: str, rows: Sequence[rules.Wanted], seen: str, now: datetime) -> rules.Plan:
    """Take every line of a sheet or none; `seen` is that of the plan that the person saw, so that it is this plan."""
    day = localdate(now)
    region = lock_register(by, region_code, day)
    require(access.may_keep, by, region.code, day)
    if len(rows) > MOST_LINES:
        raise Refused(_("Satu lembar paling banyak %(batas)s baris. Bagi menjadi beberapa.") % {"batas": MOST_LINES})
    offices = {office.name: office for office in offices_of(region.code)}
    plan = plan_of(region.code, rows, offices, day)
    if plan.seen != seen:
        raise Changed("oversight register")
    if plan.faults:
        raise Refused(" ".join(placed(fault) for fault in plan.faults[:MOST_SAID]))
    if not plan.does_anything:
        raise Refused(_("Lembar ini tidak mengubah apa pun: isinya sama dengan daftar."))
    ledger.record("oversight.sheet_taken", _rows_of(plan, region.code, offices), by=by, at=now)
    return plan


def _rows_of(plan: rules.Plan, region: str, offices: dict[str, Organisation]) -> list[Recorded]:
    found: list[Recorded] = []
    for line in plan.added:
        made = _obligation(region, offices[line.office], line.reporting_year, line.number, line.post_class)
        found += [made, Receipt(obligation=made, filed_on=line.filed_on)] if line.filed_on else [made]
    return [*found, *_filed(region, [*plan.filed, *plan.corrected])]


def _filed(region: str, lines: Sequence[rules.Wanted]) -> Iterable[Recorded]:
    """Yield the obligations of lines that stand already, each with its receipt, in two queries."""
    standing = known(region, {line.reporting_year for line in lines}) if lines else {}
    ids = [standing[line.key].id for line in lines]
    rows = {row.id: row for row in Obligation.objects.filter(pk__in=ids).select_related("receipt")}
    for line, name in zip(lines, ids, strict=True):
        assert line.filed_on is not None
        yield from _with_receipt(rows[name], line.filed_on)


def _with_receipt(obligation: Obligation, filed_on: date) -> list[Recorded]:
    receipt = getattr(obligation, "receipt", None) or Receipt(obligation=obligation)
    receipt.filed_on = filed_on
    return [obligation, receipt]


def _obligation(region: str, office: Organisation, year: int, number: int, post_class: str) -> Obligation:
    return Obligation(region_id=region, organisation=office, reporting_year=year, number=number, post_class=post_class)


@transaction.atomic
def add_obligation(*, by: User, region_code: str, new: New, now: datetime) -> Obligation:
    """Add an official who has to declare, by a number alone."""
    day = localdate(now)
    region = lock_register(by, region_code, day)
    require(access.may_keep, by, region.code, day)
    office = next((entry for entry in offices_of(region.code) if entry.id == new.organisation), None)
    if office is None:
        raise Refused(_("Pilih kantor dari daftar."))
    if new.post_class and new.post_class not in PostClass.values:
        raise Refused(_("Pilih golongan jabatan dari daftar, atau kosongkan."))
    number = next_number(region.code, new.reporting_year) if new.number is None else new.number
    fault = rules.fault_of(rules.Wanted(0, number, office.name, new.reporting_year), day)
    if fault is not None:
        raise Refused(said(fault))
    if (new.reporting_year, number) in known(region.code, [new.reporting_year]):
        text = _("Nomor %(nomor)s sudah dipakai untuk tahun lapor %(tahun)s. Pakai nomor lain, atau kosongkan.")
        raise Refused(text % {"nomor": f"{number:03}", "tahun": new.reporting_year})
    made = _obligation(region.code, office, new.reporting_year, number, new.post_class)
    return ledger.record("oversight.obligation_added", made, by=by, at=now)


@transaction.atomic
def record_receipt(*, by: User, obligation_id: UUID, seen: int, filed_on: date, now: datetime) -> Obligation:
    """Write down on which day a declaration was filed, or correct that day."""
    obligation = _lock_to_keep(by, obligation_id, seen, now)
    fault = rules.fault_of_day(0, filed_on, obligation.reporting_year, localdate(now))
    if fault is not None:
        raise Refused(said(fault))
    receipt = Receipt.objects.filter(obligation=obligation).first() or Receipt(obligation=obligation)
    receipt.filed_on = filed_on
    ledger.record("oversight.receipt_recorded", [obligation, receipt], by=by, at=now)
    return obligation


@transaction.atomic
def withdraw_obligation(*, by: User, obligation_id: UUID, seen: int, ground: str, now: datetime) -> Obligation:
    """Take an obligation off the register: it ended today, or it never was one."""
    obligation = _lock_to_keep(by, obligation_id, seen, now)
    if ground not in Withdrawal.values:
        raise Refused(_("Pilih alasannya: tidak lagi wajib lapor, atau salah catat."))
    obligation.withdrawn_on, obligation.withdrawal = localdate(now), ground
    return ledger.record("oversight.obligation_withdrawn", obligation, by=by, at=now)


def _lock_to_keep(by: User, obligation_id: UUID, seen: int, now: datetime) -> Obligation:
    obligation = lock_obligation(by, obligation_id, localdate(now))
    require(access.may_keep, by, obligation.region_id, localdate(now))
    require_seen(obligation, seen)
    if obligation.withdrawn_on is not None:
        raise Refused(_("Wajib lapor ini sudah dicabut dari daftar. Tambahkan lagi bila pencabutannya keliru."))
    return obligation
