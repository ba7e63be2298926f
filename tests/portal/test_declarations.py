"""How many have declared their assets, as the public sees it: never a small office, not by subtraction or over time."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bening.kernel.people.models import Reach, Role
from bening.systems.oversight.actions import record_receipt, withdraw_obligation
from bening.systems.oversight.models import Obligation
from tests.portal.makers import City, hold, kota_blitar, make_city
from tests.systems.assessment.makers import add_person
from tests.systems.oversight.makers import NOW, YEAR, add_offices, fill, line, take

pytestmark = pytest.mark.django_db
PAGE, JSON, CSV = "/daerah/99.71/", "/daerah/99.71.json", "/daerah/99.71/lhkpn.csv"
NAMES = ["Dinas Contoh", "Badan Contoh", "Inspektorat Contoh", "Setda Contoh"]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stop the clock at the hour of the makers; a test moves it."""

    def stand_at(hour: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: hour)

    stand_at(NOW)
    return stand_at


@pytest.fixture
def city() -> City:
    city = make_city()
    add_person(city, "petugas", "badan", Role.OVERSIGHT, Reach.REGION)
    hold(city)
    return city


def page(path: str = PAGE) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def section(path: str = PAGE) -> str:
    """Return what a person reads in the section, without marks of the page."""
    found = page(path)
    start = found.index('aria-labelledby="lhkpn"')
    return " ".join(re.sub(r"<[^>]+>", " ", found[start : found.index("</section>", start)]).split())


def data() -> dict[str, Any]:
    found: dict[str, Any] = Client().get(JSON).json()["lhkpn"]
    return found


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page(CSV))))


def filed_more(city: City, office: str) -> None:
    """Write down that one more of an office has filed."""
    row = Obligation.objects.filter(organisation__name=office, receipt__isnull=True, withdrawn_on__isnull=True)[0]
    record_receipt(
        by=city.people["petugas"], obligation_id=row.pk, seen=row.version, filed_on=date(2025, 9, 1), now=NOW
    )


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_the_page_tells_year_day_term_and_source_and_the_counts(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 7), "Badan Contoh": (5, 1)})
    said = section()
    for words in (
        "Kepatuhan LHKPN", f"untuk tahun {YEAR}", "Wajib lapor 12", "Sudah lapor 8", "66,66%", "11 April 2025",
        "per 2 Maret 2026", "Tirto", "Dinas Contoh 7 7 100,00", "Badan Contoh 5 1 20,00",
    ):  # fmt: skip
        assert words in said, words
    assert "tidak ditampilkan sendiri" not in said
    english = section(f"/en{PAGE}")
    assert "66.66%" in english
    assert ("Tirto: KPK moves the term to 11 April 2025" in english, "mengundurkan" in english) == (True, False)


def test_page_json_and_csv_say_the_same(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 6), "Badan Contoh": (2, 1), "Inspektorat Contoh": (9, 8)})
    found = data()
    assert {name: found[name] for name in ("reporting_year", "date", "due", "obliged", "filed", "percent")} == {
        "reporting_year": YEAR, "date": "2026-03-02", "due": "2025-04-11", "obliged": 18, "filed": 15,
        "percent": "83.33",
    }  # fmt: skip
    assert found["offices"] == [{"name": "Inspektorat Contoh", "obliged": 9, "filed": 8, "percent": "88.88"}]
    assert found["withheld"] == 2
    assert [(row["office"], row["obliged"], row["filed"]) for row in rows()] == [
        ("", "18", "15"),
        ("Inspektorat Contoh", "9", "8"),
    ]
    assert {row["sample"] for row in rows()} == {"true"}
    assert "2 kantor tidak ditampilkan sendiri" in section()
    assert "2 offices are not shown on their own" in section(f"/en{PAGE}")
    assert Client().get("/api/v1/daerah/99.71").json()["lhkpn"] == found


def test_each_count_can_be_reported(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 7), "Badan Contoh": (5, 1)})
    told = [
        f"99.71/lhkpn/{YEAR}",
        *(f"99.71/lhkpn/{YEAR}/{city.offices[name].pk}" for name in ("dinas", "badan")),
    ]
    found = page()
    for about in told:
        assert f'href="/kekeliruan/?tentang={about}"' in found
        assert Client().get(f"/kekeliruan/?tentang={about}").status_code == 200


