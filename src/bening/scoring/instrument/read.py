"""Reads an instrument file: the whole tree of YAML into an `Instrument`, with the digest of its canonical form."""

import json
import re
from fractions import Fraction
from itertools import pairwise

from bening.scoring import numbers, yamltree
from bening.scoring.instrument import check, read_gates
from bening.scoring.instrument.fields import Document, Fields, Report
from bening.scoring.instrument.model import (
    Basis,
    Instrument,
    Level,
    Node,
    Profile,
    Rounding,
    RubricLine,
    Scale,
    Source,
)
from bening.scoring.instrument.read_tree import ID, LONGEST_NAME, Context, read_node, read_rounding, read_rubric
from bening.scoring.text import Place, Refused, Text, refuse
from bening.scoring.yamltree import Mapping, Tree

FORMAT = "bening-instrument-1"
_LETTER = re.compile(r"[A-Za-z0-9+-]{1,12}\Z", re.ASCII)


def read_instrument(tree: Tree, file: str, compiled: str | None = None) -> tuple[Instrument, Document]:
    """Return the instrument and its canonical form; raises `Refused` with everything that is wrong.

    `compiled` is the digest of a tree that is the canonical form of an instrument, checked when it was compiled.
    """
    if not isinstance(tree, Mapping):
        raise refuse("instrument_not_mapping", Place(file, tree.line or None))
    report = Report(file)
    fields = Fields(tree, report, file)
    instrument = _whole(fields)
    fields.done()
    if not report.messages and compiled is None:
        check.check(instrument, report)
    if report.messages:
        raise Refused(report.messages)
    object.__setattr__(instrument, "sha256", compiled or digest(fields.doc))
    return instrument, fields.doc


