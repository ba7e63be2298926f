"""The limits of an instrument file, each just inside and just outside, and what is written down for it."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.instrument.fields import Document, Fields, Report
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.read_tree import read_rubric
from bening.scoring.text import Place, Refused, Text
from tests.scoring.instrument.test_compare import BOTH, SMALL


def _read(document: Document) -> tuple[Instrument, Document]:
    return read_instrument(yamltree.plain(document), "x.yaml")


def _one(**keys: Any) -> Document:
    question = {"code": "Q", "weight": "10", "question": "x", **keys}
    return {**deepcopy(SMALL), "tree": [question], "predicates": {}, "stages": []}


def _keys(document: Document) -> list[str]:
    try:
        _read(document)
    except Refused as refused:
        return [entry.key for entry in refused.messages]
    return []


def _leaf(**keys: Any) -> tuple[Any, Document]:
    instrument, document = _read(_one(**keys))
    return instrument.tree[0].leaf, document["tree"][0]


RATIO = {
    "kind": "ratio",
    "formula": "a / b",
    "inputs": {"a": {"effect": "up"}, "b": {"effect": "down"}},
    "zero_divisor": {"value": "zero", "assumed": "true"},
}


@pytest.mark.parametrize(("length", "keys"), [(80, []), (81, ["id_shape"])])
def test_ids_have_at_most_eighty_characters(length: int, keys: list[str]) -> None:
    assert _keys({**SMALL, "id": "k" * length}) == keys
    assert _keys(_one(kind="instrument", instrument="k" * length, maximum="10")) == keys


@pytest.mark.parametrize(("length", "keys"), [(80, []), (81, ["code_shape"])])
def test_codes_have_at_most_eighty_characters(length: int, keys: list[str]) -> None:
    assert _keys(_one(kind="yes_no", code="K" * length)) == keys


@pytest.mark.parametrize(
    ("step", "maximum", "keys"),
    [
        ("0.1", "100", []),
        ("0.1", "100.1", ["step_too_fine"]),
        ("0", "5", ["step_too_fine"]),
        ("-1", "5", ["step_too_fine"]),
        (None, "100", []),
        (None, "100.1", ["step_too_fine"]),
    ],
)
def test_an_index_climbs_in_a_thousand_steps_at_most(step: str | None, maximum: str, keys: list[str]) -> None:
    given = {"step": step} if step else {}
    assert _keys(_one(kind="index", maximum=maximum, **given)) == keys


def test_an_index_without_a_step_climbs_by_a_tenth_and_says_so() -> None:
    leaf, written = _leaf(kind="index", maximum="5")
    assert (leaf.step, written["step"]) == (Fraction(1, 10), "0.1")
    leaf, written = _leaf(kind="index", maximum="5", step="0.50")
    assert (leaf.step, written["step"]) == (Fraction(1, 2), "0.5")


@pytest.mark.parametrize("keys", [{"kind": "index"}, {"kind": "instrument", "instrument": "mcsp-2025"}])
def test_a_maximum_that_is_missing_is_reported_alone(keys: Document) -> None:
    assert _keys(_one(**keys)) == ["key_missing"]


def test_another_instrument_has_to_be_named() -> None:
    assert _keys(_one(kind="instrument", maximum="10")) == ["key_missing"]
    assert _keys(_one(kind="instrument", maximum="10", instrument="Besar")) == ["id_shape"]


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [("50", "10", []), ("50.1", "10", ["band_beyond"]), ("50", "9.9", ["band_beyond"])],
)
def test_bands_lie_in_the_range_ends_included(first: str, second: str, keys: list[str]) -> None:
    bands = [{"at_least": first, "value": "1"}, {"at_least": second, "value": "0.5"}]
    assert _keys(_one(kind="number", minimum="10", maximum="50", bands=bands)) == keys


def test_a_number_starts_at_nothing_unless_the_file_says_otherwise() -> None:
    leaf, _ = _leaf(kind="number", maximum="50", bands=[{"at_least": "0", "value": "1"}])
    assert (leaf.minimum, leaf.maximum, leaf.more_is_better) == (0, 50, True)
    leaf, _ = _leaf(kind="number", maximum="50", bands=[{"at_most": "0", "value": "1"}])
    assert not leaf.more_is_better


def test_a_plain_limit_is_written_down_as_one_with_its_basis() -> None:
    leaf, written = _leaf(**RATIO, cap="0.90", floor="0.10", not_applicable="0.5")
    assert (leaf.ratio.cap.value, leaf.ratio.floor.value) == (Fraction(9, 10), Fraction(1, 10))
    assert (written["cap"], written["floor"]) == (
        {"value": "0.9", "assumed": "false"},
        {"value": "0.1", "assumed": "false"},
    )
    assert written["not_applicable"] == {"value": "0.5", "assumed": "false"}


def test_a_ratio_lies_between_nothing_and_one_unless_the_file_says_otherwise() -> None:
    leaf, written = _leaf(**RATIO)
    assert (leaf.ratio.cap.value, leaf.ratio.floor.value, leaf.not_applicable) == (1, 0, None)
    assert not {"cap", "floor", "not_applicable"} & written.keys()


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"cap": "1"}, []),
        ({"cap": "1.01"}, ["share_out_of_range"]),
        ({"floor": "-0.01"}, ["share_out_of_range"]),
        ({"cap": "0.5", "floor": "0.5"}, ["range_empty"]),
        ({"cap": "0.5", "floor": "0.49"}, []),
        ({"cap": {"assumed": "true"}}, ["key_missing", "range_empty"]),
    ],
)
def test_limits_are_shares_and_the_cap_lies_above_the_floor(keys: Document, found: list[str]) -> None:
    assert _keys(_one(**RATIO, **keys)) == found


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (["a", "b"], []),
        (["a", {"text": "b"}], []),
        (["a"], ["rubric_length"]),
        (["a", {"text": ""}], ["text_empty"]),
        (["a", {"text": "b", "evidence": ["x"]}], ["evidence_unknown"]),
    ],
)
def test_a_rubric_has_a_line_for_each_level(lines: list[Any], keys: list[str]) -> None:
    assert _keys(_one(kind="yes_no", rubric=lines)) == keys


def test_a_rubric_line_without_its_text_is_reported() -> None:
    tree = yamltree.read("rubrik:\n- {text: ~}\n", "x")
    fields = Fields(tree, Report("x"), "bagian")
    assert [line.text for line in read_rubric(fields, "rubrik")] == [Text("", "")]
    assert [(entry.key, entry.place.line) for entry in fields.report.messages] == [("key_missing", 2)]


def test_what_stands_under_a_mean_has_no_weight_and_what_stands_alone_needs_one() -> None:
    child = {"code": "A.1", "kind": "yes_no", "question": "x"}
    node = {"code": "A", "title": "A", "weight": "10", "aggregate": "mean", "children": [child]}
    document = {**_one(kind="yes_no"), "tree": [node]}
    assert _keys(document) == []
    assert _keys({**document, "tree": [{**node, "children": [{**child, "weight": "1"}]}]}) == ["weight_under_mean"]
    assert _keys({**document, "tree": [{**node, "aggregate": "sum"}]}) == ["key_missing"]
    assert _keys({**document, "tree": [{**child, "weight": "10", "aggregate": "mean"}]}) == ["key_unknown"]


def test_a_mapping_that_is_missing_stands_where_its_holder_stands() -> None:
    fields = Fields(None, Report("x"), "bagian", 7)
    assert fields.line == 7
    assert Fields(None, Report("x"), "bagian").line == 0
    fields.text("a", required=True)
    assert [entry.place for entry in fields.report.messages] == [Place("x", 7)]
    bare = Fields(None, Report("x"), "bagian")
    bare.text("a", required=True)
    assert [entry.place for entry in bare.report.messages] == [Place("x", None)]


def test_stages_thresholds_and_bands_have_their_own_titles_or_their_ids() -> None:
    doubt = {"value": "true", "assumed": "true"}
    line = {"id": "batas", "points": "8", "inclusive": doubt, "source": BOTH}
    band = {"id": "baik", "min": "7", "inclusive": {**doubt, "value": "false"}, "title": "Baik", "source": BOTH}
    plain = {"id": "istimewa", "min": "9", "source": BOTH}
    stage = {"id": "akhir", "title": {"id": "Akhir", "en": "End"}, "thresholds": [line], "bands": [band, plain]}
    instrument, _ = _read({**deepcopy(SMALL), "stages": [stage]})
    found = instrument.stages["akhir"]
    assert found.title == Text("Akhir", "End")
    assert [entry.title for entry in found.thresholds] == [Text("batas", "batas")]
    assert [(entry.id, entry.title) for entry in found.bands] == [
        ("istimewa", Text("istimewa", "istimewa")),
        ("baik", Text("Baik", "Baik")),
    ]
    implied = {name: option.default for name, option in instrument.options.items() if name.startswith("inclusive.")}
    assert implied == {"inclusive.batas": "inclusive", "inclusive.baik": "exclusive"}
    assert _keys({**deepcopy(SMALL), "stages": [{**stage, "title": ""}]}) == ["text_empty"]
    assert _keys({**deepcopy(SMALL), "stages": [{"id": "akhir"}]}) == ["key_missing"]
