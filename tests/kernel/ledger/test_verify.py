"""What was changed behind the ledger's back is found and named."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from bening.cli import main
from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import DayHead, Event, Head
from bening.kernel.ledger.queries import verify
from bening.kernel.ledger.triggers import unprotect
from bening.scoring.text import Message
from tests.sample.models import Label, Note

AT = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def notes() -> list[Note]:
    """Three notes in three events, and triggers lifted, as by somebody who holds the database."""
    rows = [ledger.record("sample.made", Note(text=text), by=None, at=AT) for text in "abc"]
    unprotect(connection)
    return rows


def problem() -> Message:
    found = verify().problem
    assert found is not None
    return found


def value(entry: Message, name: str) -> object:
    return dict(entry.values)[name]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"at": AT + timedelta(microseconds=1)}, "ledger_hash"),
        ({"kind": "sample.other"}, "ledger_hash"),
        ({"actor": UUID(int=1)}, "ledger_hash"),
        ({"subjects": []}, "ledger_hash"),
        ({"subjects": [1]}, "ledger_unreadable"),
        ({"subjects": 1}, "ledger_unreadable"),
        ({"subjects": [{"id": [], "version": 1, "digest": None}]}, "ledger_unreadable"),
        ({"prev": "0" * 64}, "ledger_prev"),
        ({"hash": "0" * 64}, "ledger_hash"),
        ({"seq": 9}, "ledger_gap"),
    ],
)
def test_a_change_in_an_event_is_named(notes: list[Note], change: dict[str, object], key: str) -> None:
    Event.objects.filter(seq=2).update(**change)
    assert problem().key == key
    assert value(problem(), "expected" if key == "ledger_gap" else "seq") == "2"


@pytest.mark.parametrize("part", ["id", "version", "digest"])
def test_a_change_in_a_subject_is_named(notes: list[Note], part: str) -> None:
    event = Event.objects.get(seq=2)
    other = {"id": str(notes[0].id), "version": 2, "digest": "0" * 64}
    Event.objects.filter(seq=2).update(subjects=[event.subjects[0] | {part: other[part]}])
    assert (problem().key, value(problem(), "seq")) == ("ledger_hash", "2")


@pytest.mark.parametrize(("seq", "key"), [(1, "ledger_gap"), (2, "ledger_gap"), (3, "ledger_head")])
def test_a_deleted_event_is_named(notes: list[Note], seq: int, key: str) -> None:
    Event.objects.filter(seq=seq).delete()
    assert problem().key == key


def test_a_head_that_is_changed_or_gone_is_named(notes: list[Note]) -> None:
    Head.objects.update(hash="0" * 64)
    assert problem().key == "ledger_head"
    Head.objects.all().delete()
    assert problem().key == "ledger_no_head"


@pytest.mark.parametrize("change", [{"text": "z"}, {"version": 7}, {"salt": bytes(32)}, {"amount": 1}, {"details": {}}])
def test_a_row_changed_behind_the_back_is_named(notes: list[Note], change: dict[str, object]) -> None:
    Note.objects.filter(id=notes[1].id).update(**change)
    assert problem().key == "ledger_row_changed"
    assert value(problem(), "id") == str(notes[1].id)
    assert (value(problem(), "table"), value(problem(), "seq")) == ("sample.note", "2")


def test_a_row_with_an_unreadable_value_is_named(notes: list[Note]) -> None:
    Note.objects.filter(id=notes[1].id).update(salt=b"short")
    assert problem().key == "ledger_row_unreadable"


def test_a_missing_row_is_named(notes: list[Note]) -> None:
    Note.objects.filter(id=notes[1].id).delete()
    assert (problem().key, value(problem(), "id")) == ("ledger_row_missing", str(notes[1].id))


def test_a_row_that_was_never_recorded_is_named(notes: list[Note]) -> None:
    stray = Label.objects.create(name="stray")
    assert (problem().key, value(problem(), "id")) == ("ledger_row_unrecorded", str(stray.id))


def test_a_row_that_comes_back_after_its_erasure_is_named(notes: list[Note]) -> None:
    kept = Note.objects.get(id=notes[1].id)
    ledger.erase(notes[1], by=None, at=AT)
    assert verify().problem is None
    kept.save(force_insert=True)
    assert (problem().key, value(problem(), "seq")) == ("ledger_row_erased", "4")


def test_an_event_about_an_erased_subject_is_named(notes: list[Note]) -> None:
    kept = Note.objects.get(id=notes[1].id)
    ledger.erase(notes[1], by=None, at=AT)
    kept.version = 2
    kept._state.adding = True
    ledger.record("sample.made", kept, by=None, at=AT)
    assert problem().key == "ledger_after_end"


@pytest.mark.parametrize(
    ("language", "words"), [("id", "cocok: 3 peristiwa, 3 baris"), ("en", "fits: 3 events, 3 rows")]
)
def test_the_command_says_what_it_checked(
    notes: list[Note], language: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENING_LANG", language)
    assert main(["ledger", "verify"]) == 0
    printed = capsys.readouterr()
    assert words in printed.out
    assert Head.objects.get().hash in printed.out


def test_the_command_names_the_first_that_does_not_fit(
    notes: list[Note], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BENING_LANG", raising=False)
    Note.objects.filter(id=notes[1].id).update(text="z")
    assert main(["ledger", "verify"]) == 1
    assert f"Baris {notes[1].id} dalam sample.note berubah tanpa dicatat" in capsys.readouterr().err


def test_nothing_of_a_row_is_told_by_the_events(notes: list[Note]) -> None:
    secret = ledger.record("sample.made", Note(text="rahasia"), by=None, at=AT)
    stored = json.dumps(list(Event.objects.values()), default=str)
    assert "rahasia" not in stored
    assert bytes(secret.salt).hex() not in stored


def test_the_head_of_a_day_is_kept_once_and_fits(notes: list[Note]) -> None:
    assert [ledger.keep_day_head(now=AT), ledger.keep_day_head(now=AT), ledger.keep_day_head(now=AT + DAY)] == [1, 0, 1]
    assert verify().problem is None


@pytest.mark.parametrize("change", [{"hash": "0" * 64}, {"seq": 9}])
def test_a_chain_that_is_not_the_one_told_on_a_day_is_named(notes: list[Note], change: dict[str, object]) -> None:
    ledger.keep_day_head(now=AT)
    ledger.keep_day_head(now=AT + DAY)
    DayHead.objects.filter(day=AT.date()).update(**change)
    assert (problem().key, value(problem(), "day")) == ("ledger_day_head", "2026-01-02")


def test_no_head_is_kept_of_an_empty_chain(db: None) -> None:
    assert ledger.keep_day_head(now=AT) == 0
    assert not DayHead.objects.exists()
