"""Every message that the code can give has a sentence in both languages, and every sentence a message."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from bening.scoring.messages.render import catalogue

GIVERS = {"message", "refuse", "wrong", "Wrong", "refusal", "add"}
FROM_FIELDS = {"where", "key"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Call:
    """A call that gives a message: the keys it may give, and the names of its values (None: cannot be seen)."""

    keys: tuple[str, ...]
    names: frozenset[str] | None
    at: str


def modules(root: Path) -> list[Path]:
    package = root / "src/bening"
    found = [*(package / "scoring").rglob("*.py"), *package.glob("*.py"), *(package / "story").rglob("*.py")]
    return sorted(path for path in found if path.parent.name != "messages")


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def literals(node: ast.expr) -> tuple[str, ...]:
    """Give the texts that an expression may be: one, or both sides of `"a" if x else "b"`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return ()


def assigned(function: Function, name: str) -> list[ast.expr]:
    """Give what a function assigns to a name."""
    found = []
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            found += [value] if value is not None else []
    return found


def keys_of(node: ast.expr, function: Function) -> tuple[str, ...]:
    """Give the keys that an expression may be: written out, assigned before, or looked up in a dictionary."""
    if isinstance(node, ast.Name):
        return tuple(key for value in assigned(function, node.id) for key in literals(value))
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        tables = [value for value in assigned(function, node.value.id) if isinstance(value, ast.Dict)]
        return tuple(key for table in tables for value in table.values for key in literals(value))
    return literals(node)


def is_passed_on(node: ast.expr, function: Function) -> bool:
    """Say whether the key is an argument of the function, whose callers are looked at in turn."""
    return isinstance(node, ast.Name) and any(
        argument.arg == node.id for argument in ast.walk(function.args) if isinstance(argument, ast.arg)
    )


def is_other_add(node: ast.Call, *, has_key: bool) -> bool:
    """Say whether `add` puts into a set or adds numbers."""
    is_method = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) != "np"
    return len(node.args) + len(node.keywords) == 1 or not (is_method or has_key)


def dictionary_names(node: ast.expr, function: Function) -> frozenset[str] | None:
    """Give the keys of a dictionary that is written out in the function; None where it is not."""
    if isinstance(node, ast.Dict):
        return frozenset(key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
    if isinstance(node, ast.IfExp):
        parts = [dictionary_names(side, function) for side in (node.body, node.orelse)]
    elif isinstance(node, ast.Name):
        parts = [dictionary_names(value, function) for value in assigned(function, node.id)]
    else:
        parts = []
    known = [part for part in parts if part is not None]
    return frozenset[str]().union(*known) if known and len(known) == len(parts) else None


def names_of(node: ast.Call, function: Function) -> frozenset[str] | None:
    names = {keyword.arg for keyword in node.keywords if keyword.arg}
    for keyword in node.keywords:
        if keyword.arg is None:
            inside = dictionary_names(keyword.value, function)
            if inside is None:
                return None
            names |= inside
    return frozenset(names | (FROM_FIELDS if called(node) == "wrong" else set()))


def calls(path: Path) -> Iterator[Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, Function):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Call) or called(node) not in GIVERS or not node.args:
                continue
            keys = keys_of(node.args[0], function)
            if called(node) == "add" and is_other_add(node, has_key=bool(keys)):
                continue
            if keys or not is_passed_on(node.args[0], function):
                yield Call(keys, names_of(node, function), f"{path.name}:{node.lineno}")


@pytest.fixture(scope="module")
def given() -> list[Call]:
    return [call for path in modules(Path(__file__).parents[3]) for call in calls(path)]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_the_walk_sees_the_key_of_every_call(given: list[Call]) -> None:
    assert len(given) > 150
    assert [call.at for call in given if not call.keys] == []


def test_every_key_has_a_sentence(given: list[Call]) -> None:
    assert {key: call.at for call in given for key in call.keys if key not in catalogue()} == {}


def test_every_placeholder_is_given_a_value_wherever_it_can_be_seen(given: list[Call]) -> None:
    missing = [
        f"{call.at} {key}: {', '.join(sorted(lacking))}"
        for call in given
        for key in call.keys
        if call.names is not None and key in catalogue()
        for lacking in [placeholders(catalogue()[key][1]) - call.names]
        if lacking
    ]
    assert missing == []


def test_the_values_of_nearly_every_call_can_be_seen(given: list[Call]) -> None:
    assert sum(call.names is None for call in given) <= len(given) / 50


def test_no_sentence_is_left_without_a_message(root: Path) -> None:
    texts = {
        node.value
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(catalogue().keys() - texts) == []


def test_no_key_stands_in_two_catalogues(root: Path) -> None:
    folder = root / "src/bening/scoring/messages"
    names = [path.stem for path in folder.glob("*.py") if path.stem not in {"__init__", "render"}]
    keys = [key for name in names for key in import_module(f"bening.scoring.messages.{name}").CATALOGUE]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert len(keys) == len(catalogue())


def test_both_languages_have_the_same_placeholders() -> None:
    different = [key for key, (mine, other) in catalogue().items() if placeholders(mine) != placeholders(other)]
    assert different == []


def test_placeholders_are_plain_names() -> None:
    parts = [part for pair in catalogue().values() for text in pair for part in Formatter().parse(text)]
    assert {name for _, name, _, _ in parts if name is not None and not re.fullmatch("[a-z_]+", name)} == set()
    assert [part for part in parts if part[2] or part[3]] == []


def test_the_languages_differ() -> None:
    words = {key: [re.sub(r"\{.*?\}|\W", "", text) for text in pair] for key, pair in catalogue().items()}
    assert [key for key, (mine, other) in words.items() if mine == other] == []


def test_each_sentence_ends_with_a_full_stop_and_begins_properly() -> None:
    for key, pair in catalogue().items():
        for text in pair:
            assert text.endswith("."), key
            assert not text.endswith(".."), key
            assert text == " ".join(text.split()), key
            assert text[0] in "{“" or text[0].isupper(), key


def test_a_sentence_names_no_place_of_its_own() -> None:
    assert [key for key, pair in catalogue().items() for text in pair if {"line", "cell"} & placeholders(text)] == []
