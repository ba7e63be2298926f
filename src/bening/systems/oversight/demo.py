"""The sample register, from `data/demo/kota-contoh/lhkpn.yaml`, made through the actions."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bening.kernel.people.models import Membership, Role, User
from bening.scoring import yamltree
from bening.scoring.instrument.store import data_folder
from bening.systems.oversight import rules
from bening.systems.oversight.actions import record_receipt, take_sheet
from bening.systems.oversight.models import Obligation
from bening.systems.oversight.queries.register import plan_of
from bening.systems.oversight.queries.scope import offices_of
from bening.systems.oversight.terms import terms

FOLDER = "kota-contoh"
Deed = tuple[datetime, Callable[[], object]]


def deeds(*, region_code: str, by: User, now: datetime) -> Iterator[Deed]:
    """Give the deeds of its officer: the list and what was filed in time as a sheet, the rest one by one."""
    told = _told()
    names = {entry["id"]: entry["name"] for entry in _file("offices")["organisations"]}
    shift = _shift(told, now.date())
    for year in told["years"]:
        later = shift if year == max(told["years"]) else 0
        rows = list(_rows(told, names, year, later))
        yield from _take(region_code, by, int(year) + later, rows, now)


def _told() -> dict[str, Any]:
    told = _file("lhkpn")
    if told.get("sample") != "CONTOH":
        raise ValueError("lhkpn.yaml does not say that it is a sample")
    return told


def _file(name: str) -> dict[str, Any]:
    return dict(yamltree.texts(yamltree.read_file(data_folder() / "demo" / FOLDER / f"{name}.yaml")))


def _shift(told: dict[str, Any], today: date) -> int:
    """Return by how many years the last year of the file moves, so that a sample made later stands as of today."""
    return max(0, rules.year_due(today, terms()) - int(max(told["years"])))


def _rows(told: dict[str, Any], names: dict[str, str], year: str, later: int) -> Iterator[rules.Wanted]:
    for line, entry in enumerate(told["obliged"], 2):
        text = entry["filed"][year]
        day = date.fromisoformat(text) if text else None
        filed_on = day.replace(year=day.year + later) if day else None
        yield rules.Wanted(line, int(entry["id"]), names[entry["office"]], int(year) + later, "", filed_on)


def _take(region_code: str, by: User, year: int, rows: list[rules.Wanted], now: datetime) -> Iterator[Deed]:
    begins = Membership.objects.filter(user=by, role=Role.OVERSIGHT).earliest("starts_on").starts_on
    earliest = max(rules.due_on(year, terms()), begins) + timedelta(days=1)
    closing = min(earliest, now.date())
    in_time = [row if row.filed_on and row.filed_on < closing else _unfiled(row) for row in rows]

    def take() -> None:
        names = [office.name for office in offices_of(region_code)]
        seen = plan_of(region_code, in_time, names, closing).seen
        take_sheet(by=by, region_code=region_code, rows=in_time, seen=seen, now=_at(closing, now))

    yield _at(closing, now), take
    late = [row for row in rows if row.filed_on and closing <= row.filed_on <= now.date()]
    for row in sorted(late, key=lambda row: (row.filed_on, row.number)):
        assert row.filed_on is not None
        yield _receipt(region_code, by, row, _at(row.filed_on, now))


def _receipt(region_code: str, by: User, row: rules.Wanted, when: datetime) -> Deed:
    def receive() -> None:
        assert row.filed_on is not None
        found = Obligation.objects.get(region=region_code, reporting_year=row.reporting_year, number=row.number)
        record_receipt(by=by, obligation_id=found.pk, seen=found.version, filed_on=row.filed_on, now=when)

    return when, receive


def _unfiled(row: rules.Wanted) -> rules.Wanted:
    return rules.Wanted(row.line, row.number, row.office, row.reporting_year)


def _at(day: date, now: datetime) -> datetime:
    return min(datetime.combine(day, time(3, tzinfo=UTC)), now)
