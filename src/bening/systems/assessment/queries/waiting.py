"""What waits for a person in the rounds: one query, whatever the number of rounds and regions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bening.kernel.calendar.queries import calendar
from bening.kernel.calendar.rules import working_days_left
from bening.kernel.inbox.registry import Held, Waiting
from bening.kernel.people.access import memberships, regions
from bening.kernel.people.models import Role, User
from bening.systems.assessment import rules
from bening.systems.assessment.access import OUTSIDE_ROLES
from bening.systems.assessment.models import (
    Answer,
    AnswerState,
    Closing,
    Combining,
    Finding,
    Opinion,
    Round,
)
from bening.systems.assessment.queries.reminding import reminder_of, with_reminders
from bening.systems.assessment.queries.scope import answers, any_of
from bening.systems.assessment.saying import title_of, words

MOST = 500
ANSWERING = (Role.OPERATOR, Role.HEAD, Role.APIP, *OUTSIDE_ROLES)
CLOSING = (Role.COORDINATOR, Role.LEAD_ASSESSOR)


def _waiting(user: User, day: date, roles: Held = None) -> QuerySet[Answer]:
    """Return the answers whose turn is this person's."""
    held = memberships(user, day).order_by()
    own = held.values("organisation")
    closed = Closing.objects.filter(round=OuterRef("round"))
    found = Finding.objects.filter(answer=OuterRef("pk"), assessor=user, opinion=Opinion.OUTSIDE)
    assessing = Round.objects.filter(official=Opinion.OUTSIDE, region__in=regions(user, day, OUTSIDE_ROLES))
    is_frozen = Exists(closed.filter(opinion=Opinion.SELF))
    office = Q(
        state__in=[AnswerState.DRAFT, AnswerState.RETURNED],
        organisation__in=held.filter(role=Role.OPERATOR).values("organisation"),
    )
    head = Q(state=AnswerState.SUBMITTED, organisation__in=held.filter(role=Role.HEAD).values("organisation"))
    internal = (
        Q(state=AnswerState.APPROVED, assessor__in=held.filter(role=Role.APIP).values("organisation"))
        & ~Q(organisation__in=own)
        & Q(~Exists(closed.filter(opinion=Opinion.INTERNAL)))
    )
    outside = (
        Q(round__in=assessing)
        & (is_frozen | Q(state=AnswerState.ASSESSED))
        & ~Exists(found)
        & ~Exists(closed.filter(opinion=Opinion.OUTSIDE))
    )
    # An answer in the hands of its office is never part of a closed opinion: closing waits for every head.
    parts = (([Role.OPERATOR], office), ([Role.HEAD], head), ([Role.APIP], internal), (OUTSIDE_ROLES, outside))
    return answers(user, day, roles).filter(any_of(parts, roles))


def count_waiting(user: User, day: date, held: Held) -> QuerySet[Answer]:
    """Return the indicators that wait for a person, to be counted."""
    return _waiting(user, day, held)


def waiting(user: User, day: date, held: Held = None) -> list[Waiting]:
    """Return the indicators that wait for a person, at most 500, the earliest due first."""
    found = (
        with_reminders(_waiting(user, day, held))
        .select_related("round", "organisation")
        .order_by("due_on", "position")[:MOST]
    )
    closed = calendar().closed
    return [_entry(answer, working_days_left(day, answer.due_on, closed)) for answer in found]


def _entry(answer: Any, days_left: int) -> Waiting:
    """Return an answer as it waits; its reminders were asked for with it."""
    deeds = {
        rules.OFFICE: _("Jawab") if answer.state == AnswerState.DRAFT else _("Perbaiki"),
        rules.HEAD: _("Setujui"),
        rules.ASSESSOR: pgettext("pekerjaan", "Nilai"),
        rules.NOBODY: pgettext("pekerjaan", "Nilai"),
    }
    return Waiting(
        title=f"{answer.code} {title_of(answer.title)}",
        href=reverse("assessment:answer", args=[answer.id]),
        about=f"{words(answer.round.named)}, {answer.organisation.short_name}",
        deed=deeds[rules.turn(answer.state)],
        due_on=answer.due_on,
        days_left=days_left,
        reminded=reminder_of(answer),
    )


def turns_in(round_: Round, user: User, day: date, roles: Held = None) -> set[UUID]:
    """Return the indicators of a round that wait for this person as their inbox tells it, in one query.

    Whoever leads the outside assessors also has those that the plenary is still to decide, in one query more.
    """
    found = set(_waiting(user, day, roles).filter(round=round_).order_by().values_list("pk", flat=True))
    if (roles is None or Role.LEAD_ASSESSOR in roles) and round_.combining == Combining.AGREED:
        led = _rounds(user, day, {Role.LEAD_ASSESSOR}).filter(pk=round_.pk).order_by()
        undecided = Answer.objects.filter(round__in=led.values("pk"), decisions__isnull=True).order_by()
        found.update(undecided.values_list("pk", flat=True))
    return found


def _rounds(user: User, day: date, roles: Held = None) -> QuerySet[Round]:
    """Return the rounds that this person can close an opinion of, or whose plenary they lead."""
    closed = Closing.objects.filter(round=OuterRef("pk"))
    in_hand = Answer.objects.filter(
        round=OuterRef("pk"), state__in=[AnswerState.DRAFT, AnswerState.RETURNED, AnswerState.SUBMITTED]
    )
    is_claimed = Exists(closed.filter(opinion=Opinion.SELF))
    own = Q(region__in=regions(user, day, [Role.COORDINATOR])) & ~Exists(in_hand) & ~is_claimed
    lead = (
        Q(official=Opinion.OUTSIDE, region__in=regions(user, day, [Role.LEAD_ASSESSOR]))
        & is_claimed
        & ~Exists(closed.filter(opinion=Opinion.OUTSIDE))
    )
    parts = (([Role.COORDINATOR], own), ([Role.LEAD_ASSESSOR], lead))
    # Each part lies within what the person may see: the regions in which they have that role.
    return Round.objects.filter(any_of(parts, roles)).annotate(is_claimed=is_claimed)


def count_rounds(user: User, day: date, held: Held) -> QuerySet[Round]:
    """Return the rounds that wait for this person to close or to lead, to be counted."""
    return _rounds(user, day, held)


def rounds_waiting(user: User, day: date, held: Held = None) -> list[Waiting]:
    """Return the rounds that wait for this person, at most 500."""
    found = _rounds(user, day, held).select_related("region").order_by("due_on")[:MOST]
    return [_round_entry(round_, day) for round_ in found]


def _round_entry(round_: Any, day: date) -> Waiting:
    """Return a round as it waits; `is_claimed` was asked for with it."""
    return Waiting(
        title=words(round_.named),
        href=reverse("assessment:plenary" if round_.is_claimed else "assessment:round", args=[round_.id]),
        about=round_.region.name,
        deed=_("Putuskan") if round_.is_claimed else _("Tutup"),
        due_on=round_.due_on,
        days_left=working_days_left(day, round_.due_on, calendar().closed),
    )
