"""What the officer does with the register: take a sheet, add an obligation, write a declaration down, withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import Changed, require_seen
from bening.kernel.people.access import Refused, require
from bening.kernel.people.models import Organisation, User
from bening.systems.oversight import access, rules
from bening.systems.oversight.models import Obligation, PostClass, Receipt, Withdrawal
from bening.systems.oversight.queries.register import known, next_number
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
    return take_lines(rows, region.code, seen, by=by, now=now)


def take_lines(rows: Sequence[rules.Wanted], region: str, seen: str, *, by: User, now: datetime) -> rules.Plan:
    """Do as `take_sheet` says for a caller that asked the right and holds the register."""
    if len(rows) > MOST_LINES:
        raise Refused(_("Satu lembar paling banyak %(batas)s baris. Bagi menjadi beberapa.") % {"batas": MOST_LINES})
    offices = {office.name: office for office in offices_of(region)}
    standing = known(region, {row.reporting_year for row in rows})
    plan = rules.plan_sheet(rows, standing, offices, localdate(now))
    if plan.seen != seen:
        raise Changed("oversight register")
    if plan.faults:
        raise Refused(" ".join(placed(fault) for fault in plan.faults[:MOST_SAID]))
    if not plan.does_anything:
        raise Refused(_("Lembar ini tidak mengubah apa pun: isinya sama dengan daftar."))
    write_plan(plan, Register(region, offices, standing), by=by, now=now)
    return plan


@dataclass(frozen=True, slots=True)
class Register:
    """A register as lines of a sheet meet it: its offices by name, and the obligations that stand."""

    region: str
    offices: Mapping[str, Organisation]
    standing: Mapping[tuple[int, int], rules.Known[UUID]]


def write_plan(plan: rules.Plan, register: Register, *, by: User, now: datetime) -> None:
    """Write what a plan adds, files and corrects into the register, as one event; the caller holds the register."""
    filed = [*plan.filed, *plan.corrected]
    added = [_added(register, line) for line in plan.added]
    met = [(row, line.filed_on) for row, line in zip(added, plan.added, strict=True) if line.filed_on]
    standing = _standing(register, filed)
    receipts = [_receipt(row, line.filed_on) for row, line in zip(standing, filed, strict=True) if line.filed_on]
    # Rows of one table beside each other, the new before the old, are written in one statement.
    old = [receipt for receipt in receipts if not receipt._state.adding]
    new = [Receipt(obligation=row, filed_on=day) for row, day in met]
    new += [receipt for receipt in receipts if receipt._state.adding]
    ledger.record("oversight.sheet_taken", [*added, *standing, *new, *old], by=by, at=now)


def _added(register: Register, line: rules.Wanted) -> Obligation:
    office = register.offices[line.office]
    return _obligation(register.region, office, line.reporting_year, line.number, line.post_class)


def _standing(register: Register, lines: Sequence[rules.Wanted]) -> Sequence[Obligation]:
    """Return the obligations of lines that stand already, each with its receipt where it has one, in one query."""
    ids = [register.standing[line.key].id for line in lines]
    rows = Obligation.objects.filter(pk__in=ids).select_related("receipt").in_bulk() if ids else {}
    return [rows[name] for name in ids]


def _receipt(obligation: Obligation, filed_on: date) -> Receipt:
    receipt = getattr(obligation, "receipt", None) or Receipt(obligation=obligation)
    receipt.filed_on = filed_on
    return receipt


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