@pytest.mark.parametrize("obliged", [0, 4])
def test_where_nobody_or_a_handful_is_obliged_nothing_is_told(city: City, obliged: int) -> None:
    if obliged:
        fill(city, {"Dinas Contoh": (obliged, 2)})
    for path in (PAGE, f"/en{PAGE}", JSON):
        assert "lhkpn" not in page(path).casefold().replace("kepatuhan pelaporan lhkpn", ""), path
    assert rows() == []


def test_a_region_that_publishes_nothing_of_its_own_tells_no_counts() -> None:
    region = kota_blitar()
    blitar = make_city(region.code)
    add_person(blitar, "petugas", "badan", Role.OVERSIGHT, Reach.REGION)
    before = {path: page(path) for path in ("/daerah/35.72/", "/daerah/35.72.json", "/daerah/35.72.csv")}
    fill(blitar, {"Dinas Contoh": (9, 4)})
    assert {path: page(path) for path in before} == before
    assert page("/daerah/35.72/lhkpn.csv").count("\n") == 1
    assert Client().get("/daerah/99.72/lhkpn.csv").status_code == 404


def test_a_long_list_of_offices_ends_at_a_page_and_the_rest_is_in_the_csv(city: City) -> None:
    offices = add_offices(city, 52)
    fill(city, {office.name: (5, at % 6) for at, office in enumerate(offices)})
    assert section().count("Laporkan kekeliruan , Kantor") == 50
    assert "2 kantor lain ada dalam CSV" in section()
    assert len(rows()) == 1 + len(data()["offices"]) == 53


# --- what cannot be found out -----------------------------------------------------------------------------------------


def known(sizes: dict[str, tuple[int, int]]) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
    """Return what page, JSON and CSV tell of offices, and what is left of the total: the three agree."""
    found = data()
    told = {one["name"]: (one["obliged"], one["filed"]) for one in found["offices"]}
    assert told == {row["office"]: (int(row["obliged"]), int(row["filed"])) for row in rows() if row["office"]}
    said = section()
    assert all((f"{name} {told[name][0]} {told[name][1]} " in said) == (name in told) for name in sizes if name in told)
    assert all(f", {name}" not in said for name in sizes if name not in told)
    left = [found[which] - sum(pair[at] for pair in told.values()) for at, which in enumerate(("obliged", "filed"))]
    return told, (left[0], left[1])


@pytest.mark.parametrize(
    "sizes",
    [[(7, 7), (2, 1)], [(9, 3), (4, 4), (1, 0), (30, 29)], [(5, 5), (4, 0), (6, 6)], [(1, 1), (1, 0), (1, 1), (12, 3)]],
)
def test_what_is_left_of_the_total_is_never_one_office_nor_fewer_than_five(
    city: City, sizes: list[tuple[int, int]]
) -> None:
    every = dict(zip(NAMES, sizes, strict=False))
    fill(city, every)
    told, left = known(every)
    hidden = every.keys() - told.keys()
    assert {name for name, (obliged, _) in every.items() if obliged < 5} < hidden
    assert left == (sum(every[name][0] for name in hidden), sum(every[name][1] for name in hidden))
    assert left[0] >= 5


def grow(city: City, office: str, count: int) -> None:
    """Add officials of an office who have not filed, under the next numbers."""
    first = Obligation.objects.order_by("-number")[0].number + 1
    take(city, [line(first + at, office) for at in range(count)])


@pytest.mark.parametrize("order", list(permutations(NAMES[:3])))
def test_the_count_of_a_small_office_does_not_come_out_over_time(city: City, order: tuple[str, ...]) -> None:
    sizes = dict(zip(order, [(3, 1), (6, 4), (8, 5)], strict=True))
    small = order[0]
    fill(city, {name: sizes[name] for name in NAMES if name in sizes})
    days = [set(known(sizes)[0])]
    for office, count in ((order[1], 5), (order[2], 9), (order[1], 9)):
        grow(city, office, count)
        days.append(set(known(sizes)[0]))
    assert all(small not in told and len(told) == 1 for told in days)
    assert len({frozenset(told) for told in days}) == 1, "another office stood in: its count before gives the small one"


