"""The keys of a mapping, one method at a time: what comes back, what is reported and what is written down."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from bening.scoring import yamltree
from bening.scoring.instrument.fields import MOST_MESSAGES, Fields, Report
from bening.scoring.instrument.model import Basis
from bening.scoring.text import Place, Text


def _fields(text: str) -> Fields:
    return Fields(yamltree.read(text, "a.yaml"), Report("a.yaml"), "bagian")


def _reported(fields: Fields) -> list[tuple[str, int | None]]:
    return [(entry.key, entry.place.line) for entry in fields.report.messages]


def test_a_text_a_number_a_flag_and_words_come_back_and_are_written_down() -> None:
    fields = _fields("a: x\nb: '2.50'\nc: true\nd: {id: i, en: e}\ne: sama\nf: 7\ng: p\nh: [s, t]\ni: satu\n")
    assert fields.text("a") == "x"
    assert fields.number("b") == Fraction(5, 2)
    assert fields.flag("c", default=False)
    assert fields.words("d") == Text("i", "e")
    assert fields.words("e") == Text("sama", "sama")
    assert fields.whole("f", 7, 7) == 7
    assert fields.one_of("g", ("o", "p")) == "p"
    assert fields.names("h") == ("s", "t")
    assert fields.names("i") == ("satu",)
    fields.done()
    assert _reported(fields) == []
    assert fields.doc == {
        "a": "x",
        "b": "2.5",
        "c": "true",
        "d": {"id": "i", "en": "e"},
        "e": {"id": "sama", "en": "sama"},
        "f": "7",
        "g": "p",
        "h": ["s", "t"],
        "i": ["satu"],
    }


def test_what_is_left_out_is_nothing_or_its_default_and_null_is_left_out() -> None:
    fields = _fields("a: null\nb: ~\nc:\n")
    assert (fields.text("a"), fields.number("b"), fields.words("c"), fields.names("a")) == (None, None, None, ())
    assert fields.flag("a", default=True)
    assert not fields.flag("x", default=False)
    assert fields.one_of("b", ("o", "p"), "p") == "p"
    assert list(fields.named("a")) == []
    assert fields.items("a") == []
    assert fields.doc == {"a": "true", "x": "false", "b": "p"}
    assert _reported(fields) == []


@pytest.mark.parametrize(
    ("text", "ask", "key"),
    [
        ("a: 1", lambda fields: fields.text("b", required=True), "key_missing"),
        ("a: 1", lambda fields: fields.words("b", required=True), "key_missing"),
        ("a: 1", lambda fields: fields.number("b", required=True), "key_missing"),
        ("a: 1", lambda fields: fields.one_of("b", ("x", "y")), "key_missing"),
        ("a: [1]", lambda fields: fields.text("a"), "not_a_text"),
        ("a: x", lambda fields: fields.number("a"), "not_a_number"),
        ("a: [1]", lambda fields: fields.number("a"), "not_a_number"),
        ("a: yes", lambda fields: fields.flag("a", default=True), "not_a_flag"),
        ("a: [true]", lambda fields: fields.flag("a", default=True), "not_a_flag"),
        ("a: 6", lambda fields: fields.whole("a", 7, 9), "not_a_whole_number"),
        ("a: 10", lambda fields: fields.whole("a", 7, 9), "not_a_whole_number"),
        ("a: 7.0", lambda fields: fields.whole("a", 7, 9), "not_a_whole_number"),
        ("a: z", lambda fields: fields.one_of("a", ("x", "y")), "not_a_choice"),
        ("a: [x]", lambda fields: fields.one_of("a", ("x", "y"), "y"), "not_a_choice"),
        ("a: [x, [y]]", lambda fields: fields.names("a"), "not_names"),
        ("a: [x, null]", lambda fields: fields.names("a"), "not_names"),
        ("a: [x]", lambda fields: list(fields.named("a")), "not_a_mapping_key"),
        ("a: x", lambda fields: fields.items("a"), "not_a_list"),
        ("a: ''", lambda fields: fields.words("a"), "text_empty"),
        ("a: '  '", lambda fields: fields.words("a"), "text_empty"),
        ("a: {id: x}", lambda fields: fields.words("a"), "key_missing"),
        ("a: {id: x, en: y, fr: z}", lambda fields: fields.words("a"), "key_unknown"),
    ],
)
def test_each_fault_is_reported_once_at_its_line(text: str, ask: Callable[[Fields], object], key: str) -> None:
    fields = _fields(f"z: 0\n{text}")
    ask(fields)
    line = 1 if text == "a: 1" else 2  # a missing key is reported at its mapping
    assert _reported(fields) == [(key, line)]
    assert len(fields.report.messages) == 1


def test_a_long_text_is_shown_in_part() -> None:
    fields = _fields(f"a: {'x' * 90}\n")
    fields.number("a")
    assert dict(fields.report.messages[0].values)["text"] == "x" * 60


def test_keys_that_nobody_asked_for_are_reported_with_the_nearest() -> None:
    fields = _fields("titl: x\nlain: y\n")
    fields.text("title")
    fields.done()
    assert [(entry.key, dict(entry.values)) for entry in fields.report.messages] == [
        ("key_unknown_near", {"where": "bagian", "key": "titl", "near": "title"}),
        ("key_unknown", {"where": "bagian", "key": "lain", "known": "title"}),
    ]


def test_what_is_no_mapping_is_reported_and_read_as_empty() -> None:
    fields = Fields(yamltree.read("- x", "a.yaml"), Report("a.yaml"), "bagian")
    assert fields.text("a") is None
    assert _reported(fields) == [("not_a_mapping", 1)]


def test_a_basis_takes_what_it_leaves_out_from_what_encloses_it() -> None:
    enclosing = Basis(("S1",), assumed=True, note=Text("n", "n"))
    assert _fields("x: 1").basis(enclosing) == Basis(("S1",), assumed=True)
    assert _fields("source: S2\nassumed: false\nnote: c").basis(enclosing) == Basis(("S2",), False, Text("c", "c"))
    assert _fields("rubric_assumed: true").basis(prefix="rubric_") == Basis((), assumed=True)


def test_a_report_stops_after_its_most_messages() -> None:
    report = Report("a.yaml")
    for at in range(MOST_MESSAGES + 5):
        report.add("yaml_empty", at)
    assert len(report.messages) == MOST_MESSAGES
    assert report.messages[0].place == Place("a.yaml", None)
    assert report.messages[1].place == Place("a.yaml", 1)


def test_where_a_mapping_stands_is_remembered() -> None:
    fields = Fields(yamltree.read("a: 1\nb: {c: 2}\n", "x"), Report("x"), "atas")
    inner = fields.get("b")
    Fields(inner, fields.report, "dalam").done()
    fields.done()
    assert fields.report.lines == {"dalam": 2, "atas": 1}
