"""Reads the tree of an instrument file: nodes, their weights, and questions of every kind."""

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import cast, get_args

from bening.scoring import numbers
from bening.scoring.instrument import formula
from bening.scoring.instrument.fields import Fields, Report
from bening.scoring.instrument.model import (
    ZERO_DIVISOR_CHOICES,
    Basis,
    Evidence,
    Formula,
    Input,
    Kind,
    Leaf,
    Level,
    Limit,
    Node,
    NumberBand,
    Profile,
    Ratio,
    Rounding,
    RubricLine,
    Scale,
    Weight,
)
from bening.scoring.text import Text, listed
from bening.scoring.yamltree import Mapping, Scalar, Tree

KINDS: tuple[Kind, ...] = get_args(Kind)
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z", re.ASCII)
LONGEST_NAME = 80
MOST_STEPS = 1000
CODE = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\Z", re.ASCII)
YES_NO = (Level("Y", Fraction(1)), Level("T", Fraction(0)))
EVERYTHING = "all"


@dataclass
class Context:
    """What the tree refers to, and where each code stands."""

    report: Report
    profiles: Map[str, Profile]
    scales: Map[str, Scale]
    rubrics: Map[str, tuple[RubricLine, ...]]
    lines: dict[str, int]


def read_node(tree: Tree, context: Context, *, under_mean: bool = False) -> tuple[Node, object]:
    """Return a node with all below it, and its canonical form."""
    fields = Fields(tree, context.report, "tree")
    code = fields.text("code", required=True) or ""
    fields.where = code or "tree"
    _place_code(fields, code, context)
    title = fields.words("title")
    weights = {} if under_mean else _weights(fields, context)
    if under_mean and fields.get("weight") is not None:
        fields.wrong("weight_under_mean", "weight")
    is_mean = fields.one_of("aggregate", ("sum", "mean"), "sum") == "mean" if fields.get("children") else False
    children, documents = [], []
    for item in fields.items("children"):
        child, document = read_node(item, context, under_mean=is_mean)
        children.append(child)
        documents.append(document)
    leaf = None
    if children:
        fields.doc["children"] = documents
        if fields.get("kind") is not None:
            fields.wrong("node_and_leaf", "kind")
    else:
        leaf = _leaf(fields, context)
        if leaf.question is None and title is None:
            fields.wrong("key_missing", "question")
    note = fields.words("note")
    fields.done()
    shown = title or (leaf.question if leaf else None) or Text(code, code)
    return Node(code, shown, weights, tuple(children), is_mean, leaf, note), fields.doc


def _place_code(fields: Fields, code: str, context: Context) -> None:
    if code and (code == EVERYTHING or len(code) > LONGEST_NAME or not CODE.match(code)):
        fields.wrong("code_shape", "code", code=code[:60])
    elif code in context.lines:
        fields.wrong("code_twice", "code", code=code, first=context.lines[code])
    else:
        context.lines[code] = fields.line


def _weights(fields: Fields, context: Context) -> dict[str, Weight]:
    own = fields.basis(prefix="weight_") if _has_own_basis(fields) else None
    tree = fields.get("weight")
    if isinstance(tree, Mapping):
        part = Fields(tree, context.report, f"{fields.where}.weight")
        values = {name: part.number(name, required=True) for name in context.profiles}
        part.done()
        fields.doc["weight"] = part.doc
    else:
        value = fields.number("weight", required=True)
        values = dict.fromkeys(context.profiles, value)
    weights = {}
    for name, profile in context.profiles.items():
        number = values.get(name)
        if number is not None and number <= 0:
            fields.wrong("weight_not_positive", "weight", value=numbers.shortest(number))
        weights[name] = Weight(number or Fraction(0), own or profile.basis)
    return weights


def _has_own_basis(fields: Fields) -> bool:
    return any(key in fields.tree.entries for key in ("weight_source", "weight_assumed", "weight_note"))


