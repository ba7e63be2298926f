"""The mutants of one module: where each stands, what it changes, and the name that it keeps when lines move."""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import CodeType

from tools.mutants.operators import changes

Function = ast.FunctionDef | ast.AsyncFunctionDef
# Of these the text says enough; of what lies below, a lone `1` say, the text of the nearest such node above is shown.
TELLING = (
    ast.stmt,
    ast.arguments,
    ast.comprehension,
    ast.Compare,
    ast.BinOp,
    ast.BoolOp,
    ast.Call,
    ast.IfExp,
    ast.Subscript,
)
TYPES = {"annotation", "returns", "decorator_list", "bases"}
MESSAGES = {"message", "refuse", "Refused", "wrong", "Wrong", "add"}
SHOWN = 90


@dataclass(frozen=True)
class Spot:
    """The function and the lines by which covering tests are found; `imported`: runs when the module is imported."""

    qualname: str
    first: int
    last: int
    imported: bool


@dataclass(frozen=True)
class Slot:
    """The place of one node in its parent, and what the mutant puts there."""

    holder: ast.AST
    name: str
    at: int | None
    new: ast.AST

    def put(self, node: ast.AST) -> None:
        """Put the node into the place."""
        if self.at is None:
            setattr(self.holder, self.name, node)
        else:
            getattr(self.holder, self.name)[self.at] = node


@dataclass(frozen=True)
class Mutant:
    """One small change of one module; `ordinal` tells equal changes within one function apart."""

    path: str
    line: int
    operator: str
    was: str
    now: str
    ordinal: int
    spot: Spot
    slot: Slot = field(repr=False, compare=False)

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """Return what names the mutant: everything but the line."""
        return self.path, self.spot.qualname, self.operator, self.was, self.now, self.ordinal

    @cached_property
    def id(self) -> str:
        """Return a short name made of the key."""
        return hashlib.sha256("\0".join(map(str, self.key)).encode()).hexdigest()[:10]

    def __str__(self) -> str:
        was, now = _around(self.was, self.now)
        number = f" #{self.ordinal}" if self.ordinal > 1 else ""
        return f"{self.id} {self.path}:{self.line} {self.spot.qualname} [{self.operator}{number}] {was}  ->  {now}"


class Module:
    """A module that can be compiled with one of its mutants in it."""

    def __init__(self, root: Path, path: str) -> None:
        self.path, self.file = path, root / path
        parts = Path(path).with_suffix("").parts
        self.name = ".".join(parts[1:] if parts[0] == "src" else parts).removesuffix(".__init__")
        self.text = self.file.read_bytes()
        self.tree = ast.parse(self.text)
        self.mutants = list(self._mutants())

    def compiled(self, mutant: Mutant) -> CodeType:
        """Return the module's code with the mutant in it; the tree is changed for good."""
        mutant.slot.put(mutant.slot.new)
        return compile(self.tree, str(self.file), "exec", dont_inherit=True)

    def _mutants(self) -> Iterator[Mutant]:
        taken: dict[tuple[str, str, str, str], int] = {}
        for parents, slot, spot, operator, node in _slots(self.tree):
            was, now = _texts(parents, node, slot)
            key = (spot.qualname, operator, was, now)
            taken[key] = taken.get(key, 0) + 1
            line = getattr(node, "lineno", spot.first)
            yield Mutant(self.path, line, operator, was, now, taken[key], spot, slot)


Found = tuple[tuple[ast.AST, ...], Slot, Spot, str, ast.AST]


def _slots(tree: ast.Module) -> Iterator[Found]:
    yield from _below(tree, (tree,), Spot("", 1, 1, imported=True))


def _below(node: ast.AST, parents: tuple[ast.AST, ...], spot: Spot) -> Iterator[Found]:
    for name, at, child in _children(node):
        if _is_left_out(node, name, at, child):
            continue
        inner = _spot(child, spot)
        for operator, new in changes(child) if _may_change(child, inner) else ():
            if new is not getattr(child, "operand", None):
                ast.fix_missing_locations(ast.copy_location(new, child))
            yield parents, Slot(node, name, at, new), inner, operator, child
        if not isinstance(child, ast.Raise | ast.Assert):
            yield from _below(child, (*parents, child), inner)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield name, None, value
        elif isinstance(value, list):
            yield from ((name, at, item) for at, item in enumerate(value) if isinstance(item, ast.AST))


def _is_left_out(node: ast.AST, name: str, at: int | None, child: ast.AST) -> bool:
    """Say whether nothing below this place is changed: types, messages, and what no test can reach."""
    if name in TYPES or (isinstance(node, ast.ClassDef) and name == "keywords"):
        return True
    if isinstance(node, ast.Call) and name in {"args", "keywords"}:
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        says = called in MESSAGES and (called != "add" or (bool(node.args) and isinstance(node.args[0], ast.Constant)))
        asserts = called == "zip" and isinstance(child, ast.keyword)
        return says or asserts or (called == "cast" and at == 0) or (called == "isinstance" and at == 1)
    if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) in {"__slots__", "__all__"}:
        return True
    return isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "__name__ == '__main__'"}


def _may_change(child: ast.AST, spot: Spot) -> bool:
    """Say whether the node is more than a type written as `A | B` at the top of a module."""
    return not (spot.imported and isinstance(child, ast.BinOp) and isinstance(child.op, ast.BitOr))


def _spot(child: ast.AST, spot: Spot) -> Spot:
    if isinstance(child, Function | ast.ClassDef):
        qualname = f"{spot.qualname}.{child.name}".removeprefix(".")
        imported = spot.imported and isinstance(child, ast.ClassDef)
        return Spot(qualname, child.body[0].lineno, child.end_lineno or child.lineno, imported)
    if not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
        return spot
    body = getattr(child, "body", None) or getattr(child, "cases", None)
    first = getattr(child, "lineno", spot.first)
    last = getattr(child, "end_lineno", None) or first
    if body:
        last = max(first, getattr(body[0], "lineno", first + 1) - 1)
    return Spot(spot.qualname, first, last, spot.imported)


def _texts(parents: tuple[ast.AST, ...], node: ast.AST, slot: Slot) -> tuple[str, str]:
    """Give the source before and after the change, from the nearest node whose text says enough, on one line each."""
    if isinstance(node, TELLING):
        return _line(node), _line(slot.new)
    anchor = next(above for above in reversed(parents) if isinstance(above, (*TELLING, ast.Module)))
    was = _line(anchor)
    slot.put(slot.new)
    now = _line(anchor)
    slot.put(node)
    return was, now


def _line(node: ast.AST) -> str:
    if isinstance(node, ast.ClassDef | Function):
        return f"{node.name}"
    return ast.unparse(node).strip().splitlines()[0]


def _around(was: str, now: str) -> tuple[str, str]:
    """Shorten both texts to what lies around their first difference."""
    same = next((at for at, pair in enumerate(zip(was, now, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, same - SHOWN // 2) if max(len(was), len(now)) > SHOWN else 0
    return _cut(was, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    return ("…" if start else "") + text[start : start + SHOWN] + ("…" if start + SHOWN < len(text) else "")
