"""The API answers as its description says, and cells of CSV are harmless."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from bening.kernel.ledger import actions as ledger
from bening.kernel.ledger.models import Event
from bening.portal.documents import as_csv, harmless, region_document
from bening.portal.results import Result
from bening.portal.urls import urlpatterns
from bening.scoring.instrument.store import shipped
from bening.scoring.text import Text
from tests.portal.makers import City, hold, kota_blitar, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    kota_blitar()
    city = make_city()
    hold(city, stage="baseline", day=date(2025, 2, 13))
    hold(city)
    return city


def description() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return found


def schema_of(path: str) -> dict[str, Any]:
    found = description()
    schema = found["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return {**schema, "components": found["components"]}


def problems(path: str, document: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema_of(path)).iter_errors(document)]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/v1/daerah", "/api/v1/daerah"),
        ("/api/v1/daerah", "/api/v1/daerah?hal=2"),
        ("/api/v1/daerah/{kode}", "/api/v1/daerah/35.72"),
        ("/api/v1/daerah/{kode}", "/api/v1/daerah/99.71"),
        ("/api/v1/daerah/{kode}", "/en/api/v1/daerah/99.71"),
        ("/api/v1/daerah/{kode}", "/daerah/99.71.json"),
        ("/api/v1/instrumen", "/api/v1/instrumen"),
        *(("/api/v1/instrumen/{id}", f"/api/v1/instrumen/{name}") for name in shipped()),
    ],
)
def test_each_answer_fits_its_description(city: City, path: str, address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert problems(path, answer.json()) == []


def test_an_answer_that_does_not_fit_is_found(city: City) -> None:
    document = Client().get("/api/v1/daerah/99.71").json()
    document["results"][0]["score"] = 78
    assert problems("/api/v1/daerah/{kode}", document)
    assert problems("/api/v1/instrumen/{id}", {**Client().get("/api/v1/instrumen/kka-2025").json(), "more": 1})
    assert problems("/api/v1/instrumen", {"instruments": [{"id": "x"}]})


def test_the_description_names_every_read_of_the_api_and_no_other() -> None:
    routes = {f"/{one.pattern}" for one in urlpatterns if str(one.pattern).startswith("api/v1/")}
    mounted = {
        route.replace("<region_code:code>", "{kode}").replace("<instrument:name>", "{id}")
        for route in routes - {"/api/v1/openapi.json"}
    }
    assert mounted == set(description()["paths"])
    Draft202012Validator.check_schema(schema_of("/api/v1/daerah"))


@pytest.mark.parametrize("address", ["/api/v1/daerah/12.34", "/api/v1/daerah/x", "/api/v1/instrumen/tidak-ada"])
def test_what_is_not_published_answers_404(city: City, address: str) -> None:
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+62", "@SUM(A1)", "-2+3", "-", "\t=1", "-1e5"])
def test_a_cell_that_a_spreadsheet_would_compute_is_quoted(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-2.00", "2.15", "KPK", "80", "2025-09-11", ""])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_hostile_words_reach_the_csv_quoted() -> None:
    one = Result(
        "k", "=cmd", "+stage", Text("a", "a"), Text("", ""), None, "78.00", "100", None, None, "@b", None,
        Text("-x", "-x"),
    )  # fmt: skip
    document = region_document(code="99.71", name="=name", is_sample=True, unknown=[], results=[one], language="id")
    assert as_csv(document).splitlines()[1] == "99.71,true,'=cmd,'+stage,,78.00,,,'@b,'-x,"


def test_the_head_of_the_ledger_is_its_last_event(city: City) -> None:
    last = Event.objects.order_by("-seq")[0]
    head = Client().get("/riwayat/kepala.json").json()
    assert head == {"seq": last.seq, "hash": last.hash, "date": "2025-11-06", "days": []}


def test_the_head_of_an_empty_ledger_says_so() -> None:
    assert Client().get("/riwayat/kepala.json").json() == {"seq": 0, "hash": None, "date": None, "days": []}
    assert "Belum ada catatan." in Client().get("/riwayat/").content.decode()


def test_the_page_of_the_history_promises_no_more_than_the_digest_proves(city: City) -> None:
    said = Client().get("/riwayat/").content.decode()
    assert "Apa yang tidak dijamin" in said
    assert "tidak ditandatangani" in said
    assert str(Client().get("/riwayat/kepala.json").json()["hash"]) in said


def test_the_head_of_each_day_stays_to_be_read(city: City) -> None:
    last = Event.objects.order_by("-seq")[0]
    for day in (3, 3, 4):
        ledger.keep_day_head(now=datetime(2026, 3, day, 5, tzinfo=UTC))
    told = {"seq": last.seq, "hash": last.hash}
    assert Client().get("/riwayat/kepala.json").json()["days"] == [
        {"date": "2026-03-04", **told},
        {"date": "2026-03-03", **told},
    ]
    said = Client().get("/riwayat/").content.decode()
    assert said.count(last.hash) == 3
    assert "4 Maret 2026" in said


def test_an_instrument_shows_its_weights_rubrics_and_sources(city: City) -> None:
    said = Client().get("/instrumen/kka-2025/").content.decode()
    for words in ("Bobot sementara Bening", "asumsi", "Radar Lampung", "Batas yang disebut saat monev", "K5.2"):
        assert words in said
    for name in shipped():
        assert Client().get(f"/instrumen/{name}/").status_code == 200
        assert Client().get(f"/en/instrumen/{name}/").status_code == 200
