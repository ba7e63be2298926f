"""Who may do what: one who may, a colleague who may not, a stranger of another city. Absent and forbidden are alike."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.actions import Changed
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import Role, User
from bening.systems.assessment import rules
from bening.systems.assessment.actions import answers, closings, findings, rounds
from bening.systems.assessment.models import Answer, AnswerState, Decision, Finding, Opinion, Round, RoundState
from bening.systems.assessment.queries.findings import findings as visible_findings
from bening.systems.assessment.queries.scope import answers as visible_answers
from bening.systems.assessment.queries.scope import rounds as visible_rounds
from tests.systems.assessment.makers import (
    NOW,
    TODAY,
    add_person,
    answer_of,
    close,
    find,
    hand_in,
    make_city,
    stage,
    start,
)

pytestmark = pytest.mark.django_db
Deed = Callable[[User, Answer], object]
DRAFT = {"K.1": "A", "K.2": "100"}


def save(by: User, answer: Answer) -> object:
    return answers.save_draft(by=by, answer_id=answer.id, seen=answer.version, value="B", note="", now=NOW)


def approve(by: User, answer: Answer) -> object:
    return answers.approve_answer(by=by, answer_id=answer.id, seen=answer.version, now=NOW)


def extend(by: User, answer: Answer) -> object:
    due = date(2026, 5, 1)
    return rounds.extend(by=by, answer_id=answer.id, seen=answer.version, due_on=due, reason="Bencana.", now=NOW)


def internal(by: User, answer: Answer) -> object:
    found = rules.Found("accept", "B", "Sesuai.")
    opinion = Opinion.INTERNAL
    return findings.record_finding(
        by=by, answer_id=answer.id, seen=answer.version, opinion=opinion, found=found, now=NOW
    )


def outside(by: User, answer: Answer) -> object:
    found = rules.Found("accept", "B", "Sesuai.")
    opinion = Opinion.OUTSIDE
    return findings.record_finding(
        by=by, answer_id=answer.id, seen=answer.version, opinion=opinion, found=found, now=NOW
    )


def decide(by: User, answer: Answer) -> object:
    return findings.decide(by=by, answer_id=answer.id, number=1, value="B", reason="Sepakat.", now=NOW)


def close_self(by: User, answer: Answer) -> object:
    seen = answer.round.version
    return closings.close_opinion(by=by, round_id=answer.round_id, seen=seen, opinion=Opinion.SELF, now=NOW)


def remark(by: User, answer: Answer) -> object:
    return rounds.write_remark(by=by, answer_id=answer.id, text="Halo.", due_on=None, now=NOW)


EVERYBODY = {"koordinator", "operator", "kepala", "tetangga", "apip", "penilai", "ketua", "walikota"}


@pytest.mark.parametrize(
    ("deed", "ready", "who"),
    [
        (save, False, {"operator", "kepala"}),
        (extend, False, {"koordinator"}),
        (internal, True, {"apip"}),
        (outside, True, {"penilai", "ketua"}),
        (decide, True, {"ketua"}),
        (close_self, True, {"koordinator"}),
        (remark, True, {"koordinator", "operator", "kepala", "apip", "penilai", "ketua"}),
    ],
)
def test_each_deed_is_open_to_some_and_absent_to_all_others(deed: Deed, ready: bool, who: set[str]) -> None:
    city, other = make_city(), make_city("99.72")
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    if ready:
        hand_in(city, round_, DRAFT)
    if ready and deed in (outside, decide, remark):
        close(city, round_, Opinion.SELF)
    for name in EVERYBODY - who:
        with pytest.raises((Absent, Refused)):
            deed(city.people[name], answer_of(round_))
    for name in EVERYBODY:
        with pytest.raises(Absent):
            deed(other.people[name], answer_of(round_))
    for name in sorted(who):
        deed(city.people[name], answer_of(round_))


def test_only_the_head_approves() -> None:
    city = make_city()
    round_ = start(city)
    saved = save(city.people["operator"], answer_of(round_))
    assert isinstance(saved, Answer)
    answers.save_draft(
        by=city.people["operator"], answer_id=saved.id, seen=saved.version, value="B", note="Rak 3.", now=NOW
    )
    answers.submit_answer(by=city.people["operator"], answer_id=saved.id, seen=answer_of(round_).version, now=NOW)
    for name in EVERYBODY - {"kepala"}:
        with pytest.raises(Absent):
            approve(city.people[name], answer_of(round_))
    approve(city.people["kepala"], answer_of(round_))
    assert answer_of(round_).state == AnswerState.APPROVED


def test_what_is_absent_and_what_is_forbidden_take_the_same_statements() -> None:
    city, other = make_city(), make_city("99.72")
    answer = answer_of(start(city))
    statements = []
    for answer_id in (answer.id, uuid4()):
        with CaptureQueriesContext(connection) as made, pytest.raises(Absent):
            answers.save_draft(by=other.people["operator"], answer_id=answer_id, seen=1, value="A", note="", now=NOW)
        asked = [query["sql"].replace(answer_id.hex, "ID").replace(str(answer_id), "ID") for query in made]
        statements.append([sql for sql in asked if "SAVEPOINT" not in sql])
    assert statements[0] == statements[1]
    assert statements[0]


def test_a_list_and_the_door_agree() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A"})
    for name, seen in (
        ("koordinator", {"K.1", "K.2"}),
        ("walikota", {"K.1", "K.2"}),
        ("operator", {"K.1", "K.2"}),
        ("tetangga", set()),
        ("apip", {"K.1"}),
        ("penilai", set()),
    ):
        found = visible_answers(city.people[name], TODAY)
        assert {answer.code for answer in found} == seen, name
    assert not visible_rounds(city.people["tetangga"], TODAY).exists()
    find(city, round_, "apip", "K.1", "A")
    assert {answer.code for answer in visible_answers(city.people["penilai"], TODAY)} == {"K.1"}


def test_nobody_assesses_the_office_in_which_they_hold_a_membership() -> None:
    city = make_city()
    city.offices["dinas"], city.offices["badan"] = city.offices["inspektorat"], city.offices["badan"]
    with pytest.raises(Refused, match="dirinya sendiri"):
        start(city)
    city = make_city("99.72")
    add_person(city, "rangkap", "inspektorat", Role.APIP)
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A"})
    membership = city.people["rangkap"].memberships.get()
    membership.pk, membership._state.adding = uuid4(), True
    membership.organisation, membership.role, membership.version = city.offices["dinas"], Role.OPERATOR, 0
    with transaction.atomic():
        ledger.record("people.role_granted", membership, by=None, at=NOW)
    with pytest.raises(Absent):
        internal(city.people["rangkap"], answer_of(round_))
    internal(city.people["apip"], answer_of(round_))


def test_an_outside_assessor_sees_no_other_value_before_giving_their_own() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, DRAFT)
    close(city, round_, Opinion.SELF)
    find(city, round_, "penilai", "K.1", "A")

    def seen_by(name: str) -> set[str]:
        return {entry.assessor.name for entry in visible_findings(city.people[name], TODAY).select_related("assessor")}

    assert seen_by("ketua") == set()
    assert seen_by("koordinator") == set()
    assert seen_by("operator") == set()
    find(city, round_, "ketua", "K.2", "50")
    assert seen_by("ketua") == {"ketua"}
    find(city, round_, "ketua", "K.1", "B")
    assert seen_by("ketua") == {"ketua", "penilai"}
    assert seen_by("penilai2") == set()


def test_the_second_of_two_is_told_and_nothing_is_lost() -> None:
    city = make_city()
    answer = answer_of(start(city))
    save(city.people["operator"], answer)
    with pytest.raises(Changed) as changed:
        answers.save_draft(
            by=city.people["kepala"], answer_id=answer.id, seen=answer.version, value="C", note="", now=NOW
        )
    assert isinstance(changed.value.row, Answer)
    assert changed.value.row.value == "B"
    assert answer_of(answer.round).value == "B"


def test_an_answer_stands_still_once_its_opinion_is_closed_and_a_correction_names_what_moves() -> None:
    city = make_city()
    round_ = start(city)
    hand_in(city, round_, DRAFT)
    first = close(city, round_, Opinion.SELF)
    with pytest.raises(Refused, match="sudah ditutup"):
        save(city.people["operator"], answer_of(round_))
    with pytest.raises(Refused, match="sudah ditutup"):
        close(city, round_, Opinion.SELF)
    seen = Round.objects.get(pk=round_.pk).version
    reopen: dict[str, Any] = {"by": city.people["koordinator"], "round_id": round_.id, "seen": seen, "now": NOW}
    with pytest.raises(Refused, match="sesudah hari ini"):
        closings.open_correction_window(**reopen, codes=["K.1"], reason="Salah hitung.", ends_on=TODAY)
    closings.open_correction_window(**reopen, codes=["K.1"], reason="Salah hitung.", ends_on=date(2026, 3, 20))
    with pytest.raises(Refused, match="sudah ditutup"):
        answers.save_draft(
            by=city.people["operator"],
            answer_id=answer_of(round_, "K.2").id,
            seen=answer_of(round_, "K.2").version,
            value="1",
            note="",
            now=NOW,
        )
    hand_in(city, round_, {"K.1": "B"})
    second = close(city, round_, Opinion.SELF)
    assert [first.score_text, second.score_text, second.number] == ["10.00", "7.00", 1]
    assert second.correction is not None
    assert second.correction.is_done
    assert Round.objects.get(pk=round_.pk).state == RoundState.CLOSED


def test_a_closing_waits_for_what_it_rests_on() -> None:
    city = make_city()
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    with pytest.raises(Refused, match=r"K\.1, K\.2"):
        close(city, round_, Opinion.SELF)
    hand_in(city, round_, DRAFT)
    with pytest.raises(Refused, match=r"K\.1, K\.2"):
        close(city, round_, Opinion.INTERNAL)
    with pytest.raises(Absent):
        close(city, round_, Opinion.OUTSIDE, "koordinator")
    close(city, round_, Opinion.SELF)
    with pytest.raises(Refused, match=r"Belum ada nilai"):
        close(city, round_, Opinion.OUTSIDE, "ketua")
    assert not Finding.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("value", ["Z", "101", {"file": "/etc/passwd"}, {"score": "1"}, "A" * 3000])
def test_a_value_that_cannot_be_is_refused_with_a_sentence_and_changes_nothing(value: rules.Value) -> None:
    city = make_city()
    answer = answer_of(start(city))
    with pytest.raises(Refused) as refused:
        answers.save_draft(
            by=city.people["operator"], answer_id=answer.id, seen=answer.version, value=value, note="x", now=NOW
        )
    assert str(refused.value).endswith(".")
    assert answer_of(answer.round).version == answer.version


def test_answers_are_offered_again_to_be_confirmed() -> None:
    city = make_city()
    before = start(city)
    hand_in(city, before, DRAFT)
    close(city, before, Opinion.SELF)
    again = start(city, previous=before.id)
    answer = answer_of(again)
    assert (answer.value, answer.is_confirmed, answer.carried_from_id) == ("A", False, answer_of(before).id)
    with pytest.raises(Refused, match="dibawa dari ronde lalu"):
        answers.submit_answer(by=city.people["operator"], answer_id=answer.id, seen=answer.version, now=NOW)
    saved = answers.save_draft(
        by=city.people["operator"], answer_id=answer.id, seen=answer.version, value="A", note="Rak.", now=NOW
    )
    answers.submit_answer(by=city.people["operator"], answer_id=answer.id, seen=saved.version, now=NOW)


def test_a_city_s_people_see_nothing_of_another() -> None:
    city, other = make_city(), make_city("99.72")
    start(city)
    for name in EVERYBODY:
        assert not visible_answers(other.people[name], TODAY).exists()
        assert not visible_rounds(other.people[name], TODAY).exists()


def test_a_text_that_nobody_would_read_is_refused() -> None:
    city = make_city()
    round_ = start(city)
    with pytest.raises(Refused, match="4000 huruf"):
        rounds.write_remark(
            by=city.people["operator"], answer_id=answer_of(round_).id, text="a" * 4001, due_on=None, now=NOW
        )
    hand_in(city, round_, DRAFT)
    with pytest.raises(Refused, match="4000 huruf"):
        find(city, round_, "apip", "K.1", "A", reason="a" * 4001)