def _leaf(fields: Fields, context: Context) -> Leaf:
    kind = cast(Kind, fields.one_of("kind", KINDS))
    scale = _scale(fields, context) if kind == "choice" else None
    rubric, rubric_basis = _rubric(fields, context, scale, kind)
    minimum, maximum = Fraction(0), Fraction(100 if kind == "percent" else 1)
    bands: tuple[NumberBand, ...] = ()
    more_is_better = True
    step = Fraction(1, 10)
    if kind in {"index", "instrument"}:
        maximum = _own_maximum(fields)
        step = _step(fields, maximum) if kind == "index" else step
    elif kind == "number":
        minimum = fields.number("minimum") or Fraction(0)
        maximum = _own_maximum(fields)
        bands, more_is_better = _bands(fields)
        if any(not minimum <= band.limit <= maximum for band in bands):
            fields.wrong("band_beyond", "bands")
    if maximum <= minimum:
        fields.wrong("range_empty", "maximum")
    return Leaf(
        kind=kind,
        question=fields.words("question"),
        scale=scale,
        rubric=rubric,
        rubric_basis=rubric_basis,
        evidence=_evidence_list(fields, "evidence"),
        outcome=fields.flag("outcome", default=False),
        measure=fields.text("measure"),
        rounding=read_rounding(fields, "round"),
        not_applicable=_limit(fields, "not_applicable", None),
        ratio=_ratio(fields) if kind == "ratio" else None,
        minimum=minimum,
        maximum=maximum,
        step=step,
        bands=bands,
        more_is_better=more_is_better,
        instrument=_instrument(fields) if kind == "instrument" else None,
    )


def _instrument(fields: Fields) -> str | None:
    name = fields.text("instrument", required=True)
    if name is not None and (len(name) > LONGEST_NAME or not ID.match(name)):
        fields.wrong("id_shape", "instrument", text=name[:60])
        return None
    return name


def _step(fields: Fields, maximum: Fraction) -> Fraction:
    """Return how far an index climbs at a time."""
    step = fields.number("step")
    if step is None:
        step = Fraction(1, 10)
        fields.doc["step"] = "0.1"
    if not step > 0 or maximum / step > MOST_STEPS:
        fields.wrong("step_too_fine", "step", value=numbers.shortest(step), limit=MOST_STEPS)
    return step


def _own_maximum(fields: Fields) -> Fraction:
    value = fields.number("maximum", required=True)
    return Fraction(1) if value is None else value


def _scale(fields: Fields, context: Context) -> Scale | None:
    name = fields.text("scale", required=True)
    if name is None:
        return None
    if name not in context.scales:
        fields.wrong("scale_unknown", "scale", name=name[:60], known=listed(context.scales))
    return context.scales.get(name)


def levels_of(leaf: Leaf) -> tuple[Level, ...]:
    """Return the levels of a yes/no question or a choice, best first; none for other kinds."""
    if leaf.kind == "yes_no":
        return YES_NO
    return leaf.scale.levels if leaf.scale else ()


def _rubric(fields: Fields, context: Context, scale: Scale | None, kind: Kind) -> tuple[tuple[RubricLine, ...], Basis]:
    basis = fields.basis(prefix="rubric_")
    tree = fields.get("rubric")
    if isinstance(tree, Scalar):
        name = fields.text("rubric") or ""
        if name not in context.rubrics:
            fields.wrong("rubric_unknown", "rubric", name=name[:60], known=listed(context.rubrics))
        lines = context.rubrics.get(name, ())
    else:
        lines = read_rubric(fields, "rubric")
    wanted = 2 if kind == "yes_no" else len(scale.levels) if scale else 0
    if lines and len(lines) != wanted:
        fields.wrong("rubric_length", "rubric", found=len(lines), wanted=wanted)
    return lines, basis


def read_rubric(fields: Fields, key: str) -> tuple[RubricLine, ...]:
    """Return the lines of a rubric that stands as a list under the key."""
    lines, documents = [], []
    for item in fields.items(key):
        if isinstance(item, Mapping) and "text" in item.entries:
            part = Fields(item, fields.report, f"{fields.where}.{key}")
            line = RubricLine(part.words("text", required=True) or Text("", ""), _evidence_list(part, "evidence"))
            part.done()
            documents.append(part.doc)
        else:
            words = fields.both(item, key)
            line = RubricLine(words)
            documents.append({"text": {"id": words.id, "en": words.en}})
        lines.append(line)
    if documents:
        fields.doc[key] = documents
    return tuple(lines)


def _evidence_list(fields: Fields, key: str) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    documents: list[object] = []
    for item in fields.items(key):
        if isinstance(item, Scalar):
            found.append(Evidence(item.text, None, Basis()))
            documents.append(item.text)
            continue
        part = Fields(item, fields.report, f"{fields.where}.{key}")
        found.append(Evidence(None, part.words("what", required=True), part.basis()))
        part.done()
        documents.append(part.doc)
    if documents:
        fields.doc[key] = documents
    return tuple(found)


