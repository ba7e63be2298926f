"""Who is who: the memberships of a person on a day, and how a right is asked for."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import ParamSpec

from django.db.models import Q, QuerySet
from django.http import Http404

from bening.kernel.people.models import Membership, Organisation, Reach, Role, User
from bening.kernel.people.rules import NEEDS_SECOND_FACTOR

Asked = ParamSpec("Asked")


class Absent(Http404):
    """What is asked for is not there for this person; whether it exists at all is not told."""


class Refused(Exception):  # noqa: N818 - not a fault: the rule of state, told to who may see the row
    """A person who sees the row may not do this with it now; the text says why and what to do next."""


def on_day(day: date) -> Q:
    """Return the condition that a membership holds on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def memberships(user: User, day: date) -> QuerySet[Membership]:
    """Return the memberships of a person that hold on a day; none for who is no longer active."""
    return Membership.objects.filter(on_day(day), user=user, user__is_active=True)


def organisations(user: User, day: date, roles: Iterable[Role]) -> QuerySet[Membership, object]:
    """Return the ids of the organisations in which a person has one of the roles, as a subquery."""
    return memberships(user, day).filter(role__in=list(roles)).values("organisation")


def regions(user: User, day: date, roles: Iterable[Role]) -> QuerySet[Membership, object]:
    """Return the codes of the regions over which a person has one of the roles, as a subquery."""
    return memberships(user, day).filter(role__in=list(roles), reach=Reach.REGION).values("region")


def has_role(user: User, day: date, *roles: Role) -> bool:
    """Return whether a person has one of the roles anywhere."""
    return memberships(user, day).filter(role__in=roles).exists()


def require(predicate: Callable[Asked, bool], *args: Asked.args, **kwargs: Asked.kwargs) -> None:
    """Raise `Absent` unless the predicate holds."""
    if not predicate(*args, **kwargs):
        raise Absent


def may_administer(user: User, region: str, day: date) -> bool:
    """Return whether a person grants roles in a region: its administrator, and nobody else."""
    return regions(user, day, [Role.ADMINISTRATOR]).filter(region=region).exists()


def organisations_of(user: User, day: date) -> QuerySet[Membership, object]:
    """Return the ids of the organisations in which a person holds any membership, as a subquery.

    Nobody assesses one of these: `assignable.exclude(organisation__in=organisations_of(user, day))`.
    """
    return memberships(user, day).values("organisation")


def is_conflicted(user: User, organisation: Organisation, day: date) -> bool:
    """Return whether a person may not assess this organisation because they hold a membership in it."""
    return memberships(user, day).filter(organisation=organisation).exists()


def needs_second_factor(user: User, day: date) -> bool:
    """Return whether a role of this person asks for a second factor at sign-in."""
    return memberships(user, day).filter(role__in=list(NEEDS_SECOND_FACTOR)).exists()
