"""The rows that a person may see, as conditions in SQL, and the one door through which actions fetch a row."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bening.kernel.people.access import memberships
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.systems.assessment.access import INTERNAL_ROLES, OFFICE_ROLES, OUTSIDE_ROLES, OVERVIEW_ROLES
from bening.systems.assessment.models import Answer, AnswerState, Closing, Opinion, Round
from bening.systems.assessment.queries.door import Door
from bening.systems.assessment.queries.held import DOCUMENT

HANDED_IN = (AnswerState.APPROVED, AnswerState.ASSESSED)


class _Held:
    """The memberships of a person on a day as parts of one statement; their common conditions are put together once."""

    def __init__(self, user: User, day: date, region: str | OuterRef = "") -> None:
        self._all = memberships(user, day).order_by()
        self._wide = self._all.filter(reach=Reach.REGION, **({"region": region} if region else {}))

    def offices(self, roles: Iterable[Role] | None = None) -> QuerySet[Membership, object]:
        """Return the ids of the organisations in which the person has one of the roles, or any membership."""
        held = self._all if roles is None else self._all.filter(role__in=list(roles))
        return held.values("organisation")

    def regions(self, roles: Iterable[Role]) -> QuerySet[Membership, object]:
        """Return the codes of the regions over which the person has one of the roles."""
        return self._wide.filter(role__in=list(roles)).values("region")


def answers(user: User, day: date, roles: Collection[str] | None = None, region: str = "") -> QuerySet[Answer]:
    """Return the answers that a person may see on a day.

    Where they are known, `roles` are those that the person holds, and `region` is that of the rounds asked for: both
    only shorten the statement.

    The coordinator and the mayor see their region's; an office its own. An internal assessor sees those they are named
    for, once the head has approved them; an outside assessor those of rounds that ask for an outside opinion, once the
    internal assessor is through with them or the office's own opinion is closed. Nobody sees as an assessor what their
    own office answers.
    """
    held = _Held(user, day, region)
    assessed = Q(state__in=HANDED_IN) & ~Q(organisation__in=held.offices())
    claimed = Exists(Closing.objects.filter(round=OuterRef("round"), opinion=Opinion.SELF))
    # Each part names a column of the answer that has an index: a part that asks of the joined round reads every answer.
    overseen = Round.objects.filter(region__in=held.regions(OVERVIEW_ROLES))
    assessing = Round.objects.filter(official=Opinion.OUTSIDE, region__in=held.regions(OUTSIDE_ROLES))
    parts = (
        (OVERVIEW_ROLES, Q(round__in=overseen)),
        (OFFICE_ROLES, Q(organisation__in=held.offices(OFFICE_ROLES))),
        (INTERNAL_ROLES, assessed & Q(assessor__in=held.offices(INTERNAL_ROLES))),
        (OUTSIDE_ROLES, assessed & (claimed | Q(state=AnswerState.ASSESSED)) & Q(round__in=assessing)),
    )
    return Answer.objects.filter(any_of(parts, roles))


def any_of(parts: Iterable[tuple[Collection[Role], Q]], roles: Collection[str] | None) -> Q:
    """Return the parts as one condition, without those that are for none of the roles; nothing where none is left."""
    found = [part for of, part in parts if roles is None or not set(of).isdisjoint(roles)]
    return reduce(or_, found) if found else Q(pk__in=())


def rounds(user: User, day: date, roles: Collection[str] | None = None, region: str | OuterRef = "") -> QuerySet[Round]:
    """Return the rounds that a person may see on a day: those of their region, and those with an answer they see.

    `region` is that of the rounds asked for, where it is known: it only shortens the list that the database makes.
    """
    held, by_round = _Held(user, day, region), Answer.objects.order_by().values("round")
    wide = (*OVERVIEW_ROLES, *OUTSIDE_ROLES)
    parts = (
        (wide, Q(region__in=held.regions(wide))),
        (OFFICE_ROLES, Q(pk__in=by_round.filter(organisation__in=held.offices(OFFICE_ROLES)))),
        (INTERNAL_ROLES, Q(pk__in=by_round.filter(assessor__in=held.offices(INTERNAL_ROLES)))),
    )
    return Round.objects.filter(any_of(parts, roles))


def _answer_to_see(user: User, day: date, answer_id: UUID) -> QuerySet[Answer]:
    related = "round__instrument", "round__region", "organisation", "assessor", "carried_from__round__instrument"
    documents = f"round__{DOCUMENT}", f"carried_from__round__{DOCUMENT}"
    return answers(user, day).filter(pk=answer_id).select_related(*related).defer(*documents)


def _answer_to_change(user: User, day: date, answer_id: UUID) -> QuerySet[Answer]:
    found = answers(user, day).filter(pk=answer_id).select_related("round__instrument").defer(f"round__{DOCUMENT}")
    # The round first, as a closing takes it: a closing then waits for the finding that it would otherwise miss.
    return found.select_for_update(of=("round", "self"))


def _round_to_see(user: User, day: date, round_id: UUID) -> QuerySet[Round]:
    related = "instrument", "region", "organisation"
    return rounds(user, day, region=OuterRef("region")).filter(pk=round_id).select_related(*related).defer(DOCUMENT)


def round_to_change(user: User, day: date, round_id: UUID) -> QuerySet[Round]:
    """Return the query of a round that the person may see and that stays as it is until the transaction ends."""
    found = rounds(user, day).filter(pk=round_id).select_related("instrument").defer(DOCUMENT)
    return found.select_for_update(of=("self",))


_SEEN_ANSWER, _LOCKED_ANSWER = Door(_answer_to_see), Door(_answer_to_change)
_SEEN_ROUND, _LOCKED_ROUND = Door(_round_to_see), Door(round_to_change)


def see_answer(user: User, answer_id: UUID, day: date) -> Answer:
    """Return an answer that the person may see, with what belongs to it; raises `Absent`."""
    return _SEEN_ANSWER.fetch(user, day, answer_id)


def lock_answer(user: User, answer_id: UUID, day: date) -> Answer:
    """Return an answer that the person may see, locked until the transaction ends; raises `Absent`."""
    return _LOCKED_ANSWER.fetch(user, day, answer_id)


def see_round(user: User, round_id: UUID, day: date) -> Round:
    """Return a round that the person may see; raises `Absent`."""
    return _SEEN_ROUND.fetch(user, day, round_id)


def lock_round(user: User, round_id: UUID, day: date) -> Round:
    """Return a round that the person may see, locked until the transaction ends; raises `Absent`."""
    return _LOCKED_ROUND.fetch(user, day, round_id)
