"""The sample city's offices and people, made through the actions of `people`."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bening.kernel.people.actions import invitations, organisations
from bening.kernel.people.models import Organisation, OrganisationKind, Reach, Region, Role, User
from bening.kernel.people.rules import Named
from bening.systems.assessment.demo.reading import at, sample


@dataclass
class City:
    """The offices and people of the sample by the ids of its files."""

    code: str
    offices: dict[str, Organisation]
    people: dict[str, User]
    roles: dict[tuple[str, str], User]

    def operator(self, office: str) -> User:
        """Return the person who answers for an office."""
        return self.roles[office, Role.OPERATOR]

    def head(self, office: str) -> User:
        """Return the head of an office."""
        return self.roles[office, Role.HEAD]

    def inspector(self, office: str) -> User:
        """Return the internal assessor in an inspectorate."""
        return self.roles[office, Role.APIP]


def build_city() -> City:
    """Make regions, offices and people of the sample."""
    offices, told = sample("offices"), sample("people")
    people = [{**entry, "starts_on": told["starts_on"]} for entry in told["people"]]
    for region in offices["regions"]:
        Region.objects.get_or_create(
            code=region["code"],
            defaults={
                "name": region["name"],
                "kind": region["kind"],
                "parent_id": region["parent"],
                "is_sample": True,
            },
        )
    code = offices["regions"][-1]["code"]
    city = City(code, {}, {}, {})
    first = next(entry for entry in people if entry["role"] == Role.ADMINISTRATOR)
    _begin(city, offices["organisations"], first)
    for entry in offices["organisations"]:
        if entry["id"] not in city.offices:
            _add_office(city, entry, city.people[first["id"]])
    for entry in sorted(people, key=lambda person: person["door"] != "true"):
        if entry is not first:
            _add_person(city, entry, city.people[first["id"]])
    return city


def _begin(city: City, offices: list[dict[str, Any]], first: dict[str, Any]) -> None:
    office = next(entry for entry in offices if entry["id"] == first["organisation"])
    now = at(first["starts_on"])
    invitation, token = invitations.begin_region(
        region_code=city.code, organisation_name=office["name"], email=first["email"], name=first["name"], now=now
    )
    membership = invitations.accept_invitation(token=token, password=None, now=now)
    city.offices[office["id"]] = invitation.organisation
    city.people[first["id"]] = membership.user


def _add_office(city: City, entry: dict[str, Any], by: User) -> None:
    city.offices[entry["id"]] = organisations.add_organisation(
        by=by,
        region_code=city.code,
        named=Named(name=entry["name"], short_name=entry["short_name"]),
        kind=OrganisationKind(entry["kind"]),
        parent_id=None,
        now=at("2025-01-02"),
    )


def _add_person(city: City, entry: dict[str, Any], by: User) -> None:
    """Invite and accept; those whom the sign-in page offers begin a day earlier, so that they come first there."""
    now = at(entry["starts_on"]) + timedelta(days=0 if entry["door"] == "true" else 1)
    _, token = invitations.invite(
        by=by,
        organisation_id=city.offices[entry["organisation"]].id,
        email=entry["email"],
        name=entry["name"],
        role=Role(entry["role"]),
        reach=Reach(entry["reach"]),
        now=now,
    )
    user = invitations.accept_invitation(token=token, password=None, now=now).user
    city.people[entry["id"]] = user
    city.roles[entry["organisation"], entry["role"]] = user
