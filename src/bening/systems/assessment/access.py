"""Who may do what with rounds and answers; the rows that a person sees are in `queries`."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bening.kernel.people.access import memberships
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.systems.assessment.models import Answer, Opinion, Round

INTERNAL_ROLES = (Role.APIP,)
OUTSIDE_ROLES = (Role.ASSESSOR, Role.LEAD_ASSESSOR)
OFFICE_ROLES = (Role.OPERATOR, Role.HEAD)
OVERVIEW_ROLES = (Role.COORDINATOR, Role.MAYOR)


def _over_region(user: User, region: str | OuterRef, day: date, *roles: Role) -> QuerySet[Membership]:
    return memberships(user, day).filter(role__in=roles, reach=Reach.REGION, region=region)


def _in_region(user: User, region: str, day: date, *roles: Role) -> bool:
    return _over_region(user, region, day, *roles).exists()


def may_coordinate(user: User, region: str, day: date) -> bool:
    """Return whether the person runs the rounds of a region."""
    return _in_region(user, region, day, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do with one answer, by the memberships that concern it: read once, asked often."""

    answer: Answer
    offices: frozenset[tuple[UUID, str]]  # organisation and role
    over_region: frozenset[str]  # roles that reach over the region of the answer

    def _in_office(self, organisation: UUID | None, *roles: Role) -> bool:
        return any((organisation, role) in self.offices for role in roles)

    def _over_region(self, *roles: Role) -> bool:
        return not self.over_region.isdisjoint(roles)

    @property
    def may_write(self) -> bool:
        """Return whether the person answers for the office."""
        return self._in_office(self.answer.organisation_id, Role.OPERATOR, Role.HEAD)

    @property
    def may_approve(self) -> bool:
        """Return whether the person heads the office."""
        return self._in_office(self.answer.organisation_id, Role.HEAD)

    @property
    def is_conflicted(self) -> bool:
        """Return whether the person holds a membership in the office that answers."""
        return any(office == self.answer.organisation_id for office, _ in self.offices)

    def may_find(self, opinion: str) -> bool:
        """Return whether the person records findings of this opinion: nobody assesses their own office."""
        if self.is_conflicted:
            return False
        if opinion == Opinion.INTERNAL:
            return self.answer.assessor_id is not None and self._in_office(self.answer.assessor_id, *INTERNAL_ROLES)
        return opinion == Opinion.OUTSIDE and self._over_region(*OUTSIDE_ROLES)

    @property
    def may_decide(self) -> bool:
        """Return whether the person leads the outside assessors."""
        return self._over_region(Role.LEAD_ASSESSOR)

    @property
    def may_coordinate(self) -> bool:
        """Return whether the person runs the rounds of the region."""
        return self._over_region(Role.COORDINATOR)

    @property
    def may_remark(self) -> bool:
        """Return whether the person writes into the thread: both sides of the answer, and the coordinator."""
        finds = (self.may_find(opinion) for opinion in (Opinion.INTERNAL, Opinion.OUTSIDE))
        return self.may_write or self.may_coordinate or any(finds)


def rights(user: User, answer: Answer, day: date) -> Rights:
    """Return what a person may do with an answer, in one query."""
    region = answer.round.region_id
    offices = [office for office in (answer.organisation_id, answer.assessor_id) if office is not None]
    concerned = Q(organisation__in=offices) | Q(reach=Reach.REGION, region=region)
    rows = list(memberships(user, day).filter(concerned).values_list("organisation_id", "role", "reach", "region_id"))
    return Rights(
        answer,
        frozenset((office, role) for office, role, _, _ in rows),
        frozenset(role for _, role, reach, over in rows if reach == Reach.REGION and over == region),
    )


def may_write(user: User, answer: Answer, day: date) -> bool:
    """Return whether the person answers for the office."""
    return rights(user, answer, day).may_write


def may_approve(user: User, answer: Answer, day: date) -> bool:
    """Return whether the person heads the office."""
    return rights(user, answer, day).may_approve


def is_conflicted(user: User, answer: Answer, day: date) -> bool:
    """Return whether the person holds a membership in the office that answers: nobody assesses their own office."""
    return rights(user, answer, day).is_conflicted


def may_find(user: User, answer: Answer, opinion: str, day: date) -> bool:
    """Return whether the person records findings of this opinion on an answer."""
    return rights(user, answer, day).may_find(opinion)


def may_decide(user: User, round_: Round, day: date) -> bool:
    """Return whether the person leads the outside assessors: records the plenary's decisions and closes the opinion."""
    return _in_region(user, round_.region_id, day, Role.LEAD_ASSESSOR)


def _closer(opinion: str) -> Role:
    """Return who closes an opinion: the coordinator two of them, the lead assessor one."""
    return Role.LEAD_ASSESSOR if opinion == Opinion.OUTSIDE else Role.COORDINATOR


def may_close(user: User, round_: Round, opinion: str, day: date) -> bool:
    """Return whether the person closes this opinion."""
    return _in_region(user, round_.region_id, day, _closer(opinion))


def closing(user: User, opinion: str, day: date) -> Exists:
    """Return `may_close` as a part of a query of rounds."""
    return Exists(_over_region(user, OuterRef("region"), day, _closer(opinion)))


def may_remark(user: User, answer: Answer, day: date) -> bool:
    """Return whether the person writes into the thread of an answer: both sides of it, and the coordinator."""
    return rights(user, answer, day).may_remark
