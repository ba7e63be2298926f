"""Gates that round the points they compare: just shut and just open at every side of a hundredth."""

from fractions import Fraction
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.store import by_id
from bening.scoring.nested import score_file
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.verdict import assumed
from tests.scoring.instrument.test_compare import BOTH, SMALL

OPTION = {"title": "x", "choices": ["exact", "two_decimals_half_up"], "assumed": "true"}


def _is_open(points: str, limit: str, *, inclusive: bool, rounding: str) -> bool | None:
    gate = {"id": "g", "nodes": "all", "points": limit, "inclusive": str(inclusive).lower(), "source": BOTH}
    document: dict[str, Any] = {**SMALL, "maximum": "10", "stages": [], "options": {"gate_rounding": OPTION}}
    document["predicates"] = {"p": {"title": "x", "gates": [gate]}}
    document["tree"] = [{"code": "Q", "kind": "index", "maximum": "10", "question": "x", "weight": "10"}]
    instrument = read_instrument(yamltree.plain(document), "x")[0]
    given = {"instrument": instrument.id, "answers": {"Q": points}, "options": {"gate_rounding": rounding}}
    result = score(plan(instrument), read_tree(yamltree.plain(given), instrument, "x"))
    assert result.points == Fraction(points)
    return result.opened["p"][0]


@pytest.mark.parametrize(
    ("limit", "inclusive", "shut", "opened"),
    [
        ("7.5", True, "7.494999", "7.495"),
        ("7.5", False, "7.504999", "7.505"),
        ("7.505", True, "7.504999", "7.505"),
        ("7.505", False, "7.504999", "7.505"),
        ("5.625", True, "5.624999", "5.625"),
        ("20/3", True, "6.664999", "6.665"),
        ("20/3", False, "6.664999", "6.665"),
    ],
)
def test_points_are_rounded_before_they_are_compared(limit: str, inclusive: bool, shut: str, opened: str) -> None:
    rounding = "two_decimals_half_up"
    assert [_is_open(points, limit, inclusive=inclusive, rounding=rounding) for points in (shut, opened)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("limit", "inclusive", "shut", "opened"),
    [("7.5", True, "7.499999", "7.5"), ("7.5", False, "7.5", "7.500001"), ("20/3", True, "6.666666", "6.666667")],
)
def test_exact_points_are_compared_as_they_are(limit: str, inclusive: bool, shut: str, opened: str) -> None:
    found = [_is_open(points, limit, inclusive=inclusive, rounding="exact") for points in (shut, opened)]
    assert found == [False, True]


def test_what_a_nested_result_assumes_travels_with_it(tmp_path: Any) -> None:
    (tmp_path / "m.yaml").write_text("instrument: mcsp-2025\nanswers: {M1: 50}\n", encoding="utf-8")
    path = tmp_path / "k.yaml"
    path.write_text("instrument: kka-2025\nanswers: {K1.1: {file: m.yaml}}\n", encoding="utf-8")
    assert assumed(score_file(path, by_id("kka-2025")), None) == ["weights:draft", "K1.1/weights:equal"]
