"""The programmes as data: every field as its head describes; what has no source is marked as assumed."""

from typing import Any

import pytest

from bening.scoring.instrument.store import by_id
from tests.demo_data.reading import OPINIONS, PROGRAMMES, keys, load, two_languages

MOST_BRIEF = 18  # characters beside a number at a line of a chart
NAMES = sorted(path.stem for path in PROGRAMMES.glob("*.yaml"))


def rests_on(entry: Any, sources: Any) -> Any:
    """Give the value of an entry that names its source or says that it is assumed."""
    keys(entry, "value", "source assumed")
    assert entry.get("source") or entry.get("assumed") is True, entry
    assert entry.get("assumed", True) is True
    assert set(entry.get("source", [])) <= set(sources)
    return entry["value"]


def check_stage(stage: Any, sources: Any) -> None:
    """Assert that a stage is complete and that its parts agree with one another."""
    keys(stage, "id title official_opinion plenary closings repeats", "combining assessors note short")
    for key in {"title", "note", "short"} & set(stage):
        two_languages(stage[key])
    brief = stage.get("short", stage["title"])
    assert max(map(len, brief.values())) <= MOST_BRIEF
    official = rests_on(stage["official_opinion"], sources)
    closings = rests_on(stage["closings"], sources)
    assert official in closings
    assert closings == [opinion for opinion in OPINIONS if opinion in closings]
    assert isinstance(rests_on(stage["plenary"], sources), bool)
    assert isinstance(rests_on(stage["repeats"], sources), bool)
    assert ("combining" in stage) is (official == "outside")
    assert ("assessors" in stage) is ("outside" in closings)
    if "combining" in stage:
        assert rests_on(stage["combining"], sources) in {"mean", "agreed"}
        assert stage["plenary"]["value"] is (stage["combining"]["value"] == "agreed")
    if "assessors" in stage:
        assert isinstance(rests_on(stage["assessors"], sources), int)


@pytest.mark.parametrize("name", NAMES)
def test_a_programme_is_as_its_head_describes(name: str) -> None:
    data = load(PROGRAMMES / f"{name}.yaml")
    keys(data, "format id title owner instruments subject sources stages", "note")
    assert (data["format"], data["id"]) == ("bening-programme-1", name)
    assert data["subject"] in {"region", "organisation"}
    for key in ("title", "owner", "note"):
        two_languages(data[key])
    for source in data["sources"].values():
        keys(source, "title url", "date note")
        assert source["url"].startswith("https://")
    ids = [stage["id"] for stage in data["stages"]]
    assert len(ids) == len(set(ids))
    for stage in data["stages"]:
        check_stage(stage, data["sources"])


def test_the_two_programmes_are_there() -> None:
    assert NAMES == ["kka", "zi"]


@pytest.mark.parametrize("name", NAMES)
def test_the_stages_are_those_of_the_instruments(name: str) -> None:
    data = load(PROGRAMMES / f"{name}.yaml")
    ids = [stage["id"] for stage in data["stages"]]
    for instrument in data["instruments"]:
        assert list(by_id(instrument).stages) in ([], ids)


def test_every_source_of_a_programme_is_used() -> None:
    for name in NAMES:
        data = load(PROGRAMMES / f"{name}.yaml")
        used = {
            key for stage in data["stages"] for entry in stage.values() if isinstance(entry, dict)
            for key in entry.get("source", [])
        }  # fmt: skip
        assert used == set(data["sources"])


def test_the_official_opinions_are_those_of_the_story() -> None:
    stages = {stage["id"]: stage for stage in load(PROGRAMMES / "kka.yaml")["stages"]}
    assert [stage["official_opinion"]["value"] for stage in stages.values()] == ["self", "self", "outside", "outside"]
    assert stages["monev"]["combining"]["value"] == "mean"
    assert stages["penilaian_akhir"]["combining"]["value"] == "agreed"
