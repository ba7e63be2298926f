"""What the pages of a round draw, built from what the queries found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from bening.kernel.inbox.registry import Reminded
from bening.scoring.instrument.model import Gate
from bening.systems.assessment import presenting, rules
from bening.systems.assessment.models import AnswerState, Closing, Opinion, RoundState
from bening.systems.assessment.presenting_conditions import Condition, conditions
from bening.systems.assessment.queries.round_page import Compared, Group, RoundPage, Row
from bening.systems.assessment.saying import words
from bening.web.charts import Limit
from bening.web.formatting import as_written, day, lowered, points
from bening.web.language import language
from bening.web.parts import View

TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True)
class Fact:
    """A figure with its name."""

    label: str
    text: str
    is_bad: bool = False


@dataclass(frozen=True)
class Line:
    """One indicator in the table."""

    id: UUID
    code: str
    title: str
    office: str
    state: str
    due_on: date | None
    days_left: int | None
    turn: str
    maximum: Fraction
    may_remind: bool
    reminded: Reminded | None
    points: list[str | None]


@dataclass(frozen=True)
class Lines:
    """A component with its indicators."""

    title: str
    rows: list[Line]
    maximum: Fraction
    points: list[str | None]


@dataclass(frozen=True)
class GateLine:
    """A gate of a verdict, as it was stored."""

    title: str
    is_open: bool | None
    need: str
    have: str
    is_assumed: bool


@dataclass(frozen=True)
class Verdict:
    """A verdict of the last stored result: open on points, open with the facts, and its gates."""

    title: str
    scored: bool
    reached: bool
    gates: list[GateLine]

    @property
    def shut(self) -> int:
        """Return how many gates are not open."""
        return sum(gate.is_open is not True for gate in self.gates)


@dataclass(frozen=True)
class Choice:
    """An opinion that the reader may close now."""

    opinion: str
    label: str
    is_official: bool

    @property
    def route(self) -> str:
        """Return the name of the page that asks once more."""
        return f"assessment:close_{self.opinion}"


@dataclass(frozen=True)
class Shown:
    """What the page of a round draws."""

    subject: str
    last: Decimal | None
    last_title: str
    maximum: str
    limits: list[Limit]
    facts: list[Fact]
    closable: list[Choice]
    groups: list[Lines]
    states: list[tuple[str, str]]
    opinions: list[str]
    verdicts: list[Verdict]
    may_correct: bool
    codes: list[str]
    conditions: list[Condition]
    may_state: bool


def round_(page: RoundPage) -> Shown:
    """Return what the page of a round draws."""
    last = headline(page.closings)
    return Shown(
        subject=page.round.organisation.name if page.round.organisation else page.round.region.name,
        last=last.score if last else None,
        last_title=closing_title(last) if last else "",
        maximum=str(page.instrument.maximum),
        limits=limits(page),
        facts=_facts(page),
        closable=_closable(page),
        groups=[_lines(group, page) for group in page.groups],
        opinions=[str(opinion.label).capitalize() for opinion in Opinion],
        verdicts=verdicts(page),
        may_correct=_may_correct(page),
        codes=list(rules.leaves_of(page.instrument)),
        conditions=conditions(page.instrument, page.round.facts),
        may_state=page.may_coordinate and (page.round.state == RoundState.OPEN or page.correction is not None),
        states=[(value, str(label)) for value, label in AnswerState.choices],
    )


def headline(closings: Sequence[Closing]) -> Closing | None:
    """Return the result that stands for a round: the last official one, before there is one the last of any opinion."""
    official = [closing for closing in closings if closing.is_official]
    found = official or closings
    return found[-1] if found else None


def closing_title(closing: Closing) -> str:
    """Return which opinion a result is of, and its day."""
    return f"{str(Opinion(closing.opinion).label).capitalize()}, {day(closing.closed_on, language())}"


def limits(page: RoundPage) -> list[Limit]:
    """Return the thresholds of the round's stage."""
    stage = page.instrument.stages.get(page.round.stage)
    lines = stage.thresholds if stage else ()
    return [Limit(line.points, lowered(words(line.title)), is_assumed=line.basis.assumed) for line in lines]


def _may_correct(page: RoundPage) -> bool:
    may = page.may_decide if page.round.official == Opinion.OUTSIDE else page.may_coordinate
    return may and page.round.state == RoundState.CLOSED and page.correction is None


def _facts(page: RoundPage) -> list[Fact]:
    handed_in = page.counts[AnswerState.APPROVED] + page.counts[AnswerState.ASSESSED]
    of = _("%(ada)s dari %(semua)s")
    return [
        Fact(_("Disetujui kepala kantor"), of % {"ada": handed_in, "semua": page.total}),
        Fact(_("Dinilai internal"), of % {"ada": page.counts[AnswerState.ASSESSED], "semua": page.total}),
        Fact(_("Terlambat"), str(page.late), is_bad=page.late > 0),
    ]


def _closable(page: RoundPage) -> list[Choice]:
    closed = {closing.opinion for closing in page.closings}
    if page.stage is None:
        return []
    found = []
    for opinion in page.stage.closings:
        may = page.may_decide if opinion == Opinion.OUTSIDE else page.may_coordinate
        is_again = page.correction is not None and opinion == page.round.official
        if may and (opinion not in closed or is_again):
            label = str(Opinion(opinion).label)
            found.append(Choice(opinion, label, is_official=opinion == page.round.official))
    return found


