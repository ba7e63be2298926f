"""The plenary: each indicator with the outside assessors' last voices and the decision, as the person sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator

from bening.kernel.people.access import Absent
from bening.kernel.people.models import User
from bening.scoring.instrument.model import Node
from bening.systems.assessment import access
from bening.systems.assessment.models import Answer, Decision, Finding, Opinion, Round
from bening.systems.assessment.queries.findings import decisions, findings
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import answers, see_round
from bening.systems.assessment.rules import is_same

A_PAGE = 50


class ItemState(StrEnum):
    """Where an indicator stands before the plenary."""

    DECIDED = "decided"
    DIFFERS = "differs"
    OPEN = "open"


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
        return bool(self.voices) and all(is_same(voice.value, self.voices[0].value) for voice in self.voices)

    @property
    def state(self) -> ItemState:
        """Return where the indicator stands."""
        if self.decision is not None:
            return ItemState.DECIDED
        return ItemState.DIFFERS if self.voices and not self.agrees else ItemState.OPEN


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person looks for in a plenary; empty means everything."""

    text: str = ""
    state: str = ""
    page: str = "1"


@dataclass(frozen=True, slots=True)
class Plenary:
    """Everything that the page of the plenary shows."""

    round: Round
    pager: Page[Item]
    decided: int
    total: int
    filters: Filters
    may_decide: bool


def plenary(user: User, round_id: UUID, day: date, filters: Filters) -> Plenary:
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
    return Plenary(
        round=round_,
        pager=Paginator([item for item in items if _matches(item, filters)], A_PAGE).get_page(filters.page),
        decided=sum(item.state == ItemState.DECIDED for item in items),
        total=len(items),
        filters=filters,
        may_decide=access.may_decide(user, round_, day),
    )


def _matches(item: Item, filters: Filters) -> bool:
    text = filters.text.casefold().strip()
    words = f"{item.answer.code} {item.node.title.id} {item.node.title.en}".casefold()
    is_wanted = filters.state not in set(ItemState) or item.state == filters.state
    return is_wanted and (not text or text in words)