def digest(document: Document) -> str:
    """Return the SHA-256 of a canonical form."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which a compiled instrument does without

    return hashlib.sha256(canonical(document)).hexdigest()


def canonical(document: Document) -> bytes:
    """Return the bytes of a canonical form: JSON without white space in UTF-8.

    The reader writes keys in its own order, numbers in their shortest form and defaults in full, so that comments,
    quotes and the order of keys change nothing; names of profiles, scales, gates keep their order, which has a meaning.
    """
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _whole(fields: Fields) -> Instrument:
    fields.one_of("format", (FORMAT,))
    instrument_id = fields.text("id", required=True) or ""
    if instrument_id and (len(instrument_id) > LONGEST_NAME or not ID.match(instrument_id)):
        fields.wrong("id_shape", "id", text=instrument_id[:60])
    fields.where = instrument_id
    profiles = _profiles(fields)
    context = Context(fields.report, profiles, _scales(fields), _rubrics(fields), {})
    tree = _tree(fields, context)
    facts, options = read_gates.read_facts(fields), read_gates.read_options(fields)
    predicates, stages = read_gates.read_predicates(fields), read_gates.read_stages(fields)
    advice = read_gates.read_advice(fields)
    gates = [gate for predicate in predicates.values() for gate in predicate.gates]
    lines = [line for stage in stages.values() for line in stage.thresholds + stage.bands]
    ratios = {
        node.code: (node.leaf.ratio.zero_divisor, node.leaf.ratio.zero_basis)
        for top in tree
        for node in top.walk()
        if node.leaf and node.leaf.ratio
    }
    return Instrument(
        id=instrument_id,
        year=fields.whole("year", 1945, 2999),
        title=fields.words("title", required=True) or Text("", ""),
        owner=fields.words("owner"),
        note=fields.words("note"),
        sources=_sources(fields),
        source=fields.names("source"),
        score=read_rounding(fields, "score") or Rounding(2, Basis(assumed=True)),
        profiles=profiles,
        options=options | read_gates.implied_options(gates, lines, ratios),
        evidence_kinds=_evidence_kinds(fields),
        facts=facts,
        tree=tree,
        predicates=predicates,
        stages=stages,
        advice=advice,
        maximum=_maximum(fields, has_tree=bool(tree)),
    )


def _maximum(fields: Fields, *, has_tree: bool) -> Fraction:
    if not has_tree:
        return Fraction(0)
    value = fields.number("maximum", required=True)
    if value is not None and value <= 0:
        fields.wrong("weight_not_positive", "maximum", value=numbers.shortest(value))
    return value or Fraction(0)


def _tree(fields: Fields, context: Context) -> tuple[Node, ...]:
    nodes, documents = [], []
    for item in fields.items("tree"):
        node, document = read_node(item, context)
        nodes.append(node)
        documents.append(document)
    if documents:
        fields.doc["tree"] = documents
    return tuple(nodes)


def _profiles(fields: Fields) -> dict[str, Profile]:
    profiles, documents = {}, {}
    for name, tree, line in fields.named("weights"):
        part = Fields(tree, fields.report, f"weights.{name}", line)
        title = part.words("title") or Text(name, name)
        profiles[name] = Profile(name, title, part.basis())
        part.done()
        documents[name] = part.doc
    fields.doc["weights"] = documents
    if not profiles:
        if fields.tree.entries.get("tree") is not None:
            fields.wrong("key_missing", "weights")
        profiles["default"] = Profile("default", Text("Bawaan", "Default"), Basis())
    return profiles


def _scales(fields: Fields) -> dict[str, Scale]:
    scales, documents = {}, {}
    for name, tree, line in fields.named("scales"):
        part = Fields(tree, fields.report, f"scales.{name}", line)
        levels_part = Fields(part.get("levels"), fields.report, f"scales.{name}.levels", part.line)
        levels = []
        for letter in list(levels_part.tree.entries):
            value = levels_part.number(letter, required=True)
            if not _LETTER.match(letter):
                levels_part.wrong("letter_shape", letter)
            if value is not None:
                levels.append(Level(letter, value))
        values = [level.value for level in levels]
        falling = all(better > worse for better, worse in pairwise(values))
        if len(levels) < 2 or not falling or values[0] > 1 or values[-1] < 0:  # noqa: PLR2004 - a scale has two ends
            part.wrong("scale_levels", "levels")
        if len({level.letter.upper() for level in levels}) < len(levels):
            part.wrong("letter_twice", "levels")
        part.doc["levels"] = levels_part.doc
        scales[name] = Scale(name, tuple(levels), part.basis())
        part.done()
        documents[name] = part.doc
    if documents:
        fields.doc["scales"] = documents
    return scales


def _rubrics(fields: Fields) -> dict[str, tuple[RubricLine, ...]]:
    part = Fields(fields.get("rubrics"), fields.report, "rubrics", fields.line)
    rubrics = {name: read_rubric(part, name) for name in list(part.tree.entries)}
    if part.doc:
        fields.doc["rubrics"] = part.doc
    return rubrics


def _evidence_kinds(fields: Fields) -> dict[str, Text]:
    part = Fields(fields.get("evidence_kinds"), fields.report, "evidence_kinds", fields.line)
    kinds = {name: part.words(name, required=True) or Text(name, name) for name in list(part.tree.entries)}
    if part.doc:
        fields.doc["evidence_kinds"] = part.doc
    return kinds


def _sources(fields: Fields) -> dict[str, Source]:
    sources, documents = {}, {}
    for name, tree, line in fields.named("sources"):
        part = Fields(tree, fields.report, f"sources.{name}", line)
        sources[name] = Source(
            name,
            part.words("title", required=True) or Text(name, name),
            part.text("url"),
            part.text("date"),
            part.words("note"),
            part.flag("rule", default=False),
        )
        part.done()
        documents[name] = part.doc
    if documents:
        fields.doc["sources"] = documents
    return sources


def parse(text: str, file: str) -> Instrument:
    """Return the instrument that YAML text writes; raises `Refused`."""
    return read_instrument(yamltree.read(text, file), file)[0]