def test_another_small_office_does_not_free_the_one_that_stands_beside_the_first(city: City) -> None:
    fill(city, dict(zip(NAMES, [(6, 4), (3, 1), (8, 5), (5, 5)], strict=True)))
    before = known({})[0]
    assert "Dinas Contoh" not in before
    row = Obligation.objects.filter(organisation__name="Setda Contoh")[0]
    withdraw_obligation(by=city.people["petugas"], obligation_id=row.pk, seen=row.version, ground="ended", now=NOW)
    assert set(known({})[0]) == {"Inspektorat Contoh"}


def test_an_official_who_leaves_does_not_move_the_place_to_another_office(city: City) -> None:
    fill(city, dict(zip(NAMES, [(7, 4), (3, 1), (8, 5), (9, 5)], strict=True)))
    before = set(known({})[0])
    first = Obligation.objects.get(number=1)
    withdraw_obligation(
        by=city.people["petugas"], obligation_id=first.pk, seen=first.version, ground="mistake", now=NOW
    )
    assert set(known({})[0]) == before == {"Inspektorat Contoh", "Setda Contoh"}


def test_who_has_filed_plays_no_part_in_what_is_shown(city: City) -> None:
    fill(city, dict(zip(NAMES, [(7, 0), (3, 0), (8, 0)], strict=False)))
    before = set(known({})[0])
    filed_more(city, "Badan Contoh")
    assert set(known({})[0]) == before
    assert known({})[1] == (10, 1)


def test_no_number_of_the_register_and_no_name_is_public(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 7), "Badan Contoh": (2, 1), "Inspektorat Contoh": (9, 8)})
    small = str(city.offices["badan"].pk)
    ids = [str(pk) for pk in Obligation.objects.values_list("pk", flat=True)]
    for path in (PAGE, f"/en{PAGE}", JSON, CSV):
        found = page(path)
        assert small not in found, path
        assert not [pk for pk in ids if pk in found], path


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_the_page_changes_with_the_register(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 6), "Badan Contoh": (5, 1)})
    before = {path: Client().get(path) for path in (PAGE, JSON, CSV)}
    filed_more(city, "Dinas Contoh")
    for path, old in before.items():
        new = Client().get(path, headers={"If-None-Match": old.headers["ETag"]})
        assert new.status_code == 200, path
    assert (data()["filed"], data()["offices"][1]["percent"]) == (8, "100.00")


def test_the_page_changes_with_the_day_and_with_the_year_that_is_due(
    city: City, clock: Callable[[datetime], None]
) -> None:
    fill(city, {"Dinas Contoh": (7, 6)})
    grow_2025 = [line(100 + at, "Dinas Contoh", date(2026, 2, 1), year=2025) for at in range(6)]
    take(city, grow_2025)
    assert "per 2 Maret 2026" in section()
    clock(datetime(2026, 3, 31, 16, 59, tzinfo=UTC))
    assert "per 31 Maret 2026" in section()
    assert data()["reporting_year"] == YEAR
    clock(datetime(2026, 3, 31, 17, 1, tzinfo=UTC))  # in Jakarta the first of April
    assert "per 1 April 2026" in section()
    assert (data()["reporting_year"], data()["obliged"], rows()[0]["due"]) == (2025, 6, "2026-03-31")


def test_a_page_that_is_kept_still_asks_one_question(city: City) -> None:
    fill(city, {"Dinas Contoh": (7, 6)})
    for path in (PAGE, JSON, CSV):
        page(path)
        with CaptureQueriesContext(connection) as asked:
            page(path)
        assert len(asked) == 1, path


@pytest.mark.parametrize("path", [PAGE, JSON, CSV])
def test_the_number_of_offices_adds_no_question(city: City, path: str) -> None:
    fill(city, {"Dinas Contoh": (7, 6)})
    with CaptureQueriesContext(connection) as few:
        page(path)
    offices = add_offices(city, 40)
    rows_ = [line(100 + at, offices[at % 40].name, date(2025, 2, 1)) for at in range(240)]
    take(city, rows_)
    with CaptureQueriesContext(connection) as many:
        page(path)
    assert len(many) == len(few) <= 10
