"""Small instruments written as text, what is said of a refusal, and the command under limits of time and memory."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring.messages.render import render
from bening.scoring.text import LANGUAGES, Message, Refused

SECONDS, MEGABYTES = 5, 500
HOSTILE = (
    "NaN", ".nan", "inf", ".inf", "-inf", "1e999", "1e3", "-0", "+0", "0x10", "0o7", "1_000", "1,000", "1.000,5", "9" * 41,
    "1" + "0" * 39, "0." + "0" * 36 + "1", "1/0", "0/0", "0", "-1", "101", "100.0000001", "1/7", "true", "false", "null", "~",
    "yes", "Ya", "n/a", "A", "[]", "{}", "[A, B]", "{score: 1}", "{file: a.yaml}", "{mean_of: []}", "{mean_of: [A, B]}",
    "{mean_of: [{mean_of: [A]}]}", "unknown", "all", "impossible", '""', "''", "'A'", "\u202eBA", "😀", "٣", "１２", "½",  # noqa: RUF001 - digits that are not ours
    '"\\0"', '"\\e[2J"', "A\tB", "&a A", "*a", "!!str A", "!!python/object:os.system {}", "<<", "---", "#", "x" * 3000, "% 5",
)  # fmt: skip

_UNDER_LIMITS = """
import resource, sys
import bening.cli, bening.scoring.path.milp
from bening.scoring.commands import look, paths, score
def limit(what, most):
    resource.setrlimit(what, (int(most), int(most)))
pages = int(open("/proc/self/statm").read().split()[0])
limit(resource.RLIMIT_AS, pages * resource.getpagesize() + float(sys.argv[1]) * 1e6)
limit(resource.RLIMIT_CPU, sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) + float(sys.argv[2]) + 1)
sys.exit(bening.cli.main(sys.argv[3:]))
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


def under_limits(*args: str | Path, folder: Path | None = None) -> Ran:
    """Run the command in a process of its own that may use 500 MB and 5 seconds of the processor."""
    command = [sys.executable, "-c", _UNDER_LIMITS, str(MEGABYTES), str(SECONDS), *map(str, args)]
    environment = os.environ | {"BENING_LANG": "en", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def refused(*args: str | Path, folder: Path | None = None) -> str:
    """Run the command, hold it to a clear refusal, and return what it says."""
    ran = under_limits(*args, folder=folder)
    lines = ran.err.splitlines()
    assert "Traceback" not in ran.err, ran.err[-2000:]
    assert ran.status == (1 if args[0] == "check" and "The file" not in ran.err else 2), (ran.status, ran.err[:500])
    assert lines and all(line.strip() and line.isprintable() for line in lines)
    return ran.err


def refusal(call: Callable[[], object]) -> list[Message]:
    """Return what a call refuses; each message reads as one line in both languages."""
    with pytest.raises(Refused) as caught:
        call()
    hold_to_messages(caught.value)
    return list(caught.value.messages)


def hold_to_messages(error: Refused) -> None:
    """Hold a refusal to at least one message, each a printable line in both languages."""
    assert error.messages
    for entry in error.messages:
        for language in LANGUAGES:
            line = render(entry, language)
            assert line.isprintable() and len(line) < 5000, line


def question(code: str, kind: str = "yes_no", weight: str | int = 1, keys: str = "") -> str:
    """Write a question as one line of an instrument's tree."""
    return f"- {{code: {code}, kind: {kind}, weight: {weight}, question: q{keys and ', '}{keys}}}\n"


def ratio(code: str, weight: str | int = 1) -> str:
    """Write a question that asks for a ratio of two counts."""
    inputs = "inputs: {a: {effect: up}, b: {effect: down}}"
    return question(code, "ratio", weight, f"formula: a / b, {inputs}, zero_divisor: {{value: zero, assumed: true}}")


def instrument(questions: Iterable[str], maximum: int | Fraction, name: str = "x", more: str = "") -> str:
    """Write an instrument of questions in a row; `more` are further parts of its file."""
    head = "format: bening-instrument-1\nyear: 2025\ntitle: T\nsources: {S: {title: t, rule: true}}\n"
    weights = "weights: {default: {source: S}}\n"
    return f"{head}{weights}id: {name}\nmaximum: {maximum}\n{more}tree:\n{''.join(questions)}"


def yes_no(count: int, name: str = "x", more: str = "") -> str:
    """Write an instrument of so many questions that weigh alike."""
    return instrument((question(f"Q{at}") for at in range(count)), count, name, more)


def answers(lines: Sequence[str] = (), name: str = "x") -> str:
    """Write a file of answers."""
    section = "answers:\n" + "".join(f"  {line}\n" for line in lines) if lines else ""
    return f"instrument: {name}\n{section}"


def write(path: Path, text: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
