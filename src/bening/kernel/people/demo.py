"""Sample regions, organisations and people, made through the actions; tests use the same makers."""

from datetime import datetime
from uuid import UUID

from bening.kernel.people.actions import invitations, organisations
from bening.kernel.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Reach,
    Region,
    RegionKind,
    Role,
    User,
)
from bening.kernel.people.rules import Named


def sample_region(code: str, name: str, kind: RegionKind = RegionKind.CITY) -> Region:
    """Return a region of the samples, made where it is missing; its province is the sample's too."""
    province, _ = Region.objects.get_or_create(
        code=code.partition(".")[0],
        defaults={"name": "Provinsi Contoh", "kind": RegionKind.PROVINCE, "is_sample": True},
    )
    region, _ = Region.objects.get_or_create(
        code=code, defaults={"name": name, "kind": kind, "parent": province, "is_sample": True}
    )
    return region


def first_administrator(region: Region, *, organisation: str, email: str, name: str, now: datetime) -> Membership:
    """Begin a region with its first administrator, who has no password."""
    _, token = invitations.begin_region(
        region_code=region.pk, organisation_name=organisation, email=email, name=name, now=now
    )
    return invitations.accept_invitation(token=token, password=None, now=now)


def add_organisation(
    name: str, kind: OrganisationKind, *, by: User, region: Region, now: datetime, parent_id: UUID | None = None
) -> Organisation:
    """Add an organisation; its short name is its name, cut."""
    named = Named(name, name[:40])
    return organisations.add_organisation(
        by=by, region_code=region.pk, named=named, kind=kind, parent_id=parent_id, now=now
    )


def add_person(
    who: tuple[str, str],
    role: Role,
    *,
    by: User,
    organisation: Organisation,
    now: datetime,
    reach: Reach = Reach.OFFICE,
) -> Membership:
    """Invite a person (address, name) and take the invitation up for them, without a password."""
    email, name = who
    _, token = invitations.invite(
        by=by, organisation_id=organisation.pk, email=email, name=name, role=role, reach=reach, now=now
    )
    return invitations.accept_invitation(token=token, password=None, now=now)
