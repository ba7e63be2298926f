"""The shipped list of regions: complete, of one piece, and the same as a second, independent list."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bening.kernel.people.models import Region
from bening.kernel.people.regions import load_regions, read_regions, shipped

ROWS = read_regions(shipped())
CURRENT = {row.code: row for row in ROWS if row.valid_to is None}
ENDED = {row.code: row for row in ROWS if row.valid_to is not None}
SECOND = Path(__file__).parent / "second_list.csv"


def test_there_are_38_provinces_and_514_regencies_and_cities() -> None:
    kinds = Counter(row.kind for row in CURRENT.values())
    assert kinds == {"province": 38, "regency": 416, "city": 98}


def test_no_code_stands_twice() -> None:
    assert len({row.code for row in ROWS}) == len(ROWS)


def test_a_parent_is_the_province_whose_code_begins_it() -> None:
    for row in ROWS:
        if row.kind == "province":
            assert row.parent_id is None
            assert row.code.isdigit()
        else:
            assert row.parent_id == row.code[:2]
            assert CURRENT[row.code[:2]].kind == "province"


def test_the_name_says_the_kind() -> None:
    for row in ROWS:
        says = (
            "city" if row.name.startswith("Kota ") else "regency" if row.name.startswith("Kabupaten ") else "province"
        )
        assert says == row.kind, row.code
        assert row.name == " ".join(row.name.split())


def test_cities_are_numbered_from_71() -> None:
    assert all((int(row.code[3:]) >= 71) is (row.kind == "city") for row in ROWS if "." in row.code)


def test_codes_and_names_agree_with_the_second_list() -> None:
    with SECOND.open(encoding="utf-8", newline="") as file:
        second = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert {code: row.name for code, row in CURRENT.items()} == second


def test_what_ended_leads_to_what_took_its_place_on_the_next_day() -> None:
    assert len(ENDED) == 26
    for row in ENDED.values():
        heir = CURRENT[row.successor_id or ""]
        assert (heir.name, heir.kind) == (row.name, row.kind)
        assert heir.valid_from is not None
        assert row.valid_to is not None
        assert (heir.valid_from - row.valid_to).days == 1
    assert len({row.successor_id for row in ENDED.values()}) == 26


def test_the_old_numbers_of_papua_have_no_gap() -> None:
    for province, last in (("91", 28), ("92", 12)):
        numbers = {int(row.code[3:]) for row in ROWS if row.code.startswith(f"{province}.")}
        assert numbers == {*range(1, last + 1), 71}


@pytest.mark.django_db
def test_a_migrated_database_has_them() -> None:
    assert Region.objects.filter(is_sample=False).count() == len(ROWS)
    assert Region.objects.get(code="91.01").successor_id == "93.01"


@pytest.mark.django_db
def test_loading_again_writes_nothing() -> None:
    with CaptureQueriesContext(connection) as made:
        assert load_regions() == 0
    assert not [query for query in made if "INSERT" in query["sql"]]


@pytest.mark.django_db
def test_loading_mends_what_differs_and_leaves_samples(tmp_path: Path) -> None:
    Region.objects.create(code="99", name="Provinsi Contoh", kind="province", is_sample=True)
    Region.objects.filter(code="35.72").update(name="Blitar")
    assert load_regions() == 1
    assert Region.objects.get(code="35.72").name == "Kota Blitar"
    assert Region.objects.filter(code="99").exists()
