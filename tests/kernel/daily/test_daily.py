"""The daily work: once a day, each thing by one process at a time, none in the way of another."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bening.kernel.daily import actions, queries, registry
from bening.kernel.daily.models import Turn
from bening.kernel.people.models import Region
from bening.scoring.text import Text

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # in Jakarta it is two in the morning of the third
NAMES = ("sample.first", "sample.second", "sample.third")


class Work:
    """Works that write down when they are done, and fail when told so."""

    def __init__(self) -> None:
        self.done: list[tuple[str, datetime]] = []
        self.fails: dict[str, Exception] = {}

    def add(self, name: str) -> None:
        def run(*, now: datetime) -> int:
            if name in self.fails:
                raise self.fails[name]
            self.done.append((name, now))
            return 7

        registry.register(name, title=Text(name, name), run=run)

    def at(self, now: datetime) -> list[str]:
        """Do what is due at a time and give the names of what was done."""
        self.done.clear()
        actions.run_due(clock=lambda: now, is_ending=lambda: False)
        assert all(when == now for _, when in self.done)
        return [name for name, _ in self.done]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Give a list that holds three works of the test alone."""
    monkeypatch.setattr(registry, "_works", {})
    made = Work()
    for name in reversed(NAMES):
        made.add(name)
    return made


def test_everything_is_done_once_a_day_at_the_quiet_hour(work: Work) -> None:
    assert work.at(NIGHT - timedelta(hours=9)) == [*NAMES]  # never done before
    assert work.at(NIGHT - timedelta(minutes=1)) == []
    assert work.at(NIGHT) == [*NAMES]
    for hours in (0, 1, 12, 23):
        assert work.at(NIGHT + timedelta(hours=hours)) == []
    assert work.at(NIGHT + timedelta(days=1)) == [*NAMES]


def test_a_machine_that_is_off_at_night_does_it_when_it_is_on(work: Work) -> None:
    work.at(NIGHT)
    assert work.at(NIGHT + timedelta(days=3, hours=6)) == [*NAMES]
    assert work.at(NIGHT + timedelta(days=3, hours=7)) == []


def test_a_look_asks_one_question_and_writes_nothing(work: Work) -> None:
    work.at(NIGHT)
    with CaptureQueriesContext(connection) as asked:
        assert work.at(NIGHT + timedelta(hours=1)) == []
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]


