"""Stored values read the Indonesian way in Indonesian and the English way in English; a form takes either mark."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bening.systems.assessment import rules
from bening.systems.assessment.actions.answers import save_draft
from bening.systems.assessment.actions.findings import decide
from bening.systems.assessment.actions.sheets import set_aside
from bening.systems.assessment.models import Answer, Opinion, Round, SheetKind, StagedImport
from bening.systems.assessment.record.document import data_of
from bening.systems.assessment.record.reading import sealed
from bening.systems.assessment.saying import value_text, value_words
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
    stored,
)
from tests.systems.assessment.test_sheets_answers import wide
from tests.systems.assessment.test_sheets_pages import send, sheet

pytestmark = pytest.mark.django_db
NUMBERS = ("97.25", "91.75", "89.50")  # the office, the voices, the decision


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    """Give a round in which everybody gave a number with decimals."""
    claimed, voice, decided = NUMBERS
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": claimed})
    close(city, round_, Opinion.SELF)
    for who in ("penilai", "ketua"):
        find(city, round_, who, "K.1", "A")
        find(city, round_, who, "K.2", voice)
    for code, value in (("K.1", "A"), ("K.2", decided)):
        decide(
            by=city.people["ketua"],
            answer_id=answer_of(round_, code).id,
            number=1,
            value=value,
            reason="Sepakat.",
            now=NOW,
        )
    return round_


def read(client: Client, address: str, language: str) -> str:
    """Return what a person reads of a page: no marks, no fields."""
    answer = client.get(f"{address}?bahasa={language}", follow=True)
    assert answer.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(("language", "mark", "other"), [("id", ",", "."), ("en", ".", ",")])
def test_the_plenary_and_the_indicator_write_decimals_as_their_language_does(
    city: City, round_: Round, language: str, mark: str, other: str
) -> None:
    client, (claimed, voice, decided) = signed_in(city.people["ketua"]), NUMBERS
    pages = {
        reverse("assessment:plenary", args=[round_.pk]): (voice, decided),
        reverse("assessment:answer", args=[answer_of(round_, "K.2").pk]): (claimed, voice, decided),
    }
    for address, expected in pages.items():
        said = read(client, address, language)
        for number in expected:
            assert number.replace(".", mark) in said, (address, number)
            assert number.replace(".", other) not in said, (address, number)


@pytest.mark.parametrize(("language", "mark"), [("id", ","), ("en", ".")])
def test_the_official_record_does_too(city: City, round_: Round, language: str, mark: str) -> None:
    close(city, round_, Opinion.OUTSIDE, "ketua")
    with override(language):
        row = data_of(sealed(city.people["ketua"], round_.id, TODAY))["table"]["rows"][1]
    for number in NUMBERS:
        assert number.replace(".", mark) in " ".join(row)


@pytest.mark.parametrize(("language", "words"), [("id", "97,25"), ("en", "97.25")])
def test_the_preview_of_a_sheet_does_too(city: City, language: str, words: str) -> None:
    round_ = start(city)
    send(city, round_, sheet(city, round_, K_2={"value": 97.25}))
    staged = StagedImport.objects.get()
    said = read(signed_in(city.people["operator"]), reverse("assessment:staged", args=[staged.pk]), language)
    assert words in said


@pytest.mark.parametrize("typed", ["89,50", "89.50"])
def test_a_form_takes_a_comma_and_a_point_and_counts_the_same(city: City, typed: str) -> None:
    round_ = start(city)
    answer, client = answer_of(round_, "K.2"), signed_in(city.people["operator"])
    form = {"seen": answer.version, "nilai": typed, "catatan": "Di map 3.", "aksi": "simpan"}
    assert client.post(reverse("assessment:save", args=[answer.pk]), form).status_code == 302
    kept = Answer.objects.get(pk=answer.pk).value
    with override("id"):
        assert value_words(kept) == "89,50"
    with override("en"):
        assert value_words(kept) == "89.50"
    page = client.get(reverse("assessment:answer", args=[answer.pk])).content.decode()
    assert f'value="{value_words(kept)}"' in page


def test_words_letters_days_and_lists_stay_as_they_are() -> None:
    with override("id"):
        assert value_words("A") == "A"
        assert value_words(None) == ""
        assert value_words({"score": "98.00", "as_of": "2025-10-01"}) == "98,00"
        assert value_words({"sudah": "3", "wajib": "5"}) == "sudah 3, wajib 5"


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("K.1", "C", ("C (belum)", "C (belum)")),
        ("K.2", "97.25", ("97,25", "97.25")),
        (
            "K.3",
            {"lapor": "30.5", "wajib": "40"},
            ("Yang melapor: 30,5; Yang wajib lapor: 40", "Yang melapor: 30.5; Yang wajib lapor: 40"),
        ),
        ("K.3", "0.75", ("0,75", "0.75")),
        ("K.1", {"mean_of": ["A", "B"]}, ("A + B", "A + B")),
        ("K.1", None, ("–", "–")),
    ],
)
def test_a_value_is_said_as_people_see_it(code: str, value: rules.Value | None, said: tuple[str, str]) -> None:
    leaf = rules.leaves_of(rules.instrument_of(*stored(wide())))[code]
    assert value_text(value, leaf) == said


def test_what_another_wrote_meanwhile_is_told_as_people_see_it(city: City) -> None:
    round_ = start(city, document=wide())
    send(city, round_, sheet(city, round_, K_1={"value": "B"}, K_2={"value": "50"}))
    for code, value in (("K.1", "C"), ("K.2", "97.25")):
        answer = answer_of(round_, code)
        save_draft(by=city.people["kepala"], answer_id=answer.pk, seen=answer.version, value=value, note="", now=NOW)
    staged = StagedImport.objects.get()
    aside = set_aside(by=city.people["operator"], staged_id=staged.pk, kind=SheetKind.ANSWERS, now=timezone.now())
    told = [line for entry in aside.rejected for line in entry["told"]]
    for language, expected in (("id", ["C (belum)", "97,25"]), ("en", ["C (belum)", "97.25"])):
        assert [line[language].partition(": ")[2].partition(". ")[0] for line in told] == expected


@pytest.mark.parametrize(("language", "shown"), [("id", "97,25"), ("en", "97.25")])
def test_the_field_of_a_number_holds_it_as_the_language_writes_it(city: City, language: str, shown: str) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "97.25"})
    close(city, round_, Opinion.SELF)
    address = reverse("assessment:answer", args=[answer_of(round_, "K.2").pk])
    page = signed_in(city.people["penilai"]).get(f"{address}?bahasa={language}", follow=True).content.decode()
    assert re.findall(r'name="nilai" value="([^"]*)"', page) == [shown]


def test_the_form_of_a_finding_opens_with_what_the_assessor_recorded(city: City) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "97.25"})
    close(city, round_, Opinion.SELF)
    address = reverse("assessment:answer", args=[answer_of(round_, "K.2").pk])
    client = signed_in(city.people["penilai"])
    before = client.get(address).content.decode()
    assert "Sudah tercatat" not in before
    assert not re.findall(r'name="putusan" value="\w+" checked', before)
    find(city, round_, "penilai", "K.2", "91.75")
    page = client.get(address).content.decode()
    assert re.findall(r'name="putusan" value="(\w+)" checked', page) == ["accept"]
    assert re.findall(r'name="nilai" value="([^"]*)"', page) == ["91,75"]
    assert "Sudah tercatat" in page


def test_the_plenary_hears_the_last_word_of_each_assessor(city: City) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "97.25"})
    close(city, round_, Opinion.SELF)
    for who, value in (("penilai", "91.75"), ("ketua", "88.00"), ("penilai", "90.50")):
        find(city, round_, who, "K.2", value)
    address = reverse("assessment:answer", args=[answer_of(round_, "K.2").pk])
    page = signed_in(city.people["ketua"]).get(address).content.decode()
    voices = page[page.index('action="' + reverse("assessment:decide", args=[answer_of(round_, "K.2").pk])) :]
    heard = html.unescape(re.sub(r"<[^>]+>", " ", voices[: voices.index("</form>")]))
    assert "90,50" in heard
    assert "91,75" not in heard
