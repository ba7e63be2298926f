"""Whose turn it is on the page of a round: as the reader's inbox says it, with the reminders that were sent."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import Settings

from bening.systems.assessment import presenting, presenting_round
from bening.systems.assessment.actions import rounds
from bening.systems.assessment.actions.findings import decide
from bening.systems.assessment.models import Opinion, Round
from bening.systems.assessment.queries.answer_page import answer_page
from bening.systems.assessment.queries.round_page import Filters, round_page
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


@pytest.fixture(autouse=True)
def without_second_factor(settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False


def turns(city: City, round_: Round, who: str) -> dict[str, tuple[str, str, bool]]:
    """Return status, turn and whether a day stands there, by code, as a person sees them."""
    page = round_page(city.people[who], round_.id, TODAY, Filters())
    lines = [line for group in presenting_round.round_(page).groups for line in group.rows]
    return {line.code: (line.state, line.turn, line.due_on is not None) for line in lines}


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    """Give a round whose indicators the internal assessor has accepted, before any outside finding."""
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "A"), ("K.2", "100")):
        find(city, round_, "apip", code, value)
    return round_


def test_what_the_internal_assessor_accepted_waits_for_the_outside_assessor(city: City, round_: Round) -> None:
    assert set(turns(city, round_, "penilai").values()) == {("examined", "you", True)}
    close(city, round_, Opinion.SELF)
    find(city, round_, "penilai", "K.1", "B")
    assert turns(city, round_, "penilai") == {
        "K.1": ("accepted", "penilai luar", True),
        "K.2": ("examined", "you", True),
    }
    page = signed_in(city.people["penilai"]).get(f"/kerja/penilaian/{round_.id}/").content.decode()
    assert page.count('<span class="turn turn-you">Giliran Anda</span>') == 1
    assert "selesai" not in page


def test_others_read_that_the_outside_assessors_have_the_turn_until_their_opinion_is_closed(
    city: City, round_: Round
) -> None:
    for who in ("koordinator", "walikota", "operator", "apip"):
        assert set(turns(city, round_, who).values()) == {("accepted", "penilai luar", True)}, who


def at_the_indicator(city: City, round_: Round, who: str) -> tuple[str, str]:
    """Return status and turn at the head of the page of an indicator."""
    shown = presenting.answer(answer_page(city.people[who], answer_of(round_).id, TODAY), city.people[who], None)
    return shown.state, shown.turn


def test_the_page_of_an_indicator_says_the_same(city: City, round_: Round) -> None:
    assert at_the_indicator(city, round_, "penilai") == ("examined", "you")
    assert at_the_indicator(city, round_, "koordinator") == ("accepted", "penilai luar")
    find(city, round_, "penilai", "K.1", "B")
    assert at_the_indicator(city, round_, "penilai") == ("accepted", "penilai luar")
    own = start(city)
    hand_in(city, own, {"K.1": "A"})
    assert at_the_indicator(city, own, "apip") == ("examined", "you")
    find(city, own, "apip", "K.1", "A")
    assert at_the_indicator(city, own, "apip") == at_the_indicator(city, own, "koordinator") == ("accepted", "")


def test_whoever_leads_has_the_turn_until_the_plenary_decided(city: City, round_: Round) -> None:
    close(city, round_, Opinion.SELF)
    close(city, round_, Opinion.INTERNAL)
    for code, value in (("K.1", "B"), ("K.2", "80")):
        find(city, round_, "ketua", code, value)
    assert set(turns(city, round_, "ketua").values()) == {("examined", "you", True)}
    for code, value in (("K.1", "B"), ("K.2", "80")):
        decide(
            by=city.people["ketua"], answer_id=answer_of(round_, code).id, number=1, value=value, reason="Sepakat.",
            now=NOW,
        )  # fmt: skip
    assert set(turns(city, round_, "ketua").values()) == {("accepted", "penilai luar", True)}
    close(city, round_, Opinion.OUTSIDE, "ketua")
    for who in ("ketua", "penilai", "koordinator"):
        assert set(turns(city, round_, who).values()) == {("accepted", "", False)}, who


def test_a_round_without_an_outside_opinion_is_done_with_the_internal_finding(city: City) -> None:
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    assert turns(city, round_, "apip")["K.1"] == ("examined", "you", True)
    find(city, round_, "apip", "K.1", "A")
    assert turns(city, round_, "koordinator") == {
        "K.1": ("accepted", "", False),
        "K.2": ("examined", "Inspektorat", True),
    }


def test_the_office_reads_its_own_turn_and_a_neighbour_sees_nothing(city: City) -> None:
    round_ = start(city)
    assert turns(city, round_, "operator")["K.1"] == ("draft", "you", True)
    assert turns(city, round_, "kepala")["K.1"] == ("draft", "Dinas", True)
    assert signed_in(city.people["tetangga"]).get(f"/kerja/penilaian/{round_.id}/").status_code == 404


def remind(city: City, round_: Round, *, day: int) -> None:
    rounds.remind(
        by=city.people["koordinator"], round_id=round_.id, answer_ids=[answer_of(round_).id], text="",
        now=NOW.replace(day=day),
    )  # fmt: skip


def reminded(city: City, round_: Round, who: str) -> list[str]:
    """Return what the page of a round says of reminders."""
    page = signed_in(city.people[who]).get(f"/kerja/penilaian/{round_.id}/").content.decode()
    return re.findall(r'<span class="sub">(diingatkan [^<]*)</span>', re.sub(r"</?time[^>]*>", "", page))


def test_the_coordinator_sees_when_and_how_often_an_office_was_reminded(city: City) -> None:
    round_ = start(city)
    assert reminded(city, round_, "koordinator") == []
    remind(city, round_, day=3)
    assert reminded(city, round_, "koordinator") == ["diingatkan 3 Maret 2026"]
    remind(city, round_, day=4)
    assert reminded(city, round_, "koordinator") == ["diingatkan 2 kali, terakhir 4 Maret 2026"]
    assert reminded(city, round_, "walikota") == reminded(city, round_, "operator") == []
    hand_in(city, round_, {"K.1": "A"})
    assert reminded(city, round_, "koordinator") == []


def test_reminders_cost_the_page_one_statement_whatever_their_number(city: City) -> None:
    round_ = start(city)

    def statements() -> int:
        with CaptureQueriesContext(connection) as made:
            round_page(city.people["koordinator"], round_.id, localdate(NOW), Filters())
        return sum("reminder" in query["sql"] for query in made)

    assert statements() == 1
    for day in range(3, 9):
        remind(city, round_, day=day)
    assert statements() == 1
