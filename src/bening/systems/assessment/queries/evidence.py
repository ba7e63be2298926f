"""The evidence that stands behind answers, and what the kernel asks about them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from bening.kernel.evidence.holders import Described
from bening.kernel.evidence.queries import count_live
from bening.kernel.people.models import Reach, User
from bening.systems.assessment import access
from bening.systems.assessment.models import Answer, AnswerState, Closing
from bening.systems.assessment.queries.scope import answers
from bening.systems.assessment.saying import words

SUBJECT = "assessment.answer"
ROLES_OF = {
    Reach.OFFICE: (*access.OFFICE_ROLES, *access.INTERNAL_ROLES),
    Reach.REGION: (*access.OVERVIEW_ROLES, *access.OUTSIDE_ROLES),
}


def count_evidence(answer: Answer) -> int:
    """Return how many pieces of evidence an answer has; what was withdrawn no longer counts."""
    return count_live(SUBJECT, answer.id)


def visible(user: User, day: date) -> QuerySet[Any, Any]:
    """Return the ids of the answers that a person may see."""
    return answers(user, day).values("id")


def visible_by_reach(user: User, day: date, reach: Reach) -> QuerySet[Any, Any]:
    """Return the part of them that roles in an office see, or that roles over a region see."""
    return answers(user, day, ROLES_OF[reach]).values("id")


def may_link(user: User, answer_id: UUID, day: date, region: str) -> bool:
    """Return whether the person may put evidence of a region behind an answer now.

    It is their office's answer, not yet approved, and in that region.
    """
    answer = answers(user, day).select_related("round").filter(pk=answer_id, round__region=region).first()
    if answer is None or answer.state not in {AnswerState.DRAFT, AnswerState.RETURNED, AnswerState.SUBMITTED}:
        return False
    return access.may_write(user, answer, day)


def is_public() -> QuerySet[Any, Any]:
    """Return the ids of the answers whose round has an official result."""
    official = Closing.objects.filter(round=OuterRef("round"), is_official=True, opinion=F("round__official"))
    return Answer.objects.filter(Exists(official)).values("id")


def describe(user: User, day: date, subjects: Sequence[UUID]) -> dict[UUID, Described]:
    """Return code, round and address of the answers among these that a person may see."""
    found = answers(user, day).filter(pk__in=subjects).select_related("round")
    return {
        answer.id: Described(
            f"{answer.code}, {words(answer.round.named)}", reverse("assessment:answer", args=[answer.id])
        )
        for answer in found
    }
