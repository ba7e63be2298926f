"""What waits for whom: the inbox follows whose turn it is, and leaves nobody with nothing to do when it is theirs."""

import pytest

from bening.kernel.inbox.registry import count_for, waiting_for
from bening.systems.assessment.models import Opinion
from tests.systems.assessment.makers import TODAY, City, close, find, hand_in, make_city, stage, start

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
