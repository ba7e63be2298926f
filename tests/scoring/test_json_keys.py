"""The keys of every JSON object are those of docs/reference/json.md, no more and no fewer: scripts rely on them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bening.cli import main
from bening.scoring.instrument.store import by_id
from tests.scoring.cases import start

SCORE = (
    "instrument instrument_sha256 weights file points score maximum nodes missing warnings predicates stage thresholds"
    " band assumed"
)
NODE = "points maximum share"
PREDICATE = "scored reached readings gates"
GATE = "gate need have open assumed source"
THRESHOLD = "id need gap open assumed source"
BAND = "id title min assumed"
EXPLAIN = "code kind points maximum share answer rule children"
RULE = "key values source assumed"
PATH = "target reachable effort alternatives steps needs facts_shut blocked_by after"
STEP = "code from to climb gain effort needed assumed"
NEED = "code from to"
AFTER = "points predicates"
BUDGET = "budget effort after steps facts_shut alternatives"
CURVE = "effort points"

OFFICE = ("lke-zi-2025", "data/demo/contoh-dinas.lke.yaml")
CITY = ("kka-2025", "data/demo/contoh-kota.kka.yaml")


class Printed:
    """Runs a command in the repository and gives the JSON that it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *command: str, status: int = 0) -> Any:
        assert main([*command, "--json"]) == status
        return json.loads(self.capsys.readouterr().out)


@pytest.fixture
def printed(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    monkeypatch.chdir(root)
    return Printed(capsys)


def keys(text: str) -> set[str]:
    return set(text.split())


def wrong_keys(found: Iterator[dict[str, Any]] | list[dict[str, Any]], wanted: str) -> list[list[str]]:
    """Give the keys of each object whose keys are others than wanted."""
    return [sorted(entry) for entry in found if set(entry) != keys(wanted)]


def test_a_score_has_its_keys(printed: Printed) -> None:
    for command in (OFFICE, CITY, (*CITY, "--stage", "penilaian_akhir")):
        (found,) = printed("score", *command)
        assert wrong_keys([found], SCORE) == []
        assert wrong_keys(list(found["nodes"].values()), NODE) == []
        assert wrong_keys(list(found["predicates"].values()), PREDICATE) == []
        assert wrong_keys(found["thresholds"], THRESHOLD) == []


def test_a_gate_says_why_where_it_is_neither_open_nor_shut_and_only_there(printed: Printed, tmp_path: Path) -> None:
    facts = tmp_path / "calon.yaml"
    facts.write_text("instrument: kka-eligibility-2025\nfacts: {mcp: 80}\n", encoding="utf-8")
    documents = printed("score", *OFFICE) + printed("score", "kka-eligibility-2025", str(facts))
    gates = [gate for found in documents for state in found["predicates"].values() for gate in state["gates"]]
    assert wrong_keys([gate for gate in gates if gate["open"] is not None], GATE) == []
    assert wrong_keys([gate for gate in gates if gate["open"] is None], f"{GATE} why") == []
    assert {gate["why"] for gate in gates if gate["open"] is None} == {"fact_unstated", "limit_unknown"}


def test_a_band_has_its_keys_where_one_is_reached(printed: Printed, tmp_path: Path) -> None:
    best = {"instrument": "kka-2025", "answers": start(by_id("kka-2025"), "best")}
    (tmp_path / "kota.yaml").write_text(json.dumps(best), encoding="utf-8")
    (found,) = printed("score", "kka-2025", str(tmp_path / "kota.yaml"), "--stage", "penilaian_akhir")
    assert wrong_keys([found["band"]], BAND) == []
    (below,) = printed("score", *CITY)
    assert below["band"] is None


def test_a_file_that_cannot_be_scored_has_its_errors(printed: Printed, tmp_path: Path) -> None:
    good, bad = printed("score", *OFFICE, str(tmp_path / "none.yaml"), status=2)
    assert wrong_keys([good], SCORE) == []
    assert wrong_keys([bad], "file errors") == []


def test_every_step_of_an_explanation_has_its_keys(printed: Printed) -> None:
    def walk(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield found
        for child in found["children"]:
            yield from walk(child)

    for command in ((*OFFICE, "REF.PW"), (*CITY, "K5"), (*CITY, "K1")):
        found = list(walk(printed("explain", *command)))
        assert wrong_keys(found, EXPLAIN) == []
        assert wrong_keys([entry["rule"] for entry in found], RULE) == []


def test_a_path_has_its_keys(printed: Printed) -> None:
    wbk = printed("path", *OFFICE, "--target", "wbk")
    assert wrong_keys([wbk, printed("path", *CITY, "--target", "80")], PATH) == []
    assert wrong_keys([printed("path", *OFFICE, "--target", "99", status=1)], PATH) == []
    assert wrong_keys(wbk["steps"], STEP) == []
    assert wrong_keys(wbk["needs"], NEED) == []
    assert wrong_keys([wbk["after"]], AFTER) == []
    assert wrong_keys(list(wbk["after"]["predicates"].values()), "scored") == []


def test_a_budget_and_a_curve_have_their_keys(printed: Printed) -> None:
    budget = printed("path", *OFFICE, "--budget", "5")
    assert wrong_keys([budget], BUDGET) == []
    assert wrong_keys(budget["steps"], STEP) == []
    assert wrong_keys([budget["after"]], AFTER) == []
    curve = printed("path", *OFFICE, "--curve")
    assert wrong_keys([curve], "curve") == []
    assert wrong_keys(curve["curve"], CURVE) == []
