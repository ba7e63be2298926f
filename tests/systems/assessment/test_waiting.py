"""What waits for whom: the inbox follows whose turn it is, and leaves nobody with nothing to do when it is theirs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bening.kernel.inbox.registry import Reminded, count_for, waiting_for
from bening.kernel.people.access import Refused
from bening.systems.assessment.actions import rounds
from bening.systems.assessment.models import Opinion, Round
from tests.portal.makers import signed_in
from tests.systems.assessment.makers import (
    NOW,
    TODAY,
    City,
    answer_of,
    close,
    find,
    hand_in,
    make_city,
    stage,
    start,
)

pytestmark = pytest.mark.django_db


def _waits(city: City, name: str) -> list[str]:
    found = waiting_for(city.people[name], TODAY)
    assert count_for(city.people[name], TODAY) == len(found)
    return [entry.deed for entry in found]


def test_the_turn_goes_round() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    assert _waits(city, "operator") == ["Jawab", "Jawab"]
    assert [_waits(city, name) for name in ("kepala", "apip", "ketua", "koordinator", "tetangga")] == [[]] * 5
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    assert _waits(city, "operator") == []
    assert _waits(city, "apip") == ["Nilai", "Nilai"]
    assert _waits(city, "koordinator") == ["Tutup"]
    find(city, round_, "apip", "K.1", None, "repair", "Lampirkan.")
    assert _waits(city, "operator") == ["Perbaiki"]
    assert _waits(city, "koordinator") == []
    hand_in(city, round_, {"K.1": "B"})
    close(city, round_, Opinion.SELF)
    assert _waits(city, "penilai") == ["Nilai", "Nilai"]
    assert sorted(_waits(city, "ketua")) == ["Nilai", "Nilai", "Putuskan"]
    find(city, round_, "penilai", "K.1", "B")
    assert _waits(city, "penilai") == ["Nilai"]
    assert _waits(city, "penilai2") == ["Nilai", "Nilai"]


def test_the_due_day_is_counted_in_working_days() -> None:
    city = make_city()
    start(city)
    entry = waiting_for(city.people["operator"], TODAY)[0]
    assert (entry.due_on and entry.due_on.isoformat(), entry.is_late) == ("2026-03-31", False)
    assert entry.days_left == 16  # 21 weekdays, less 18, 19, 20, 23 and 24 March: Nyepi, Idulfitri, collective leave


def _remind(city: City, round_: Round, *, day: int, text: str = "") -> None:
    now = NOW.replace(day=day)
    rounds.remind(
        by=city.people["koordinator"], round_id=round_.id, answer_ids=[answer_of(round_).id], text=text, now=now
    )


def test_a_reminder_is_told_where_the_work_waits_with_how_often_when_and_by_whom() -> None:
    city = make_city()
    round_ = start(city)
    _remind(city, round_, day=3)
    _remind(city, round_, day=4)
    told = {entry.title[:3]: entry.reminded for entry in waiting_for(city.people["operator"], TODAY)}
    assert told == {"K.1": Reminded(times=2, last_on=date(2026, 3, 4), by="koordinator"), "K.2": None}
    page = signed_in(city.people["operator"]).get("/kerja/").content.decode()
    assert page.count('class="reminded"') == 1
    assert "Diingatkan 2 kali, terakhir oleh koordinator pada" in page
    assert "4 Maret 2026" in page


def test_a_reminder_that_was_met_is_told_to_nobody_again() -> None:
    city = make_city()
    round_ = start(city)
    _remind(city, round_, day=1)
    hand_in(city, round_, {"K.1": "A"})
    assert [entry.reminded for entry in waiting_for(city.people["apip"], TODAY)] == [None]
    find(city, round_, "apip", "K.1", None, "repair", "Lampirkan.")
    assert [entry.reminded for entry in waiting_for(city.people["operator"], TODAY)] == [None, None]
    _remind(city, round_, day=5)
    again = [entry.reminded for entry in waiting_for(city.people["operator"], TODAY) if entry.deed == "Perbaiki"]
    assert again == [Reminded(times=1, last_on=date(2026, 3, 5), by="koordinator")]


def test_a_reminder_without_a_tick_says_to_tick_first() -> None:
    city = make_city()
    round_ = start(city)
    with pytest.raises(Refused, match="Centang dahulu"):
        rounds.remind(by=city.people["koordinator"], round_id=round_.id, answer_ids=[], text="", now=NOW)


def test_reminders_cost_the_inbox_no_statement_more() -> None:
    city = make_city()
    round_ = start(city)
    with CaptureQueriesContext(connection) as before:
        waiting_for(city.people["operator"], TODAY)
    for day in range(3, 9):
        _remind(city, round_, day=day)
    with CaptureQueriesContext(connection) as after:
        waiting_for(city.people["operator"], TODAY)
    assert len(after) == len(before)


def test_the_deed_of_an_assessor_is_a_verb_in_english() -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A"})
    with override("en"):
        assert _waits(city, "apip") == ["Assess"]
