"""One indicator as its page shows it: question, rubric, answer, findings, thread, and what the reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Exists, OuterRef

from bening.kernel.calendar.queries import calendar
from bening.kernel.calendar.rules import working_days_left
from bening.kernel.evidence.models import Item, Link
from bening.kernel.evidence.queries import Filters, items_of, list_items
from bening.kernel.people.models import Organisation, OrganisationKind, User
from bening.scoring.instrument.model import Instrument, Leaf, Node
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.plan import PlanLeaf, plan
from bening.scoring.text import Message
from bening.systems.assessment import access, rules
from bening.systems.assessment.actions.refusing import is_frozen
from bening.systems.assessment.models import Answer, Decision, Finding, Opinion, Remark, Round
from bening.systems.assessment.queries.changes import changes
from bening.systems.assessment.queries.evidence import SUBJECT
from bening.systems.assessment.queries.findings import decisions, findings
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import see_answer

MOST_ON_SHELF = 200


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do with the answer now."""

    write: bool
    approve: bool
    find_internal: bool
    find_outside: bool
    decide: bool
    coordinate: bool
    remark: bool
    read: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Everything that the page of one indicator shows."""

    answer: Answer
    round: Round
    instrument: Instrument
    node: Node
    leaf: Leaf
    planned: PlanLeaf
    groups: tuple[Node, ...]
    findings: Sequence[Finding]
    decisions: Sequence[Decision]
    remarks: Sequence[Remark]
    may: May
    turn: str
    days_left: int
    before: Answer | None
    changed: Sequence[Message]
    evidence: Sequence[Item]
    offices: Sequence[Organisation]
    offered: Sequence[Item]
    shelf: Sequence[Item]

    @property
    def maximum(self) -> Fraction:
        """Return the most points of the indicator."""
        return self.planned.maximum

    @property
    def levels(self) -> list[tuple[str, Fraction, int]]:
        """Return letter, points and place of each level, best first."""
        return [(level.letter, level.value * self.maximum, at) for at, level in enumerate(levels_of(self.leaf))]


def leaf_of(user: User, answer_id: UUID, day: date) -> Leaf:
    """Return how the value of an indicator that the person may see is asked for; raises `Absent`; in one query."""
    answer = see_answer(user, answer_id, day)
    return rules.leaves_of(instrument_of(answer.round))[answer.code]


def answer_page(user: User, answer_id: UUID, day: date) -> AnswerPage:
    """Return the page of an indicator that the person may see; raises `Absent`."""
    answer = see_answer(user, answer_id, day)
    round_ = answer.round
    instrument = instrument_of(round_)
    planned = plan(instrument, round_.profile)
    node = planned.by_code[answer.code].node
    assert node.leaf is not None
    remarks = Remark.objects.filter(answer=answer).select_related("author")
    may = _may(user, answer, day)
    before = answer.carried_from
    offered, shelf = _shelf(user, answer, day) if may.write else ((), ())
    return AnswerPage(
        answer=answer,
        round=round_,
        instrument=instrument,
        node=node,
        leaf=node.leaf,
        planned=planned.leaves[planned.positions[answer.code]],
        groups=_above(instrument, answer.code),
        findings=list(findings(user, day).filter(answer=answer).select_related("assessor")),
        decisions=list(decisions(user, day).filter(answer=answer).select_related("decided_by")),
        remarks=list(remarks),
        may=may,
        turn=rules.turn(answer.state, is_outside_open=round_.is_outside_open),
        days_left=working_days_left(day, answer.due_on, calendar().closed),
        before=before,
        changed=changes(instrument, before.round).get(answer.code, ()) if before else (),
        evidence=list(items_of(user, day, SUBJECT, answer.id)),
        offices=_offices(round_) if may.coordinate else (),
        offered=offered,
        shelf=shelf,
    )


def _offices(round_: Round) -> list[Organisation]:
    """Return the offices to which an indicator of the round can be handed."""
    outside = [OrganisationKind.OUTSIDE, OrganisationKind.HEAD_OF_REGION]
    return list(Organisation.objects.filter(region=round_.region_id, is_active=True).exclude(kind__in=outside))


def _shelf(user: User, answer: Answer, day: date) -> tuple[list[Item], list[Item]]:
    """Return evidence of the office that does not stand behind the answer: the last round's, and the newest other.

    In one query, at most 200 in all.
    """
    links = Link.objects.filter(subject_kind=SUBJECT)
    before = answer.carried_from_id or answer.id  # what stands behind the answer itself is left out below
    stood = Exists(links.filter(subject=before, item=OuterRef("pk")))
    own = list_items(user, day, Filters(owner=answer.organisation_id)).filter(withdrawal="")
    free = own.exclude(pk__in=links.filter(subject=answer.id).values("item")).annotate(stood=stood)
    found = list(free.order_by("-stood", *own.query.order_by)[:MOST_ON_SHELF])
    return [item for item in found if item.stood], [item for item in found if not item.stood]


def _above(instrument: Instrument, code: str) -> tuple[Node, ...]:
    """Return the nodes above an indicator, from the top down."""
    for top in instrument.tree:
        path = _path(top, code)
        if path is not None:
            return path
    return ()


def _path(node: Node, code: str) -> tuple[Node, ...] | None:
    if node.code == code:
        return ()
    for child in node.children:
        below = _path(child, code)
        if below is not None:
            return (node, *below)
    return None


def _may(user: User, answer: Answer, day: date) -> May:
    rights = access.rights(user, answer, day)
    writes, frozen = rights.may_write, is_frozen(answer)
    return May(
        write=writes and not frozen and answer.state in {rules.DRAFT, rules.RETURNED},
        approve=answer.state == rules.SUBMITTED and rights.may_approve,
        find_internal=rights.may_find(Opinion.INTERNAL),
        find_outside=rights.may_find(Opinion.OUTSIDE),
        decide=rights.may_decide,
        coordinate=rights.may_coordinate,
        remark=rights.may_remark,
        read=writes or answer.state != rules.DRAFT,
    )
