"""Three offices on the way to WBK: one reaches it, one has a single gate shut, one is far away."""

from typing import Any

import pytest

from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.instrument.store import by_id
from bening.scoring.verdict import predicate_states
from tests.demo_data.reading import OFFICES_WITH_LKE, PROGRAMMES, city, keys, load, scored, two_languages

LEAVES = {node.code: node.leaf for node in by_id("lke-zi-2025").nodes() if node.leaf}


def answers_of(sheet: Any, opinion: str) -> dict[str, Any]:
    found = {code: finding["value"] for code, finding in sheet["findings"].items()} if opinion == "internal" else {}
    return {**sheet["answers"], **found}


@pytest.mark.parametrize("office", OFFICES_WITH_LKE)
@pytest.mark.parametrize("opinion", ["self", "internal"])
def test_score_and_gates_are_what_the_engine_gives(office: str, opinion: str) -> None:
    sheet = city(f"lke/{office}")
    result = scored(sheet["instrument"], sheet["profile"], answers_of(sheet, opinion), sheet["facts"])
    wbk = predicate_states(result)["wbk"]
    found = {
        "score": result.score_text,
        "scored": wbk.scored,
        "reached": wbk.reached,
        "shut": [state.gate.id for state in wbk.gates if state.open is not True],
    }
    assert found == sheet["expect"][opinion]


@pytest.mark.parametrize("opinion", ["self", "internal"])
def test_one_reaches_one_has_one_gate_shut_one_is_far(opinion: str) -> None:
    expected = {office: city(f"lke/{office}")["expect"][opinion] for office in OFFICES_WITH_LKE}
    assert expected["dpmptsp"]["scored"] is True
    assert expected["rsud"]["shut"] == ["area.PW"]
    assert len(expected["bakesbangpol"]["shut"]) > 8
    assert float(expected["bakesbangpol"]["score"]) < 60


@pytest.mark.parametrize("office", OFFICES_WITH_LKE)
def test_a_sheet_is_complete(office: str) -> None:
    sheet = city(f"lke/{office}")
    keys(
        sheet,
        "format sample office assessor programme instrument profile stage title state dates facts answers notes "
        "findings expect",
    )
    two_languages(sheet["title"])
    keys(sheet["dates"], "opened answered found closed")
    assert list(sheet["answers"]) == list(LEAVES)
    assert set(sheet["notes"]) <= set(LEAVES)
    assert sheet["office"] == office != sheet["assessor"]
    assert {sheet["office"], sheet["assessor"]} <= {entry["id"] for entry in city("offices")["organisations"]}
    stages = [stage["id"] for stage in load(PROGRAMMES / "zi.yaml")["stages"]]
    assert sheet["stage"] in stages


@pytest.mark.parametrize("office", OFFICES_WITH_LKE)
def test_a_finding_lowers_the_answer_by_a_reason(office: str) -> None:
    sheet = city(f"lke/{office}")
    for code, finding in sheet["findings"].items():
        keys(finding, "decision value reason")
        assert finding["decision"] in {"repair", "reject"}
        assert finding["reason"].endswith(".")
        leaf = LEAVES[code]
        letters = [level.letter for level in levels_of(leaf)]
        assert letters.index(finding["value"]) > letters.index(sheet["answers"][code]), code


@pytest.mark.parametrize("office", OFFICES_WITH_LKE)
def test_the_declarations_in_the_sheet_are_those_of_the_city(office: str) -> None:
    sheet = city(f"lke/{office}")
    rows = [row["filed"]["2024"] for row in city("lhkpn")["obliged"] if row["office"] == office]
    given = sheet["answers"]["REF.PW.3.a"]
    assert int(given["kepala_satker"]) + int(given["pejabat_wajib"]) + int(given["lainnya"]) == len(rows)
    assert int(given["sudah_lapor"]) == sum(day is not None and day <= sheet["dates"]["answered"] for day in rows)
