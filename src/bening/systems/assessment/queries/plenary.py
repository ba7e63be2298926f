"""The plenary: each indicator with the outside assessors' last voices and the decision, as the person sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bening.kernel.people.access import Absent
from bening.kernel.people.models import User
from bening.scoring.instrument.model import Node
from bening.systems.assessment import access
from bening.systems.assessment.models import Answer, Decision, Finding, Opinion, Round
from bening.systems.assessment.queries.findings import decisions, findings
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import answers, see_round


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator before the plenary."""

    answer: Answer
    node: Node
    voices: Sequence[Finding]
    decision: Decision | None

    @property
    def agrees(self) -> bool:
        """Return whether every voice has the same value."""
        return len({str(voice.value) for voice in self.voices}) == 1


@dataclass(frozen=True, slots=True)
class Plenary:
    """Everything that the page of the plenary shows."""

    round: Round
    items: list[Item]
    may_decide: bool

    @property
    def decided(self) -> int:
        """Return how many indicators are decided."""
        return sum(item.decision is not None for item in self.items)


def plenary(user: User, round_id: UUID, day: date) -> Plenary:
    """Return the plenary of a round that asks for an outside opinion; raises `Absent`."""
    round_ = see_round(user, round_id, day)
    if round_.official != Opinion.OUTSIDE:
        raise Absent
    nodes = {node.code: node for node in instrument_of(round_).nodes()}
    voices: dict[UUID, dict[UUID, Finding]] = {}
    given = findings(user, day).filter(answer__round=round_, opinion=Opinion.OUTSIDE).select_related("assessor")
    for finding in given.order_by("number"):
        voices.setdefault(finding.answer_id, {})[finding.assessor_id] = finding
    decided = {entry.answer_id: entry for entry in decisions(user, day).filter(answer__round=round_).order_by("number")}
    items = [
        Item(answer, nodes[answer.code], list(voices.get(answer.id, {}).values()), decided.get(answer.id))
        for answer in answers(user, day).filter(round=round_).order_by("position")
    ]
    return Plenary(round_, items, access.may_decide(user, round_, day))
