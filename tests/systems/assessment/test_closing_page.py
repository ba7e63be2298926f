"""The second step before an opinion is closed: what happens, what is still open, and only then the button."""

import pytest
from django.test import Client
from pytest_django import Settings

from bening.systems.assessment.actions import closings
from bening.systems.assessment.models import Closing, Opinion, Round
from tests.portal.makers import signed_in
from tests.systems.assessment.makers import NOW, TODAY, City, close, find, hand_in, make_city, stage, start

pytestmark = pytest.mark.django_db
BUTTON = 'name="pandangan"'


@pytest.fixture(autouse=True)
def without_second_factor(settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def city() -> City:
    return make_city()


def page(client: Client, round_: Round, opinion: str = "") -> str:
    """Return the page of a round, or the one that asks before an opinion is closed, as one line of words."""
    answer = client.get(f"/kerja/penilaian/{round_.id}/" + (f"tutup/{opinion}/" if opinion else ""))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_round_leads_to_the_question_and_closes_nothing_itself(city: City) -> None:
    round_ = start(city)
    client = signed_in(city.people["koordinator"])
    shown = page(client, round_)
    assert BUTTON not in shown
    for opinion in ("mandiri", "internal"):
        assert f'href="/kerja/penilaian/{round_.id}/tutup/{opinion}/"' in shown
        page(client, round_, opinion)
    assert not Closing.objects.exists()


def test_what_is_missing_is_counted_and_named_and_there_is_no_button(city: City) -> None:
    round_ = start(city)
    client = signed_in(city.people["koordinator"])
    hand_in(city, round_, {"K.2": "100"})
    asked = page(client, round_, "mandiri")
    assert "1 dari 2 indikator belum disetujui kepala kantor: K.1." in asked
    assert BUTTON not in asked
    internal = page(client, round_, "internal")
    assert "2 dari 2 indikator belum bernilai temuan internal: K.1, K.2." in internal
    assert BUTTON not in internal


def test_what_stays_open_is_told_and_the_opinion_can_be_closed(city: City) -> None:
    round_ = start(city)
    client = signed_in(city.people["koordinator"])
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    find(city, round_, "apip", "K.1", "A")
    asked = page(client, round_, "mandiri")
    assert "1 dari 2 indikator belum bernilai temuan internal." in asked
    assert "Ini pandangan resmi: ronde berakhir." in asked
    assert asked.count(BUTTON) == 1
    round_.refresh_from_db()
    sent = client.post(f"/kerja/penilaian/{round_.id}/tutup/", {"seen": round_.version, "pandangan": "self"})
    assert sent.status_code == 302
    again = page(client, round_, "mandiri")
    assert "Pandangan ini sudah ditutup" in again
    assert BUTTON not in again


def test_the_plenary_s_open_decisions_are_counted_for_whoever_leads(city: City) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    client = signed_in(city.people["ketua"])
    assert "Penilaian mandiri belum ditutup." in page(client, round_, "luar")
    close(city, round_, Opinion.SELF)
    asked = page(client, round_, "luar")
    assert "2 dari 2 indikator belum diputuskan pleno: K.1, K.2." in asked
    assert BUTTON not in asked


def test_the_end_of_a_correction_says_that_the_old_result_stays(city: City) -> None:
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    round_.refresh_from_db()
    closings.open_correction_window(
        by=city.people["koordinator"], round_id=round_.id, seen=round_.version, codes=["K.1"], reason="Salah ketik.",
        ends_on=TODAY.replace(day=20), now=NOW,
    )  # fmt: skip
    client = signed_in(city.people["koordinator"])
    assert "belum disetujui kepala kantor: K.1." in page(client, round_, "mandiri")
    hand_in(city, round_, {"K.1": "B"})
    asked = page(client, round_, "mandiri")
    assert "Jendela koreksi berakhir." in asked
    assert "ronde berakhir" not in asked
    assert asked.count(BUTTON) == 1


@pytest.mark.parametrize(
    ("opinion", "who"),
    [("mandiri", "ketua"), ("internal", "apip"), ("luar", "koordinator"), ("luar", "penilai"), ("luar", "tetangga")],
)
def test_whoever_may_not_close_is_not_asked(city: City, opinion: str, who: str) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    assert signed_in(city.people[who]).get(f"/kerja/penilaian/{round_.id}/tutup/{opinion}/").status_code == 404
