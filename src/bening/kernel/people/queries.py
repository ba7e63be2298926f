"""Reading people, their memberships and organisations, within the regions that the reader administers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bening.kernel.ledger.models import Recorded
from bening.kernel.people.access import Absent, memberships, on_day, regions
from bening.kernel.people.models import Invitation, Membership, Organisation, Region, Role, User
from bening.kernel.people.rules import NEEDS_SECOND_FACTOR, token_hash

PAGE = 50
Row = TypeVar("Row", bound=Recorded)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of people is narrowed to; empty means everything."""

    text: str = ""
    role: str = ""
    organisation: UUID | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation in its tree: how deep it lies, the dashes that show it, and how many people it has today."""

    organisation: Organisation
    depth: int
    dashes: str
    people: int


def administered(by: User, day: date) -> QuerySet[Membership, object]:
    """Return the codes of the regions that a person administers, as a subquery."""
    return regions(by, day, [Role.ADMINISTRATOR])


def organisations_in_scope(by: User, day: date) -> QuerySet[Organisation]:
    """Return the organisations of the regions that a person administers."""
    return Organisation.objects.filter(region__in=administered(by, day))


def memberships_in_scope(by: User, day: date) -> QuerySet[Membership]:
    """Return the memberships, past ones too, in the regions that a person administers."""
    return Membership.objects.filter(organisation__region__in=administered(by, day))


def people_in_scope(by: User, day: date) -> QuerySet[User]:
    """Return whoever holds or held a membership in a region that a person administers."""
    return User.objects.filter(Exists(memberships_in_scope(by, day).filter(user=OuterRef("pk"))))


def invitations_in_scope(by: User, day: date) -> QuerySet[Invitation]:
    """Return the invitations to the regions that a person administers."""
    return Invitation.objects.filter(organisation__region__in=administered(by, day))


def people(by: User, day: date, wanted: Wanted, page: int) -> Page[Any]:
    """Return one page of people with their memberships in scope (`shown`), in three queries."""
    held = memberships_in_scope(by, day).filter(user=OuterRef("pk"))
    if wanted.role:
        held = held.filter(on_day(day), role=wanted.role)
    if wanted.organisation:
        held = held.filter(on_day(day), organisation=wanted.organisation)
    if wanted.state == "ended":
        rows = people_in_scope(by, day).exclude(Exists(held.filter(on_day(day))))
    else:
        rows = User.objects.filter(Exists(held.filter(on_day(day)) if wanted.state == "active" else held))
    if wanted.state:
        rows = rows.filter(is_active=wanted.state != "stopped") if wanted.state != "ended" else rows
    if wanted.text:
        rows = rows.filter(Q(name__icontains=wanted.text) | Q(email__icontains=wanted.text))
    shown = memberships_in_scope(by, day).select_related("organisation").order_by("starts_on")
    rows = rows.prefetch_related(Prefetch("memberships", shown, to_attr="shown")).order_by("name", "pk")
    return Paginator(rows, PAGE).get_page(page)


def person(by: User, user_id: UUID, day: date) -> User:
    """Return one person in scope; raises `Absent`."""
    return _one(people_in_scope(by, day).filter(pk=user_id))


def memberships_of(by: User, user_id: UUID, day: date) -> Sequence[Membership]:
    """Return the memberships in scope of one person, past ones too, the newest first."""
    related = "organisation", "granted_by", "ended_by", "on_behalf_of__user"
    return list(memberships_in_scope(by, day).filter(user=user_id).select_related(*related).order_by("-starts_on"))


def own_memberships(user: User) -> Sequence[Membership]:
    """Return all memberships of a person, for themselves: with who granted and who ended each."""
    related = "organisation", "region", "granted_by", "ended_by", "on_behalf_of__user"
    return list(user.memberships.select_related(*related).order_by("-starts_on", "role"))


def successors(membership: Membership, day: date) -> Sequence[Membership]:
    """Return the memberships that could take over the duties: same organisation and role, another person, in force."""
    others = Membership.objects.filter(
        on_day(day), organisation=membership.organisation_id, role=membership.role, user__is_active=True
    )
    return list(others.exclude(user=membership.user_id).select_related("user", "organisation"))


def replaceable(by: User, day: date) -> Sequence[Membership]:
    """Return the memberships in scope that an acting official can stand in for: those of heads and of the mayor."""
    held = memberships_in_scope(by, day).filter(role__in=[Role.HEAD, Role.MAYOR])
    return list(held.select_related("user", "organisation").order_by("organisation__name", "user__name"))


def open_organisations(by: User, day: date) -> Sequence[Organisation]:
    """Return the organisations in scope that are not closed."""
    return list(organisations_in_scope(by, day).filter(is_active=True))


def organisations(by: User, day: date) -> Sequence[Branch]:
    """Return the organisations in scope as a tree read from top to bottom, in two queries."""
    rows = list(organisations_in_scope(by, day).select_related("region", "parent").order_by("region", "name"))
    held = Membership.objects.filter(on_day(day), organisation__in=organisations_in_scope(by, day))
    people_of: dict[UUID, set[UUID]] = {}
    for organisation_id, user_id in held.values_list("organisation", "user"):
        people_of.setdefault(organisation_id, set()).add(user_id)
    known = {row.pk for row in rows}
    parts: dict[UUID | None, list[Organisation]] = {}
    for row in rows:
        parts.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    counts = {organisation_id: len(people) for organisation_id, people in people_of.items()}
    return _in_order(parts, counts, None, 0)


def _in_order(
    parts: dict[UUID | None, list[Organisation]], counts: dict[UUID, int], parent: UUID | None, depth: int
) -> list[Branch]:
    ordered = []
    for row in parts.get(parent, ()):
        below = _in_order(parts, counts, row.pk, depth + 1)
        ordered += [Branch(row, depth, "–" * depth, counts.get(row.pk, 0)), *below]
    return ordered


def organisation(by: User, organisation_id: UUID, day: date) -> Organisation:
    """Return one organisation in scope; raises `Absent`."""
    return _one(organisations_in_scope(by, day).filter(pk=organisation_id).select_related("region", "parent"))


def membership(by: User, membership_id: UUID, day: date) -> Membership:
    """Return one membership in scope; raises `Absent`."""
    return _one(memberships_in_scope(by, day).filter(pk=membership_id).select_related("user", "organisation"))


def open_invitations(by: User, day: date) -> Sequence[Invitation]:
    """Return the invitations in scope that nobody has taken up or withdrawn, also those that ran out."""
    waiting = invitations_in_scope(by, day).filter(accepted_at=None, withdrawn_at=None)
    return list(waiting.select_related("organisation").order_by("-expires_at"))


def invitation_of(token: str) -> Invitation:
    """Return the invitation of a link; raises `Absent`."""
    return _one(Invitation.objects.filter(token_hash=token_hash(token)).select_related("organisation__region"))


def administered_regions(by: User, day: date) -> Sequence[Region]:
    """Return the regions that a person administers."""
    return list(Region.objects.filter(pk__in=administered(by, day)))


def has_code(user: User) -> bool:
    """Return whether a person has set up a second factor."""
    found: bool = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return found


def lacks_second_factor(user: User, day: date) -> bool:
    """Return whether a role of this person asks for a second factor that is not set up."""
    set_up = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    asking = memberships(user, day).filter(~Exists(set_up), role__in=list(NEEDS_SECOND_FACTOR))
    return asking.exists()


def sample_memberships(day: date) -> Sequence[Membership]:
    """Return for each role one membership in a sample region, for the demo's sign-in buttons."""
    held = Membership.objects.filter(on_day(day), region__is_sample=True, user__is_active=True)
    rows = held.select_related("user", "organisation").order_by("starts_on", "organisation__name", "pk")
    first: dict[str, Membership] = {}
    for row in rows:
        first.setdefault(row.role, row)
    return [first[role] for role in Role if role in first]


