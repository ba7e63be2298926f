"""The rounds of the sample city: every total comes out of the engine, to the hundredth, and every part is complete."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.instrument.store import by_id
from tests.demo_data.reading import OPINIONS, PROGRAMMES, ROUNDS, city, keys, load, scored, two_languages, values_of

CLOSED = [name for name in ROUNDS if name.startswith("2025")]
PUBLISHED = {"2025-baseline": "38.35", "2025-progress": "77.50", "2025-monev": "78.00", "2025-final": "92.15"}
STATES = {"draft", "submitted", "approved", "returned", "assessed"}
COMPONENTS = ("K1", "K2", "K3", "K4", "K5", "K6")


def round_of(name: str) -> Any:
    return city(f"rounds/{name}")


def worth(round_: Any, code: str, value: Any) -> Fraction:
    """Give what a value of one indicator is worth in points."""
    return scored(round_["instrument"], round_["profile"], {code: value}).points


@pytest.mark.parametrize("name", ROUNDS)
@pytest.mark.parametrize("opinion", OPINIONS)
def test_every_total_is_what_the_engine_gives(name: str, opinion: str) -> None:
    round_ = round_of(name)
    values = values_of(round_, opinion) if opinion in round_["totals"] else {}
    found = scored(round_["instrument"], round_["profile"], values).score_text if values else None
    assert round_["totals"].get(opinion) == found


@pytest.mark.parametrize(("name", "total"), PUBLISHED.items())
def test_the_official_totals_are_those_of_the_story(name: str, total: str) -> None:
    round_ = round_of(name)
    assert round_["totals"][round_["official_opinion"]] == total


@pytest.mark.parametrize("name", CLOSED)
def test_every_component_is_what_the_engine_gives(name: str) -> None:
    round_ = round_of(name)
    result = scored(round_["instrument"], round_["profile"], values_of(round_, round_["official_opinion"]))
    assert tuple(round_["nodes"]) == COMPONENTS
    assert {code: Fraction(points) for code, points in round_["nodes"].items()} == {
        code: result.points_of(code) for code in COMPONENTS
    }


def test_one_answer_a_level_lower_is_noticed() -> None:
    round_ = round_of("2025-final")
    values = values_of(round_, "outside") | {"K6.2": "C"}
    assert scored("kka-2025", "draft", values).score_text == "90.90"


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_has_the_parts_that_its_head_describes(name: str) -> None:
    round_ = round_of(name)
    is_open = round_["state"] == "open"
    keys(
        round_,
        "format sample id programme instrument profile stage title state dates official_opinion combining totals "
        "answers " + ("anchor" if is_open else "nodes"),
    )
    assert (round_["format"], round_["sample"], round_["id"]) == ("bening-sample-round-1", "CONTOH", name)
    assert is_open is (name == "2026-monev")
    two_languages(round_["title"])
    keys(round_["dates"], "opened answered found plenary closed")
    days = [date.fromisoformat(round_["dates"][key]) for key in ("opened", "answered", "found")]
    assert days == sorted(days)
    assert set(round_["dates"]["closed"]) == (set() if is_open else set(round_["totals"]))


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_follows_its_programme(name: str) -> None:
    round_ = round_of(name)
    programme = load(PROGRAMMES / f"{round_['programme']}.yaml")
    stage = next(stage for stage in programme["stages"] if stage["id"] == round_["stage"])
    assert round_["instrument"] in programme["instruments"]
    assert round_["stage"] in by_id(round_["instrument"]).stages
    assert round_["official_opinion"] == stage["official_opinion"]["value"]
    assert round_["combining"] == stage.get("combining", {"value": None})["value"]
    assert set(round_["totals"]) <= set(stage["closings"]["value"])
    assert (round_["dates"]["plenary"] is not None) is (stage["plenary"]["value"] and round_["state"] == "closed")


@pytest.mark.parametrize("name", ROUNDS)
def test_every_indicator_stands_there_with_complete_parts(name: str) -> None:
    round_ = round_of(name)
    leaves = [node.code for node in by_id(round_["instrument"]).nodes() if node.leaf]
    assert list(round_["answers"]) == leaves
    for code, answer in round_["answers"].items():
        keys(answer, "self state" if round_["state"] == "open" else "self internal", "internal outside plenary")
        keys(answer["self"], "value note evidence")
        if answer["self"]["value"] is not None:
            assert answer["self"]["note"].endswith("."), (name, code)
        assert not {"outside", "plenary"} & set(answer) or round_["official_opinion"] == "outside"
        for finding in [answer["internal"]] if "internal" in answer else []:
            keys(finding, "decision value reason")
        for finding in answer.get("outside", []):
            keys(finding, "by decision value reason")
        if "plenary" in answer:
            keys(answer["plenary"], "value reason")
        assert ("plenary" in answer) is (round_["combining"] == "agreed")


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_round_has_two_outside_assessors_where_the_outside_opinion_is_official(name: str) -> None:
    round_ = round_of(name)
    wanted = ["penilai-luar-1", "penilai-luar-2"] if round_["official_opinion"] == "outside" else []
    for code, answer in round_["answers"].items():
        assert [finding["by"] for finding in answer.get("outside", [])] == wanted, code


def test_outside_findings_come_from_outside_assessors() -> None:
    assessors = {person["id"] for person in city("people")["people"] if person["role"] == "assessor"}
    for name in ROUNDS:
        for code, answer in round_of(name)["answers"].items():
            given = [finding["by"] for finding in answer.get("outside", [])]
            assert set(given) <= assessors, (name, code)
            assert len(given) == len(set(given)), (name, code)


@pytest.mark.parametrize("name", ROUNDS)
def test_what_is_accepted_stays_and_what_is_not_falls(name: str) -> None:
    round_ = round_of(name)
    for code, answer in round_["answers"].items():
        own = answer["self"]["value"]
        for finding in [*([answer["internal"]] if "internal" in answer else []), *answer.get("outside", [])]:
            assert finding["reason"].endswith("."), (name, code)
            assert finding["decision"] in {"accept", "repair", "reject"}
            if finding["decision"] == "accept":
                assert finding["value"] == own, (name, code)
            else:
                assert worth(round_, code, finding["value"]) < worth(round_, code, own), (name, code)


def test_all_three_decisions_occur_and_opinions_differ() -> None:
    decisions = {answer["internal"]["decision"] for name in CLOSED for answer in round_of(name)["answers"].values()}
    assert decisions == {"accept", "repair", "reject"}
    for name in ("2025-monev", "2025-final"):
        assert len(set(round_of(name)["totals"].values())) == 3


def test_the_plenary_chooses_a_value_that_an_assessor_gave() -> None:
    for code, answer in round_of("2025-final")["answers"].items():
        given = [finding["value"] for finding in answer["outside"]]
        assert answer["plenary"]["value"] in given, code


def test_offices_improve_steadily_in_their_own_opinion() -> None:
    for code in round_of("2025-final")["answers"]:
        worths = [worth(round_of(name), code, round_of(name)["answers"][code]["self"]["value"]) for name in CLOSED]
        assert all(before <= after for before, after in pairwise(worths)), code


@pytest.mark.parametrize("name", CLOSED[:3])
def test_participation_is_clearly_the_weakest_until_the_last_round(name: str) -> None:
    instrument = by_id("kka-2025")
    maxima = {node.code: node.weights["draft"].value for node in instrument.tree}
    shares = {code: Fraction(points) / maxima[code] for code, points in round_of(name)["nodes"].items()}
    weakest, second = sorted(shares.values())[:2]
    assert shares["K5"] == weakest
    assert second - weakest >= Fraction(1, 10)


def test_the_running_round_has_every_state_and_late_answers() -> None:
    round_ = round_of("2026-monev")
    assert {answer["state"] for answer in round_["answers"].values()} == STATES
    due = city("assignments")["due"]["2026-monev"]
    late = {
        code
        for code, answer in round_["answers"].items()
        if due["except"].get(code, due["due_on"]) < round_["anchor"] and answer["state"] != "assessed"
    }
    assert late == {"K2.5", "K4.4", "K6.1", "K6.2"}
    for code, answer in round_["answers"].items():
        has = {part for part in ("internal", "outside") if part in answer}
        assert ("internal" in has) is (answer["state"] in {"returned", "assessed"}), code
        assert "outside" not in has or answer["state"] == "assessed", code
        if answer["state"] in {"returned", "assessed"}:
            assert (answer["internal"]["decision"] == "accept") is (answer["state"] == "assessed"), code
    begun = [answer for answer in round_["answers"].values() if answer["self"]["value"] is not None]
    assert len(begun) == 16


def test_the_choice_of_2026_is_answered_by_a_level() -> None:
    leaf = next(node.leaf for node in by_id("kka-contoh-2026").nodes() if node.code == "K3.2")
    assert leaf is not None
    letters = {level.letter for level in levels_of(leaf)}
    assert round_of("2026-monev")["answers"]["K3.2"]["self"]["value"] in letters
