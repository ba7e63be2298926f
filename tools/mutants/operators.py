"""What a mutant changes: for one node of the syntax tree, each small change that a test should notice."""

import ast
import copy
from collections.abc import Iterator
from functools import singledispatch

Change = tuple[str, ast.AST]

CONTRARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.Is: ast.IsNot,
    ast.In: ast.NotIn,  # codespell:ignore notin
}
BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.LtE, ast.Gt: ast.GtE}
COMPARED = {one: other for pair in (CONTRARY | BOUNDARY).items() for one, other in (pair, pair[::-1])}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_PAIRS = "min max,any all,minimum maximum,floor ceil,lower upper,startswith endswith,lstrip rstrip,partition rpartition"
CALLED = {one: other for pair in _PAIRS.split(",") for one, other in (pair.split(), pair.split()[::-1])}


@singledispatch
def changes(node: ast.AST) -> Iterator[Change]:  # noqa: ARG001 - what no other function below takes is not changed
    """Yield the name of each operator that changes this node, and what stands in its place then."""
    yield from ()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


@changes.register
def _compare(node: ast.Compare) -> Iterator[Change]:
    for at, op in enumerate(node.ops):
        ops = [*node.ops[:at], COMPARED[type(op)](), *node.ops[at + 1 :]]
        yield "compare", _with(node, ops=ops)


@changes.register
def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in COMPUTED and not _is_text(node.left) and not _is_text(node.right):
        yield "arithmetic", _with(node, op=COMPUTED[type(node.op)]())


@changes.register
def _boolean(node: ast.BoolOp) -> Iterator[Change]:
    yield "boolean", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


@changes.register
def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield "unary", node.operand


@changes.register
def _constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield "constant", ast.Constant(node.value + 1)
        if node.value:
            yield "constant", ast.Constant(node.value - 1)
    elif isinstance(node.value, float):
        yield "constant", ast.Constant(node.value + 1.0)


@changes.register
def _call(node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and node.func.id in CALLED:
        yield "call", _with(node, func=ast.Name(CALLED[node.func.id], ast.Load()))
    elif isinstance(node.func, ast.Attribute) and node.func.attr in CALLED:
        yield "call", _with(node, func=_with(node.func, attr=CALLED[node.func.attr]))


@changes.register
def _slice(node: ast.Slice) -> Iterator[Change]:
    for bound in ("lower", "upper", "step"):
        if getattr(node, bound) is not None:
            yield "slice", _with(node, **{bound: None})


def _negated(test: ast.expr) -> ast.expr | None:
    """Give the contrary of a condition, None where another operator gives it already."""
    plain = (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], (*CONTRARY, *CONTRARY.values()))
    )
    if plain or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
        return None
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


@changes.register(ast.If)
@changes.register(ast.While)
@changes.register(ast.IfExp)
def _condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[Change]:
    contrary = _negated(node.test)
    if contrary is not None:
        yield "condition", _with(node, test=contrary)


@changes.register
def _filter(node: ast.comprehension) -> Iterator[Change]:
    for at, test in enumerate(node.ifs):
        contrary = _negated(test)
        if contrary is not None:
            yield "condition", _with(node, ifs=[*node.ifs[:at], contrary, *node.ifs[at + 1 :]])


@changes.register
def _returned(node: ast.Return) -> Iterator[Change]:
    constant = node.value.value if isinstance(node.value, ast.Constant) else ...
    if node.value is not None and constant is not None and not isinstance(constant, bool):
        yield "return", _with(node, value=ast.Constant(None))


@changes.register
def _augmented(node: ast.AugAssign) -> Iterator[Change]:
    yield "remove", ast.Pass()
    yield "assign", ast.Assign([node.target], node.value)
    if type(node.op) in COMPUTED:
        yield "arithmetic", _with(node, op=COMPUTED[type(node.op)]())


@changes.register
def _assigned(node: ast.Assign) -> Iterator[Change]:
    if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
        yield "remove", ast.Pass()


@changes.register
def _called(node: ast.Expr) -> Iterator[Change]:
    if isinstance(node.value, ast.Call):
        yield "remove", ast.Pass()


@changes.register(ast.Raise)
@changes.register(ast.Delete)
@changes.register(ast.Break)
@changes.register(ast.Continue)
def _whole(node: ast.Raise | ast.Delete | ast.Break | ast.Continue) -> Iterator[Change]:
    if isinstance(node, ast.Break | ast.Continue):
        yield "loop", ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    else:
        yield "remove", ast.Pass()
