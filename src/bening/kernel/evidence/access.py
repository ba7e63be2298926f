"""Who may do what with evidence; the rows that a person sees are in `queries`."""

from datetime import date
from uuid import UUID

from bening.kernel.evidence.models import Item
from bening.kernel.people.access import memberships
from bening.kernel.people.models import Reach, Role, User

OFFICE_ROLES = (Role.OPERATOR, Role.HEAD)
CONFIRMING_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)


def may_add(user: User, organisation_id: UUID, day: date) -> bool:
    """Return whether the person brings evidence for an office: its operators and its head."""
    return memberships(user, day).filter(role__in=OFFICE_ROLES, organisation=organisation_id).exists()


def may_manage(user: User, item: Item, day: date) -> bool:
    """Return whether the person keeps this evidence: operators and head of the office that owns it."""
    return may_add(user, item.owner_id, day)


def may_publish(user: User, item: Item, day: date) -> bool:
    """Return whether the person decides on publication and withdrawal: the head of the office that owns it."""
    return memberships(user, day).filter(role=Role.HEAD, organisation=item.owner_id).exists()


def may_confirm_withdrawal(user: User, item: Item, day: date) -> bool:
    """Return whether the person confirms a withdrawal: a coordinator of another organisation, or an administrator.

    Nobody confirms what they asked for, or for an office in which they hold a membership.
    """
    own = memberships(user, day)
    if item.withdrawal_asked_by_id == user.pk or own.filter(organisation=item.owner_id).exists():
        return False
    return own.filter(role__in=CONFIRMING_ROLES, reach=Reach.REGION, region=item.owner.region_id).exists()
