"""What the pages of assessment draw, built from what the queries found: no query here, no decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from bening.kernel.people.models import User
from bening.scoring.instrument.model import Instrument, Leaf
from bening.systems.assessment import forms, rules
from bening.systems.assessment.models import Finding, Opinion, Ruling
from bening.systems.assessment.queries.answer_page import AnswerPage
from bening.systems.assessment.saying import said_under, value_words, words
from bening.web.parts import Kind, Level, View

STATES = {
    rules.DRAFT: "draft",
    rules.SUBMITTED: "submitted",
    rules.APPROVED: "examined",
    rules.RETURNED: "returned",
    rules.ASSESSED: "accepted",
}
RULINGS = {"accept": "accepted", "repair": "repair", "reject": "refused"}
KINDS: dict[Opinion, Kind] = {Opinion.SELF: "self", Opinion.INTERNAL: "inside", Opinion.OUTSIDE: "outside"}


@dataclass(frozen=True)
class Input:
    """One named input of a ratio, with what was typed."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Control:
    """How one value is asked for: levels to choose from, named inputs, or one field."""

    kind: str
    levels: list[Level]
    inputs: list[Input]
    text: str
    as_of: str
    hint: str


@dataclass(frozen=True)
class Own:
    """What the form of a finding opens with, and when the finding that it shows was given."""

    ruling: str = ""
    reason: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """What the page of an indicator draws."""

    title: str
    question: str
    changed: list[str]
    to_repair: str
    trail: list[str]
    state: str
    turn: str
    is_mine: bool
    control: Control
    finding: Control
    own: Own
    evidence_wanted: list[str]
    views: list[View]
    maximum: Fraction
    is_assumed: bool
    lacks: tuple[str, ...]
    next_decision: int
    voices: Sequence[Finding]


def answer(page: AnswerPage, user: User, typed: forms.Typed | None) -> Shown:
    """Return what the page of an indicator draws for this person."""
    latest = _latest(page.findings, user)
    claimed = page.answer.value if page.may.read else None
    value = typed.value if typed is not None and typed.form == "answer" else claimed
    judged = typed if typed is not None and typed.form in {"finding", "decision"} else None
    found = judged.value if judged is not None else _to_find(page, latest)
    profile = page.instrument.profiles[page.round.profile]
    is_mine = _is_mine(page, latest)
    return Shown(
        title=words(page.node.title),
        question=words(page.leaf.question),
        changed=[said_under(page.answer.code, entry) for entry in page.changed],
        to_repair=_to_repair(page),
        trail=[f"{node.code} {words(node.title)}" for node in page.groups],
        state=STATES[rules.APPROVED if is_mine and page.turn == rules.OUTSIDE else page.answer.state],
        turn="you" if is_mine else turn_words(page),
        is_mine=is_mine,
        control=control(page, value),
        finding=control(page, found),
        own=_own(page, latest, judged),
        evidence_wanted=[_evidence(page.instrument, entry) for entry in page.leaf.evidence],
        views=views(page),
        maximum=page.maximum,
        is_assumed=profile.basis.assumed,
        lacks=(),
        next_decision=len(page.decisions) + 1,
        voices=_voices(page.findings),
    )


def _voices(found: Sequence[Finding]) -> list[Finding]:
    """Return the last word of each outside assessor, in the order in which they first spoke."""
    ordered = sorted((one for one in found if one.opinion == Opinion.OUTSIDE), key=lambda one: one.number)
    return list({one.assessor_id: one for one in ordered}.values())


def _to_find(page: AnswerPage, latest: Finding | None) -> rules.Value | None:
    """Return what the form of a finding opens with: one's own last value, or the claim where that changed since."""
    claimed: rules.Value | None = page.answer.value if page.may.read else None
    return latest.value if latest is not None and _is_same(page, latest) else claimed


def _is_same(page: AnswerPage, finding: Finding) -> bool:
    return page.answer.version <= finding.answer_version + 1


def _own(page: AnswerPage, latest: Finding | None, judged: forms.Typed | None) -> Own:
    """Return what was typed into the form of a finding, or one's own last finding where the claim is the same."""
    if judged is not None and judged.form == "finding":
        return Own(judged.ruling, judged.text)
    if latest is not None and _is_same(page, latest):
        return Own(latest.ruling, latest.reason, latest.given_at)
    return Own()


def _to_repair(page: AnswerPage) -> str:
    """Return why an answer came back from an assessor, for the office that writes it."""
    asked = max(page.findings, key=lambda entry: entry.given_at, default=None)
    is_back = page.may.write and page.answer.state == rules.RETURNED
    return asked.reason if is_back and asked is not None and asked.ruling == Ruling.REPAIR else ""


def _latest(found: Sequence[Finding], user: User) -> Finding | None:
    own = [entry for entry in found if entry.assessor_id == user.id]
    return own[-1] if own else None


