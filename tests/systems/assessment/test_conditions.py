"""What the gates of an instrument ask beside the answers: stated at the start or later, by who runs the rounds."""

import re
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import User
from bening.systems.assessment.actions.rounds import state_facts
from bening.systems.assessment.models import Opinion, Round
from tests.systems.assessment.makers import BOTH, DOCUMENT, NOW, City, close, find, hand_in, make_city, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings: Settings) -> City:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    return make_city()


def gated() -> dict[str, Any]:
    """Return an instrument with a gate on an audit opinion, one on a yes or no, and one on a number."""
    document = deepcopy(DOCUMENT)
    document["facts"] = {
        "opini": {"title": "Opini", "scale": ["TW", "WDP", "WTP"], "source": BOTH},
        "pernah": {"title": "Pernah", "kind": "yes_no", "source": BOTH},
        "perkara": {"title": "Perkara", "kind": "number", "minimum": "0", "source": BOTH},
    }
    gates = [
        {"id": "opini", "fact": "opini", "at_least": "WTP", "source": BOTH},
        {"id": "pernah", "fact": "pernah", "at_least": "false", "source": BOTH},
        {"id": "perkara", "fact": "perkara", "at_most": "0", "source": BOTH},
    ]
    document["predicates"] = {"wbk": {"title": "WBK", "gates": gates}}
    return document


def say(city: City, round_: Round, who: str = "koordinator", *, is_stale: bool = False, **facts: str) -> Round:
    version = 0 if is_stale else Round.objects.get(pk=round_.pk).version
    return state_facts(by=city.people[who], round_id=round_.id, seen=version, facts=facts, now=NOW)


def page_of(who: User, round_: Round) -> str:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.get(f"/kerja/penilaian/{round_.id}/").content.decode())


def test_what_is_stated_is_kept_as_the_engine_compares_it(city: City) -> None:
    round_ = start(city, document=gated())
    say(city, round_, opini="wtp", pernah="tidak", perkara="")
    assert Round.objects.get(pk=round_.pk).facts == {"opini": "WTP", "pernah": "false"}
    assert Event.objects.latest("seq").kind == "assessment.facts_stated"
    events = Event.objects.count()
    say(city, round_, opini="WTP", pernah="false")
    assert Event.objects.count() == events
    say(city, round_)
    assert Round.objects.get(pk=round_.pk).facts == {}
    assert verify().problem is None


@pytest.mark.parametrize("facts", [{"opini": "baik"}, {"pernah": "mungkin"}, {"perkara": "-1"}, {"perkara": "dua"}])
def test_what_is_no_answer_is_refused_and_changes_nothing(city: City, facts: dict[str, str]) -> None:
    round_ = start(city, document=gated())
    with pytest.raises(Refused):
        state_facts(by=city.people["koordinator"], round_id=round_.id, seen=round_.version, facts=facts, now=NOW)
    assert Round.objects.get(pk=round_.pk).facts == {}


def test_only_who_runs_the_rounds_states_it(city: City) -> None:
    round_ = start(city, document=gated())
    for who in ("operator", "kepala", "apip", "walikota", "ketua"):
        with pytest.raises(Absent):
            say(city, round_, who, opini="WTP")
    with pytest.raises(Absent):
        say(make_city("99.72"), round_, opini="WTP")
    with pytest.raises(Changed):
        say(city, round_, is_stale=True, opini="WTP")
    assert "Ubah keadaan" in page_of(city.people["koordinator"], round_)
    read = page_of(city.people["operator"], round_)
    assert ("Ubah keadaan" in read, "belum diketahui" in read) == (False, True)


def test_it_decides_the_verdict_and_is_closed_with_the_round(city: City) -> None:
    round_ = start(city, document=gated())
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "A"), ("K.2", "100")):
        find(city, round_, "apip", code, value)
    say(city, round_, opini="WTP", pernah="true", perkara="0")
    closing = close(city, round_, Opinion.SELF)
    assert closing.result["predicates"]["wbk"]["reached"] is True
    assert "ya <small>perlu tidak</small>" in page_of(city.people["koordinator"], round_)
    with pytest.raises(Refused, match="sudah ditutup"):
        say(city, round_, opini="TW")


def test_an_instrument_without_such_questions_shows_none(city: City) -> None:
    assert "Keadaan yang diperhitungkan" not in page_of(city.people["koordinator"], start(city))


def test_the_form_of_a_sheet_asks_for_it(city: City) -> None:
    client = Client()
    client.force_login(city.people["koordinator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    form = client.get("/kerja/penilaian/mulai/?program=zi").content.decode()
    assert 'name="fakta.opini_bpk"' in form
    typed = {
        "program": "zi", "instrumen": "lke-zi-2025", "judul": "LKE CONTOH", "mulai": "2026-03-02",
        "tenggat": "2026-03-31", "subjek": str(city.offices["dinas"].id),
        "penilai": str(city.offices["inspektorat"].id),
        "tahap": client.get("/kerja/penilaian/mulai/?program=zi").context["stages"][0][0], "fakta.sakip": "BB",
        "fakta.opini_bpk": "WTP", "fakta.wbk_held": "false",
    }  # fmt: skip
    wrong = client.post("/kerja/penilaian/mulai/", {**typed, "fakta.sakip": "Z"})
    assert (wrong.status_code, 'value="BB"' in wrong.content.decode(), Round.objects.count()) == (422, True, 0)
    assert client.post("/kerja/penilaian/mulai/", typed).status_code == 302
    assert Round.objects.get().facts == {"wbk_held": "false", "opini_bpk": "WTP", "sakip": "BB"}


def test_the_official_result_stands_for_a_round_whichever_was_closed_on_the_same_day(city: City) -> None:
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "C"), ("K.2", "0")):
        find(city, round_, "apip", code, value)
    close(city, round_, Opinion.INTERNAL)
    assert headline_of(city, round_).startswith("Penilaian internal, ")
    close(city, round_, Opinion.SELF)
    assert headline_of(city, round_).startswith("Penilaian mandiri, ")
    listed = Client()
    listed.force_login(city.people["koordinator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    order = listed.get(f"/kerja/penilaian/{round_.id}/").context["page"].closings
    assert [closing.opinion for closing in order] == [Opinion.SELF, Opinion.INTERNAL]


def headline_of(city: City, round_: Round) -> str:
    found = re.search(r'<h2 id="nilai"[^>]*>([^<]*)<', page_of(city.people["koordinator"], round_))
    assert found is not None
    return found[1]


def test_a_number_at_a_gate_stands_as_people_write_it(city: City) -> None:
    round_ = start(city, document=gated())
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    say(city, round_, opini="WTP", pernah="false", perkara="2.50")
    close(city, round_, Opinion.SELF)
    page = page_of(city.people["koordinator"], round_)
    assert "2,5 <small>perlu 0</small>" in page
    assert "<dd>2,5</dd>" in page


def test_points_at_a_gate_keep_their_two_decimals(city: City) -> None:
    document = gated()
    document["predicates"]["wbk"]["gates"].append({"id": "total", "nodes": "all", "points": "8", "source": BOTH})
    round_ = start(city, document=document)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    assert "10,00 <small>perlu 8,00</small>" in page_of(city.people["koordinator"], round_)