def _lines(group: Group, page: RoundPage) -> Lines:
    rows = [_line(row, page) for row in group.rows]
    title = f"{group.node.code} {words(group.node.title)}"
    return Lines(title, rows, sum((row.maximum for row in rows), Fraction(0)), _stored(group.node.code, page.closings))


def _stored(code: str, closings: Sequence[Closing]) -> list[str | None]:
    """Return the stored points of a node in each opinion, the last closing of each; None where none is closed."""
    last = {closing.opinion: closing.result["nodes"].get(code, {}) for closing in closings}
    return [last.get(opinion, {}).get("points") for opinion in Opinion]


def _line(row: Row, page: RoundPage) -> Line:
    is_done = row.turn == rules.NOBODY
    is_mine = row.answer.id in page.mine
    return Line(
        id=row.answer.id,
        code=row.answer.code,
        title=words(row.node.title),
        office=row.answer.organisation.name,
        state=_state(row, is_mine=is_mine),
        due_on=None if is_done else row.answer.due_on,
        days_left=None if is_done else row.days_left,
        turn="you" if is_mine else _turn(row),
        maximum=row.maximum,
        may_remind=row.turn in {rules.OFFICE, rules.HEAD},
        reminded=page.reminded.get(row.answer.id),
        points=_stored(row.answer.code, page.closings),
    )


def _state(row: Row, *, is_mine: bool) -> str:
    """Return the state of an indicator; what waits for this outside assessor is not yet accepted by them."""
    if row.is_late:
        return "late"
    is_before_outside = is_mine and row.turn == rules.OUTSIDE
    return presenting.STATES[rules.APPROVED if is_before_outside else row.answer.state]


def verdicts(page: RoundPage) -> list[Verdict]:
    """Return the verdicts of the last stored result with every gate, as it was stored at the closing."""
    last = headline(page.closings)
    if last is None:
        return []
    found = []
    for name, told in last.result["predicates"].items():
        predicate = page.instrument.predicates[name]
        known = {gate.id: gate for gate in predicate.gates}
        gates = [_gate_line(entry, known.get(entry["gate"]), page) for entry in told["gates"]]
        found.append(Verdict(words(predicate.title), told["scored"], told["reached"], gates))
    return found


def gate_name(gate: Gate, page: RoundPage) -> str:
    """Return what a gate looks at: its own title, the fact, the total, or the parts that it adds up."""
    if gate.title is not None:
        return words(gate.title)
    if gate.fact is not None:
        return words(page.instrument.facts[gate.fact].title)
    if gate.nodes == ("all",):
        return _("Nilai total")
    titles = [words(page.plan.by_code[code].node.title) for code in gate.nodes or ()]
    return " + ".join(dict.fromkeys(titles))


def _gate_line(entry: Mapping[str, Any], gate: Gate | None, page: RoundPage) -> GateLine:
    title = gate_name(gate, page) if gate else entry["gate"]
    is_fact = gate is not None and gate.fact is not None
    need, have = (_figure(entry[key], is_fact=is_fact) for key in ("need", "have"))
    return GateLine(title, entry["open"], need, have, bool(entry.get("assumed")))


def _figure(text: str | None, *, is_fact: bool) -> str:
    """Return a stored limit as people write it: points with two decimals, a fact with its own."""
    if text is None:
        return ""
    if text in TRUTHS:
        return _("ya") if TRUTHS[text] else _("tidak")
    if not text.replace(".", "", 1).isdigit():
        return text
    return as_written(text, language()) if is_fact else points(text, language())


def _turn(row: Row) -> str:
    office = row.answer.organisation.short_name
    assessor = row.answer.assessor.short_name if row.answer.assessor else _("penilai")
    return {
        rules.OFFICE: office,
        rules.HEAD: _("kepala %(kantor)s") % {"kantor": office},
        rules.ASSESSOR: assessor,
        rules.OUTSIDE: _("penilai luar"),
        rules.NOBODY: "",
    }[row.turn]


@dataclass(frozen=True)
class Beside:
    """One indicator in three opinions, in points."""

    id: UUID
    code: str
    title: str
    office: str
    own: Fraction | None
    internal: Fraction | None
    outside: Fraction | None
    gap: Fraction


def beside(rows: Sequence[Compared]) -> list[Beside]:
    """Return the indicators with the points of each opinion."""
    return [
        Beside(
            row.answer.id,
            row.answer.code,
            words(row.node.title),
            row.answer.organisation.name,
            _points(row, Opinion.SELF),
            _points(row, Opinion.INTERNAL),
            _points(row, Opinion.OUTSIDE),
            row.gap,
        )
        for row in rows
    ]


def _points(row: Compared, opinion: Opinion) -> Fraction | None:
    voice = row.voices.get(opinion)
    return voice.points if voice else None


def sums(page: RoundPage) -> list[View]:
    """Return the stored score of each opinion, in the order self, internal, outside."""
    last = {closing.opinion: closing for closing in page.closings}
    found = []
    for opinion, kind in presenting.KINDS.items():
        closing = last.get(opinion)
        by = _("Ditutup %(hari)s") % {"hari": day(closing.closed_on, language())} if closing else _("Belum ditutup")
        found.append(View(kind, str(opinion.label).capitalize(), closing.score if closing else None, by=by))
    return found
