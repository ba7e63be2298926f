"""The tool that judges our tests, judged on a package of a few lines."""

import ast
import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from tools.mutants.__main__ import main
from tools.mutants.operators import changes
from tools.mutants.pool import Verdict
from tools.mutants.project import read_project
from tools.mutants.records import read_equivalent, stanza, summarise
from tools.mutants.source import Module, Mutant

PRICES = '''"""Prices."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    COUNT = 1
LIMIT = 10


@lru_cache(maxsize=3)
def price(count: int, each: int = 2) -> int:
    """Return the price."""
    return count * each


def reduced(count: int) -> bool:
    """Return whether many are bought."""
    if count < 0:
        raise ValueError(f"{count + 1} is too few")
    return count >= LIMIT


def doubled(count: int) -> int:
    """Return twice the count.

    >>> doubled(3)
    6
    """
    return count * 2


def unseen(count: int) -> int:
    return count + 1


def forever(left: int) -> None:
    while left > 0:
        left -= 1


def rate(count: int) -> int:
    return max(count, 0)
'''
TESTS = """
import pytest
from hypothesis import given, settings, strategies as st
from shop import prices

FREE = prices.rate(-1)

def test_price():
    assert prices.price(3) == 6

def test_price_again():
    assert prices.price(3) == 6

def test_reduced():
    assert prices.reduced(12) and not prices.reduced(2)

def test_loop_ends():
    prices.forever(3)

def test_free():
    assert FREE == 0

def test_that_fails_anyway():
    assert prices.price(1) == 1

@settings(max_examples=300)
@given(st.integers(0, 9))
def test_few_examples(number):
    with open("EXAMPLES", "a") as file:
        file.write(f"{number} ")
    prices.price(number)
"""
SETTINGS = 'targets = ["src/shop/{prices,none}.py"]\ntests = ["tests", "src"]\npatience = 0.3\n'


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shop")
    for name, text in {
        "src/shop/__init__.py": "",
        "src/shop/prices.py": PRICES,
        "tests/test_prices.py": TESTS.replace("EXAMPLES", str(root / "examples.txt")),
        "tools/mutants.toml": SETTINGS,
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib", "--doctest-modules"]\n',
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def mutants(root: Path, shop: Path, *options: str) -> str:
    known = {name: value for name, value in os.environ.items() if name not in {"SLICE", "DRAW", "SEED", "PYTHONPATH"}}
    command = [sys.executable, "-m", "tools.mutants", "--root", str(shop), *options]
    done = subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def first_run(root: Path, shop: Path) -> str:
    return mutants(root, shop)


def found(shop: Path) -> dict[str, str]:
    lines = (shop / ".mutants/results.jsonl").read_text(encoding="utf-8").splitlines()
    statuses = [re.search(r'"status": "(\w+)".*"what": "\w+ [^ ]+ (.*)"}', line) for line in lines]
    return {status[2]: status[1] for status in statuses if status}


def test_killed_surviving_uncovered_and_endless_mutants_are_told_apart(first_run: str, shop: Path) -> None:
    statuses = found(shop)
    assert statuses["price [arithmetic] count * each  ->  count / each"] == "killed"
    assert statuses["price [constant] count: int, each: int=2  ->  count: int, each: int=3"] == "killed"
    assert statuses["reduced [compare] count >= LIMIT  ->  count > LIMIT"] == "survived"
    assert statuses["reduced [remove] raise ValueError(f'{count + 1} is too few')  ->  pass"] == "uncovered"
    assert statuses["unseen [arithmetic] count + 1  ->  count - 1"] == "uncovered"
    assert statuses["forever [remove] left -= 1  ->  pass"] == "timeout"


def test_what_runs_at_import_is_judged_by_the_tests_of_the_module(first_run: str, shop: Path) -> None:
    assert found(shop)[" [constant] LIMIT = 10  ->  LIMIT = 11"] == "survived"
    assert found(shop)["rate [call] max(count, 0)  ->  min(count, 0)"] == "killed"


def test_a_doctest_judges_the_mutant_and_not_the_module_beside_it(first_run: str, shop: Path) -> None:
    assert found(shop)["doubled [arithmetic] count * 2  ->  count / 2"] == "killed"


def test_a_test_that_fails_without_a_mutant_kills_none(first_run: str, shop: Path) -> None:
    assert "Left out, fails without any mutant: tests/test_prices.py::test_that_fails_anyway" in first_run
    assert "test_that_fails_anyway" not in (shop / ".mutants/results.jsonl").read_text(encoding="utf-8")


def test_what_a_cache_holds_counts_for_each_test_that_asks(first_run: str, root: Path, shop: Path) -> None:
    (ident,) = re.findall(r"(\w+) src/\S+ price \[arithmetic\]", mutants(root, shop, "--list"))
    shown = mutants(root, shop, "--show", ident)
    assert "test_prices.py::test_price\n" in shown
    assert "test_prices.py::test_price_again\n" in shown


def test_a_property_runs_five_examples_whatever_it_asks_for(first_run: str, shop: Path) -> None:
    times = 2 + sum(what.startswith("price") for what in found(shop))
    examples = (shop / "examples.txt").read_text(encoding="utf-8").split()
    assert 0 < len(examples) <= 5 * times


def test_a_second_run_judges_nothing_again(first_run: str, root: Path, shop: Path) -> None:
    again = mutants(root, shop)
    assert "0 mutants to judge" in again
    assert again.splitlines()[-1] == first_run.splitlines()[-1]


def test_a_second_run_at_the_same_time_is_refused(shop: Path) -> None:
    project = read_project(shop)
    with project.alone(), pytest.raises(SystemExit, match="Another run"), project.alone():
        pass


def test_the_seed_repeats_the_draw_and_slices_share_the_mutants(root: Path, shop: Path) -> None:
    drawn = [mutants(root, shop, "--list", "--draw=5", f"--seed={seed}") for seed in (3, 3, 4)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert "DRAW=5 SEED=3" in drawn[0]
    assert re.search(r"DRAW=5 SEED=\d+", mutants(root, shop, "--list", "--draw=5"))
    slices = [mutants(root, shop, "--list", f"--slice={turn}/3").splitlines()[:-1] for turn in (1, 2, 3)]
    assert sorted(chain(*slices)) == sorted(mutants(root, shop, "--list").splitlines()[:-1])


@pytest.mark.parametrize("wrong", ["0/3", "4/3", "1", "a/b"])
def test_a_slice_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([f"--slice={wrong}"])
    assert "k/n" in capsys.readouterr().err


def module(folder: Path, text: str) -> Module:
    (folder / "one.py").write_text(text, encoding="utf-8")
    return Module(folder, "one.py")


def test_an_equivalent_mutant_stays_known_when_its_line_moves(tmp_path: Path) -> None:
    before = module(tmp_path, "def f(a):\n    return a < 1\n").mutants
    listed = tmp_path / "equivalent.toml"
    listed.write_text(stanza(before[0]).replace('reason = ""', 'reason = "a is never 1"'), encoding="utf-8")
    after = module(tmp_path, "x = 2\n\n\ndef f(a):\n    return a<1\n").mutants
    assert read_equivalent(listed, after) == ({before[0].id: "a is never 1"}, [])
    changed = module(tmp_path, "def f(a):\n    return a > 1\n").mutants
    assert read_equivalent(listed, changed)[1] == [f"one.py f: {before[0].was}  ->  {before[0].now}"]
    listed.write_text(stanza(before[0]), encoding="utf-8")
    assert read_equivalent(listed, before)[0] == {}


def test_equivalent_mutants_leave_the_share_and_killed_ones_leave_the_list(tmp_path: Path) -> None:
    some = module(tmp_path, "def f(a):\n    return a < 1 + 2\n").mutants
    verdicts = {mutant.id: Verdict("killed", 0.1, "a test") for mutant in some[1:]}
    verdicts[some[0].id] = Verdict("survived", 0.1)
    assert summarise(some, verdicts, {}).share == pytest.approx(100 - 100 / len(some))
    assert summarise(some, verdicts, {some[0].id: "why"}).share == 100
    assert summarise(some, verdicts, {some[1].id: "why"}).contradicted == [some[1]]


def test_equal_changes_in_one_function_keep_names_of_their_own(tmp_path: Path) -> None:
    some = module(tmp_path, "def f(a, b):\n    a += 1\n    b += 1\n    a += 1\n").mutants
    assert len({mutant.id for mutant in some}) == len(some)
    assert [mutant.line for mutant in some if mutant.ordinal == 2] == [4] * 5


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a <= b"]),
        ("a == b != c", ["a != b != c", "a == b == c"]),
        ("a // b", ["a * b"]),
        ("'x' + a", []),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("0", ["1"]),
        ("7", ["8", "6"]),
        ("True", ["False"]),
        ("min(a)", ["max(a)"]),
        ("a.lower()", ["a.upper()"]),
        ("b if a else c", ["b if not a else c"]),
        ("b if a == 1 else c", []),
        ("return a", ["return None"]),
        ("return None", []),
        ("return False", []),
        ("if a:\n    b", ["if not a:\n    b"]),
        ("a += b", ["pass", "a = b", "a -= b"]),
        ("a.b = c", ["pass"]),
        ("a = c", []),
        ("a()", ["pass"]),
        ("raise a", ["pass"]),
        ("break", ["continue"]),
        ("continue", ["break"]),
    ],
)
def test_each_operator_makes_its_changes(source: str, expected: list[str]) -> None:
    statement = ast.parse(source).body[0]
    node = statement.value if isinstance(statement, ast.Expr) and source != "a()" else statement
    assert [ast.unparse(ast.fix_missing_locations(new)) for _, new in changes(node)] == expected


def test_a_slice_loses_each_of_its_bounds(tmp_path: Path) -> None:
    assert [mutant.now for mutant in sliced(tmp_path)] == ["a[:n]", "a[m:]"]


def sliced(tmp_path: Path) -> list[Mutant]:
    return [
        mutant for mutant in module(tmp_path, "def f(a, m, n):\n    a[m:n]\n").mutants if mutant.operator == "slice"
    ]


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""\n__slots__ = (1,)',
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    A = 1",
        "def f(a: 1 = None) -> 2: ...",
        "@cache(3)\nclass A(b(1)): ...",
        "A = B | C",
        "def f(a):\n    assert a < 1\n    b = zip(a, a, strict=True)",
    ],
)
def test_types_messages_and_assertions_are_left_alone(source: str, tmp_path: Path) -> None:
    assert module(tmp_path, source).mutants == []


def test_messages_are_left_alone_and_their_calls_are_not(tmp_path: Path) -> None:
    text = "def f(a):\n    a.wrong('key', a[:60], 1)\n    raise refuse('key', a[1])\n"
    assert [mutant.now for mutant in module(tmp_path, text).mutants] == ["pass", "pass"]
