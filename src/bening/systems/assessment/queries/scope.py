"""The rows that a person may see, as conditions in SQL, and the one door through which actions fetch a row."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bening.kernel.people.access import Absent, memberships
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.systems.assessment.access import INTERNAL_ROLES, OFFICE_ROLES, OUTSIDE_ROLES, OVERVIEW_ROLES
from bening.systems.assessment.models import Answer, AnswerState, Closing, Opinion, Round
from bening.systems.assessment.queries.held import DOCUMENT

HANDED_IN = (AnswerState.APPROVED, AnswerState.ASSESSED)


class _Held:
    """The memberships of a person on a day as parts of one statement; their common conditions are put together once."""

    def __init__(self, user: User, day: date) -> None:
        self._all = memberships(user, day).order_by()

    def offices(self, roles: Iterable[Role] | None = None) -> QuerySet[Membership, object]:
        """Return the ids of the organisations in which the person has one of the roles, or any membership."""
        held = self._all if roles is None else self._all.filter(role__in=list(roles))
        return held.values("organisation")

    def regions(self, roles: Iterable[Role]) -> QuerySet[Membership, object]:
        """Return the codes of the regions over which the person has one of the roles."""
        return self._all.filter(role__in=list(roles), reach=Reach.REGION).values("region")


def answers(user: User, day: date) -> QuerySet[Answer]:
    """Return the answers that a person may see on a day.

    The coordinator and the mayor see their region's; an office its own. An internal assessor sees those they are named
    for, once the head has approved them; an outside assessor those of rounds that ask for an outside opinion, once the
    internal assessor is through with them or the office's own opinion is closed. Nobody sees as an assessor what their
    own office answers.
    """
    held = _Held(user, day)
    assessed = Q(state__in=HANDED_IN) & ~Q(organisation__in=held.offices())
    claimed = Exists(Closing.objects.filter(round=OuterRef("round"), opinion=Opinion.SELF))
    # Each part names a column of the answer that has an index: a part that asks of the joined round reads every answer.
    overseen = Round.objects.filter(region__in=held.regions(OVERVIEW_ROLES))
    assessing = Round.objects.filter(official=Opinion.OUTSIDE, region__in=held.regions(OUTSIDE_ROLES))
    asked_outside = Q(round__in=assessing.order_by().values("pk"))
    return Answer.objects.filter(
        Q(round__in=overseen.order_by().values("pk"))
        | Q(organisation__in=held.offices(OFFICE_ROLES))
        | (assessed & Q(assessor__in=held.offices(INTERNAL_ROLES)))
        | (assessed & (claimed | Q(state=AnswerState.ASSESSED)) & asked_outside)
    )


def rounds(user: User, day: date) -> QuerySet[Round]:
    """Return the rounds that a person may see on a day: those of their region, and those with an answer they see."""
    held, by_round = _Held(user, day), Answer.objects.order_by().values("round")
    return Round.objects.filter(
        Q(region__in=held.regions([*OVERVIEW_ROLES, *OUTSIDE_ROLES]))
        | Q(pk__in=by_round.filter(organisation__in=held.offices(OFFICE_ROLES)))
        | Q(pk__in=by_round.filter(assessor__in=held.offices(INTERNAL_ROLES)))
    )


def see_answer(user: User, answer_id: UUID, day: date) -> Answer:
    """Return an answer that the person may see, with what belongs to it; raises `Absent`."""
    found = (
        answers(user, day)
        .select_related("round__instrument", "round__region", "organisation", "assessor", "carried_from")
        .defer(f"round__{DOCUMENT}")
    )
    answer = found.filter(pk=answer_id).first()
    if answer is None:
        raise Absent
    return answer


def lock_answer(user: User, answer_id: UUID, day: date) -> Answer:
    """Return an answer that the person may see, locked until the transaction ends; raises `Absent`."""
    found = (
        answers(user, day)
        .select_related("round__instrument")
        .defer(f"round__{DOCUMENT}")
        .select_for_update(of=("self",))
    )
    answer = found.filter(pk=answer_id).first()
    if answer is None:
        raise Absent
    return answer


def see_round(user: User, round_id: UUID, day: date) -> Round:
    """Return a round that the person may see; raises `Absent`."""
    found = (
        rounds(user, day)
        .select_related("instrument", "region", "organisation")
        .defer(DOCUMENT)
        .filter(pk=round_id)
        .first()
    )
    if found is None:
        raise Absent
    return found


def lock_round(user: User, round_id: UUID, day: date) -> Round:
    """Return a round that the person may see, locked until the transaction ends; raises `Absent`."""
    found = (
        rounds(user, day)
        .select_related("instrument")
        .defer(DOCUMENT)
        .select_for_update(of=("self",))
        .filter(pk=round_id)
        .first()
    )
    if found is None:
        raise Absent
    return found
