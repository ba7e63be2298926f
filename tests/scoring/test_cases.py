"""Every worked case beside an instrument: the figures were written out before the engine ran them."""

from typing import Any

import pytest

from bening.scoring.instrument.store import by_id, shipped
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.show.document import score_document
from tests.scoring.cases import Case, all_cases

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[:90])
def test_a_case_comes_out_as_it_was_written(case: Case) -> None:
    given = case.answers()
    result = score(plan(by_id(case.instrument), case.data.get("weights")), given)
    found = score_document(result, stage=case.data.get("stage"))
    expect = case.data["expect"]
    for key in ("score", "points"):
        if key in expect:
            assert found[key] == str(expect[key]), case.data.get("arithmetic")
    for code, points in expect.get("nodes", {}).items():
        assert found["nodes"][code]["points"] == str(points), (code, case.data.get("arithmetic"))
    _check_verdicts(found, expect)
    if "missing" in expect:
        assert found["missing"] == expect["missing"]
    if "warnings" in expect:
        assert [entry.partition(":")[0] for entry in found["warnings"]] == [
            entry.partition(":")[0] for entry in expect["warnings"]
        ]
    assert set(expect.get("assumed", [])) <= set(found["assumed"])
    if "band" in expect:
        assert (found["band"] or {}).get("id") == expect["band"]
    for name, opened in expect.get("thresholds", {}).items():
        assert {line["id"]: line["open"] for line in found["thresholds"]}[name] is opened


def _check_verdicts(found: dict[str, Any], expect: dict[str, Any]) -> None:
    for predicate, gates in expect.get("gates", {}).items():
        states = {gate["gate"]: gate["open"] for gate in found["predicates"][predicate]["gates"]}
        assert {gate: states[gate] for gate in gates} == gates
    for key in ("scored", "reached", "readings"):
        for predicate, value in expect.get(key, {}).items():
            assert found["predicates"][predicate][key] == value, (key, predicate)


def test_every_instrument_has_cases() -> None:
    counts = {name: sum(case.instrument == name for case in CASES) for name in shipped()}
    assert min(counts.values()) >= 4
    assert counts["lke-zi-2025"] >= 20


def test_every_case_writes_its_arithmetic_out() -> None:
    assert [case.name for case in CASES if not str(case.data.get("arithmetic", "")).strip()] == []
