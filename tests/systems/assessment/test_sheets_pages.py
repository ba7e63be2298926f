"""The addresses of sheets, record and take-away: who gets them, who gets 404, what the pages say."""

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bening.systems.assessment.actions import answers
from bening.systems.assessment.actions.findings import decide
from bening.systems.assessment.models import Opinion, Round, StagedImport
from tests.kernel.people.web import signed_in
from tests.systems.assessment.makers import NOW, City, answer_of, close, find, hand_in, make_city, stage, start
from tests.systems.assessment.test_sheets_answers import book as book_of
from tests.systems.assessment.test_sheets_answers import rows_of, sheet_for

pytestmark = pytest.mark.django_db
ROUND_PAGES = ["worksheet", "import_answers", "handing_sheet", "import_handing", "record", "take_away"]
MAY = {
    "worksheet": {"operator", "kepala", "koordinator", "walikota", "apip", "penilai", "penilai2", "ketua"},
    "import_answers": {"operator", "kepala"},
    "handing_sheet": {"koordinator"},
    "import_handing": {"koordinator"},
    "record": {"koordinator", "ketua", "walikota"},
    "take_away": {"koordinator", "kepala"},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    return start(city)


def browser(city: City, who: str) -> Client:
    return signed_in(city.people[who])


def sheet(city: City, round_: Round, **typed: dict[str, Any]) -> SimpleUploadedFile:
    rows = rows_of(city, round_)
    for code, cells in typed.items():
        rows[code.replace("_", ".")] |= cells
    return SimpleUploadedFile("lembar.xlsx", book_of(sheet_for(city, round_), list(rows.values())))


def send(city: City, round_: Round, file: SimpleUploadedFile, who: str = "operator") -> Any:
    return browser(city, who).post(reverse("assessment:import_answers", args=[round_.id]), {"lembar": file})


@pytest.mark.parametrize("name", ROUND_PAGES)
def test_each_address_of_a_closed_round_answers_those_it_is_for(city: City, name: str) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    for code, value in (("K.1", "A"), ("K.2", "80")):
        find(city, round_, "ketua", code, value)
        decide(
            by=city.people["ketua"], answer_id=answer_of(round_, code).id, number=1, value=value, reason="x", now=NOW
        )
    close(city, round_, Opinion.OUTSIDE, "ketua")
    address = reverse(f"assessment:{name}", args=[round_.id])
    nowhere = reverse(f"assessment:{name}", args=[uuid4()])
    for who in city.people:
        answer = browser(city, who).get(address)
        assert answer.status_code == (200 if who in MAY[name] else 404), who
        assert browser(city, who).get(nowhere).status_code == 404
    stranger = make_city("99.72").people["koordinator"]
    assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("name", ["staged", "rejected", "apply", "drop"])
def test_a_kept_sheet_is_its_owner_s_alone(city: City, round_: Round, name: str) -> None:
    send(city, round_, sheet(city, round_, K_1={"value": "Z"}, K_2={"value": "5"}))
    address = reverse(f"assessment:{name}", args=[StagedImport.objects.get().id])
    for who in ("kepala", "tetangga", "koordinator"):
        client = browser(city, who)
        answer = client.post(address) if name in {"apply", "drop"} else client.get(address)
        assert answer.status_code == 404
    assert StagedImport.objects.count() == 1
    if name in {"staged", "rejected"}:
        assert browser(city, "operator").get(address).status_code == 200
    else:
        assert browser(city, "operator").get(address).status_code == 405
        assert browser(city, "operator").post(address).status_code == 302


def test_the_way_of_a_sheet_from_upload_to_draft(city: City, round_: Round) -> None:
    answer = send(city, round_, sheet(city, round_, K_1={"value": "B", "note": "<b>tebal</b>"}, K_2={"value": "101"}))
    assert answer.status_code == 302
    client = browser(city, "operator")
    page = client.get(answer["Location"]).content.decode()
    assert "lembar.xlsx, Angka!" in page
    assert "&lt;b&gt;tebal&lt;/b&gt;" in page
    assert "<b>tebal" not in page
    staged = StagedImport.objects.get()
    done = client.post(reverse("assessment:apply", args=[staged.id]), follow=True)
    assert "1 jawaban disimpan sebagai draf" in done.content.decode()
    assert answer_of(round_).value == "B"
    repaired = client.get(reverse("assessment:rejected", args=[staged.id]))
    assert zipfile.is_zipfile(io.BytesIO(repaired.content))
    client.post(reverse("assessment:drop", args=[staged.id]))
    assert not StagedImport.objects.exists()


def test_somebody_faster_is_told_and_the_rest_can_be_applied(city: City, round_: Round) -> None:
    send(city, round_, sheet(city, round_, K_1={"value": "B"}, K_2={"value": "5"}))
    answer = answer_of(round_)
    answers.save_draft(by=city.people["kepala"], answer_id=answer.id, seen=answer.version, value="C", note="", now=NOW)
    client, address = browser(city, "operator"), reverse("assessment:apply", args=[StagedImport.objects.get().id])
    told = client.post(address)
    assert told.status_code == 409
    assert "K.1 diubah orang lain" in told.content.decode()
    assert answer_of(round_, "K.2").value is None
    assert client.post(address).status_code == 302
    assert (answer_of(round_, "K.1").value, answer_of(round_, "K.2").value) == ("C", "5")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "Berkas ini"), (b"code,answer", "Excel"), (b"PK\x03\x04" + bytes(50), "Berkas ini")],
)
def test_a_file_that_is_no_workbook_is_told_and_the_page_stays(
    city: City, round_: Round, content: bytes, said: str
) -> None:
    answer = send(city, round_, SimpleUploadedFile("a.xlsx", content or b" "))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_no_file_at_all_is_told(city: City, round_: Round) -> None:
    answer = browser(city, "operator").post(reverse("assessment:import_answers", args=[round_.id]))
    assert answer.status_code == 422
    assert "Pilih dahulu" in answer.content.decode()


def test_the_zip_is_streamed_and_named_after_its_round(city: City, round_: Round) -> None:
    answer = browser(city, "koordinator").post(reverse("assessment:take_away", args=[round_.id]))
    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="Ronde contoh.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    assert zipfile.is_zipfile(io.BytesIO(answer.getvalue()))


def test_the_preview_takes_as_many_queries_for_one_row_as_for_two(
    city: City, round_: Round, django_assert_max_num_queries: Any
) -> None:
    address = send(city, round_, sheet(city, round_, K_1={"value": "B"}, K_2={"value": "5"}))["Location"]
    client = browser(city, "operator")
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
