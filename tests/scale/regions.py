"""Regions as large as real ones, as many as are asked for, put in without the actions: for measuring alone.

Each has offices, a person for every role, a closed and an open round of 106 indicators, findings and evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from bening.kernel.evidence.models import Item, Link
from bening.kernel.people.models import Membership, Organisation, OrganisationKind, Reach, Region, Role, User
from bening.systems.assessment import rules
from bening.systems.assessment.models import (
    Answer,
    AnswerState,
    Closing,
    Decision,
    Finding,
    InstrumentVersion,
    Opinion,
    Round,
    RoundState,
)
from bening.systems.assessment.queries.evidence import SUBJECT
from tests.scale.instrument import instrument, stored
from tests.scale.rows import Rows

A_PROVINCE, FIRST_PROVINCE = 100, 40  # codes that no province has
SINCE = date(2025, 1, 1)
PAPERS = 20
KINDS = {
    "dinas": OrganisationKind.OPD,
    "badan": OrganisationKind.OPD,
    "inspektorat": OrganisationKind.INSPECTORATE,
    "setda": OrganisationKind.HEAD_OF_REGION,
    "luar": OrganisationKind.OUTSIDE,
}
PEOPLE = {
    "operator": ("dinas", Role.OPERATOR, Reach.OFFICE),
    "kepala": ("dinas", Role.HEAD, Reach.OFFICE),
    "tetangga": ("badan", Role.OPERATOR, Reach.OFFICE),
    "kepala-badan": ("badan", Role.HEAD, Reach.OFFICE),
    "apip": ("inspektorat", Role.APIP, Reach.OFFICE),
    "koordinator": ("inspektorat", Role.COORDINATOR, Reach.REGION),
    "penilai": ("luar", Role.ASSESSOR, Reach.REGION),
    "ketua": ("luar", Role.LEAD_ASSESSOR, Reach.REGION),
    "walikota": ("setda", Role.MAYOR, Reach.REGION),
    "admin": ("setda", Role.ADMINISTRATOR, Reach.REGION),
    "lhkpn": ("inspektorat", Role.OVERSIGHT, Reach.REGION),
}
OPEN_STATES = (AnswerState.DRAFT, AnswerState.SUBMITTED, AnswerState.APPROVED, AnswerState.ASSESSED)


@dataclass
class Place:
    """One region: its offices and people by name, and its rounds."""

    region: Region
    offices: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    closed: Round | None = None
    open: Round | None = None
    ready: Round | None = None  # every answer approved: its first opinion can be closed


@dataclass
class Country:
    """All regions, and one person with a role in each of them."""

    everywhere: User
    version: InstrumentVersion
    places: list[Place] = field(default_factory=list)


def make_country(regions: int, now: datetime, *, closed_rounds: bool = True) -> Country:
    """Put the regions in; the first has one round more, whose answers are all approved."""
    rows = Rows()
    everywhere = rows.add(_person("pusat", "pusat"))
    sha256, document = stored()
    version = rows.add(InstrumentVersion(instrument_id=instrument().id, sha256=sha256, document=document))
    rows.write("people.user_made", now)
    country = Country(everywhere, version)
    grow(country, regions, now, closed_rounds=closed_rounds)
    return country


def grow(country: Country, regions: int, now: datetime, *, closed_rounds: bool = True) -> None:
    """Put in as many regions as are missing to a number."""
    for number in range(len(country.places), regions):
        country.places.append(_place(number, country.everywhere, country.version, now, closed_rounds=closed_rounds))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself once many rows have come in


def _person(name: str, where: str) -> User:
    person = User(email=f"{name}.{where}@contoh.example", name=f"CONTOH {name} {where}")
    person.password = "!"
    return person


def _region(number: int) -> Region:
    province_code = str(FIRST_PROVINCE + number // A_PROVINCE)
    province, _ = Region.objects.get_or_create(
        code=province_code, defaults={"name": f"Provinsi Contoh {province_code}", "kind": "province", "is_sample": True}
    )
    code = f"{province_code}.{number % A_PROVINCE:02}"
    return Region.objects.create(code=code, name=f"Kota Contoh {code}", kind="city", parent=province, is_sample=True)


def _place(number: int, everywhere: User, version: InstrumentVersion, now: datetime, *, closed_rounds: bool) -> Place:
    place, rows = Place(_region(number)), Rows()
    _people(place, rows, everywhere)
    today = localdate(now)
    if closed_rounds:
        place.closed = _round(place, rows, version, today - timedelta(days=300), RoundState.CLOSED)
        _answers(place, rows, place.closed, (AnswerState.ASSESSED,), now)
        _close(place, rows, place.closed, today - timedelta(days=200))
    place.open = _round(place, rows, version, today - timedelta(days=30), RoundState.OPEN)
    _evidence(place, rows, _answers(place, rows, place.open, OPEN_STATES, now), now)
    if not number:
        place.ready = _round(place, rows, version, today - timedelta(days=20), RoundState.OPEN)
        _answers(place, rows, place.ready, (AnswerState.APPROVED,), now)
    rows.write("assessment.round_started", now)
    return place


def _people(place: Place, rows: Rows, everywhere: User) -> None:
    region = place.region
    for name, kind in KINDS.items():
        made = Organisation(region=region, name=f"{name.capitalize()} Contoh", short_name=name, kind=kind)
        place.offices[name] = rows.add(made)
    for name, (office, role, reach) in PEOPLE.items():
        place.people[name] = rows.add(_person(name, region.code))
        rows.add(_membership(place, place.people[name], office, role, reach))
    rows.add(_membership(place, everywhere, "inspektorat", Role.COORDINATOR, Reach.REGION))
    rows.add(_membership(place, everywhere, "setda", Role.ADMINISTRATOR, Reach.REGION))


def _membership(place: Place, person: User, office: str, role: Role, reach: Reach) -> Membership:
    return Membership(
        user=person, organisation=place.offices[office], role=role, reach=reach, region=place.region, starts_on=SINCE
    )


def _round(place: Place, rows: Rows, version: InstrumentVersion, starts_on: date, state: RoundState) -> Round:
    row: Round = rows.add(
        Round(
            region=place.region,
            instrument=version,
            programme="kka",
            stage="penilaian_akhir",
            title=f"Ronde CONTOH {starts_on.year}",
            profile="default",
            official=Opinion.OUTSIDE,
            combining="agreed",
            starts_on=starts_on,
            due_on=starts_on + timedelta(days=40),
            state=state,
        )
    )
    return row


def _answers(place: Place, rows: Rows, round_: Round, states: tuple[AnswerState, ...], now: datetime) -> list[Answer]:
    nodes = [node for node in instrument().nodes() if node.leaf]
    found = []
    for position, node in enumerate(nodes):
        state = states[position // 2 % len(states)]
        answer = rows.add(
            Answer(
                round=round_,
                code=node.code,
                position=position,
                title={"id": node.title.id, "en": node.title.en},
                organisation=place.offices["dinas" if position % 2 == 0 else "badan"],
                assessor=place.offices["inspektorat"],
                due_on=round_.due_on,
                state=state,
                value="AB"[position % 2],
                note="Bukti di map CONTOH.",
            )
        )
        found.append(answer)
        if state == AnswerState.ASSESSED:
            rows.add(_finding(answer, place.people["apip"], Opinion.INTERNAL, now))
        if round_.state == RoundState.CLOSED:
            rows.add(_finding(answer, place.people["penilai"], Opinion.OUTSIDE, now))
            rows.add(
                Decision(
                    answer=answer,
                    number=1,
                    value="B",
                    reason="Sepakat.",
                    decided_by=place.people["ketua"],
                    decided_at=now,
                )
            )
    return found


def _finding(answer: Answer, by: User, opinion: Opinion, now: datetime) -> Finding:
    return Finding(
        answer=answer,
        assessor=by,
        opinion=opinion,
        number=1,
        ruling="accept",
        value="B",
        reason="Sesuai.",
        answer_version=1,
        given_at=now,
    )


@lru_cache(maxsize=1)
def _result() -> tuple[dict[str, Any], str, Mapping[str, Any]]:
    values = {node.code: "B" for node in instrument().nodes() if node.leaf}
    found = rules.result_of(instrument(), "default", values, options={}, facts={}, stage="penilaian_akhir")
    return rules.document_of(found), found.score_text, values


def _close(place: Place, rows: Rows, round_: Round, day: date) -> None:
    document, score, values = _result()
    for opinion, who in (("self", "koordinator"), ("internal", "koordinator"), ("outside", "ketua")):
        rows.add(
            Closing(
                round=round_,
                opinion=opinion,
                is_official=opinion == round_.official,
                closed_on=day,
                closed_by=place.people[who],
                points=Decimal(document["points"]).quantize(Decimal("0.000001")),
                score=Decimal(score).quantize(Decimal("0.000001")),
                score_text=score,
                result=document,
                answers=dict(values),
            )
        )


def _evidence(place: Place, rows: Rows, answers: list[Answer], now: datetime) -> None:
    operator = place.people["operator"]
    for number in range(PAPERS):
        item = rows.add(
            Item(
                owner=place.offices["dinas"],
                kind="paper",
                title=f"CONTOH map {number}",
                place="Arsip",
                effective_on=localdate(now),
                uploaded_by=operator,
                uploaded_at=now,
            )
        )
        for answer in (answers[0], answers[2 * number + 2]):
            rows.add(Link(item=item, subject_kind=SUBJECT, subject=answer.id, linked_by=operator, linked_at=now))
