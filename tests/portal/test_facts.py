"""Kota Blitar's page: published facts alone, each with who said it, its source and its day."""

import html
import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from bening.portal.published import published
from bening.portal.results import from_publication
from tests.portal.makers import kota_blitar

GOLDEN = Path(__file__).parent / "golden" / "35.72.json"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def blitar() -> None:
    kota_blitar()


def text(path: str) -> str:
    """Return what a page says, without its markup."""
    content = Client().get(path).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content)).split())


def test_it_is_the_front_page_while_nothing_else_is_published() -> None:
    assert "Kota Blitar melewati ambang 90" in text("/")


def test_the_four_totals_stand_with_their_gain_and_their_gap() -> None:
    said = text("/daerah/35.72/")
    for words in ("38,35", "77,50 +39,15", "78,00 +0,50", "92,15 +14,15"):
        assert words in said
    assert "kurang 2,50 poin dari 80" in said
    assert "kurang 2,00 poin dari 80" in said
    assert "lebih 2,15 poin dari 90" in said


def test_the_first_score_has_no_gap_but_a_marked_comparison() -> None:
    first = from_publication(published()["35.72"])[0]
    assert first.threshold is None
    assert first.comparison is not None
    said = text("/daerah/35.72/")
    assert "Pembanding: kurang 41,65 poin dari 80." in said
    assert "kurang 41,65 poin dari 80 asumsi" not in said
    assert said.count("41,65") == 1


def test_the_limit_of_the_monitoring_visit_is_no_measure_of_the_final_score() -> None:
    assert "12,15 poin" not in text("/daerah/35.72/")


def test_every_total_says_who_said_it_and_leads_to_its_sources_and_to_a_report() -> None:
    page = Client().get("/daerah/35.72/").content.decode()
    for one in from_publication(published()["35.72"]):
        assert f"Dikatakan {one.said_by.id}." in html.unescape(page)
        assert f"?tentang={one.key}" in page
        assert one.sources
        for source in one.sources:
            assert html.escape(source.url) in page


def test_who_said_a_score_is_named_as_english_names_an_office() -> None:
    assert "Said by the Mayor of Blitar." in text("/en/daerah/35.72/")


def test_every_day_of_the_road_has_its_source() -> None:
    page = Client().get("/daerah/35.72/").content.decode()
    facts = published()["35.72"]
    assert facts.road[0].day == date(2024, 8, 29)
    for day in facts.road:
        assert day.title.id in html.unescape(page)
        assert day.sources
        for source in day.sources:
            assert html.escape(source.url) in page
    assert page.count("(perkiraan)") == sum(day.is_assumed for day in facts.road) == 1


def test_no_component_has_a_score() -> None:
    said = text("/daerah/35.72/")
    assert said.count("tidak diumumkan 1 indikator.") == 1
    assert len(re.findall(r"tidak diumumkan \d+ indikator\.", said)) == 6
    assert "6 komponen, 19 indikator" in said
    assert "hanya peran serta masyarakat yang masih perlu diperkuat" in said


def test_what_was_never_published_is_listed() -> None:
    said = text("/daerah/35.72/")
    for one in published()["35.72"].unknown:
        assert " ".join(one.id.split()) in said


def test_it_bears_no_mark_of_a_sample_and_may_be_found() -> None:
    answer = Client().get("/daerah/35.72/")
    assert "CONTOH" not in answer.content.decode()
    assert b"noindex" not in answer.content
    assert "X-Robots-Tag" not in answer.headers


def test_the_english_page_says_it_in_english() -> None:
    said = text("/en/daerah/35.72/")
    assert "The day on which the 38.35 was assessed was not announced." in said
    assert "92.15" in said
    assert "92,15" not in said
    page = Client().get("/en/daerah/35.72/").content.decode()
    assert '<html lang="en">' in page
    assert 'href="/daerah/35.72/" lang="id"' in page
    assert "/en/daerah/35.72.json" in page


def test_the_json_is_the_golden_file_that_the_docs_quote() -> None:
    answer = Client().get("/daerah/35.72.json").content.decode()
    if os.environ.get("BENING_GOLDEN") == "write":
        GOLDEN.write_text(answer, encoding="utf-8")
    assert answer == GOLDEN.read_text(encoding="utf-8")


def test_what_the_docs_quote_is_in_the_answer(root: Path) -> None:
    page = (root / "docs/reference/public-data.md").read_text(encoding="utf-8")
    quoted = json.loads(page.split("```js\n")[1].split("```")[0])
    whole = Client().get("/daerah/35.72.json").json()
    assert (quoted["region"], quoted["sample"]) == (whole["region"], whole["sample"])
    assert set(quoted["unknown"]) <= set(whole["unknown"])
    result = next(one for one in whole["results"] if one["stage"] == quoted["results"][0]["stage"])
    assert quoted["results"][0].pop("sources")[0] in result.pop("sources")
    assert quoted["results"][0] == result


def test_the_csv_and_json_are_those_of_the_contract() -> None:
    assert Client().get("/daerah/35.72.csv").content.decode().splitlines()[0] == (
        "region,sample,instrument,stage,date,score,threshold,gap,band,said_by,source"
    )
    rows = [line.split(",")[:9] for line in Client().get("/daerah/35.72.csv").content.decode().splitlines()[1:]]
    assert rows == [
        ["35.72", "false", "kka-2025", "baseline", "", "38.35", "", "", ""],
        ["35.72", "false", "kka-2025", "progress", "2025-09-08", "77.50", "80", "-2.50", ""],
        ["35.72", "false", "kka-2025", "monev", "2025-09-11", "78.00", "80", "-2.00", ""],
        ["35.72", "false", "kka-2025", "penilaian_akhir", "2025-11-06", "92.15", "90", "2.15", "istimewa"],
    ]
    document = Client().get("/daerah/35.72.json").json()
    assert list(document) == ["region", "sample", "unknown", "results"]
    assert document["region"] == {"code": "35.72", "name": "Kota Blitar"}
    assert document["sample"] is False
    assert [(one["date"], one["threshold"]) for one in document["results"]] == [
        (None, None),
        ("2025-09-08", {"value": "80", "assumed": True}),
        ("2025-09-11", {"value": "80", "assumed": True}),
        ("2025-11-06", {"value": "90", "assumed": False}),
    ]
    assert list(document["results"][0]) == [
        "instrument", "stage", "date", "score", "threshold", "gap", "band", "said_by", "nodes", "sources",
    ]  # fmt: skip
    assert all(one["nodes"] == {} for one in document["results"])
