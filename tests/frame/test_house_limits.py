"""Limits of size, and reasons for exemptions. Where a limit hurts, there is a seam to look for."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDERS = ("src", "tests", "tools", "bench")
SCORING = "src/bening/scoring/"
EXEMPTION = re.compile(r"#\s*(?:ruff:\s*|flake8:\s*)?(?P<kind>noqa|type:\s*ignore)(?P<rest>.*)")
NOQA = re.compile(r":\s*[A-Z]+[0-9]+(?:\s*,\s*[A-Z]+[0-9]+)*(?P<reason>.*)")
TYPE_IGNORE = re.compile(r"\[[a-z0-9, -]+\](?P<reason>.*)")


def python_files(root: Path) -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.py"))


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Give each function of a module with its number of lines, from `def` to its last line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def bare_exemptions(source: str, *, typed: bool) -> list[str]:
    """Give each exemption without a code and a reason; where `typed`, each `type: ignore` at all."""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match = EXEMPTION.search(token.string) if token.type == tokenize.COMMENT else None
        if match is None:
            continue
        is_noqa = match["kind"] == "noqa"
        code = (NOQA if is_noqa else TYPE_IGNORE).match(match["rest"])
        reason = re.findall(r"\w+", code["reason"]) if code else []
        if len(reason) < 2 or (typed and not is_noqa):
            found.append(f"{token.start[0]}: {token.string}")
    return found


@pytest.mark.parametrize(("longest_function", "longest_file", "inside"), [(60, 400, True), (80, 500, False)])
def test_no_function_and_no_file_is_too_long(
    root: Path, longest_function: int, longest_file: int, inside: bool
) -> None:
    too_long = []
    for path in python_files(root):
        name = path.relative_to(root).as_posix()
        if name.startswith(SCORING) is not inside:
            continue
        source = path.read_text(encoding="utf-8")
        lines = len(source.splitlines())
        too_long += [f"{name}: {lines} lines"] if lines > longest_file else []
        too_long += [f"{name}: {f} {size} lines" for f, size in functions(source) if size > longest_function]
    assert too_long == []


def test_nine_in_ten_functions_of_scoring_are_short(root: Path) -> None:
    sizes = [size for path in (root / SCORING).rglob("*.py") for _, size in functions(path.read_text(encoding="utf-8"))]
    assert sum(size < 35 for size in sizes) >= 0.9 * len(sizes)


def test_package_inits_are_empty(root: Path) -> None:
    full = [path.as_posix() for path in (root / "src").rglob("__init__.py") if path.stat().st_size]
    assert full == []


def test_each_exemption_carries_a_code_and_a_reason(root: Path) -> None:
    bare: dict[str, list[str]] = {}
    for path in python_files(root):
        name = path.relative_to(root).as_posix()
        found = bare_exemptions(path.read_text(encoding="utf-8"), typed=name.startswith(SCORING))
        bare |= {name: found} if found else {}
    assert bare == {}


@pytest.mark.parametrize(
    ("comment", "typed", "passes"),
    [
        ("# noqa: S603  # the command is our own", False, True),
        ("# noqa: S603 - the command is our own", True, True),
        ("# noqa: S603", False, False),
        ("# noqa", False, False),
        ("# ruff: noqa: S603", False, False),
        ("# type: ignore[no-any-return]  # pyarrow has no types", False, True),
        ("# type: ignore[no-any-return]  # pyarrow has no types", True, False),
        ("# type: ignore[no-any-return]", False, False),
        ("# type: ignore  # pyarrow has no types", False, False),
    ],
)
def test_a_bare_exemption_is_found(comment: str, typed: bool, passes: bool) -> None:
    assert (bare_exemptions(f"x = 1  {comment}\n", typed=typed) == []) is passes
