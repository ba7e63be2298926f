"""Every page for three people: the officer, a colleague, a stranger; and in how many queries."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bening.kernel.documents.sheets import Sheet, write
from bening.systems.oversight import sheet, urls
from bening.systems.oversight.models import Obligation, Receipt
from tests.kernel.people.web import signed_in
from tests.systems.oversight.makers import (
    YEAR,
    City,
    add,
    add_offices,
    bring,
    file,
    fill,
    line,
    some_id,
    take,
    with_officer,
    workbook,
)

pytestmark = pytest.mark.django_db
COUNTED = {"index", "counts"}
KEPT = {"register", "export", "add", "upload"}
SHEETS = {"staged", "take", "repair", "drop"}
ROWS = {"obligation", "receive", "withdraw"}
POSTED = {"take", "drop", "receive", "withdraw"}
QUERIES = {"counts": 7, "register": 8, "obligation": 4, "upload": 5, "add": 5, "export": 6}


@pytest.fixture
def city() -> City:
    return with_officer()


def addresses(code: str, row: object, staged: object) -> dict[str, str]:
    found = {"index": reverse("oversight:index")}
    found |= {name: reverse(f"oversight:{name}", args=[code]) for name in (COUNTED | KEPT) - {"index"}}
    found |= {name: reverse(f"oversight:{name}", args=[row]) for name in ROWS}
    return found | {name: reverse(f"oversight:{name}", args=[staged]) for name in SHEETS}


def ask(client: Client, name: str, address: str) -> Any:
    return client.post(address) if name in POSTED else client.get(address)


def test_every_route_is_in_this_matrix() -> None:
    assert {str(pattern.name) for pattern in urls.urlpatterns} == COUNTED | KEPT | ROWS | SHEETS


def statuses(city: City, who: str, of: City | None = None) -> dict[str, int]:
    """Ask for everything of a city, with a row and a sheet of its officer, as somebody of a city."""
    of = of or city
    row, staged = add(of), bring(of, [line(7, "Dinas Contoh")])
    client, places = signed_in(city.people[who]), addresses(of.region.code, row.pk, staged.pk)
    return {name: ask(client, name, places[name]).status_code for name in sorted(places)}


def test_the_officer_opens_everything(city: City) -> None:
    found = statuses(city, "petugas")
    assert {name: status for name, status in found.items() if status != 200} == {
        "index": 302,  # to the one region
        "drop": 302,  # to the register
        "repair": 404,  # no row needs it
        "staged": 404,  # dropped
        "take": 404,
        "receive": 422,
        "withdraw": 409,
    }


@pytest.mark.parametrize("who", ["walikota", "koordinator"])
def test_those_who_oversee_the_city_see_counts_and_no_row(city: City, who: str) -> None:
    found = statuses(city, who)
    assert {name for name, status in found.items() if status != 404} == COUNTED


@pytest.mark.parametrize("who", ["rekan", "operator", "kepala", "apip", "penilai"])
def test_a_colleague_sees_nothing(city: City, who: str) -> None:
    assert set(statuses(city, who).values()) == {404}


def test_the_officer_of_another_city_sees_nothing_of_this_one(city: City) -> None:
    other = with_officer("99.72")
    found = statuses(other, "petugas", of=city)
    assert found.pop("index") == 302
    assert set(found.values()) == {404}


def test_nobody_sees_anything_without_signing_in(city: City) -> None:
    for name, address in addresses(city.region.code, add(city).pk, some_id()).items():
        assert ask(Client(), name, address).url.startswith("/masuk/")


def asked(client: Client, name: str, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as made:
        assert ask(client, name, address).status_code == 404
    return [query["sql"] for query in made if "django_session" not in query["sql"]]  # that one names the moment


def test_what_is_not_theirs_is_asked_for_like_what_does_not_exist(city: City) -> None:
    other = with_officer("99.72")
    client, row = signed_in(other.people["petugas"]), add(city)
    client.get(reverse("oversight:counts", args=["99.72"]))
    staged = bring(city, [line(7, "Dinas Contoh")])
    theirs, nowhere = addresses(city.region.code, row.pk, staged.pk), addresses("99.99", some_id(), some_id())
    for name in theirs.keys() - {"index"}:
        key = staged.pk if name in SHEETS else row.pk
        first = [plain(sql, city.region.code, key) for sql in asked(client, name, theirs[name])]
        second = [plain(sql, "99.99", some_id()) for sql in asked(client, name, nowhere[name])]
        assert first == second


def plain(sql: str, code: str, row: object) -> str:
    """Return a statement without what was asked for, and without the moment."""
    sql = re.sub(r"'20\d\d-\d\d-\d\d \d\d:\d\d:[\d.]+(\+00:00)?'", "?", sql)
    return sql.replace(str(row), "?").replace(str(row).replace("-", ""), "?").replace(f"'{code}'", "?")


@pytest.mark.parametrize("offices", [2, 50])
def test_pages_take_as_many_queries_for_50_offices_as_for_2(city: City, offices: int) -> None:
    rows = add_offices(city, offices)
    take(city, [line(at + 1, office.name, date(2025, 2, 1)) for at, office in enumerate(rows)])
    client = signed_in(city.people["petugas"])
    places = addresses(city.region.code, Obligation.objects.latest("number").pk, some_id())
    found = {}
    for name in QUERIES:
        client.get(places[name])
        with CaptureQueriesContext(connection) as made:
            assert client.get(places[name]).status_code == 200
        found[name] = len([query for query in made if "SAVEPOINT" not in query["sql"]])
    assert found == QUERIES


def test_the_list_is_searched_narrowed_and_paged(city: City) -> None:
    fill(city, {"Dinas Contoh": (40, 10), "Badan Contoh": (20, 20)})
    client = signed_in(city.people["petugas"])

    def shown(**query: str) -> list[int]:
        page = client.get(reverse("oversight:register", args=[city.region.code]), query).context["page"]
        return [row.number for row in page]

    assert shown() == list(range(1, 51))
    assert shown(hal="2") == list(range(51, 61))
    assert shown(q="7") == [7]
    assert shown(q="badan") == list(range(41, 61))
    assert shown(kantor=str(city.offices["badan"].pk)) == list(range(41, 61))
    assert shown(status="missing") == list(range(11, 41))
    assert shown(status="filed", q="dinas") == list(range(1, 11))
    assert shown(status="filed_late") == []
    assert shown(tahun="2023") == []
    assert shown(q="\0" * 5 + "x" * 500, kantor="bukan", status="bukan", tahun="9" * 30, hal="bukan") == []


@pytest.mark.parametrize("code", ["%00", "99.71%00", "..", "9" * 300, "%F0%9F%92%A7"])
def test_a_code_that_is_none_is_nowhere(city: City, code: str) -> None:
    client = signed_in(city.people["petugas"])
    assert client.get(f"/kerja/lhkpn/{code}/daftar/").status_code in {200, 404}
    assert client.get(f"/kerja/lhkpn/x{code}/").status_code == 404


def test_an_empty_register_says_how_to_begin(city: City) -> None:
    client = signed_in(city.people["petugas"])
    for name in ("counts", "register"):
        text = client.get(reverse(f"oversight:{name}", args=[city.region.code])).content.decode()
        assert reverse("oversight:upload", args=[city.region.code]) in text


def upload(client: Client, code: str, content: bytes) -> Any:
    """Upload a sheet and go to the page that it leads to."""
    return client.post(reverse("oversight:upload", args=[code]), {"berkas": io.BytesIO(content)}, follow=True)


def test_a_sheet_goes_from_upload_over_preview_into_the_register(city: City) -> None:
    client, code = signed_in(city.people["petugas"]), city.region.code
    row = file(city, add(city))
    made = client.get(reverse("oversight:export", args=[code]))
    assert made["Content-Disposition"] == f'attachment; filename="lhkpn-{code}-{YEAR}.xlsx"'
    same = upload(client, code, made.content)
    assert (same.status_code, same.context["changes"]) == (200, 0)
    Receipt.objects.filter(obligation=row).update(filed_on=date(2025, 1, 9))
    preview = upload(client, code, made.content)
    assert [line.number for line in preview.context["lines"]] == [1]
    assert preview.context["plan"]["corrected"] == 1
    assert Receipt.objects.get().filed_on == date(2025, 1, 9)
    Receipt.objects.filter(obligation=row).update(filed_on=date(2025, 1, 8))
    address = reverse("oversight:take", args=[preview.context["sheet"].pk])
    assert client.post(address, {"seen": preview.context["seen"]}).status_code == 302
    assert Receipt.objects.get().filed_on == date(2025, 3, 1)


def test_a_sheet_with_a_fault_names_the_line_and_takes_nothing(city: City) -> None:
    client, code = signed_in(city.people["petugas"]), city.region.code
    columns = sheet.columns(["Dinas Contoh"], "id")
    rows = [{"year": 2024, "number": number, "office": "Dinas Contoh"} for number in (1, 1)]
    content = write([Sheet("LHKPN", columns, rows)])
    answer = client.post(reverse("oversight:upload", args=[code]), {"berkas": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422
    assert "Baris 3: Nomor dan tahun ini sudah ada di baris 2." in answer.content.decode()
    assert not Obligation.objects.exists()


@pytest.mark.parametrize("content", [b"", b"bukan lembar", b"PK\x03\x04" + b"\0" * 50])
def test_a_file_that_is_no_sheet_is_refused_on_the_page(city: City, content: bytes) -> None:
    client = signed_in(city.people["petugas"])
    address = reverse("oversight:upload", args=[city.region.code])
    assert client.post(address, {"berkas": SimpleUploadedFile("a.xlsx", content)}).status_code == 422
    assert client.post(address).status_code == 422


def test_a_preview_that_was_overtaken_is_shown_again(city: City) -> None:
    client, code = signed_in(city.people["petugas"]), city.region.code
    row = add(city)
    preview = upload(client, code, workbook(city, [line(1, "Dinas Contoh", date(2025, 3, 5))]))
    file(city, row)
    address = reverse("oversight:take", args=[preview.context["sheet"].pk])
    overtaken = client.post(address, {"seen": preview.context["seen"]})
    assert (overtaken.status_code, overtaken.context["plan"]["corrected"]) == (409, 1)
    assert Receipt.objects.get().filed_on == date(2025, 3, 1)
    assert client.post(address, {"seen": overtaken.context["seen"]}).status_code == 302
    assert Receipt.objects.get().filed_on == date(2025, 3, 5)


def test_typing_an_obligation_and_its_day(city: City) -> None:
    client, code = signed_in(city.people["petugas"]), city.region.code
    form = {"kantor": str(city.offices["dinas"].pk), "tahun": "2024", "nomor": "", "golongan": "head"}
    assert client.post(reverse("oversight:add", args=[code]), form).status_code == 302
    row = Obligation.objects.get()
    again = client.post(reverse("oversight:add", args=[code]), {**form, "nomor": "1"})
    assert (again.status_code, "sudah dipakai" in again.content.decode()) == (422, True)
    assert client.post(reverse("oversight:add", args=[code]), {**form, "kantor": "x"}).status_code == 422
    day = reverse("oversight:receive", args=[row.pk])
    assert client.post(day, {"seen": "1", "tanggal": "2025-03-01"}).status_code == 302
    assert client.post(day, {"seen": "1", "tanggal": "2025-03-02"}).status_code == 409
    assert client.post(day, {"seen": "2", "tanggal": "besok"}).status_code == 422
    assert Receipt.objects.get().filed_on == date(2025, 3, 1)
    gone = reverse("oversight:withdraw", args=[row.pk])
    assert client.post(gone, {"seen": "2", "alasan": "bosan"}).status_code == 422
    assert client.post(gone, {"seen": "2", "alasan": "mistake"}).status_code == 302
    assert Obligation.objects.get().withdrawal == "mistake"


def test_no_page_says_who_a_person_is(city: City) -> None:
    fields = {field.name for model in (Obligation, Receipt) for field in model._meta.concrete_fields}
    assert fields == {
        "id", "version", "salt", "region", "organisation", "reporting_year", "number", "post_class", "withdrawn_on",
        "withdrawal", "obligation", "filed_on",
    }  # fmt: skip
