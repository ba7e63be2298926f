"""Reading an instrument: its tree, weights, rubrics, sources, and what in it is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.template.loader import render_to_string

from bening.kernel.people.access import Absent
from bening.portal.frame import frame
from bening.portal.language import address
from bening.portal.pages import Asked, Page
from bening.scoring.instrument.model import Basis, Instrument, Node, Source
from bening.scoring.instrument.store import by_id, shipped
from bening.systems.assessment import rules
from bening.systems.assessment.models import InstrumentVersion


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A level of a question: its letter, what it is worth, what it asks."""

    letter: str
    value: Fraction | None
    text: str


@dataclass(frozen=True, slots=True)
class ShownNode:
    """A node of the tree, ready to read; `depth` is 1 for a component."""

    code: str
    title: str
    depth: int
    question: str
    kind: str
    note: str
    weight: Fraction | None
    is_weight_assumed: bool
    is_rubric_assumed: bool
    levels: Sequence[ShownLevel]
    evidence: Sequence[tuple[str, bool]]


def found(name: str) -> Instrument:
    """Return a shipped instrument; raises `Absent`."""
    if name not in shipped():
        raise Absent
    return by_id(name)


def stored(name: str, sha256: str) -> Instrument:
    """Return the version of an instrument by which rounds were held; raises `Absent`."""
    row = InstrumentVersion.objects.filter(instrument_id=name, sha256=sha256).first()
    if row is not None:
        return rules.instrument_of(row.sha256, row.document)
    one = found(name)
    if one.sha256 != sha256:
        raise Absent
    return one


def instruments(asked: Asked) -> Page:
    """List the shipped instruments."""
    rows = [
        (by_id(name), by_id(name).title.said(asked.language), address("instrument", asked.language, name=name))
        for name in shipped()
    ]
    context = {"shell": frame(asked.path, asked.language), "rows": rows}
    return Page(render_to_string("portal/instruments.html", context))


def instrument(asked: Asked, name: str) -> Page:
    """Show a shipped instrument."""
    return _page(asked, found(name))


def version(asked: Asked, name: str, sha256: str) -> Page:
    """Show an instrument as rounds were held by it."""
    return _page(asked, stored(name, sha256))


def _page(asked: Asked, one: Instrument) -> Page:
    language = asked.language
    profile = one.default_profile if one.profiles else ""
    context: dict[str, Any] = {
        "shell": frame(asked.path, language),
        "one": one,
        "title": one.title.said(language),
        "owner": one.owner.said(language) if one.owner else "",
        "note": one.note.said(language) if one.note else "",
        "profiles": [
            (entry.title.said(language), entry.basis.assumed, _note(entry.basis, language))
            for entry in one.profiles.values()
        ],
        "stages": [_stage(entry, language) for entry in one.stages.values()],
        "parts": [_part(top, profile, one, language) for top in one.tree],
        "sources": [(entry.title.said(language), entry, _day(entry)) for entry in one.sources.values()],
        "list": address("instruments", language),
        "json": address("api_instrument", language, name=one.id),
    }
    return Page(render_to_string("portal/instrument.html", context))


def _day(source: Source) -> date | None:
    """Return the day of a source; of some the year alone is known."""
    try:
        return date.fromisoformat(source.date or "")
    except ValueError:
        return None


def _note(basis: Basis, language: str) -> str:
    return basis.note.said(language) if basis.note else ""


def _stage(stage: Any, language: str) -> tuple[str, list[tuple[str, Fraction, bool, str]]]:
    lines = [
        (line.title.said(language), line.points, line.basis.assumed, _note(line.basis, language))
        for line in (*stage.thresholds, *stage.bands)
    ]
    return stage.title.said(language), lines


def _part(top: Node, profile: str, one: Instrument, language: str) -> tuple[ShownNode, list[ShownNode]]:
    below = list(_below(top, profile, one, language, 2)) if top.children else []
    return _node(top, profile, one, language, 1), below


def _below(node: Node, profile: str, one: Instrument, language: str, depth: int) -> Sequence[ShownNode]:
    rows: list[ShownNode] = []
    for child in node.children:
        rows.append(_node(child, profile, one, language, depth))
        rows.extend(_below(child, profile, one, language, depth + 1))
    return rows


def _node(node: Node, profile: str, one: Instrument, language: str, depth: int) -> ShownNode:
    weight, leaf = node.weights.get(profile), node.leaf
    return ShownNode(
        code=node.code,
        title=node.title.said(language),
        depth=min(depth, 4),
        question=leaf.question.said(language) if leaf and leaf.question else "",
        kind=leaf.kind if leaf else "",
        note=node.note.said(language) if node.note else "",
        weight=weight.value if weight else None,
        is_weight_assumed=bool(weight and weight.basis.assumed) or one.profiles[profile].basis.assumed,
        is_rubric_assumed=bool(leaf and leaf.rubric_basis.assumed),
        levels=_levels(node, language),
        evidence=_evidence(node, one, language),
    )


def _levels(node: Node, language: str) -> list[ShownLevel]:
    leaf = node.leaf
    if leaf is None:
        return []
    letters = leaf.scale.levels if leaf.scale else ()
    if len(letters) == len(leaf.rubric):
        return [
            ShownLevel(level.letter, level.value, line.text.said(language))
            for level, line in zip(letters, leaf.rubric, strict=True)
        ]
    return [ShownLevel("", None, line.text.said(language)) for line in leaf.rubric]


def _evidence(node: Node, one: Instrument, language: str) -> list[tuple[str, bool]]:
    shown = []
    for entry in node.leaf.evidence if node.leaf else ():
        words = entry.what or one.evidence_kinds.get(entry.kind or "")
        if words is not None:
            shown.append((words.said(language), entry.basis.assumed))
    return shown


def sources_of(one: Instrument) -> Sequence[Source]:
    """Return the publications that an instrument rests on."""
    return list(one.sources.values())
