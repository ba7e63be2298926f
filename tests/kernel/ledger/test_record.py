"""Recording: rows and event together, in the transaction of the action."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import Event, Head
from bening.kernel.ledger.queries import digest, verify
from bening.kernel.ledger.rules import START
from tests.sample.models import Label, Note

AT = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Somebody:
    id: UUID


CITIZEN = Somebody(UUID(int=7))


def note(text: str = "a", **values: object) -> Note:
    return ledger.record("sample.note_written", Note(text=text, **values), by=CITIZEN, at=AT)


def test_a_row_and_its_event_are_saved_together() -> None:
    row = note(amount=Decimal("1.5"))
    event = Event.objects.get()
    assert (event.seq, event.at, event.kind, event.actor, event.prev) == (
        1, AT, "sample.note_written", CITIZEN.id, START,
    )  # fmt: skip
    assert event.subjects == [{"id": str(row.id), "version": 1, "digest": digest(Note.objects.get())}]
    head = Head.objects.get()
    assert (head.seq, head.hash) == (1, event.hash)
    assert verify() == (1, 1, event.hash, None)


def test_what_is_returned_is_what_the_database_keeps() -> None:
    row = note(amount="1.5", day="2026-01-02")
    assert (row.amount, row.day, row.version) == (Decimal("1.50"), date(2026, 1, 2), 1)


def test_the_next_version_follows() -> None:
    row = note()
    row.text = "b"
    ledger.record("sample.note_changed", row, by=CITIZEN, at=AT)
    assert (Note.objects.get().version, Note.objects.get().text) == (2, "b")
    first, second = Event.objects.order_by("seq")
    assert second.prev == first.hash
    assert verify().problem is None


def test_many_rows_of_several_tables_are_one_event() -> None:
    rows = [Note(text="a"), Label(name="b"), Note(text="c")]
    ledger.record("sample.all_made", rows, by=None, at=AT)
    event = Event.objects.get()
    assert event.actor is None
    assert [subject["id"] for subject in event.subjects] == [str(row.id) for row in rows]
    assert verify()[:2] == (1, 3)


def test_a_write_takes_four_statements() -> None:
    row = note()
    row.text = "b"
    with CaptureQueriesContext(connection) as made:
        ledger.record("sample.note_changed", row, by=CITIZEN, at=AT)
    assert len(made) == 4, [query["sql"] for query in made]


@pytest.mark.parametrize("many", [2, 50, 600])
def test_rows_of_one_table_are_written_in_as_many_statements_whatever_their_number(many: int) -> None:
    others = {"moment": AT, "clock": time(1, 2, 3), "whole": 2**60, "measure": 0.1, "details": {"a": [1, None]}}
    filled = {"amount": "1.5", "day": "2026-01-02", "content": b"\x00\xff", **others}
    rows = [Note(text=f"{at}", **filled) for at in range(many)]
    with CaptureQueriesContext(connection) as made:
        ledger.record("sample.notes_written", rows, by=CITIZEN, at=AT)
    assert {(row.amount, row.day, row.version) for row in rows} == {(Decimal("1.50"), date(2026, 1, 2), 1)}
    for row in rows:
        row.text, row.amount, row.day = f"{row.text}!", None, None
    with CaptureQueriesContext(connection) as changed:
        ledger.record("sample.notes_changed", rows, by=CITIZEN, at=AT)
    assert [len(made), len(changed)] == [4, 4]
    kept = Note.objects.in_bulk()
    assert len(kept) == many
    for at, row in enumerate(rows):
        found = kept[row.pk]
        assert (found.text, found.amount, found.day, found.version) == (f"{at}!", None, None, 2)
        assert (row.text, bytes(row.salt), row.version) == (found.text, bytes(found.salt), 2)
        assert {name: getattr(found, name) for name in others} == others
        assert bytes(found.content or b"") == b"\x00\xff"
    assert verify() == (2, many, Head.objects.get().hash, None)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_row_of_many_that_somebody_changed_keeps_all_of_them_out(at: int) -> None:
    rows = [note(text) for text in "abc"]
    stale = list(Note.objects.order_by("text"))
    rows[at].text = "theirs"
    ledger.record("sample.note_changed", rows[at], by=CITIZEN, at=AT)
    for row in stale:
        row.text = "mine"
    with pytest.raises(ledger.Changed, match=str(rows[at].pk)), transaction.atomic():
        ledger.record("sample.notes_changed", stale, by=CITIZEN, at=AT)
    assert sorted(Note.objects.values_list("text", flat=True)) == sorted([*"abc"[:at], *"abc"[at + 1 :], "theirs"])
    assert verify().problem is None


def test_many_rows_too_long_for_their_column_are_refused_where_the_database_counts() -> None:
    rows = [Label(name="a"), Label(name="b")]
    ledger.record("sample.labels_made", rows, by=None, at=AT)
    for row in rows:
        row.name = "x" * 1000
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic():
            ledger.record("sample.labels_changed", rows, by=None, at=AT)


def test_equal_states_have_different_digests() -> None:
    first, second = note("same"), note("same")
    assert first.salt != second.salt
    assert digest(first) != digest(second)


def test_who_read_an_older_version_is_told_and_nothing_is_saved() -> None:
    row = note()
    mine, theirs = Note.objects.get(), Note.objects.get()
    theirs.text = "theirs"
    ledger.record("sample.note_changed", theirs, by=CITIZEN, at=AT)
    mine.text = "mine"
    with pytest.raises(ledger.Changed), transaction.atomic():
        ledger.record("sample.note_changed", mine, by=CITIZEN, at=AT)
    assert Note.objects.get().text == "theirs"
    assert Event.objects.count() == 2
    assert row.version == mine.version == 1
    assert verify().problem is None


def test_an_erased_row_ends_its_subject() -> None:
    row, other = note(), note("b")
    ledger.erase(row, by=CITIZEN, at=AT)
    assert list(Note.objects.all()) == [other]
    event = Event.objects.get(seq=3)
    assert (event.kind, event.subjects) == ("erased", [{"id": str(row.id), "version": 2, "digest": None}])
    assert verify()[:2] == (3, 1)


def test_erasing_an_older_version_is_refused() -> None:
    row = note()
    ledger.record("sample.note_changed", Note.objects.get(), by=CITIZEN, at=AT)
    with pytest.raises(ledger.Changed), transaction.atomic():
        ledger.erase(row, by=CITIZEN, at=AT)
    assert verify().problem is None


@pytest.mark.parametrize("kind", ["erased", "Sample.made", "made", "sample.", ""])
def test_a_kind_names_module_and_deed(kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        ledger.record(kind, Note(text="a"), by=None, at=AT)


def test_no_row_and_the_same_row_twice_are_refused() -> None:
    row = Note(text="a")
    for rows in ([], [row, row]):
        with pytest.raises(ValueError, match="each row once"):
            ledger.record("sample.made", rows, by=None, at=AT)


def test_a_moment_without_a_zone_is_refused_and_nothing_is_saved() -> None:
    with pytest.raises(ValueError, match="zone"), transaction.atomic():
        ledger.record("sample.made", Note(text="a"), by=None, at=AT.replace(tzinfo=None))
    assert (Note.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        ledger.record("sample.made", Note(text="a"), by=None, at=AT)
    with pytest.raises(transaction.TransactionManagementError):
        ledger.erase(Note(text="a"), by=None, at=AT)
    assert Note.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_leaves_no_event_and_no_row() -> None:
    def action() -> None:
        with transaction.atomic():
            ledger.record("sample.made", Note(text="a"), by=None, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        action()
    assert (Note.objects.count(), Event.objects.count(), Head.objects.get().seq) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_who_swallows_a_refusal_cannot_commit_the_half() -> None:
    with transaction.atomic():
        kept = ledger.record("sample.made", Note(text="old"), by=None, at=AT)
    stale = Note.objects.get()
    with transaction.atomic():
        ledger.record("sample.changed", kept, by=None, at=AT)
    with transaction.atomic(), pytest.raises(ledger.Changed):
        ledger.record("sample.changed", [Note(text="new"), stale], by=None, at=AT)
    assert list(Note.objects.values_list("text", flat=True)) == ["old"]
    assert verify().problem is None


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
VALUES = st.fixed_dictionaries(
    {"text": TEXT},
    optional={
        "amount": st.decimals(-(10**9), 10**9, places=2),
        "day": st.dates(),
        "moment": st.datetimes(timezones=st.just(UTC)),
        "clock": st.times(),
        "whole": st.integers(-(2**63), 2**63 - 1),
        "measure": st.floats(-1e100, 1e100),
        "details": st.dictionaries(TEXT, st.lists(TEXT | st.integers(-(10**20), 10**20) | st.booleans() | st.none())),
        "content": st.binary(max_size=40),
    },
)
DEEDS = st.lists(st.tuples(st.sampled_from(["make", "change", "erase"]), st.integers(0, 5), VALUES), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_whatever_is_recorded_verifies(deeds: list[tuple[str, int, dict[str, object]]]) -> None:
    ids: list[UUID] = []
    for deed, which, values in deeds:
        if deed == "make" or not ids:
            ids.append(ledger.record("sample.made", Note(**values), by=Somebody(uuid4()), at=AT).id)
            continue
        row = Note.objects.get(id=ids[which % len(ids)])
        if deed == "change":
            for name, value in values.items():
                setattr(row, name, value)
            ledger.record("sample.changed", row, by=None, at=AT)
        else:
            ids.remove(row.id)
            ledger.erase(row, by=None, at=AT)
    assert verify().problem is None


def test_every_kind_of_column_takes_part() -> None:
    filled = {
        "text": "b", "amount": Decimal(1), "day": date(2026, 1, 1), "moment": AT, "clock": time(1), "whole": 1,
        "measure": 0.5, "details": {"a": 1}, "content": b"x", "about_id": note().id,
    }  # fmt: skip
    columns = {column.attname for column in Note._meta.concrete_fields} - {"id", "version", "salt"}
    assert filled.keys() == columns
    row = note()
    seen = {digest(row)}
    for name, value in filled.items():
        setattr(row, name, value)
        seen.add(digest(row))
    assert len(seen) == len(filled) + 1
