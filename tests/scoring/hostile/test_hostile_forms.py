"""Instruments that mislead, reach elsewhere or have no end are refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring.instrument.store import find
from bening.scoring.nested import score_file
from tests.scoring.hostile.making import (
    answers,
    ended_well,
    instrument,
    question,
    refusal,
    write,
    yes_no,
)
from tests.scoring.hostile.test_hostile_command import folder

__all__ = ["folder"]
SCALE = "scales: {s: {levels: {A: 1, B: 0.5, C: 0}, source: S}}\n"


# Instruments: names, references, ranges.


def test_a_name_that_no_file_can_have_is_no_trouble_of_writing() -> None:
    ran = ended_well("check", "x" * 300 + ".yaml")
    assert ran.status == 2
    assert "cannot be opened" in ran.err


@pytest.mark.parametrize("name", ["../secret", "x" * 400, "'/tmp/secret'", "a/b", "A B"])
def test_the_id_of_another_instrument_is_an_id(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write(tmp_path / "secret.yaml", "format: bening-instrument-1\nid: secret\nyear: geheim\n")
    form = write(inside / "x.yaml", instrument([question("Q", "instrument", 4, f"instrument: {name}, maximum: 4")], 4))
    ran = ended_well("check", form)
    assert ran.status == 1
    assert "geheim" not in ran.err


def test_instruments_that_take_instruments_are_read_once_each(tmp_path: Path) -> None:
    write(tmp_path / "i0.yaml", yes_no(8, "i0"))
    for at in range(1, 8):
        keys = f"instrument: i{at - 1}, maximum: 8"
        write(
            tmp_path / f"i{at}.yaml",
            instrument((question(f"Q{n}", "instrument", 1, keys) for n in range(8)), 8, f"i{at}"),
        )
    assert ended_well("check", tmp_path / "i7.yaml").status == 0


def test_a_score_rounded_up_is_not_more_than_the_maximum(tmp_path: Path) -> None:
    rounded = "score: {decimals: 0, source: S}\n"
    write(tmp_path / "half.yaml", instrument([question("Q", "yes_no", "0.5")], Fraction("0.5"), "half", rounded))
    form = write(tmp_path / "x.yaml", instrument([question("Q", "instrument", 1, "instrument: half, maximum: 0.5")], 1))
    write(tmp_path / "h.yaml", answers(["Q: Y"], "half"))
    given_answers = write(tmp_path / "a.yaml", answers(["Q: {file: h.yaml}"]))
    assert score_file(given_answers, find(str(form))).points <= 1


def test_instruments_lie_beside_instruments_not_beside_answers(tmp_path: Path) -> None:
    forms, given_answers = tmp_path / "forms", tmp_path / "answers"
    forms.mkdir()
    given_answers.mkdir()
    write(forms / "b.yaml", yes_no(4, "b"))
    form = write(forms / "x.yaml", instrument([question("Q", "instrument", 1, "instrument: b, maximum: 4")], 1))
    write(given_answers / "b.yaml", answers(["Q1: Y"], "b"))  # a natural name for answers to b
    path = write(given_answers / "a.yaml", answers(["Q: {file: b.yaml}"]))
    assert score_file(path, find(str(form))).points == Fraction(1, 4)


REFUSED = {
    "rounding of gates that the engine does not know": yes_no(
        1, more="options: {gate_rounding: {title: t, choices: [foo, bar], source: S}}\n"
    ),
    "a band beyond the maximum": instrument(
        [question("Q", "number", 1, "maximum: 10, bands: [{at_least: 90, value: 1}]")], 1
    ),
    "a code of 100,000 characters": instrument([question("a" * 100_000)], 1),
    "a formula of one input over itself": instrument(
        [
            question(
                "R",
                "ratio",
                1,
                "formula: a / a, inputs: {a: {effect: unused}}, zero_divisor: {value: zero, assumed: true}",
            )
        ],
        1,
    ),
    "a code named all": instrument([question("all")], 1),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_an_instrument_that_misleads_is_refused(tmp_path: Path, text: str) -> None:
    form = write(tmp_path / "x.yaml", text)
    refusal(lambda: find(str(form)))


def test_an_ending_in_capitals(tmp_path: Path) -> None:
    assert ended_well("check", write(tmp_path / "X.YAML", yes_no(1))).status == 0


# Limits of instruments.


def test_a_thousand_profiles(tmp_path: Path) -> None:
    names = ", ".join(f"p{at}: {{source: S}}" for at in range(1000))
    text = yes_no(1200).replace("weights: {default: {source: S}}", f"weights: {{{names}}}")
    ended_well("check", write(tmp_path / "x.yaml", text))


def test_endless_lists_of_what_is_known(tmp_path: Path) -> None:
    sources = "".join(f'  ? "😀{at}{"a" * 1500}"\n  : {{title: t}}\n' for at in range(1000))
    lines = (question(f"Q{at}", keys=f"weight_source: nope{at}") for at in range(300))
    text = instrument(lines, 300).replace(
        "sources: {S: {title: t, rule: true}}\n", f"sources:\n  S: {{title: t, rule: true}}\n{sources}"
    )
    assert ended_well("check", write(tmp_path / "x.yaml", text)).status == 1