def read_rounding(fields: Fields, key: str) -> Rounding | None:
    """Return the rounding under the key, None where there is none."""
    tree = fields.get(key)
    if tree is None:
        return None
    part = Fields(tree, fields.report, f"{fields.where}.{key}")
    decimals = part.whole("decimals", 0, 6)
    part.one_of("rounding", ("half_up",), "half_up")
    basis = part.basis()
    part.done()
    fields.doc[key] = part.doc
    return Rounding(decimals, basis)


def _limit(fields: Fields, key: str, default: Limit | None) -> Limit | None:
    tree = fields.get(key)
    if tree is None:
        return default
    if isinstance(tree, Scalar):
        value, basis = fields.number(key), Basis()
        fields.doc[key] = {"value": numbers.shortest(value or Fraction(0)), "assumed": "false"}
    else:
        part = Fields(tree, fields.report, f"{fields.where}.{key}")
        value, basis = part.number("value", required=True), part.basis()
        part.done()
        fields.doc[key] = part.doc
    if value is not None and not 0 <= value <= 1:
        fields.wrong("share_out_of_range", key, value=numbers.shortest(value))
    return Limit(value or Fraction(0), basis)


def _bands(fields: Fields) -> tuple[tuple[NumberBand, ...], bool]:
    bands, documents, sides = [], [], set()
    for item in fields.items("bands"):
        part = Fields(item, fields.report, f"{fields.where}.bands")
        side = "at_most" if "at_most" in part.tree.entries else "at_least"
        sides.add(side)
        limit, value = part.number(side, required=True), part.number("value", required=True)
        part.done()
        documents.append(part.doc)
        if limit is not None and value is not None:
            bands.append(NumberBand(limit, value))
    fields.doc["bands"] = documents
    more_is_better = sides != {"at_most"}
    if not bands:
        fields.wrong("bands_missing", "bands")
    elif len(sides) > 1 or not _falling(bands, more_is_better=more_is_better):
        fields.wrong("bands_order", "bands")
    return tuple(bands), more_is_better


def _falling(bands: list[NumberBand], *, more_is_better: bool) -> bool:
    for better, worse in pairwise(bands):
        ordered = better.limit > worse.limit if more_is_better else better.limit < worse.limit
        if not ordered or better.value <= worse.value:
            return False
    return all(0 <= band.value <= 1 for band in bands)


def _ratio(fields: Fields) -> Ratio:
    text = fields.text("formula", required=True) or ""
    parsed = formula.parse(text)
    if parsed is None:
        fields.wrong("formula_shape", "formula", text=text[:80])
        parsed = Formula(text, (), ())
    inputs = _inputs(fields, parsed)
    known = {entry.name for entry in inputs}
    for name in parsed.names:
        if name not in known:
            fields.wrong("formula_input", "formula", name=name)
    choice, basis = _zero_divisor(fields)
    cap = _limit(fields, "cap", Limit(Fraction(1), Basis())) or Limit(Fraction(1), Basis())
    floor = _limit(fields, "floor", Limit(Fraction(0), Basis())) or Limit(Fraction(0), Basis())
    if cap.value <= floor.value:
        fields.wrong("range_empty", "cap")
    return Ratio(parsed, inputs, cap, floor, choice, basis)


def _inputs(fields: Fields, parsed: Formula) -> tuple[Input, ...]:
    inputs, documents = [], {}
    for name, tree, line in fields.named("inputs"):
        part = Fields(tree, fields.report, f"{fields.where}.inputs.{name}", line)
        title = part.words("title") or Text(name, name)
        declared = part.one_of("effect", ("up", "down", "mixed", "unused"))
        derived = formula.effect(parsed, name)
        if parsed.numerator and declared != derived:
            part.wrong("effect_wrong", "effect", name=name, declared=declared, derived=derived)
        is_count = part.one_of("type", ("count", "number"), "count") == "count"
        shared = part.names("shared_with")
        part.done()
        documents[name] = part.doc
        inputs.append(Input(name, title, derived, is_count, shared))
    if not inputs:
        fields.wrong("key_missing", "inputs")
    fields.doc["inputs"] = documents
    return tuple(inputs)


def _zero_divisor(fields: Fields) -> tuple[str, Basis]:
    tree = fields.get("zero_divisor")
    if isinstance(tree, Scalar) or tree is None:
        choice = fields.one_of("zero_divisor", ZERO_DIVISOR_CHOICES)
        fields.doc["zero_divisor"] = {"value": choice, "assumed": "false"}
        return choice, Basis()
    part = Fields(tree, fields.report, f"{fields.where}.zero_divisor")
    choice, basis = part.one_of("value", ZERO_DIVISOR_CHOICES), part.basis()
    part.done()
    fields.doc["zero_divisor"] = part.doc
    return choice, basis
