"""A small region with its offices and people, and rounds made through actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bening.kernel.ledger import actions as ledger
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
from bening.scoring import yamltree
from bening.scoring.instrument.read import digest, read_instrument
from bening.scoring.text import Text
from bening.systems.assessment import rules
from bening.systems.assessment.actions import answers, closings, findings, rounds
from bening.systems.assessment.actions.rounds import Handing, Setting
from bening.systems.assessment.models import Answer, Closing, Opinion, Round
from bening.systems.assessment.programmes import Stage

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
BOTH = ["S1", "S2"]
DOCUMENT: dict[str, Any] = {
    "format": "bening-instrument-1",
    "id": "kecil-contoh",
    "year": "2026",
    "title": "Kecil",
    "sources": {"S1": {"title": "a"}, "S2": {"title": "b"}},
    "weights": {"default": {"source": BOTH}},
    "scales": {"abc": {"levels": {"A": "1", "B": "0.5", "C": "0"}, "source": BOTH}},
    "maximum": "10",
    "tree": [
        {
            "code": "K",
            "title": "Komponen",
            "weight": "10",
            "children": [
                {
                    "code": "K.1",
                    "kind": "choice",
                    "scale": "abc",
                    "question": "Satu?",
                    "weight": "6",
                    "rubric": ["penuh", "sebagian", "belum"],
                },
                {"code": "K.2", "kind": "percent", "question": "Dua?", "weight": "4"},
            ],
        }
    ],
    "stages": [
        {"id": "baseline", "title": "Awal"},
        {"id": "penilaian_akhir", "title": "Akhir", "thresholds": [{"id": "batas", "points": "8", "source": BOTH}]},
    ],
}


def stored(document: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
    """Return digest and canonical form of an instrument."""
    _, form = read_instrument(yamltree.plain(document or DOCUMENT), "kecil.yaml")
    return digest(form), form


def stage(official: str = "self", combining: str = "", name: str = "baseline") -> Stage:
    """Return a stage of a programme."""
    closings_ = ("self", "internal", *(("outside",) if official == "outside" else ()))
    return Stage("kka", name, Text(name, name), official, combining, official == "outside", closings_, 1, False)


@dataclass
class City:
    """A sample region: offices and one person for each role; `people` by role, `others` in other offices."""

    region: Region
    offices: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


@transaction.atomic
def add_person(city: City, name: str, office: str, role: Role, reach: Reach = Reach.OFFICE) -> User:
    """Add a person with one role in an office of the city."""
    user = User(email=f"{name}.{city.region.code}@contoh.example", name=name)
    user.set_unusable_password()
    membership = Membership(
        user=user,
        organisation=city.offices[office],
        role=role,
        reach=reach,
        region=city.region,
        starts_on=date(2025, 1, 1),
    )
    ledger.record("people.user_made", [user, membership], by=None, at=NOW)
    city.people[name] = user
    return user


@transaction.atomic
def make_city(code: str = "99.71") -> City:
    """Make a sample city with three offices, an outside team, and a person for each role."""
    province, _ = Region.objects.get_or_create(
        code="99", defaults={"name": "Provinsi Contoh", "kind": RegionKind.PROVINCE, "is_sample": True}
    )
    region, _ = Region.objects.get_or_create(
        code=code,
        defaults={"name": f"Kota Contoh {code}", "kind": RegionKind.CITY, "parent": province, "is_sample": True},
    )
    city = City(region)
    for key, kind in (
        ("dinas", OrganisationKind.OPD),
        ("badan", OrganisationKind.OPD),
        ("inspektorat", OrganisationKind.INSPECTORATE),
        ("setda", OrganisationKind.HEAD_OF_REGION),
        ("luar", OrganisationKind.OUTSIDE),
    ):
        office = Organisation(region=region, name=f"{key.capitalize()} Contoh", short_name=key.capitalize(), kind=kind)
        city.offices[key] = ledger.record("people.organisation_made", office, by=None, at=NOW)
    for name, where, role, reach in (
        ("koordinator", "inspektorat", Role.COORDINATOR, Reach.REGION),
        ("operator", "dinas", Role.OPERATOR, Reach.OFFICE),
        ("kepala", "dinas", Role.HEAD, Reach.OFFICE),
        ("tetangga", "badan", Role.OPERATOR, Reach.OFFICE),
        ("apip", "inspektorat", Role.APIP, Reach.OFFICE),
        ("penilai", "luar", Role.ASSESSOR, Reach.REGION),
        ("penilai2", "luar", Role.ASSESSOR, Reach.REGION),
        ("ketua", "luar", Role.LEAD_ASSESSOR, Reach.REGION),
        ("walikota", "setda", Role.MAYOR, Reach.REGION),
    ):
        add_person(city, name, where, role, reach)
    return city


def start(
    city: City,
    *,
    of: Stage | None = None,
    previous: UUID | None = None,
    document: dict[str, Any] | None = None,
    title: str = "Ronde contoh",
) -> Round:
    """Start a round whose every indicator goes to the office `dinas`, assessed internally by the inspectorate."""
    sha256, form = stored(document)
    setting = Setting(
        region=city.region.code,
        organisation=None,
        instrument_sha256=sha256,
        document=form,
        stage=of or stage(),
        title=title,
        profile="default",
        starts_on=TODAY,
        due_on=date(2026, 3, 31),
        facts={},
    )
    handing = Handing(city.offices["dinas"].id, city.offices["inspektorat"].id)
    leaves = rules.leaves_of(rules.instrument_of(sha256, form))
    handed = dict.fromkeys(leaves, handing)
    return rounds.start_round(by=city.people["koordinator"], setting=setting, handed=handed, previous=previous, now=NOW)


def answer_of(round_: Round, code: str = "K.1") -> Answer:
    """Return an answer as it stands."""
    return Answer.objects.get(round=round_, code=code)


def hand_in(city: City, round_: Round, values: Mapping[str, rules.Value]) -> None:
    """Answer, hand in and approve every indicator."""
    for code, value in values.items():
        answer = answer_of(round_, code)
        saved = answers.save_draft(
            by=city.people["operator"],
            answer_id=answer.id,
            seen=answer.version,
            value=value,
            note="Bukti di rak.",
            now=NOW,
        )
        sent = answers.submit_answer(by=city.people["operator"], answer_id=answer.id, seen=saved.version, now=NOW)
        answers.approve_answer(by=city.people["kepala"], answer_id=answer.id, seen=sent.version, now=NOW)


def find(
    city: City,
    round_: Round,
    who: str,
    code: str,
    value: rules.Value | None,
    ruling: str = "accept",
    reason: str = "Sesuai.",
) -> Any:
    """Record a finding of an assessor."""
    opinion = Opinion.INTERNAL if who == "apip" else Opinion.OUTSIDE
    answer = answer_of(round_, code)
    return findings.record_finding(
        by=city.people[who],
        answer_id=answer.id,
        seen=answer.version,
        opinion=opinion,
        found=rules.Found(ruling, value, reason),
        now=NOW,
    )


def close(city: City, round_: Round, opinion: Opinion, who: str = "koordinator") -> Closing:
    """Close an opinion."""
    seen = Round.objects.get(pk=round_.pk).version
    return closings.close_opinion(by=city.people[who], round_id=round_.id, seen=seen, opinion=opinion, now=NOW)
