"""Reads what is judged in an instrument file: facts, options, predicates with their gates, stages, advice."""

from fractions import Fraction
from typing import Literal, cast

from bening.scoring import numbers
from bening.scoring.instrument.fields import Fields, Report
from bening.scoring.instrument.model import (
    Advice,
    Basis,
    Fact,
    Gate,
    Option,
    Predicate,
    Stage,
    Threshold,
)
from bening.scoring.text import Text
from bening.scoring.yamltree import Scalar, Tree

UNKNOWN = "unknown"
INCLUSIVE_CHOICES = ("inclusive", "exclusive")


def read_facts(fields: Fields) -> dict[str, Fact]:
    """Return the facts by name."""
    facts, documents = {}, {}
    for name, tree, line in fields.named("facts"):
        part = Fields(tree, fields.report, f"facts.{name}", line)
        words = part.names("scale")
        kind = part.one_of("kind", ("scale", "yes_no", "number"), "scale" if words else None)
        if kind == "yes_no":
            words = ("false", "true")
        elif kind == "scale" and len(set(words)) < max(2, len(words)):
            part.wrong("scale_words", "scale")
        title = part.words("title", required=True) or Text(name, name)
        minimum, maximum = part.number("minimum"), part.number("maximum")
        if minimum is not None and maximum is not None and maximum <= minimum:
            part.wrong("range_empty", "maximum")
        facts[name] = Fact(
            name,
            title,
            cast(Literal["scale", "yes_no", "number"], kind),
            words,
            minimum,
            maximum,
            part.one_of("type", ("number", "count"), "number") == "count",
            part.basis(),
        )
        part.done()
        documents[name] = part.doc
    if documents:
        fields.doc["facts"] = documents
    return facts


def read_options(fields: Fields) -> dict[str, Option]:
    """Return the options that the file states, by name."""
    options, documents = {}, {}
    for name, tree, line in fields.named("options"):
        part = Fields(tree, fields.report, f"options.{name}", line)
        choices = part.names("choices")
        if len(set(choices)) < max(2, len(choices)):
            part.wrong("choices_missing", "choices")
            choices = choices or ("",)
        title = part.words("title", required=True) or Text(name, name)
        options[name] = Option(name, title, choices, choices[0], part.words("reason"), part.basis())
        part.done()
        documents[name] = part.doc
    if documents:
        fields.doc["options"] = documents
    return options


def read_predicates(fields: Fields) -> dict[str, Predicate]:
    """Return the predicates by name."""
    predicates, documents = {}, {}
    for name, tree, line in fields.named("predicates"):
        part = Fields(tree, fields.report, f"predicates.{name}", line)
        title = part.words("title", required=True) or Text(name, name)
        predicates[name] = Predicate(name, title, part.text("reading"), _gates(part, f"predicates.{name}"))
        part.done()
        documents[name] = part.doc
    if documents:
        fields.doc["predicates"] = documents
    return predicates


def _gates(fields: Fields, where: str) -> tuple[Gate, ...]:
    gates: list[Gate] = []
    documents: list[object] = []
    for tree in fields.items("gates"):
        gate, document = _gate(tree, fields.report, where)
        if any(other.id == gate.id for other in gates):
            fields.report.add("gate_twice", tree.line, where=where, gate=gate.id)
        gates.append(gate)
        documents.append(document)
    if documents:
        fields.doc["gates"] = documents
    return tuple(gates)


def _gate(tree: Tree, report: Report, where: str) -> tuple[Gate, object]:
    fields = Fields(tree, report, where)
    gate_id = fields.text("id", required=True) or ""
    fields.where = f"{where}.{gate_id}"
    inclusive, inclusive_basis = _inclusive(fields)
    when = _when(fields)
    fact = fields.text("fact")
    nodes: tuple[str, ...] | None = None
    limit, fact_limit, at_most, is_share = None, None, False, False
    if fact is not None:
        at_most = "at_most" in fields.tree.entries
        fact_limit = fields.text("at_most" if at_most else "at_least", required=True)
        fact_limit = None if fact_limit == UNKNOWN else fact_limit
    else:
        nodes = fields.names("nodes")
        if not nodes:
            fields.wrong("gate_shape", "nodes")
        is_share = "share" in fields.tree.entries
        limit = _points(fields, "share" if is_share else "points")
        if is_share and limit is not None and not 0 <= limit <= 1:
            fields.wrong("share_out_of_range", "share", value=numbers.shortest(limit))
    gate = Gate(
        id=gate_id,
        title=fields.words("title"),
        basis=fields.basis(),
        inclusive=inclusive,
        inclusive_basis=inclusive_basis,
        when=when,
        nodes=nodes,
        is_share=is_share,
        limit=limit,
        fact=fact,
        fact_limit=fact_limit,
        at_most=at_most,
    )
    fields.done()
    return gate, fields.doc


