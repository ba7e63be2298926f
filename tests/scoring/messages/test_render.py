"""A message is one harmless line, whatever stands in its values."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.scoring.messages.render import LONGEST_TERM, LONGEST_VALUE, catalogue, harmless, render
from bening.scoring.text import Message, Place, Text, message

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\r\t\x00\x07\x08\x1b\x7f\x85\x9b\u2028\u2029\ufeff{}%$" + BIDI))
)
LANGUAGES = st.sampled_from(["id", "en"])


def test_the_place_stands_first() -> None:
    entry = message("yaml_empty", Place("jawaban.yaml", 12))
    assert render(entry, "en") == "jawaban.yaml:12: This file is empty. Fill it in first, or choose another file."
    assert render(entry, "id").startswith("jawaban.yaml:12: Berkas ini kosong.")


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (Place(), "This"),
        (Place("a.yaml"), "a.yaml: This"),
        (Place("a.xlsx", None, "Jawaban!B12"), "a.xlsx, Jawaban!B12: This"),
        (Place("a.xlsx", 12, "Jawaban!B12"), "a.xlsx, Jawaban!B12: This"),
        (Place(None, 3), "This"),
        (Place(None, None, "B1"), "B1: This"),
    ],
)
def test_each_part_of_the_place_may_be_unknown(place: Place, start: str) -> None:
    assert render(message("yaml_empty", place), "en").startswith(start)


def test_a_text_is_said_in_the_language() -> None:
    known = Text("angka dalam rentangnya", "a number in its range")
    entry = message("fact_value", name="spbe", text="9", known=known)
    assert "angka dalam rentangnya" in render(entry, "id")
    assert "a number in its range" in render(entry, "en")


def test_a_count_that_can_be_read_two_ways_names_both() -> None:
    values = {"code": "A.1", "name": "wajib", "text": "1.250", "whole": "1250", "part": "1.250"}
    entry = message("count_ambiguous", **values)
    for language in ("id", "en"):
        assert "1250" in render(entry, language)
        assert "1.250" in render(entry, language)


def test_a_key_without_a_sentence_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        render(Message("no_such_key"), "id")


def test_nothing_stands_as_nothing() -> None:
    entry = message("key_missing", where="", key="id")
    assert "(kosong)" in render(entry, "id")
    assert "(empty)" in render(entry, "en")


@pytest.mark.parametrize("text", ["{name}", "{0}", "{where.__class__}", "{", "}}", "{{key}}", "%(key)s", "${key}"])
def test_braces_in_a_value_are_not_filled_in(text: str) -> None:
    entry = message("key_missing", where=text, key="SECRET")
    assert render(entry, "en") == f"The key SECRET is missing in {text}. Add it with its value."


def test_a_terminal_sees_no_escape_and_no_line_end() -> None:
    entry = message(
        "answer_fact_unknown", Place("a\nb\x1b]0;x\x07.yaml", 1), name="\x1b[2J\r\nOK: done", known="\x9b1A"
    )
    assert render(entry, "en") == "a b?]0;x?.yaml:1: The instrument has no fact ?[2J OK: done. It has: ?1A."


def test_marks_of_direction_do_not_turn_a_line_around() -> None:
    said = render(message("answer_code_unknown", code=f"A{BIDI}.1", near="A.1"), "id")
    assert not set(BIDI) & set(said)


def test_ten_thousand_letters_are_cut() -> None:
    said = render(message("answer_code_unknown", Place("x" * 10_000), code="y" * 10_000, near="A.1"), "en")
    assert len(said) < 2 * LONGEST_VALUE + 100
    assert "…" in said
    assert "Perhaps A.1 was meant." in said


def test_a_long_path_keeps_the_name_of_the_file() -> None:
    assert "/jawaban.yaml:3: " in render(message("yaml_empty", Place("f/" * 500 + "jawaban.yaml", 3)), "en")


def test_the_terms_of_a_sum_are_not_cut() -> None:
    terms = " + ".join(["0.670000"] * 100)
    entry = message("rule_mean_of", terms=terms, count=100, value="0.670000", weight="1")
    assert terms in render(entry, "en")
    assert terms.replace(".", ",") in render(entry, "id")


def test_arithmetic_writes_numbers_as_the_language_does_and_leaves_names_alone() -> None:
    rubric = Text("Sesuai PermenPANRB 90.2021", "By PermenPANRB 90.2021")
    entry = message("rule_level", letter="B", rubric=rubric, value="0.5", weight="26/3")
    assert render(entry, "id") == "Jawaban B (Sesuai PermenPANRB 90.2021) bernilai 0,5, kali bobot 26/3."
    assert render(entry, "en") == "The answer B (By PermenPANRB 90.2021) has the value 0.5, times the weight 26/3."
    filled = message("rule_ratio", formula="a.1 / b", inputs="a = 1.5, b2.5 = 3", value="0.500000", weight="2.5")
    assert render(filled, "id") == "a.1 / b, dengan a = 1,5, b2.5 = 3, bernilai 0,500000, kali bobot 2,5."


def test_messages_on_files_write_numbers_as_they_stand_there() -> None:
    entry = message("share_out_of_range", where="H.1", key="cap", value="1.2")
    assert "1.2" in render(entry, "id")


@given(st.sampled_from(sorted(catalogue())), NASTY, NASTY, LANGUAGES)
def test_any_value_gives_one_printable_line(key: str, text: str, file: str, language: str) -> None:
    template = catalogue()[key][language == "en"]
    values = dict.fromkeys(_names(template), text)
    said = render(Message(key, tuple(values.items()), Place(file, 1)), language)
    assert said.isprintable()
    assert len(said.splitlines()) == 1
    assert said.endswith(template[-8:] if "}" not in template[-8:] else ".")


@given(NASTY, st.integers(1, 50))
def test_what_is_made_harmless_is_short_and_stays_so(text: str, longest: int) -> None:
    once = harmless(text, longest)
    assert len(once) <= longest
    assert once.isprintable()


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=LONGEST_VALUE))
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_term_may_be_longer_than_a_value() -> None:
    assert LONGEST_TERM > LONGEST_VALUE


def test_no_catalogue_is_read_before_the_first_message() -> None:
    probe = (
        "import sys, bening.scoring.messages.render;"
        "print([name for name in sys.modules if name.startswith('bening.scoring.messages.')])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['bening.scoring.messages.render']"


def _names(template: str) -> set[str]:
    from string import Formatter  # noqa: PLC0415 - used here alone

    return {name for _, name, _, _ in Formatter().parse(template) if name}
