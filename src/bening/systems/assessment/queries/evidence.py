"""The evidence that stands behind answers, and what the kernel asks about them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from bening.kernel.evidence.holders import Described
from bening.kernel.evidence.queries import count_live
from bening.kernel.people.models import User
from bening.systems.assessment import access
from bening.systems.assessment.models import Answer, AnswerState, Closing
from bening.systems.assessment.queries.scope import answers

SUBJECT = "assessment.answer"


def count_evidence(answer: Answer) -> int:
    """Return how many pieces of evidence an answer has; what was withdrawn no longer counts."""
    return count_live(SUBJECT, answer.id)


def visible(user: User, day: date) -> QuerySet[Any, Any]:
    """Return the ids of the answers that a person may see."""
    return answers(user, day).values("id")


def may_link(user: User, answer_id: UUID, day: date) -> bool:
    """Return whether the person may put evidence behind an answer now: their office's, and not yet approved."""
    answer = answers(user, day).select_related("round").filter(pk=answer_id).first()
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
        answer.id: Described(f"{answer.code}, {answer.round.title}", reverse("assessment:answer", args=[answer.id]))
        for answer in found
    }
