"""The command on the largest files that are read at all: 5 seconds of the processor and 500 MB, and a clear end."""

import os
from pathlib import Path

import pytest

from tests.scoring.hostile.making import answers, ended_well, instrument, question, ratio, write, yes_no

BIG = 2_000_000
MOST = 2_150  # questions that fit into 20,000 values


def primes(count: int, above: int = 10**11) -> list[int]:
    """Give odd numbers with few divisors in common; exact primes change nothing."""
    return [above + 2 * at * at + 1 for at in range(count)]


def large_answers(kind: str) -> str:
    if kind == "unknown codes":
        return answers([f"Q{at}x: T" for at in range(9_900)])
    if kind == "wrong answers":
        return answers([f"Q{at}: {'z' * 800}" for at in range(MOST)])
    if kind == "lists":
        return answers([f"Q{at}: [[[[]]]]" for at in range(MOST)])
    if kind == "one long line":
        return "instrument: x\nanswers: {" + ", ".join(f"Q{at}: Y" for at in range(MOST)) + "}\n"
    if kind == "endless value":
        return answers([f"Q1: {'Y' * (BIG - 99)}"])
    if kind == "endless names":
        return "instrument: x\n" + "".join(f"'{at}{'k' * 900}': 1\n" for at in range(BIG // 999))
    return answers([f"Q{at}: {'YT'[at * at % 7 % 2]}" for at in range(MOST)])


KINDS = ["unknown codes", "wrong answers", "lists", "one long line", "endless value", "endless names", "right answers"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_files_of_answers(tmp_path: Path, kind: str) -> None:
    form = write(tmp_path / "x.yaml", yes_no(MOST))
    ran = ended_well("score", form, write(tmp_path / "a.yaml", large_answers(kind)), "--json")
    assert ran.status == (0 if kind in {"one long line", "right answers"} else 2)


def large_instrument(kind: str) -> str:
    if kind == "unknown keys":
        return yes_no(1) + "".join(f"source{at}: x\n" for at in range(9_900))
    if kind == "nested children":
        return instrument(["- " + deep(9) + "\n"], 1)
    if kind == "one line":
        return "[" * 20 + "x" * (BIG - 50) + "]" * 20
    if kind == "long titles":
        return instrument((question(f"Q{at}", keys=f"title: {'t' * 900}") for at in range(MOST - 400)), MOST - 400)
    if kind == "formula of 250 terms":
        terms = " + ".join(f"a{at}" for at in range(70))
        form = f"formula: ({terms}) / ({terms}), zero_divisor: zero, inputs: {{a1: {{effect: mixed}}}}"
        return instrument((question(f"Q{at}", "ratio", 1, form) for at in range(900)), 900)
    gates = "".join(f"    - {{id: g{at}, nodes: all, points: {at}, source: S}}\n" for at in range(1_000))
    return yes_no(1_000, more=f"predicates:\n  p:\n    title: P\n    gates:\n{gates}")


def deep(left: int) -> str:
    inner = deep(left - 1) if left else "{code: Q, kind: yes_no, question: q, weight: 1}"
    return f"{{code: D{left}, title: t, weight: 1, children: [{inner}]}}"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("unknown keys", 1),
        ("nested children", 1),
        ("one line", 1),
        ("long titles", 0),
        ("formula of 250 terms", 1),
        ("gates", 0),
    ],
)
def test_the_largest_instruments(tmp_path: Path, kind: str, status: int) -> None:
    ran = ended_well("check", write(tmp_path / "x.yaml", large_instrument(kind)))
    assert ran.status == status, ran.err[:500]


def test_children_as_deep_as_a_file_goes(tmp_path: Path) -> None:
    form = write(tmp_path / "x.yaml", instrument(["- " + deep(7) + "\n"], 1))
    assert ended_well("check", form).status == 0
    assert ended_well("explain", form, write(tmp_path / "a.yaml", answers(["Q: Y"])), "D7").status == 0


def test_weights_of_hundreds_of_denominators(tmp_path: Path) -> None:
    pairs = [(f"A{at}", f"B{at}", prime) for at, prime in enumerate(primes(300))]
    lines = [
        question(code, "yes_no", weight)
        for first, second, prime in pairs
        for code, weight in ((first, f"1/{prime}"), (second, f"{prime - 1}/{prime}"))
    ]
    form = write(tmp_path / "x.yaml", instrument(lines, 300))
    ended_well("check", form)
    ended_well("score", form, write(tmp_path / "a.yaml", answers(["A1: Y"])), "--json")


@pytest.mark.parametrize("form", ["{{a: {}, b: {}}}", "{{mean_of: [{{a: {}, b: {}}}, {{a: 1, b: {}}}]}}"])
def test_inputs_of_forty_digits(tmp_path: Path, form: str) -> None:
    at_most = 600
    big = primes(at_most, 10**39)
    path = write(tmp_path / "x.yaml", instrument((ratio(f"R{at}") for at in range(at_most)), at_most))
    lines = [f"R{at}: {form.format(big[at] // 3, big[at], big[at] + 2)}" for at in range(at_most)]
    given = write(tmp_path / "a.yaml", answers(lines))
    assert ended_well("score", path, given, "--json").status == 0
    assert ended_well("explain", path, given, "R1", "--json").status == 0


def test_a_hundred_opinions_on_each_ratio(tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", instrument((ratio(f"R{at}") for at in range(38)), 38))
    parts = [f"{{a: 1, b: {prime}}}" for prime in primes(3_800, 10**14)]
    lines = [f"R{at}: {{mean_of: [{', '.join(parts[100 * at : 100 * at + 100])}]}}" for at in range(38)]
    assert ended_well("score", path, write(tmp_path / "a.yaml", answers(lines)), "--json").status == 0


def test_one_opinion_too_many(tmp_path: Path) -> None:
    given = write(tmp_path / "a.yaml", answers([f"Q1: {{mean_of: [{', '.join('Y' * 101)}]}}"]))
    assert ended_well("score", write(tmp_path / "x.yaml", yes_no(2)), given).status == 2


@pytest.mark.parametrize("name", ["fifo.yaml", "zero.yaml", "stdin.yaml", "fifo.csv"])
def test_nothing_waits_for_what_never_ends(tmp_path: Path, name: str) -> None:
    if "fifo" in name:
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).symlink_to("/dev/zero" if "zero" in name else "/dev/stdin")
    assert ended_well("score", "kka-2025", name, folder=tmp_path).status == 2
    if name.endswith(".yaml"):
        assert ended_well("check", name, folder=tmp_path).status == 2
        assert ended_well("path", "kka-2025", name, "--target", "5", folder=tmp_path).status == 2


@pytest.mark.parametrize("name", ["x" * 300 + ".yaml", "a\n\x1b[2J\u202e.yaml", "\udc80.yaml", "", "a.yaml/", "~"])
def test_names_of_any_kind(tmp_path: Path, name: str) -> None:
    assert ended_well("score", "kka-2025", name, folder=tmp_path).status == 2
