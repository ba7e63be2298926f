"""Who reads and answers reports of mistakes: the region's coordinator; where it has none, an administrator.

A region of which facts were published need not have anybody here. Then its reports go to whoever runs this
installation, so that none lies unread.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from bening.kernel.people.access import memberships, on_day, regions
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.portal.models import MistakeReport

READERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def held(day: date, *roles: Role) -> QuerySet[Membership]:
    """Return the memberships over a region that hold on a day in one of the roles."""
    return Membership.objects.filter(on_day(day), role__in=roles, reach=Reach.REGION, user__is_active=True)


def readable(user: User, day: date, roles: Collection[str] | None = None) -> Q:
    """Return the condition on a report that this person reads it; `roles` are those they hold, where they are known.

    Reports of a region without a coordinator go to its administrator; of one that has neither, to every administrator.
    """
    coordinated = Q(region__in=regions(user, day, [Role.COORDINATOR]))
    if roles is not None and Role.ADMINISTRATOR not in roles:
        return coordinated
    here = {"region": OuterRef("region")}
    administers = memberships(user, day).filter(role=Role.ADMINISTRATOR, reach=Reach.REGION)
    is_theirs = Q(region__in=regions(user, day, [Role.ADMINISTRATOR]))
    is_without = ~Exists(held(day, Role.ADMINISTRATOR).filter(**here))
    unattended = ~Exists(held(day, Role.COORDINATOR).filter(**here)) & Exists(administers) & (is_theirs | is_without)
    return coordinated | Q(unattended)


def may_read(user: User, day: date) -> bool:
    """Return whether the person has an inbox of reports: a coordinator or an administrator of a region."""
    return regions(user, day, READERS).exists()


def may_answer(user: User, report: MistakeReport, day: date) -> bool:
    """Return whether the person answers and closes this report."""
    return MistakeReport.objects.filter(readable(user, day), pk=report.pk).exists()
