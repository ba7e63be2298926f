"""What the officer does with the register, and what others cannot; the ledger holds throughout."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.systems.oversight import actions
from bening.systems.oversight.actions import New, add_obligation, take_sheet, withdraw_obligation
from bening.systems.oversight.models import Obligation, Receipt
from bening.systems.oversight.queries.counts import counts
from tests.systems.oversight.makers import NOW, TODAY, YEAR, City, add, file, fill, line, take, with_officer

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)


@pytest.fixture
def city() -> City:
    return with_officer()


def counted(city: City, day: date = TODAY) -> tuple[int, int]:
    found = counts(city.region.code, YEAR, day)
    return found.obliged, found.filed


def test_numbers_follow_one_another_within_a_year(city: City) -> None:
    rows = [add(city), add(city, number=7), add(city), add(city, year=2023)]
    assert [str(row) for row in rows] == ["Wajib lapor 001", "Wajib lapor 007", "Wajib lapor 008", "Wajib lapor 001"]
    assert verify().problem is None


def test_a_number_is_given_once_in_a_year(city: City) -> None:
    add(city, number=7)
    with pytest.raises(Refused, match="007 sudah dipakai"):
        add(city, number=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(region=city.region, organisation=city.offices["dinas"], reporting_year=YEAR, number=7)


def test_a_declaration_is_written_down_and_its_day_corrected(city: City) -> None:
    row = file(city, add(city))
    assert counted(city) == (1, 1)
    assert counted(city, date(2025, 2, 28)) == (1, 0)
    file(city, row, date(2025, 3, 5))
    assert Receipt.objects.get().filed_on == date(2025, 3, 5)
    assert verify().problem is None


@pytest.mark.parametrize(("day", "words"), [(date(2026, 3, 3), "belum tiba"), (date(2024, 12, 31), "berakhir")])
def test_a_day_that_cannot_be_is_refused(city: City, day: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        file(city, add(city), day)
    assert not Receipt.objects.exists()


def test_who_saw_an_older_row_is_told(city: City) -> None:
    row = add(city)
    file(city, row)
    with pytest.raises(Changed):
        file(city, row, date(2025, 3, 9))
    assert Receipt.objects.get().filed_on == DAY


def test_an_obligation_that_ended_counts_until_its_day_and_a_mistake_never(city: City) -> None:
    ended, mistake = add(city), add(city)
    later = datetime(2026, 3, 4, 3, tzinfo=UTC)
    for row, ground in ((ended, "ended"), (mistake, "mistake")):
        withdraw_obligation(by=city.people["petugas"], obligation_id=row.id, seen=row.version, ground=ground, now=later)
    assert [counted(city, day)[0] for day in (TODAY, date(2026, 3, 4))] == [1, 0]
    with pytest.raises(Refused, match="sudah dicabut"):
        file(city, Obligation.objects.get(pk=ended.pk))
    assert add(city, number=1).number == 1
    assert verify().problem is None


def test_a_withdrawal_needs_one_of_its_grounds(city: City) -> None:
    row = add(city)
    with pytest.raises(Refused, match="alasannya"):
        withdraw_obligation(by=city.people["petugas"], obligation_id=row.id, seen=1, ground="", now=NOW)


def test_an_office_of_another_region_is_none_of_ours(city: City) -> None:
    other = with_officer("99.72")
    for office in (other.offices["dinas"], city.offices["luar"]):
        with pytest.raises(Refused, match="kantor"):
            add_obligation(by=city.people["petugas"], region_code=city.region.code, new=New(office.id, YEAR), now=NOW)
    with pytest.raises(Refused, match="Dinas Lain"):
        take(city, [line(1, "Dinas Lain")])


def test_a_sheet_is_one_event_and_brings_everything(city: City) -> None:
    before = Event.objects.count()
    fill(city, {"Dinas Contoh": (4, 3), "Badan Contoh": (6, 6)})
    assert (counted(city), Event.objects.count() - before) == ((10, 9), 1)
    plan = take(city, [line(4, "Dinas Contoh", DAY), line(1, "Dinas Contoh", DAY), line(11, "Dinas Contoh", DAY)])
    assert (len(plan.added), len(plan.filed), len(plan.corrected)) == (1, 1, 1)
    assert counted(city) == (11, 11)
    assert Event.objects.latest("seq").kind == "oversight.sheet_taken"
    assert verify().problem is None


def test_one_bad_line_keeps_the_whole_sheet_out(city: City) -> None:
    with pytest.raises(Refused, match=r"Baris 3: .*belum tiba"):
        take(city, [line(1, "Dinas Contoh"), line(2, "Dinas Contoh", date(2026, 3, 3))])
    assert not Obligation.objects.exists()


def test_a_sheet_that_changes_nothing_says_so(city: City) -> None:
    take(city, [line(1, "Dinas Contoh")])
    with pytest.raises(Refused, match="tidak mengubah"):
        take(city, [line(1, "Dinas Contoh")])


def test_a_sheet_over_the_limit_is_refused(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_LINES", 1)
    with pytest.raises(Refused, match="paling banyak 1 baris"):
        take(city, [line(1, "Dinas Contoh"), line(2, "Dinas Contoh")])


def test_a_sheet_is_not_taken_when_the_register_changed_after_the_preview(city: City) -> None:
    row = add(city)
    plan = take(city, [line(2, "Dinas Contoh")])
    file(city, row)
    with pytest.raises(Changed):
        take_sheet(
            by=city.people["petugas"],
            region_code=city.region.code,
            rows=[line(3, "Dinas Contoh")],
            seen=plan.seen,
            now=NOW,
        )


@pytest.mark.parametrize("who", ["rekan", "koordinator", "walikota", "operator", "apip"])
def test_nobody_but_the_officer_changes_the_register(city: City, who: str) -> None:
    row = add(city)
    officer = city.people["petugas"]
    as_other = replace(city, people={**city.people, "petugas": city.people[who]})
    with pytest.raises(Absent):
        add(as_other)
    with pytest.raises(Absent):
        file(as_other, row)
    with pytest.raises(Absent):
        take(as_other, [line(9, "Dinas Contoh")])
    with pytest.raises(Absent):
        withdraw_obligation(by=city.people[who], obligation_id=row.id, seen=1, ground="ended", now=NOW)
    assert file(city, row).version == 2
    assert officer == city.people["petugas"]


def test_the_officer_of_another_region_meets_nothing(city: City) -> None:
    other, row = with_officer("99.72"), add(city)
    stranger = replace(city, people=other.people)
    for deed in (lambda: add(stranger), lambda: file(stranger, row), lambda: take(stranger, [line(9, "Dinas Contoh")])):
        with pytest.raises(Absent):
            deed()
