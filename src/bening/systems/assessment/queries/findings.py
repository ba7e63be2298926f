"""The findings that a person may see: never another outside assessor's value before giving their own."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bening.kernel.people.access import organisations, regions
from bening.kernel.people.models import Role, User
from bening.systems.assessment.access import OFFICE_ROLES, OUTSIDE_ROLES, OVERVIEW_ROLES
from bening.systems.assessment.models import Answer, Closing, Decision, Finding, Opinion


def findings(user: User, day: date) -> QuerySet[Finding]:
    """Return the findings that a person may see on a day, whatever the answer.

    Internal ones: the office, its internal assessors and the coordinator at once, the outside assessors once the
    internal opinion is closed. Outside ones: their author; other outside assessors once they have given their own on
    the same answer; everybody else once the outside opinion is closed.
    """
    closed = Closing.objects.filter(round=OuterRef("answer__round"), opinion=OuterRef("opinion"))
    own = Finding.objects.filter(answer=OuterRef("answer"), opinion=Opinion.OUTSIDE, assessor=user)
    internal = Q(opinion=Opinion.INTERNAL) & (
        Q(answer__organisation__in=organisations(user, day, OFFICE_ROLES))
        | Q(answer__assessor__in=organisations(user, day, [Role.APIP]))
        | Q(answer__round__region__in=regions(user, day, OVERVIEW_ROLES))
    )
    outside = Q(opinion=Opinion.OUTSIDE) & (
        Q(assessor=user) | (Q(answer__round__region__in=regions(user, day, OUTSIDE_ROLES)) & Exists(own))
    )
    return Finding.objects.filter(internal | outside | Exists(closed))


def decisions(user: User, day: date) -> QuerySet[Decision]:
    """Return the plenary's decisions that a person may see: the outside assessors at once, others once closed."""
    closed = Closing.objects.filter(round=OuterRef("answer__round"), opinion=Opinion.OUTSIDE)
    return Decision.objects.filter(Q(answer__round__region__in=regions(user, day, OUTSIDE_ROLES)) | Exists(closed))


class Standing(NamedTuple):
    """What a new finding or decision on an answer has to respect."""

    is_claimed: bool  # the office's own opinion is closed
    is_closed: bool  # the opinion in question is closed
    findings: int
    decisions: int


def standing_of(answer: Answer, opinion: str) -> Standing:
    """Return what stands on an answer already in one opinion, whoever asks; in one query, after its row is locked."""
    closed = Closing.objects.filter(round=OuterRef("round"))
    found = Answer.objects.filter(pk=answer.pk).annotate(
        is_claimed=Exists(closed.filter(opinion=Opinion.SELF)),
        is_closed=Exists(closed.filter(opinion=opinion)),
        found=Count("findings", filter=Q(findings__opinion=opinion), distinct=True),
        decided=Count("decisions", distinct=True),
    )
    return Standing(*found.values_list("is_claimed", "is_closed", "found", "decided").get())
