"""Large sheets: checked and taken by the worker in batches; nothing twice, nothing half, nobody's work written over."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bening.kernel.daily import errands
from bening.kernel.daily.errands import Pace
from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import Membership, Reach, Role
from bening.systems.oversight import rules, sheet, staging, taking
from bening.systems.oversight.actions import record_receipt, withdraw_obligation
from bening.systems.oversight.models import Obligation, Receipt, SheetState, StagedPart, StagedSheet
from bening.systems.oversight.staging import drop_staged, forget_expired, take_staged
from tests.kernel.people.web import signed_in
from tests.systems.assessment.makers import add_person
from tests.systems.oversight.makers import City, add, bring, line, some_id, take, with_officer, workbook

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)


@dataclass
class Clock:
    """A clock that a test turns, and a worker that rests without waiting and ends when told."""

    now: datetime = field(default_factory=timezone.now)
    rests: int = 1_000_000

    def rest(self, _seconds: float) -> bool:
        self.rests -= 1
        return self.rests > 0

    def work(self) -> bool:
        return taking.take_waiting(Pace(lambda: self.now, self.rest))


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> City:
    """Give a city in which four lines are many, and are taken by twos."""
    monkeypatch.setattr(staging, "MOST_LINES", 3)
    monkeypatch.setattr(taking, "BATCH", 2)
    return with_officer()


def lines(*numbers: int, day: date | None = DAY) -> list[rules.Wanted]:
    return [line(number, "Dinas Contoh", day, at=at) for at, number in enumerate(numbers, 2)]


def brought(city: City, rows: list[rules.Wanted]) -> StagedSheet:
    """Give a large sheet as the worker has checked it."""
    staged = bring(city, rows)
    assert (staged.is_large, staged.state) == (True, SheetState.WAITING)
    Clock().work()
    staged.refresh_from_db()
    return staged


def begin(city: City, staged: StagedSheet) -> StagedSheet:
    return take_staged(by=city.people["petugas"], staged_id=staged.pk, seen="", now=timezone.now())


def done(staged: StagedSheet) -> tuple[str, int, int]:
    staged.refresh_from_db()
    return staged.state, staged.taken, staged.kept


def numbers() -> list[int]:
    return sorted(Obligation.objects.values_list("number", flat=True))


def kept(staged: StagedSheet) -> list[tuple[int, str]]:
    found = [entry for part in StagedPart.objects.filter(sheet=staged) for entry in part.kept]
    return sorted((entry["line"], entry["told"][0]["id"]) for entry in found)


def test_it_is_checked_then_waits_for_its_person_and_is_then_taken_batch_by_batch(city: City) -> None:
    staged = brought(city, lines(1, 2, 3, 4, 5))
    assert (staged.state, staged.lines, staged.added, staged.content) == (SheetState.READY, 5, 5, None)
    Clock().work()
    assert numbers() == []
    before = Event.objects.count()
    begin(city, staged)
    Clock().work()
    assert done(staged) == (SheetState.DONE, 5, 0)
    assert (numbers(), Receipt.objects.count()) == ([1, 2, 3, 4, 5], 5)
    made = Event.objects.filter(seq__gt=before)
    assert [event.kind for event in made] == ["oversight.sheet_taken"] * 3
    assert {event.actor for event in made} == {city.people["petugas"].pk}
    assert verify().problem is None


def test_of_a_sheet_that_brings_little_new_the_little_alone_is_taken(city: City) -> None:
    take(city, lines(1, 2, 3, day=None))
    staged = brought(city, [*lines(1, 2, day=None), line(3, "Dinas Contoh", DAY, at=4), line(4, "Dinas Contoh", at=5)])
    assert (staged.added, staged.filed, staged.unchanged, staged.parts.count()) == (1, 1, 2, 1)


def test_rows_that_do_not_fit_are_kept_and_the_others_taken(city: City) -> None:
    more = [line(3, "Dinas Contoh", at=5), line(4, "Dinas Kontoh", at=6), line(5, "Badan Contoh", at=7)]
    staged = brought(city, [*lines(1, 2, 3), *more])
    assert (staged.state, staged.lines, staged.added, staged.kept) == (SheetState.READY, 6, 4, 2)
    assert [(at, text.split(":")[0]) for at, text in kept(staged)] == [(5, "Baris 5"), (6, "LHKPN!C6")]
    begin(city, staged)
    Clock().work()
    assert done(staged) == (SheetState.DONE, 4, 2)
    assert numbers() == [1, 2, 3, 5]


@pytest.mark.parametrize("name", ["Dinas\0Contoh", "=1+1", "\u202eDinas", "_x0000_"])
def test_what_no_database_holds_is_kept_for_repair_all_the_same(city: City, name: str) -> None:
    staged = brought(city, [*lines(1, 2, 3), line(4, name, at=5)])
    assert (staged.state, staged.added, staged.kept) == (SheetState.READY, 3, 1)
    client = signed_in(city.people["petugas"])
    assert client.get(reverse("oversight:staged", args=[staged.pk])).status_code == 200
    back = client.get(reverse("oversight:repair", args=[staged.pk])).content
    assert len(sheet.opened(back, ["Dinas Contoh"]).kept) == 1


def test_a_line_that_somebody_changed_meanwhile_is_kept_with_what_stands_now(city: City) -> None:
    take(city, lines(1, 2, 3, 4, 5, day=None))
    staged = brought(city, lines(1, 2, 3, 4, 5, 6))
    rows = {row.number: row for row in Obligation.objects.all()}
    by, now = city.people["petugas"], timezone.now()
    record_receipt(by=by, obligation_id=rows[1].pk, seen=1, filed_on=date(2025, 2, 2), now=now)
    record_receipt(by=by, obligation_id=rows[2].pk, seen=1, filed_on=DAY, now=now)  # as the sheet wants it
    withdraw_obligation(by=by, obligation_id=rows[3].pk, seen=1, ground="mistake", now=now)
    add(city, "badan", 6)
    begin(city, staged)
    Clock().work()
    assert done(staged) == (SheetState.DONE, 2, 3)
    told = dict(kept(staged))
    assert "kini di Dinas Contoh, lapor 2025-02-02" in told[2]
    assert "Dicabut dari daftar" in told[4]
    assert "kini di Badan Contoh, belum lapor" in told[7]
    filed = dict(Receipt.objects.values_list("obligation__number", "filed_on"))
    assert filed == {1: date(2025, 2, 2), 2: DAY, 4: DAY, 5: DAY}
    assert verify().problem is None


class Killed(BaseException):
    """What nobody catches, as a killed process does nothing any more."""


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, what: str, after: int) -> Iterator[None]:
    """Have the worker killed when it does something for so many times and once more."""
    real: Callable[..., object] = getattr(taking, what)
    left = [after]

    def deed(*args: object, **named: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return real(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(taking, what, deed)
        with pytest.raises(Killed):
            yield


def test_a_worker_killed_at_reading_is_followed_once_its_hold_is_over(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, clock = bring(city, lines(1, 2, 3, 4)), Clock()
    with killed_at(monkeypatch, "_keep_checked", 0):
        clock.work()
    assert clock.work() is True  # another seems to be at it: look again soon
    assert done(staged)[0] == SheetState.WAITING
    clock.now += taking.LEASE
    assert clock.work() is False
    assert done(staged)[0] == SheetState.READY
    assert staged.parts.count() == 2


@pytest.mark.parametrize("batches", [0, 1, 2])
def test_a_worker_killed_between_batches_is_followed_and_nothing_is_taken_twice(
    city: City, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    staged, clock = brought(city, lines(1, 2, 3, 4, 5)), Clock()
    begin(city, staged)
    with killed_at(monkeypatch, "take_part", batches):
        clock.work()
    assert len(numbers()) == min(5, 2 * batches)
    clock.now += taking.LEASE
    clock.work()
    assert done(staged) == (SheetState.DONE, 5, 0)
    assert numbers() == [1, 2, 3, 4, 5]
    assert verify().problem is None


def test_a_worker_killed_within_a_batch_leaves_nothing_of_it(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    staged, clock = brought(city, lines(1, 2, 3, 4)), Clock()
    begin(city, staged)
    with killed_at(monkeypatch, "_note", 1):  # the rows and the event are written, how far the sheet is not yet
        clock.work()
    assert (numbers(), done(staged)) == ([1, 2], (SheetState.TAKING, 2, 0))
    assert verify().problem is None


def test_a_worker_that_is_to_end_stops_after_the_batch_in_hand_and_lets_go(city: City) -> None:
    staged = brought(city, lines(1, 2, 3, 4, 5))
    begin(city, staged)
    Clock(rests=1).work()
    assert numbers() == [1, 2]
    assert Clock().work() is False
    assert done(staged) == (SheetState.DONE, 5, 0)


def test_what_fails_each_time_is_stopped_with_its_reference_and_its_rows_can_be_fetched(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, other, clock = brought(city, lines(1, 2, 3, 4)), with_officer("99.72"), Clock()
    begin(city, staged)

    def fails(*_: object, **__: object) -> None:
        raise ValueError("CONTOH")

    with monkeypatch.context() as patch:
        patch.setattr(taking, "write_plan", fails)
        for _ in range(taking.MOST_ATTEMPTS + 1):
            clock.work()
            clock.now += taking.LEASE
    assert done(staged) == (SheetState.STOPPED, 0, 0)
    assert len(staged.reference) == 8
    client = signed_in(city.people["petugas"])
    text = client.get(reverse("oversight:staged", args=[staged.pk])).content.decode()
    assert staged.reference in text
    back = client.get(reverse("oversight:repair", args=[staged.pk])).content
    assert [row.number for row in sheet.opened(back, ["Dinas Contoh"]).rows] == [1, 2, 3, 4]
    assert brought(other, lines(1, 2, 3, 4)).state == SheetState.READY


def test_who_loses_the_register_takes_no_further_batch(city: City) -> None:
    staged = brought(city, lines(1, 2, 3, 4))
    begin(city, staged)
    Clock(rests=1).work()
    post = Membership.objects.get(user=city.people["petugas"], role="oversight")
    post.ends_on = date(2025, 1, 1)
    ledger.record("people.role_ended", post, by=None, at=timezone.now())
    Clock().work()
    assert done(staged) == (SheetState.STOPPED, 2, 0)
    assert numbers() == [1, 2]


def test_two_clicks_take_it_once(city: City) -> None:
    staged = brought(city, lines(1, 2, 3, 4))
    client, address = signed_in(city.people["petugas"]), reverse("oversight:take", args=[staged.pk])
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    Clock().work()
    assert client.post(address).status_code == 302
    Clock().work()
    assert (done(staged), numbers()) == ((SheetState.DONE, 4, 0), [1, 2, 3, 4])


def test_two_clicks_take_a_small_sheet_once(city: City) -> None:
    staged = bring(city, lines(1, 2))
    client, address = signed_in(city.people["petugas"]), reverse("oversight:take", args=[staged.pk])
    seen = client.get(reverse("oversight:staged", args=[staged.pk])).context["seen"]
    before = Event.objects.count()
    assert [client.post(address, {"seen": seen}).status_code for _ in range(2)] == [302, 302]
    assert (numbers(), Event.objects.count() - before) == ([1, 2], 1)
    text = client.get(reverse("oversight:staged", args=[staged.pk])).content.decode()
    assert "Lembar sudah masuk" in text
    assert "Belum dikerjakan" not in text


def test_a_sheet_of_faults_alone_is_refused_with_the_first_and_their_number(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_KEPT", 60)
    staged = brought(city, [line(at, "Dinas Kontoh") for at in range(1, 71)])
    assert (staged.state, len(staged.problems), staged.more_problems) == (SheetState.REFUSED, 50, 20)
    client = signed_in(city.people["petugas"])
    text = client.get(reverse("oversight:staged", args=[staged.pk])).content.decode()
    assert "LHKPN!C2: " in text
    assert "Masih ada 20 lagi" in text
    with pytest.raises(Refused):
        begin(city, staged)


def test_a_file_that_is_no_sheet_is_refused_by_the_worker_too(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "SMALL_FILE", 3)
    by, code = city.people["petugas"], city.region.code
    staged = staging.stage_sheet(by=by, region_code=code, content=b"bukan lembar", now=timezone.now())
    Clock().work()
    staged.refresh_from_db()
    assert (staged.state, staged.content, len(staged.problems)) == (SheetState.REFUSED, None, 1)


def test_a_new_sheet_takes_the_place_of_the_last_but_not_of_one_that_is_being_taken(city: City) -> None:
    first = bring(city, lines(1, 2))
    second = brought(city, lines(1, 2, 3, 4))
    assert list(StagedSheet.objects.values_list("pk", flat=True)) == [second.pk]
    with pytest.raises(Absent):
        begin(city, first)
    begin(city, second)
    with pytest.raises(Refused, match="masih dimasukkan"):
        bring(city, lines(9))
    with pytest.raises(Refused, match="sedang dimasukkan"):
        drop_staged(by=city.people["petugas"], staged_id=second.pk, now=timezone.now())
    Clock().work()
    assert bring(city, lines(9)).state == SheetState.READY


def test_what_nobody_takes_in_a_day_is_gone_and_cannot_be_taken_before_it_is_swept(city: City) -> None:
    staged = brought(city, lines(1, 2, 3, 4))
    later = timezone.now() + staging.KEPT_FOR + timedelta(minutes=1)
    with pytest.raises(Absent):
        take_staged(by=city.people["petugas"], staged_id=staged.pk, seen="", now=later)
    assert forget_expired(now=later - timedelta(minutes=2)) == 0
    assert forget_expired(now=later) == 1
    assert not StagedPart.objects.exists()
    client = signed_in(city.people["petugas"])
    assert client.post(reverse("oversight:take", args=[staged.pk])).status_code == 404


def shape(client: Client, method: str, name: str, key: UUID) -> list[str]:
    """Give the statements that an address asks, without its key and the moment."""
    with CaptureQueriesContext(connection) as made:
        assert getattr(client, method)(reverse(f"oversight:{name}", args=[key])).status_code == 404
    asked = [query["sql"] for query in made if "django_session" not in query["sql"]]
    texts = [sql.replace(key.hex, "?").replace(str(key), "?") for sql in asked]
    return [sql.split('"expires_at"')[0] for sql in texts]


@pytest.mark.parametrize("who", ["rekan", "koordinator", "petugas lain", "petugas kedua"])
@pytest.mark.parametrize(("method", "name"), [("get", "staged"), ("post", "take"), ("get", "repair"), ("post", "drop")])
def test_a_sheet_of_somebody_else_is_not_there(city: City, who: str, method: str, name: str) -> None:
    add_person(city, "petugas kedua", "badan", Role.OVERSIGHT, Reach.REGION)
    other = with_officer("99.72")
    person = other.people["petugas"] if who == "petugas lain" else city.people[who]
    staged, client = bring(city, lines(1)), signed_in(person)
    client.get("/")
    assert shape(client, method, name, staged.pk) == shape(client, method, name, some_id())
    assert StagedSheet.objects.filter(pk=staged.pk, state=SheetState.READY).exists()


def counted(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as made:
        deed()
    return len([query for query in made if "SAVEPOINT" not in query["sql"]])


def test_a_batch_takes_as_many_statements_whatever_its_size(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "BATCH", 200)
    take(city, lines(*range(1, 201), day=None))
    found = []
    for rows in (lines(*range(1, 5)), lines(*range(5, 200)), lines(*range(301, 306)), lines(*range(401, 600))):
        staged = brought(city, rows)
        begin(city, staged)
        found.append(counted(Clock().work))
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert max(found) <= 20
    assert verify().problem is None


def test_an_idle_look_asks_one_question() -> None:
    assert counted(Clock().work) == 1


@pytest.mark.parametrize("many", [1, 3])
def test_what_a_person_does_with_a_small_sheet_takes_few_statements(city: City, many: int) -> None:
    content, now = workbook(city, lines(*range(1, many + 1))), timezone.now()
    by, code = city.people["petugas"], city.region.code

    def stage() -> StagedSheet:
        return staging.stage_sheet(by=by, region_code=code, content=content, now=now)

    client = signed_in(by)
    staged = stage()
    seen = client.get(reverse("oversight:staged", args=[staged.pk])).context["seen"]
    assert counted(stage) <= 10  # the one before it is forgotten with it
    staged = StagedSheet.objects.get()
    assert counted(lambda: take_staged(by=by, staged_id=staged.pk, seen=seen, now=now)) <= 11
    assert counted(lambda: drop_staged(by=by, staged_id=staged.pk, now=now)) <= 3


def test_the_page_says_how_far_it_is_and_when_nobody_works(city: City) -> None:
    client = signed_in(city.people["petugas"])
    staged = bring(city, lines(1, 2, 3, 4))
    address = reverse("oversight:staged", args=[staged.pk])
    waiting = client.get(address).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in waiting
    assert "bening worker" not in waiting
    StagedSheet.objects.update(staged_at=timezone.now() - timedelta(seconds=30))
    assert "bening worker" in client.get(address).content.decode()
    Clock().work()
    assert "http-equiv" not in client.get(address).content.decode()
    client.post(reverse("oversight:take", args=[staged.pk]))
    Clock(rests=1).work()
    text = client.get(address).content.decode()
    assert 'max="4" value="2"' in text
    assert "2 dari 4 baris" in text
    Clock().work()
    text = client.get(address).content.decode()
    assert "Lembar sudah masuk" in text
    assert "Lembar Anda yang terakhir" in client.get(reverse("oversight:upload", args=["99.71"])).content.decode()


def test_a_sheet_with_english_titles_is_read_whatever_the_language_of_the_worker(city: City) -> None:
    by, code = city.people["petugas"], city.region.code
    content = workbook(city, lines(1, 2, 3, 4), language="en")
    staged = staging.stage_sheet(by=by, region_code=code, content=content, now=timezone.now())
    Clock().work()
    staged.refresh_from_db()
    assert (staged.state, staged.added) == (SheetState.READY, 4)


def test_the_worker_does_it_as_an_errand(city: City) -> None:
    bring(city, lines(1, 2, 3, 4))
    clock = Clock()
    errands.run(Pace(lambda: clock.now, clock.rest))
    assert StagedSheet.objects.get().state == SheetState.READY


def test_the_upload_of_a_large_sheet_leads_to_its_page(city: City) -> None:
    client = signed_in(city.people["petugas"])
    form = {"berkas": io.BytesIO(workbook(city, lines(1, 2, 3, 4)))}
    answer = client.post(reverse("oversight:upload", args=[city.region.code]), form, follow=True)
    assert "Memeriksa lembar" in answer.content.decode()