def _is_mine(page: AnswerPage, latest: Finding | None) -> bool:
    may = page.may
    finds_outside = may.find_outside and latest is None
    return {
        rules.OFFICE: may.write,
        rules.HEAD: may.approve,
        rules.ASSESSOR: may.find_internal or finds_outside,
        rules.OUTSIDE: finds_outside,
        rules.NOBODY: False,
    }[page.turn]


def turn_words(page: AnswerPage) -> str:
    """Return whose turn it is where it is not the reader's, in words."""
    office = page.answer.organisation.short_name
    assessor = page.answer.assessor.short_name if page.answer.assessor else _("penilai")
    return {
        rules.OFFICE: office,
        rules.HEAD: _("kepala %(kantor)s") % {"kantor": office},
        rules.ASSESSOR: assessor,
        rules.OUTSIDE: _("penilai luar"),
        rules.NOBODY: "",
    }[page.turn]


def control(page: AnswerPage, value: rules.Value | None) -> Control:
    """Return how a value of the indicator is asked for, with what stands there now."""
    leaf = page.leaf
    parts: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    inputs = leaf.ratio.inputs if leaf.ratio else ()
    return Control(
        kind="rubric" if leaf.kind in {"yes_no", "choice"} else "ratio" if inputs else leaf.kind,
        levels=_levels(page, value),
        inputs=[Input(entry.name, words(entry.title), str(parts.get(entry.name, ""))) for entry in inputs],
        text=value_words(value),
        as_of=str(parts.get("as_of", "")),
        hint=_hint(leaf),
    )


def _hint(leaf: Leaf) -> str:
    if leaf.kind == "percent":
        return _("Persen, 0 sampai 100. Koma atau titik untuk desimal.")
    if leaf.kind in {"index", "instrument", "number"}:
        lowest, highest = value_words(str(leaf.minimum)), value_words(str(leaf.maximum))
        return _("Angka dari %(dari)s sampai %(sampai)s. Koma atau titik untuk desimal.") % {
            "dari": lowest,
            "sampai": highest,
        }
    return ""


def _levels(page: AnswerPage, value: rules.Value | None) -> list[Level]:
    found = []
    for letter, points, at in page.levels:
        line = page.leaf.rubric[at] if at < len(page.leaf.rubric) else None
        by = [_opinion_name(entry) for entry in page.findings if entry.value == letter]
        found.append(
            Level(
                key=letter,
                title=letter,
                text=words(line.text) if line else "",
                points=points,
                found_by=", ".join(dict.fromkeys(by)),
                is_chosen=value == letter,
            )
        )
    return found


def _opinion_name(entry: Finding) -> str:
    return str(Opinion(entry.opinion).label)


def _evidence(instrument: Instrument, entry: Any) -> str:
    if entry.what is not None:
        return words(entry.what)
    return words(instrument.evidence_kinds.get(entry.kind)) or str(entry.kind)


def value_points(page: AnswerPage, value: rules.Value | None) -> Fraction | None:
    """Return what a value brings in points, None for none or one that cannot be used."""
    if value is None or rules.problem_with(page.leaf, page.answer.code, value) is not None:
        return None
    result = rules.result_of(
        page.instrument,
        page.round.profile,
        {page.answer.code: value},
        options=page.round.options,
        facts={},
        stage=None,
    )
    return result.points_of(page.answer.code)


def views(page: AnswerPage) -> list[View]:
    """Return the three opinions of the indicator as far as the reader may see them."""
    answered = page.answer
    own = View(
        "self",
        _("Penilaian mandiri"),
        value_points(page, answered.value) if page.may.read else None,
        level=value_words(answered.value) if page.may.read else "",
        text=answered.note[:400] if page.may.read else _("Masih disusun kantornya."),
        by=answered.organisation.name,
    )
    internal = _last(page.findings, Opinion.INTERNAL)
    return [own, _view("inside", _("Penilai internal"), internal, page), _outside(page)]


def _last(found: Sequence[Finding], opinion: Opinion) -> Finding | None:
    those = [entry for entry in found if entry.opinion == opinion]
    return those[-1] if those else None


def _view(kind: Any, title: str, found: Finding | None, page: AnswerPage) -> View:
    if found is None:
        return View(kind, title, None, text=_("Belum ada yang dapat Anda lihat."))
    return View(
        kind,
        title,
        value_points(page, found.value),
        level=value_words(found.value),
        text=found.reason,
        state=RULINGS[found.ruling],
    )


def _outside(page: AnswerPage) -> View:
    title = _("Penilai luar")
    if page.decisions:
        last = page.decisions[-1]
        points = value_points(page, last.value)
        return View("outside", title, points, level=value_words(last.value), text=last.reason, state="decided")
    return _view("outside", title, _last(page.findings, Opinion.OUTSIDE), page)