def sample_membership(membership_id: UUID, day: date) -> Membership:
    """Return a membership through which the demo signs somebody in; raises `Absent`."""
    held = Membership.objects.filter(on_day(day), region__is_sample=True, user__is_active=True)
    return _one(held.filter(pk=membership_id).select_related("user"))


def lock_organisation(by: User, organisation_id: UUID, day: date) -> Organisation:
    """Return one organisation in scope as it is now, until the transaction ends; raises `Absent`."""
    return _one(organisations_in_scope(by, day).filter(pk=organisation_id).select_for_update(of=("self",)))


def lock_membership(by: User, membership_id: UUID, day: date) -> Membership:
    """Return one membership in scope as it is now, until the transaction ends; raises `Absent`."""
    rows = memberships_in_scope(by, day).filter(pk=membership_id).select_related("user", "organisation")
    return _one(rows.select_for_update(of=("self",)))


def lock_person(by: User, user_id: UUID, day: date) -> User:
    """Return one person in scope as they are now, until the transaction ends; raises `Absent`."""
    return _one(people_in_scope(by, day).filter(pk=user_id).select_for_update(of=("self",)))


def lock_invitation(by: User, invitation_id: UUID, day: date) -> Invitation:
    """Return one invitation in scope as it is now, until the transaction ends; raises `Absent`."""
    return _one(invitations_in_scope(by, day).filter(pk=invitation_id).select_for_update(of=("self",)))


def lock_invitation_of(token: str) -> Invitation:
    """Return the invitation of a link as it is now, until the transaction ends; raises `Absent`."""
    rows = Invitation.objects.filter(token_hash=token_hash(token)).select_related("organisation", "region")
    return _one(rows.select_for_update(of=("self",)))


def other_administrators(membership: Membership, day: date) -> bool:
    """Return whether somebody else administers the region of a membership from a day on."""
    others = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        role=Role.ADMINISTRATOR,
        region=membership.region_id,
        starts_on__lte=day,
        user__is_active=True,
    )
    return others.exclude(user=membership.user_id).exists()


def _one(rows: QuerySet[Row]) -> Row:
    found = next(iter(rows[:1]), None)
    if found is None:
        raise Absent
    return found