def _points(fields: Fields, key: str) -> Fraction | None:
    tree = fields.get(key)
    if isinstance(tree, Scalar) and tree.text == UNKNOWN:
        fields.doc[key] = UNKNOWN
        return None
    return fields.number(key, required=True)


def _inclusive(fields: Fields) -> tuple[bool, Basis | None]:
    """Return whether the limit itself passes, and the basis where the file doubts it."""
    tree = fields.get("inclusive")
    if tree is None or isinstance(tree, Scalar):
        return fields.flag("inclusive", default=True), None
    part = Fields(tree, fields.report, f"{fields.where}.inclusive")
    value, basis = part.flag("value", default=True), part.basis()
    part.done()
    fields.doc["inclusive"] = part.doc
    return value, basis if basis.assumed else None


def _when(fields: Fields) -> tuple[tuple[str, str], ...]:
    pairs = []
    for name, tree, line in fields.named("when"):
        if isinstance(tree, Scalar):
            pairs.append((name, tree.text))
        else:
            fields.report.add("not_a_text", line, where=fields.where, key=name)
    if pairs:
        fields.doc["when"] = dict(pairs)
    return tuple(pairs)


def read_stages(fields: Fields) -> dict[str, Stage]:
    """Return the stages by id, in the order of the file."""
    stages, documents = {}, []
    for tree in fields.items("stages"):
        part = Fields(tree, fields.report, "stages")
        stage_id = part.text("id", required=True) or ""
        part.where = f"stages.{stage_id}"
        if stage_id in stages:
            part.wrong("stage_twice", "id", stage=stage_id)
        title = part.words("title", required=True) or Text(stage_id, stage_id)
        thresholds, bands = _lines(part, "thresholds", "points"), _lines(part, "bands", "min")
        bands = tuple(sorted(bands, key=lambda band: -band.points))
        stages[stage_id] = Stage(stage_id, title, thresholds, bands, part.words("note"))
        part.done()
        documents.append(part.doc)
    if documents:
        fields.doc["stages"] = documents
    return stages


def _lines(fields: Fields, key: str, limit: str) -> tuple[Threshold, ...]:
    found, documents = [], []
    for tree in fields.items(key):
        part = Fields(tree, fields.report, f"{fields.where}.{key}")
        line_id = part.text("id", required=True) or ""
        part.where = f"{fields.where}.{line_id}"
        title = part.words("title") or Text(line_id, line_id)
        points = part.number(limit, required=True) or Fraction(0)
        inclusive, doubt = _inclusive(part)
        found.append(Threshold(line_id, title, points, inclusive, doubt, part.basis()))
        part.done()
        documents.append(part.doc)
    if documents:
        fields.doc[key] = documents
    return tuple(found)


def read_advice(fields: Fields) -> tuple[Advice, ...]:
    """Return the advice in the order of the file."""
    found, documents = [], []
    for tree in fields.items("advice"):
        part = Fields(tree, fields.report, "advice")
        advice_id = part.text("id", required=True) or ""
        part.where = f"advice.{advice_id}"
        title = part.words("title", required=True) or Text(advice_id, advice_id)
        text = part.words("text") or title
        found.append(Advice(advice_id, title, text, part.text("stage"), _gates(part, part.where), part.basis()))
        part.done()
        documents.append(part.doc)
    if documents:
        fields.doc["advice"] = documents
    return tuple(found)


def implied_options(
    gates: list[Gate], lines: list[Threshold], ratios: dict[str, tuple[str, Basis]]
) -> dict[str, Option]:
    """Return the options that values of the file bring along: inclusive or not, and what a zero divisor gives."""
    options: dict[str, Option] = {}
    doubts = [(gate.id, gate.inclusive, gate.inclusive_basis) for gate in gates]
    doubts += [(line.id, line.inclusive, line.inclusive_basis) for line in lines]
    for name, inclusive, basis in doubts:
        if basis is not None:
            option = f"inclusive.{name}"
            title = Text(f"Batas {name} sendiri lulus atau tidak", f"Whether the limit of {name} itself passes")
            default = INCLUSIVE_CHOICES[not inclusive]
            options[option] = Option(option, title, INCLUSIVE_CHOICES, default, basis.note, basis)
    for code, (default, basis) in ratios.items():
        option = f"zero_divisor.{code}"
        title = Text(f"Nilai {code} bila pembaginya nol", f"Value of {code} where its divisor is zero")
        choices = ("zero", "full", "full_if_all_zero")
        options[option] = Option(option, title, choices, default, basis.note, basis)
    return options
