"""Small instruments written as text, what is said of a refusal, and the command under limits of time and memory."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring.messages.render import catalogue, render
from bening.scoring.text import LANGUAGES, Message, Refused

SECONDS, MEGABYTES = 5, 500
LONGEST_LINE = 5000
NO_NUMBERS = (
    *("NaN", ".nan", "inf", ".inf", "-.inf", "1e999", "1e3", "1e-3", "0x10", "0o7", "0b1", "1_000", "1,0,0", "1.000,5"),
    *("++1", "1-", ".5", "5.", "1%", "=1+1"),
)
NUMBERS = ("0", "-0", "+0", "-1", "101", "100.0000001", "0.30000000000000004", "1/7", "1/0", "0/0", "1,000", "1.250")
HUGE = ("9" * 41, "1" + "0" * 39, "0." + "0" * 36 + "1", "x" * 3000)
WORDS = (
    *("true", "false", "null", "~", "yes", "Ya", "T", "n/a", "A", "E", "all", "unknown", "impossible", "mean", "ratio"),
    *("index", "full", "zero"),
)
LISTS = (
    *("[]", "{}", "[A, B]", "{score: 1}", "{file: a.yaml}", "{mean_of: []}", "{mean_of: [A, B]}", "{mean_of: [[A]]}"),
    "{a: 1, b: 0}",
)
YAML = (
    '""',
    "''",
    "&a A",
    "*a",
    "!!str A",
    "!!python/object:os.system {}",
    "<<",
    "---",
    "#",
    '"\\0"',
    '"\\e[2J"',
    "A\tB",
)
LETTERS = ("\u202eBA", "😀", "\u0663", "\uff11", "\u00bd", "\u22121", "1\u200b", "\u0130", "\u00df")
HOSTILE = (*NO_NUMBERS, *NUMBERS, *HUGE, *WORDS, *LISTS, *YAML, *LETTERS)

_UNDER_LIMITS = """
import resource, sys
import bening.cli
from bening.scoring.commands import look, paths, score
if sys.argv[3] == "path":
    import bening.scoring.path.milp
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


def under_limits(*args: str | Path, folder: Path | None = None, megabytes: int = MEGABYTES) -> Ran:
    """Run the command in a process of its own that may use 500 MB and 5 seconds of the processor."""
    command = [sys.executable, "-c", _UNDER_LIMITS, str(megabytes), str(SECONDS), *map(str, args)]
    environment = os.environ | {"BENING_LANG": "en", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def says_fault(text: str) -> bool:
    """Say whether the text speaks of a fault of the program: a traceback, or the sentence that stands for one."""
    return any(sign in text for sign in ("Traceback", *(part.split("{")[0] for part in catalogue()["unexpected"])))


def ended_well(*args: str | Path, folder: Path | None = None) -> Ran:
    """Run the command under limits, and hold it to a status of its own and to lines that can be read."""
    ran = under_limits(*args, folder=folder)
    assert ran.status in {0, 1, 2}, (ran.status, ran.err[-500:])
    assert not says_fault(ran.err), ran.err[-500:]
    assert all(line.strip() and line.isprintable() for line in ran.err.splitlines())
    assert ran.status == 0 or ran.err
    return ran


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
            assert line.isprintable(), line
            assert len(line) < LONGEST_LINE, line


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
