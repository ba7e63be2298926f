"""A region with offices, its officer for LHKPN, and a register made through the actions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from bening.kernel.documents.sheets import Sheet, write
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.models import Organisation, Reach, Role
from bening.systems.oversight import rules, sheet
from bening.systems.oversight.actions import New, add_obligation, record_receipt, take_sheet
from bening.systems.oversight.models import Obligation, StagedSheet
from bening.systems.oversight.queries.register import plan_of
from bening.systems.oversight.queries.scope import offices_of
from bening.systems.oversight.staging import stage_sheet
from tests.systems.assessment.makers import NOW, TODAY, City, add_person, make_city

__all__ = ["NOW", "TODAY", "YEAR", "City", "add", "bring", "file", "fill", "line", "take", "with_officer", "workbook"]

YEAR = 2024  # on TODAY, 2 March 2026, the last year whose term is over


def with_officer(code: str = "99.71") -> City:
    """Make a city with an officer of the register, a colleague of the officer, and everybody of `make_city`."""
    city = make_city(code)
    add_person(city, "petugas", "badan", Role.OVERSIGHT, Reach.REGION)
    add_person(city, "rekan", "badan", Role.OPERATOR)
    return city


def add_offices(city: City, count: int) -> list[Organisation]:
    """Add offices to a city."""
    rows = [
        Organisation(region=city.region, name=f"Kantor {number:03} Contoh", short_name=f"K{number:03}")
        for number in range(count)
    ]
    ledger.record("people.organisation_made", rows, by=None, at=NOW)
    return rows


def add(city: City, office: str = "dinas", number: int | None = None, year: int = YEAR) -> Obligation:
    """Add an obligation."""
    new = New(city.offices[office].id, year, number)
    return add_obligation(by=city.people["petugas"], region_code=city.region.code, new=new, now=NOW)


def file(city: City, row: Obligation, day: date = date(2025, 3, 1), now: datetime = NOW) -> Obligation:
    """Write the day of a declaration down."""
    return record_receipt(by=city.people["petugas"], obligation_id=row.id, seen=row.version, filed_on=day, now=now)


def line(number: int, office: str, day: date | None = None, *, year: int = YEAR, at: int | None = None) -> rules.Wanted:
    """Return a line of a sheet."""
    return rules.Wanted(at or number + 1, number, office, year, "", day)


def take(city: City, rows: Sequence[rules.Wanted], who: str = "petugas", now: datetime = NOW) -> rules.Plan:
    """Take a sheet as its preview showed it."""
    names = [office.name for office in offices_of(city.region.code)]
    seen = plan_of(city.region.code, rows, names, TODAY).seen
    return take_sheet(by=city.people[who], region_code=city.region.code, rows=rows, seen=seen, now=now)


def fill(city: City, wanted: dict[str, tuple[int, int]], year: int = YEAR, now: datetime = NOW) -> None:
    """Fill the register by a sheet: for each office (by name) how many are obliged and how many of them have filed."""
    rows: list[rules.Wanted] = []
    for office, (obliged, filed) in wanted.items():
        for at in range(obliged):
            day = date(year + 1, 2, 1) + timedelta(days=at % 20) if at < filed else None
            rows.append(line(len(rows) + 1, office, day, year=year))
    take(city, rows, now=now)


def workbook(city: City, rows: Sequence[rules.Wanted], language: str = "id") -> bytes:
    """Return a sheet with lines as a person brings it, from the second row on."""
    columns = sheet.columns([office.name for office in offices_of(city.region.code)], language)
    cells = [
        {"year": row.reporting_year, "number": row.number, "office": row.office, "filed_on": row.filed_on}
        for row in rows
    ]
    return write([Sheet("LHKPN", columns, cells)])


def bring(city: City, rows: Sequence[rules.Wanted], who: str = "petugas", now: datetime | None = None) -> StagedSheet:
    """Bring a sheet and keep what it would change."""
    by, code = city.people[who], city.region.code
    return stage_sheet(by=by, region_code=code, content=workbook(city, rows), now=now or timezone.now())


def some_id() -> UUID:
    """Return an id that nothing has."""
    return UUID("00000000-0000-4000-8000-000000000000")