def test_one_that_fails_leaves_the_others_alone_and_is_tried_again_in_an_hour(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    work.fails["sample.second"] = ValueError("CONTOH")
    assert work.at(NIGHT) == ["sample.first", "sample.third"]
    turn = Turn.objects.get(pk="sample.second")
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage() == f"{turn.reference} sample.second"
    assert len(turn.reference) == 8
    assert turn.done_at is None
    del work.fails["sample.second"]
    assert work.at(NIGHT + timedelta(minutes=59)) == []
    assert work.at(NIGHT + timedelta(minutes=60)) == ["sample.second"]
    turn.refresh_from_db()
    assert (turn.reference, turn.holder, turn.free_at, turn.amount) == ("", "", None, 7)


def test_what_a_failing_work_wrote_in_its_transaction_is_gone(work: Work) -> None:
    def half(*, now: datetime) -> int:
        with transaction.atomic():
            Region.objects.create(code="99.71", name=f"Kota Contoh {now}", kind="city")
            raise DatabaseError

    registry.register("sample.half", title=Text("x", "x"), run=half)
    work.at(NIGHT)
    assert not Region.objects.filter(code="99.71").exists()
    assert Turn.objects.get(pk="sample.half").reference


def test_who_was_killed_at_a_work_leaves_it_for_an_hour(work: Work) -> None:
    class Killed(BaseException):
        pass

    work.fails["sample.first"] = Killed()  # type: ignore[assignment]  # what nobody catches
    with pytest.raises(Killed):
        work.at(NIGHT)
    del work.fails["sample.first"]
    assert Turn.objects.get(pk="sample.first").holder
    assert work.at(NIGHT + timedelta(minutes=59)) == ["sample.second", "sample.third"]
    assert work.at(NIGHT + timedelta(minutes=60)) == ["sample.first"]


def test_a_process_that_took_too_long_does_not_let_go_of_what_another_holds(work: Work) -> None:
    def slow(*, now: datetime) -> int:
        Turn.objects.filter(pk="sample.slow").update(holder="another", free_at=now + timedelta(hours=2))
        return 1

    registry.register("sample.slow", title=Text("x", "x"), run=slow)
    work.at(NIGHT)
    assert Turn.objects.get(pk="sample.slow").holder == "another"


def test_it_ends_between_two_works(work: Work) -> None:
    actions.run_due(clock=lambda: NIGHT, is_ending=lambda: len(work.done) == 2)
    assert [name for name, _ in work.done] == ["sample.first", "sample.second"]


def test_upkeep_does_everything_now_but_what_another_is_at(work: Work) -> None:
    work.at(NIGHT)
    work.fails["sample.third"] = ValueError()
    now = NIGHT + timedelta(minutes=5)
    Turn.objects.filter(pk="sample.second").update(holder="another", free_at=now + timedelta(minutes=1))
    done = actions.run_all(clock=lambda: now)
    assert [(one.amount, bool(one.reference), one.is_held) for one in done] == [
        (7, False, False), (0, False, True), (0, True, False),
    ]  # fmt: skip
    del work.fails["sample.third"]
    done = actions.run_all(clock=lambda: now + timedelta(minutes=1))
    assert [one.amount for one in done] == [7, 7, 7]


@contextmanager
def locked_by_another() -> Iterator[None]:
    """Have another connection hold the rows, and this one wait for 50 ms alone."""
    is_postgresql = connection.vendor == "postgresql"
    held, over = Event(), Event()

    def hold() -> None:
        with transaction.atomic():  # on SQLite this alone locks out whoever writes
            if is_postgresql:
                with connection.cursor() as cursor:
                    cursor.execute("LOCK TABLE daily_turn IN EXCLUSIVE MODE")
            held.set()
            over.wait(20)
        connection.close()

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 50" if is_postgresql else "PRAGMA busy_timeout = 50")
    other = Thread(target=hold)
    other.start()
    assert held.wait(20)
    yield
    over.set()
    other.join()
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_is_survived_and_leaves_nothing_held(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    work.at(NIGHT - timedelta(days=1))
    with locked_by_another():
        assert work.at(NIGHT) == []
    assert {record.levelno for record in caplog.records} == {logging.ERROR}
    assert work.at(NIGHT + timedelta(minutes=1)) == [*NAMES]


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_at_once_one_does_a_work(work: Work) -> None:
    start = Barrier(2)
    found: list[int] = []

    def run() -> None:
        due = queries.due(NIGHT)
        start.wait()
        done = [actions._attempt(one, lambda: NIGHT, lambda now: ~queries.resting(now)) for one in due]
        found.append(sum(not one.is_held for one in done))
        connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(name for name, _ in work.done) == [*NAMES]
    assert sum(found) == 3


def test_the_overview_says_what_was_done_when_and_what_is_behind(work: Work) -> None:
    assert [line.is_late for line in queries.overview(NIGHT)] == [True, True, True]
    work.at(NIGHT)
    lines = queries.overview(NIGHT + timedelta(hours=26))
    assert [(line.work.name, line.turn and line.turn.done_at, line.is_late) for line in lines] == [
        (name, NIGHT, False) for name in NAMES
    ]
    assert all(line.is_late for line in queries.overview(NIGHT + timedelta(hours=26, seconds=1)))


def test_a_name_belongs_to_one_work(work: Work) -> None:
    (known, *_) = registry.works()
    registry.register(known.name, title=known.title, run=known.run)
    with pytest.raises(ValueError, match="is taken"):
        work.add(known.name)
    registry.forget(known.name)
    assert known not in registry.works()


def test_every_part_of_the_product_is_on_the_list() -> None:
    assert {one.name for one in registry.works()} >= {
        "assessment.sheets",
        "database.optimize",
        "evidence.sweep",
        "measures.record",
        "oversight.sheets",
        "people.sessions",
        "portal.contacts",
    }
