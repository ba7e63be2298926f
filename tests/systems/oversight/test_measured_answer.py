"""A measured figure beside the answer of an office: taken over, frozen when it is handed in, never applied later."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from bening.kernel.ledger.queries import verify
from bening.kernel.people.models import Role
from bening.systems.assessment import measuring, rules
from bening.systems.assessment.actions import answers
from bening.systems.assessment.models import Answer, Round
from bening.systems.oversight.models import Obligation
from bening.systems.oversight.rules import year_due
from bening.systems.oversight.terms import terms
from tests.kernel.people.web import signed_in
from tests.systems.assessment.makers import DOCUMENT, add_person, answer_of, hand_in, start
from tests.systems.oversight.makers import NOW, TODAY, YEAR, City, fill, take, with_officer
from tests.systems.oversight.makers import line as sheet_line

pytestmark = pytest.mark.django_db
MEASURED = deepcopy(DOCUMENT)
MEASURED["id"] = "terukur-contoh"
MEASURED["tree"][0]["children"][1]["measure"] = "oversight.lhkpn_compliance"


@pytest.fixture
def city() -> City:
    """A register for the day of the deeds, and the same for the day on which pages are opened."""
    made = with_officer()
    for year in years():
        fill(made, {"Dinas Contoh": (3, 2)}, year=year, now=timezone.now())
    return made


def years() -> set[int]:
    return {YEAR, year_due(timezone.localdate(), terms())}


@pytest.fixture
def round_(city: City) -> Round:
    return start(city, document=MEASURED)


def file_the_rest(city: City) -> None:
    for year in years():
        take(city, [sheet_line(3, "Dinas Contoh", date(year + 1, 2, 3), year=year)], now=timezone.now())


def shown(city: City, answer: Answer, who: str = "operator") -> measuring.Beside | None:
    found = Answer.objects.select_related("round__instrument").get(pk=answer.pk)
    stored = found.round.instrument
    leaf = rules.leaves_of(rules.instrument_of(stored.sha256, stored.document))[found.code]
    return measuring.beside(city.people[who], found, leaf, TODAY)


def page(city: City, answer: Answer, who: str = "operator") -> str:
    return signed_in(city.people[who]).get(reverse("assessment:answer", args=[answer.pk])).content.decode()


def test_the_figure_stands_beside_the_question(city: City, round_: Round) -> None:
    found = shown(city, answer_of(round_, "K.2"))
    assert found is not None
    assert (found.value, found.day, found.frozen, found.is_above) == ("66.66", TODAY, None, False)
    assert shown(city, answer_of(round_, "K.1")) is None
    text = page(city, answer_of(round_, "K.2"))
    assert "66,66" in text
    assert "Pakai angka terukur" in text
    assert "Pakai angka terukur" not in page(city, answer_of(round_, "K.1"))


def test_the_office_takes_the_figure_over_with_one_button(city: City, round_: Round) -> None:
    answer = answer_of(round_, "K.2")
    form = {"seen": answer.version, "terukur": "66.66", "nilai": "50", "catatan": "Baru diketik."}
    assert 'name="terukur" value="66.66"' in page(city, answer)
    signed_in(city.people["operator"]).post(reverse("assessment:save", args=[answer.pk]), form)
    assert (answer_of(round_, "K.2").value, answer_of(round_, "K.2").note) == ("66.66", "Baru diketik.")
    assert "Pakai angka terukur" not in page(city, answer)


def test_handing_in_freezes_what_was_measured(city: City, round_: Round) -> None:
    hand_in(city, round_, {"K.1": "A", "K.2": "66.66"})
    kept = answer_of(round_, "K.2").measured
    assert answer_of(round_, "K.1").measured is None
    assert kept is not None
    assert len(kept.pop("digest")) == 64
    assert kept == {"name": "oversight.lhkpn_compliance", "value": "66.66", "day": TODAY.isoformat()}
    assert verify().problem is None


def test_a_later_drift_is_shown_and_changes_nothing(city: City, round_: Round) -> None:
    hand_in(city, round_, {"K.2": "66.66"})
    before = answer_of(round_, "K.2")
    file_the_rest(city)
    found = shown(city, before, "apip")
    assert found is not None
    assert (found.value, found.has_drifted, found.frozen) == ("100.00", True, measuring.Frozen("66.66", TODAY))
    text = " ".join(page(city, before, "apip").split())
    assert "kini 100,00; saat dikirim 66,66" in text
    after = answer_of(round_, "K.2")
    assert (after.version, after.value, after.measured) == (before.version, before.value, before.measured)


def test_a_claim_above_the_figure_is_warned_of_and_not_refused(city: City, round_: Round) -> None:
    hand_in(city, round_, {"K.2": "90"})
    answer = answer_of(round_, "K.2")
    assert answer.state == "approved"
    assert "Jawaban di atas angka terukur" in page(city, answer, "apip")
    file_the_rest(city)
    found = shown(city, answer)
    assert found is not None
    assert found.is_above  # above what was measured when it was handed in, whatever holds today


@pytest.mark.parametrize(("claim", "is_above"), [("66.66", False), ("66,67", True), ("66.6600", False), ("12", False)])
def test_the_claim_is_compared_as_a_number(city: City, round_: Round, claim: str, is_above: bool) -> None:
    hand_in(city, round_, {"K.2": claim})
    found = shown(city, answer_of(round_, "K.2"))
    assert found is not None
    assert found.is_above is is_above


def test_only_who_may_open_the_records_is_led_to_them(city: City, round_: Round) -> None:
    add_person(city, "berdua", "dinas", Role.OPERATOR)
    hand_in(city, round_, {"K.2": "66.66"})
    answer = answer_of(round_, "K.2")
    links = {}
    for who in ("koordinator", "operator", "apip", "petugas"):
        found = shown(city, answer, who)
        assert found is not None
        links[who] = found.records
    assert links.pop("petugas").startswith("/kerja/lhkpn/99.71/daftar/")
    assert set(links.values()) == {""}


def test_without_records_there_is_nothing_beside_and_nothing_frozen(round_: Round, city: City) -> None:
    Obligation.objects.update(withdrawn_on=date(2025, 1, 2), withdrawal="mistake")
    assert shown(city, answer_of(round_, "K.2")) is None
    hand_in(city, round_, {"K.2": "50"})
    assert answer_of(round_, "K.2").measured is None


def test_a_round_of_one_office_has_no_figure_of_the_region(city: City, round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(organisation=city.offices["dinas"])
    assert shown(city, answer_of(round_, "K.2")) is None


def test_an_answer_that_comes_back_is_measured_anew(city: City, round_: Round) -> None:
    hand_in(city, round_, {"K.2": "66.66"})
    Answer.objects.filter(code="K.2").update(state="returned")
    file_the_rest(city)
    answer = answer_of(round_, "K.2")
    found = shown(city, answer)
    assert found is not None
    assert not found.has_drifted
    answers.submit_answer(by=city.people["operator"], answer_id=answer.id, seen=answer.version, now=NOW)
    kept = answer_of(round_, "K.2").measured
    assert kept is not None
    assert kept["value"] == "100.00"


def test_in_a_round_that_is_over_only_the_frozen_figure_is_shown(city: City, round_: Round) -> None:
    hand_in(city, round_, {"K.2": "66.66"})
    file_the_rest(city)
    Round.objects.filter(pk=round_.pk).update(state="closed")
    answer = answer_of(round_, "K.2")
    found = shown(city, answer)
    assert found is not None
    assert (found.day, found.has_drifted, found.is_over) == (None, False, True)
    text = " ".join(page(city, answer).split())
    assert "Saat dikirim 66,66" in text
    assert "100,00" not in text
