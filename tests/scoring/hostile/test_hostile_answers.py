"""Answers from a hostile hand: numbers that are none, thousands of unknown codes, rows that are too wide."""

from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring import numbers, yamltree
from bening.scoring.answers.csvfile import read_csv_text
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import MOST_MESSAGES, read_tree
from bening.scoring.instrument.read import parse
from bening.scoring.instrument.store import by_id
from bening.scoring.text import MOST_LISTED, Message, listed
from tests.scoring.hostile.making import LETTERS, NO_NUMBERS, answers, instrument, question, ratio, refusal

LKE = by_id("lke-zi-2025")
SMALL = parse(
    instrument([question("Q"), question("I", "index", 1, "maximum: 4"), question("P", "percent"), ratio("R")], 4),
    "x.yaml",
)


def read(*lines: str) -> AnswerSet:
    return read_tree(yamltree.read(answers(lines), "a.yaml"), SMALL, "a.yaml")


def keys(*lines: str) -> list[str]:
    return [entry.key for entry in refusal(lambda: read(*lines))]


@pytest.mark.parametrize("text", [*NO_NUMBERS, *LETTERS[1:], "1 0", "'1'1", "9" * 41])
@pytest.mark.parametrize(
    ("code", "key"), [("I", "answer_not_number"), ("P", "answer_not_number"), ("R", "answer_not_ratio")]
)
def test_what_is_no_number_is_no_answer(code: str, key: str, text: str) -> None:
    quoted = text.replace("'", "''")
    assert keys(f"{code}: '{quoted}'") == [key]


@pytest.mark.parametrize("text", ["1.0", "1,5", "+1", "-1", "1e3", "true", "1.250", "1,250", "0x1", "\u0661", "1" * 41])
def test_a_count_takes_digits_only(text: str) -> None:
    assert len(keys(f"R: {{a: '{text}', b: 4}}")) == 1


SHAPES = [
    *("I: [1]", "I: {a: 1}", "Q: true", "Q: 1", "Q: n/a", "R: {c: 1}", "R: {a: [1]}", "R: 4/-1", "R: 3//4", "R: 3 / 4"),
    *("Q: {mean_of: Y}", "Q: {mean_of: [Y], b: 1}", "Q: {mean_of: [[Y]]}", "Q: {mean_of: [{mean_of: [Y]}]}"),
    *("Q: {mean_of: [Y, null]}", "R: {mean_of: [{a: 1}]}", "R: {mean_of: [{file: a.yaml}]}", "P: {score: 1}"),
]


@pytest.mark.parametrize("line", SHAPES)
def test_an_answer_of_another_shape_is_refused_with_its_line(line: str) -> None:
    (found,) = refusal(lambda: read("I: 1" if line[0] != "I" else "P: 1", line))
    assert (found.place.file, found.place.line) == ("a.yaml", 4)


def test_thousands_of_unknown_codes_are_named_up_to_a_hundred() -> None:
    text = answers([f"PEM.MP.1.z{at}: T" for at in range(9_900)], LKE.id)
    found = refusal(lambda: read_tree(yamltree.read(text, "a.yaml"), LKE, "a.yaml"))
    assert len(found) == MOST_MESSAGES
    assert {entry.key for entry in found} == {"answer_code_unknown"}


def near(found: Message) -> str:
    return str(dict(found.values)["near"])


def test_a_mistyped_code_is_told_the_nearest() -> None:
    (found,) = refusal(lambda: read_tree(yamltree.read(answers(["PEN.MP.1.a: Y"], LKE.id), "a.yaml"), LKE, "a.yaml"))
    assert near(found) == "PEM.MP.1.a"


def test_long_codes_are_compared_in_no_time() -> None:
    long = parse(instrument([question(f"{'ab' * 25}{at}") for at in range(900)], 900), "x.yaml")
    text = answers([f"{'ba' * 450}{at}: T" for at in range(90)])
    found = refusal(lambda: read_tree(yamltree.read(text, "a.yaml"), long, "a.yaml"))
    assert len(found) == 90
    assert all(len(str(value)) <= 80 for entry in found for _, value in entry.values)


def test_a_message_lists_some_of_many_names() -> None:
    assert listed(["a", "b"]) == "a, b"
    shown = listed("x" * 1000 for _ in range(5000)).split(", ")
    assert (len(shown), shown[-1], max(map(len, shown))) == (MOST_LISTED + 1, "…", 60)


def test_a_fraction_of_hundreds_of_digits_is_written_short() -> None:
    assert numbers.shortest(Fraction(1, 3**5000)) == "0.000000"
    assert numbers.shortest(Fraction(10**40, 7)) == f"{10**40}/7"


def csv(text: str) -> AnswerSet:
    return read_csv_text(text, SMALL, "a.csv")


ROWS = {
    "a decimal comma beside commas": ("code,answer\nI,3,72\n", "csv_too_wide", 2),
    "a cell beyond the note": ("code,answer,note\nI,3,72,catatan\n", "csv_too_wide", 2),
    "no header": ("I,3\n", "csv_column", 1),
    "a header twice": ("code,answer,answer\n", "csv_column", 1),
    "nothing": ("", "csv_column", 1),
    "an open quote": ('code,answer\nI,"3\n', "csv_syntax", 2),
    "a quote inside": ('code,answer\nI,"3"x\n', "csv_syntax", 2),
    "an endless cell": ("code,answer\nI," + "1" * 200_000, "csv_syntax", 2),
    "an answer twice": ("code,answer\nI,3\nI,3\n", "answer_twice", 3),
    "an answer and its inputs": ("code,answer\nR,1\nR:a,3\n", "answer_twice", 3),
    "an answer without a code": ("code,answer\n,3\n", "csv_no_code", 2),
    "an input of nothing": ("code,answer\nZ:a,3\n", "answer_code_unknown", 2),
    "an unknown input": ("code,answer\nR:z,3\n", "input_unknown", 2),
    "an unknown fact": ("code,answer\nfact.z,3\n", "answer_fact_unknown", 2),
    "an unknown option": ("code,answer\noption.z,3\n", "answer_option_unknown", 2),
    "old line ends": ("code,answer\rI,9\r", "answer_out_of_range", 2),
    "too many lines": ("code,answer\n" + "\n" * 30_000, "csv_too_many", 20_001),
}


@pytest.mark.parametrize(("text", "key", "line"), ROWS.values(), ids=ROWS)
def test_a_row_that_cannot_be_used_is_named(text: str, key: str, line: int) -> None:
    (found,) = refusal(lambda: csv(text))
    assert (found.key, found.place.file, found.place.line) == (key, "a.csv", line)


def test_empty_cells_beyond_the_header_and_odd_line_ends_are_harmless() -> None:
    found = csv("code;answer;note\nI;3,72;satu\u2028dua\u0085tiga;;\n\n;;\nP;5\n")
    assert found.answers["I"].number == Fraction(93, 25)
    assert found.answers["P"].number == Fraction(5)
    assert found.notes == {"I": "satu\u2028dua\u0085tiga"}


def test_twenty_thousand_unknown_rows_are_named_up_to_a_hundred(tmp_path: Path) -> None:
    rows = "".join(f"PEM.MP.1.z{at},T\n" for at in range(19_000))
    assert len(refusal(lambda: read_csv_text("code,answer\n" + rows, LKE, "a.csv"))) == MOST_MESSAGES
