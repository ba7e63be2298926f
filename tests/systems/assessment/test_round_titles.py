"""What a round is called: as it was typed, or by its stage, year and office in the language of who reads."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from bening.kernel.inbox.registry import waiting_for
from bening.kernel.ledger.queries import verify
from bening.scoring.text import Text
from bening.systems.assessment.models import Opinion, Round
from bening.systems.assessment.programmes import programme
from bening.systems.assessment.queries.evidence import describe
from bening.systems.assessment.record.document import data_of
from bening.systems.assessment.record.reading import sealed
from bening.systems.assessment.rules import TITLE, round_title
from tests.portal.makers import hold, signed_in
from tests.systems.assessment.makers import TODAY, City, answer_of, close, find, hand_in, make_city, start

pytestmark = pytest.mark.django_db
NAMES = {"id": "Keadaan awal 2026", "en": "Baseline 2026"}
LIST = "/kerja/penilaian/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def city() -> City:
    return make_city()


def untitled(city: City) -> Round:
    """Start a round that nobody named."""
    return start(city, of=programme("kka").stages["baseline"], title="")


def read(client: Client, address: str, language: str) -> str:
    answer = client.get(address, {"bahasa": language}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_round_that_nobody_named_is_called_by_stage_and_year_in_the_language_of_the_page(city: City) -> None:
    round_ = untitled(city)
    assert round_.named == Text(NAMES["id"], NAMES["en"])
    assert verify().problem is None
    client = signed_in(city.people["koordinator"])
    answer = answer_of(round_)
    for address in (
        LIST, f"{LIST}{round_.pk}/", f"{LIST}{round_.pk}/pandangan/", f"{LIST}{round_.pk}/bawa-pulang/",
        f"{LIST}{round_.pk}/serahkan/", f"{LIST}mulai/", f"{LIST}indikator/{answer.pk}/",
    ):  # fmt: skip
        for language, other in (("id", "en"), ("en", "id")):
            page = read(client, address, language)
            assert (NAMES[language] in page, NAMES[other] in page) == (True, False), (address, language)


def test_a_title_that_a_person_typed_stays_as_typed(city: City) -> None:
    round_ = start(city, of=programme("kka").stages["baseline"], title="Putaran Walikota")
    assert (round_.named, round_.title_en) == (Text("Putaran Walikota", "Putaran Walikota"), None)
    assert "<h1>Putaran Walikota</h1>" in read(signed_in(city.people["koordinator"]), f"{LIST}{round_.pk}/", "en")


def test_the_inbox_and_the_places_of_evidence_name_the_round_in_the_language_of_the_page(city: City) -> None:
    answer = answer_of(untitled(city))
    for language in ("id", "en"):
        with override(language):
            waits = waiting_for(city.people["operator"], TODAY)
            described = describe(city.people["operator"], TODAY, [answer.pk])
        assert {entry.about.partition(",")[0] for entry in waits} == {NAMES[language]}
        assert NAMES[language] in described[answer.pk].title


def test_the_official_record_names_the_round_in_its_language(city: City) -> None:
    round_ = untitled(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "A"), ("K.2", "100")):
        find(city, round_, "apip", code, value)
    close(city, round_, Opinion.SELF)
    for language in ("id", "en"):
        with override(language):
            data: dict[str, Any] = data_of(sealed(city.people["koordinator"], round_.pk, TODAY))
        assert NAMES[language] in str(data)


def test_a_round_is_found_by_its_name_in_either_language(city: City) -> None:
    untitled(city)
    client = signed_in(city.people["koordinator"])
    for words, found in (("baseline", 1), ("keadaan awal", 1), ("tiada", 0)):
        assert client.get(LIST, {"q": words}).content.decode().count('class="row-link"') == found


def test_the_public_pages_name_a_result_in_their_language(city: City) -> None:
    closing = hold(city, title="Keadaan awal 2025", title_en="Baseline 2025").closing
    for way in ("", "hasil/", f"hasil/{closing.pk}/"):
        pages = [Client().get(f"{start}/daerah/99.71/{way}").content.decode() for start in ("", "/en")]
        assert ["Keadaan awal 2025" in page for page in pages] == [True, False], way
        assert ["Baseline 2025" in page for page in pages] == [False, True], way


def test_the_form_takes_a_round_without_a_title_and_names_the_office(city: City) -> None:
    client = signed_in(city.people["koordinator"])
    stages = programme("zi").stages
    typed = {
        "program": "zi", "instrumen": "lke-zi-2025", "judul": " ", "mulai": "2026-03-02", "tenggat": "2026-03-31",
        "subjek": str(city.offices["dinas"].pk), "penilai": str(city.offices["inspektorat"].pk),
        "tahap": next(iter(stages)),
    }  # fmt: skip
    assert client.post(f"{LIST}mulai/", typed).status_code == 302
    first, office = next(iter(stages.values())).title, city.offices["dinas"].short_name
    assert Round.objects.get().named == Text(f"{first.id} 2026, {office}", f"{first.en} 2026, {office}")


def test_a_made_title_has_room_in_its_column() -> None:
    made = round_title(Text("x" * 140, "y" * 140), 2026, "Kantor yang panjang namanya")
    assert {len(name) for name in made} == {TITLE}
