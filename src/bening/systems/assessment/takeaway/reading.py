"""What a person takes away of a round: the coordinator all of it, a head their office's part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import Q

from bening.kernel.evidence.models import Item, Link
from bening.kernel.evidence.queries import scope
from bening.kernel.people.access import Absent, on_day, organisations, regions
from bening.kernel.people.models import Membership, Role, User
from bening.systems.assessment.access import OUTSIDE_ROLES
from bening.systems.assessment.models import Answer, Closing, Decision, Finding, Remark, Round
from bening.systems.assessment.queries.evidence import SUBJECT
from bening.systems.assessment.queries.findings import decisions, findings
from bening.systems.assessment.queries.order import IN_ORDER
from bening.systems.assessment.queries.scope import answers, see_round


@dataclass(frozen=True)
class Taken:
    """A round as one person may take it away."""

    round: Round
    answers: Sequence[Answer]
    closings: Sequence[Closing]
    findings: Mapping[UUID, Sequence[Finding]]
    decisions: Mapping[UUID, Sequence[Decision]]
    remarks: Mapping[UUID, Sequence[Remark]]
    evidence: Mapping[UUID, Sequence[Item]]
    assessors: frozenset[UUID]


def taken(user: User, round_id: UUID, day: date) -> Taken:
    """Return what the person takes away of a round; raises `Absent` where that is nothing."""
    round_ = see_round(user, round_id, day)
    mine = Q(round__region__in=regions(user, day, [Role.COORDINATOR])) | Q(
        organisation__in=organisations(user, day, [Role.HEAD])
    )
    found = list(
        answers(user, day).filter(mine, round=round_).select_related("organisation", "assessor").order_by("position")
    )
    if not found:
        raise Absent
    remarks = list(Remark.objects.filter(answer__in=found).select_related("author").order_by("written_at", "id"))
    return Taken(
        round=round_,
        answers=found,
        closings=list(Closing.objects.filter(round=round_).order_by(*IN_ORDER)),
        findings=_by_answer(findings(user, day).filter(answer__in=found).order_by("opinion", "number")),
        decisions=_by_answer(decisions(user, day).filter(answer__in=found).order_by("number")),
        remarks=_by_answer(remarks),
        evidence=_evidence(user, day, found),
        assessors=_assessors(remarks, day),
    )


class _OfAnswer(Protocol):
    answer_id: UUID


Of = TypeVar("Of", bound=_OfAnswer)


def _by_answer(rows: Iterable[Of]) -> dict[UUID, list[Of]]:
    found: dict[UUID, list[Of]] = {}
    for row in rows:
        found.setdefault(row.answer_id, []).append(row)
    return found


def _evidence(user: User, day: date, found: Sequence[Answer]) -> dict[UUID, list[Item]]:
    """Return the evidence behind each answer as far as the person sees it."""
    links = Link.objects.filter(subject_kind=SUBJECT, subject__in=[answer.id for answer in found])
    seen = links.filter(item__in=scope(user, day).values("pk")).select_related("item__owner", "item__blob")
    behind: dict[UUID, list[Item]] = {}
    for link in seen.order_by("linked_at", "id"):
        behind.setdefault(link.subject, []).append(link.item)
    return behind


def _assessors(remarks: Sequence[Remark], day: date) -> frozenset[UUID]:
    """Return who among the authors assesses from outside: their names stay out of what is taken away."""
    authors = {remark.author_id for remark in remarks}
    members = Membership.objects.filter(on_day(day), user__in=authors, role__in=OUTSIDE_ROLES)
    return frozenset(members.values_list("user", flat=True))
