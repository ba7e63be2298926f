"""A city with the three people of every test: one who may, a colleague who may not, a stranger from another city."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bening.kernel.people import demo
from bening.kernel.people.models import Membership, Organisation, OrganisationKind, Reach, Region, Role, User
from bening.kernel.people.rules import Terms

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = NOW + timedelta(days=30)
PASSWORD = "air jernih mengalir pelan"


@dataclass(frozen=True)
class City:
    """Its region, two offices and an outside body; its administrator and an operator."""

    region: Region
    secretariat: Organisation
    office: Organisation
    outside: Organisation
    administrator: User
    operator: User
    post: Membership


def make_city(code: str = "99.71", mark: str = "a", now: datetime = NOW) -> City:
    region = demo.sample_region(code, f"Kota Contoh {mark}")
    first = demo.first_administrator(
        region,
        organisation=f"Sekretariat Contoh {mark}",
        email=f"admin.{mark}@contoh.test",
        name=f"CONTOH Admin {mark}",
        now=now,
    )
    by = first.user
    office = demo.add_organisation(f"Dinas Contoh {mark}", OrganisationKind.OPD, by=by, region=region, now=now)
    outside = demo.add_organisation(f"Penilai Contoh {mark}", OrganisationKind.OUTSIDE, by=by, region=region, now=now)
    operator = f"operator.{mark}@contoh.test", f"CONTOH Operator {mark}"
    post = demo.add_person(operator, Role.OPERATOR, by=by, organisation=office, now=now)
    return City(region, first.organisation, office, outside, by, post.user, post)


def second_administrator(city: City, now: datetime = NOW) -> Membership:
    return demo.add_person(
        ("kedua@contoh.test", "CONTOH Admin Kedua"),
        Role.ADMINISTRATOR,
        by=city.administrator,
        organisation=city.secretariat,
        now=now,
        reach=Reach.REGION,
    )


def successor(city: City, now: datetime = NOW) -> Membership:
    who = ("penerus@contoh.test", "CONTOH Penerus")
    return demo.add_person(who, Role.OPERATOR, by=city.administrator, organisation=city.office, now=now)


def terms(role: Role = Role.HEAD, **more: Any) -> Terms:
    return Terms(role=role, starts_on=TODAY, **more)


def shape(queries: list[dict[str, str]]) -> list[str]:
    """Give statements without the values in them, so that those of two requests can be held side by side."""
    return [re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|_x\d+|\bs\d+", "?", query["sql"]) for query in queries]
