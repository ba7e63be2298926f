"""Both databases refuse every way to change what is written, and two writers do not tear the chain."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import Event, Head
from bening.kernel.ledger.queries import verify
from bening.kernel.ledger.triggers import present, protect, unprotect
from tests.sample.models import Note

AT = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
COLUMNS = "(seq, at, kind, actor, subjects, prev, hash)"
ROW = "SELECT {seq}, at, 'x.x', actor, subjects, prev, hash FROM ledger_event WHERE seq = 1"
EVERYWHERE = [
    "UPDATE ledger_event SET kind = 'x.x'",
    "UPDATE ledger_event SET seq = 9 WHERE seq = 1",
    "DELETE FROM ledger_event",
    "DELETE FROM ledger_event WHERE seq = 2",
    f"INSERT INTO ledger_event {COLUMNS} {ROW.format(seq=1)} ON CONFLICT (seq) DO UPDATE SET kind = 'x.x'",
    f"INSERT INTO ledger_event {COLUMNS} {ROW.format(seq=1)}",
]
SQLITE = [
    "UPDATE OR REPLACE ledger_event SET seq = 2 WHERE seq = 1",
    f"INSERT OR REPLACE INTO ledger_event {COLUMNS} {ROW.format(seq=1)}",
    f"REPLACE INTO ledger_event {COLUMNS} {ROW.format(seq=1)}",
    f"REPLACE INTO ledger_event (rowid, {COLUMNS[1:]} {ROW.format(seq='1, 3')}",
    f"INSERT INTO ledger_event {COLUMNS} {ROW.format(seq=9)}",
]
POSTGRESQL = [
    "TRUNCATE ledger_event",
    "TRUNCATE ledger_event CASCADE",
    "MERGE INTO ledger_event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
]
OWN = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def write(text: str) -> None:
    with transaction.atomic():
        ledger.record("sample.made", Note(text=text), by=None, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", [*EVERYWHERE, *OWN[connection.vendor]])
def test_the_database_refuses(sql: str) -> None:
    write("a")
    write("b")
    before = list(Event.objects.order_by("seq").values())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(Event.objects.order_by("seq").values()) == before
    assert verify().problem is None


@pytest.mark.django_db
def test_the_orm_is_refused_too() -> None:
    write("a")
    event = Event.objects.get()
    event.kind = "x.x"
    for attempt in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(kind="x.x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert verify().problem is None


@pytest.mark.django_db
def test_the_triggers_stand_after_all_migrations() -> None:
    assert present(connection)
    protect(connection)  # again: nothing happens
    assert Head.objects.count() == 1
    unprotect(connection)
    assert not present(connection)


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_gets_its_triggers_back_with_the_next_migration() -> None:
    write("a")
    old = Event._meta.get_field("kind")
    new = models.CharField(max_length=200)
    new.set_attributes_from_name("kind")
    new.model = Event
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(Event, before, after)
    assert present(connection) is (connection.vendor == "postgresql")
    call_command("migrate", verbosity=0)
    assert present(connection)
    assert verify().problem is None


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_an_empty_protected_ledger() -> None:
    write("a")
    call_command("flush", interactive=False, verbosity=0)
    assert present(connection)
    assert (Event.objects.count(), Head.objects.get().seq) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain() -> None:
    errors: list[BaseException] = []

    def writer(name: str) -> None:
        try:
            for count in range(15):
                write(f"{name}{count}")
        except (IntegrityError, ledger.Changed, transaction.TransactionManagementError, OSError) as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=writer, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert verify()[:2] == (45, 45)
    assert verify().problem is None


@pytest.mark.django_db(transaction=True)
def test_verify_sees_one_state_while_somebody_writes() -> None:
    write("a")
    done = False

    def writer() -> None:
        count = 0
        while not done:
            write(f"b{count}")
            count += 1
        connection.close()

    thread = Thread(target=writer)
    thread.start()
    try:
        problems = [verify().problem for _ in range(20)]
    finally:
        done = True
        thread.join()
    assert problems == [None] * 20


@pytest.mark.django_db(transaction=True)
def test_two_people_on_one_row_and_the_second_is_told() -> None:
    write("a")
    first, second = Note.objects.get(), Note.objects.get()
    outcome: list[str] = []

    def change(row: Note) -> None:
        try:
            with transaction.atomic():
                ledger.record("sample.changed", row, by=None, at=AT)
            outcome.append("saved")
        except ledger.Changed:
            outcome.append("told")
        finally:
            connection.close()

    threads = [Thread(target=change, args=(row,)) for row in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["saved", "told"]
    assert verify().problem is None
