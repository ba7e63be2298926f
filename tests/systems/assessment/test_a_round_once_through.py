"""From an office's answer to the stored result, through the actions alone; the ledger holds at every step."""

from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from bening.kernel.ledger.queries import verify
from bening.systems.assessment import presenting
from bening.systems.assessment.actions.findings import decide
from bening.systems.assessment.models import Answer, AnswerState, Closing, Opinion, RoundState
from bening.systems.assessment.queries.answer_page import answer_page
from tests.systems.assessment.makers import NOW, City, answer_of, close, find, hand_in, make_city, stage, start

pytestmark = pytest.mark.django_db


def test_a_round_of_the_office_s_own_opinion() -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, {"K.1": "B", "K.2": "75"})
    closing = close(city, round_, Opinion.SELF)
    round_.refresh_from_db()
    assert (closing.score, closing.score_text, closing.is_official) == (Decimal("6.00"), "6.00", True)
    assert closing.answers == {"K.1": "B", "K.2": "75"}
    assert closing.result["nodes"]["K.1"]["points"] == "3.000000"
    assert round_.state == RoundState.CLOSED
    assert verify().problem is None


def test_three_opinions_stay_three() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "B"), ("K.2", "90")):
        find(city, round_, "apip", code, value)
    own, internal = close(city, round_, Opinion.SELF), close(city, round_, Opinion.INTERNAL)
    for who, value in (("penilai", "B"), ("ketua", "C")):
        find(city, round_, who, "K.1", value)
        find(city, round_, who, "K.2", "80")
    for code, value in (("K.1", "B"), ("K.2", "80")):
        decide(
            by=city.people["ketua"],
            answer_id=answer_of(round_, code).id,
            number=1,
            value=value,
            reason="Sepakat.",
            now=NOW,
        )
    outside = close(city, round_, Opinion.OUTSIDE, "ketua")
    assert [entry.score for entry in (own, internal, outside)] == [Decimal(10), Decimal("6.6"), Decimal("6.2")]
    assert [entry.is_official for entry in (own, internal, outside)] == [False, False, True]
    assert outside.result["thresholds"][0]["gap"] == "-1.800000"
    assert Closing.objects.count() == 3
    assert verify().problem is None


def test_the_mean_of_the_assessors_where_the_stage_says_so() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "mean", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    for who, letter, share in (("penilai", "A", "80"), ("penilai2", "B", "80"), ("ketua", "B", "81")):
        find(city, round_, who, "K.1", letter)
        find(city, round_, who, "K.2", share)
    closing = close(city, round_, Opinion.OUTSIDE, "ketua")
    assert closing.result["nodes"]["K.1"]["points"] == "4.000000"
    assert closing.result["nodes"]["K.2"]["points"] == "3.213333"
    assert closing.score_text == "7.21"


def shown_to(city: City, who: str, answer: Answer) -> presenting.Shown:
    return presenting.answer(answer_page(city.people[who], answer.id, localdate(NOW)), city.people[who], None)


def test_a_finding_that_asks_for_repair_gives_the_answer_back() -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A"})
    find(city, round_, "apip", "K.1", None, "repair", "Lampirkan daftar hadir.")
    answer = answer_of(round_)
    assert answer.state == AnswerState.RETURNED
    assert shown_to(city, "operator", answer).to_repair == "Lampirkan daftar hadir."
    assert shown_to(city, "koordinator", answer).to_repair == ""
    hand_in(city, round_, {"K.1": "B"})
    assert shown_to(city, "operator", answer).to_repair == ""
    find(city, round_, "apip", "K.1", "B")
    assert answer_of(round_).state == AnswerState.ASSESSED
    assert [entry.number for entry in answer.findings.order_by("number")] == [1, 2]
