"""One answer at a time: what each kind takes, where a message points, and what is listed in it."""

from fractions import Fraction
from typing import Any

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.interpret import Wrong, interpret, interpret_fact, missing_inputs
from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Fact, Leaf
from bening.scoring.instrument.read import read_instrument
from bening.scoring.text import Place
from bening.scoring.yamltree import Scalar
from tests.scoring.instrument.test_compare import SMALL

HERE = Place("a.yaml", 7)
LEAVES: dict[str, dict[str, Any]] = {
    "mcsp": {"kind": "instrument", "instrument": "mcsp-2025", "maximum": "100"},
    "angka": {"kind": "number", "maximum": "50", "minimum": "10", "bands": [{"at_least": "20", "value": "1"}]},
    "boleh": {"kind": "yes_no", "not_applicable": {"value": "0.5", "assumed": "true"}},
    "ukuran": {
        "kind": "ratio",
        "formula": "a / b",
        "inputs": {"a": {"effect": "up", "type": "number"}, "b": {"effect": "down", "type": "number"}},
        "zero_divisor": {"value": "zero", "assumed": "true"},
    },
}


def _leaf(name: str) -> Leaf:
    children = [{"code": code, "question": "x", "weight": "1", **keys} for code, keys in LEAVES.items()]
    document = {**SMALL, "maximum": "4", "predicates": {}, "stages": []}
    document["tree"] = [{"code": "A", "title": "A", "weight": "4", "children": children}]
    instrument = read_instrument(yamltree.plain(document), "x")[0]
    return next(node.leaf for node in instrument.nodes() if node.code == name and node.leaf)


def _take(name: str, text: str) -> Answer | None:
    return interpret(name, _leaf(name), yamltree.read(text, "a.yaml"), HERE)


def _wrong(name: str, text: str) -> Wrong:
    with pytest.raises(Wrong) as wrong:
        _take(name, text)
    return wrong.value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{nilai: 1}", "other_result_shape"),
        ("{score: [1]}", "other_result_shape"),
        ("{score: 1, as_of: {x: 1}}", "other_result_shape"),
        ("{score: 98, file: x.yaml}", "other_result_both"),
        ("{as_of: 2025-01-01}", "other_result_both"),
        ("{score: 98, as_of: kemarin}", "day_shape"),
        ("{score: 101}", "answer_out_of_range"),
        ("{score: sembilan}", "answer_not_number"),
    ],
)
def test_another_result_that_cannot_be_is_refused(text: str, key: str) -> None:
    assert _wrong("mcsp", text).message.key == key


def test_another_result_is_a_score_with_its_day_or_a_file() -> None:
    assert _take("mcsp", "{score: '98,50', as_of: 2025-10-01}") == Answer(
        "98.50", number=Fraction("98.5"), as_of="2025-10-01"
    )
    assert _take("mcsp", "{file: ' m.yaml '}") == Answer("m.yaml", file="m.yaml")
    assert _take("mcsp", "98.5") == Answer("98.5", number=Fraction("98.5"))
    assert _take("mcsp", "{}") is None
    assert _take("mcsp", "{score: }") is None


def test_a_message_points_at_the_answer_s_own_line_or_at_the_place_given() -> None:
    leaf = _leaf("angka")
    for tree, line in ((Scalar("x", 9), 9), (Scalar("x", 0), 7)):
        with pytest.raises(Wrong) as wrong:
            interpret("angka", leaf, tree, HERE)
        assert wrong.value.message.place == Place("a.yaml", line)
        assert wrong.value.args == ("answer_not_number",)


@pytest.mark.parametrize(("text", "value"), [("10", 10), ("50", 50), ("20,5", Fraction("20.5"))])
def test_a_number_lies_in_its_range_ends_included(text: str, value: Fraction) -> None:
    assert _take("angka", f"'{text}'") == Answer(text.replace(",", "."), number=Fraction(value))


def test_a_number_beyond_its_range_names_both_ends() -> None:
    for text in ("9.99", "50.01"):
        values = dict(_wrong("angka", text).message.values)
        assert (values["lowest"], values["highest"], values["text"]) == ("10", "50", text)


def test_not_applicable_is_an_answer_where_the_instrument_says_what_it_counts() -> None:
    assert _take("boleh", "N/A") == Answer("n/a", not_applicable=True)
    assert _wrong("angka", "n/a").message.key == "not_applicable_refused"


def test_inputs_that_are_no_counts_take_decimals() -> None:
    answer = _take("ukuran", "{a: '1,5', b: 2.0}")
    assert answer == Answer("a 1.5, b 2", inputs={"a": Fraction("1.5"), "b": Fraction(2)})
    assert _wrong("ukuran", "{a: x, b: 2}").message.key == "input_not_number"
    assert _wrong("ukuran", "{a: -1.5, b: 2}").message.key == "input_negative"


def test_missing_inputs_are_those_of_the_formula() -> None:
    leaf = _leaf("ukuran")
    assert missing_inputs(leaf, Answer("x", inputs={"a": Fraction(1)})) == ("b",)
    assert missing_inputs(leaf, Answer("x", number=Fraction(1))) == ()
    assert missing_inputs(_leaf("angka"), Answer("x", inputs={})) == ()


def _fact(text: str) -> str | None:
    spbe = _facts({"spbe": {"title": "x", "kind": "number", "minimum": "0", "maximum": "5"}})["spbe"]
    return interpret_fact(spbe, yamltree.read(text, "a"), HERE)


def _facts(facts: dict[str, object]) -> dict[str, Fact]:
    document = {**SMALL, "facts": facts, "predicates": {}}
    return dict(read_instrument(yamltree.plain(document), "x")[0].facts)


def test_a_number_that_is_a_fact_lies_in_its_range() -> None:
    assert [_fact(text) for text in ("0", "5", "3.75", "'3,75'", "null")] == ["0", "5", "3.75", "3,75", None]
    for text in ("5.01", "-0.1", "x", "''"):
        if text == "''":
            assert _fact(text) is None
            continue
        with pytest.raises(Wrong) as wrong:
            _fact(text)
        assert dict(wrong.value.message.values)["known"] == "0 .. 5"


def test_a_count_that_is_a_fact_takes_digits_only_and_may_be_unbounded() -> None:
    fact = _facts({"perkara": {"title": "x", "kind": "number", "type": "count", "minimum": "0"}})["perkara"]
    assert interpret_fact(fact, Scalar("3"), HERE) == "3"
    with pytest.raises(Wrong) as wrong:
        interpret_fact(fact, Scalar("3.0"), HERE)
    assert dict(wrong.value.message.values)["known"] == "0 .. …"
