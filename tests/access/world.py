"""Two cities with all nine roles, and one thing of every kind that a route is about."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from bening.kernel.evidence.actions import items, links, publication, withdrawal
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.models import Item
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.actions import accounts, invitations
from bening.kernel.people.models import Membership, Organisation, OrganisationKind, Reach, Role, User
from bening.portal.actions import report_mistake
from bening.systems.assessment.actions import answers, sheets
from bening.systems.assessment.models import Opinion, Round
from bening.systems.assessment.queries.evidence import SUBJECT
from bening.systems.oversight.models import StagedPart
from bening.systems.oversight.sheet import as_kept
from tests.access.matrix import ROLES
from tests.kernel.evidence import samples
from tests.kernel.people.city import PASSWORD
from tests.kernel.people.web import SECRET
from tests.portal.makers import hold, kota_blitar
from tests.systems.assessment.makers import (
    DOCUMENT,
    NOW,
    City,
    add_person,
    answer_of,
    close,
    find,
    hand_in,
    stage,
    start,
)
from tests.systems.assessment.makers import make_city as small_city
from tests.systems.assessment.test_sheets_answers import book, rows_of, sheet_for
from tests.systems.oversight.makers import add as add_obligation
from tests.systems.oversight.makers import bring, line

NAMES = dict(
    zip(
        ROLES,
        ("koordinator", "operator", "kepala", "apip", "penilai", "ketua", "walikota", "administrator", "petugas"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: nobody signed in (no user), one of the things' own people, or somebody who is not."""

    name: str
    user: User | None
    role: str = ""
    is_own: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Thing:
    """What a route is about: the parts of its address and of what is sent; `keys` are those that make it this one."""

    parts: Mapping[str, Any]
    keys: tuple[str, ...]

    def elsewhere(self) -> dict[str, Any]:
        """Return the same parts with keys that nothing has."""
        return {**self.parts, **{key: _nothing(self.parts[key]) for key in self.keys}}


def _nothing(key: Any) -> Any:
    if not isinstance(key, str):
        return uuid4()
    if key.count(".") == 1 and key.replace(".", "").isdigit():
        return "00.00"
    return "0" * len(key) if len(key) == 64 else f"{key[:-6]}tiada0"


@dataclass(frozen=True)
class World:
    """Everybody who asks, and everything that is asked for."""

    city: City
    actors: tuple[Actor, ...]
    things: Mapping[str, Thing]


def make_world() -> World:
    """Make both cities and all things of the first; the second has its own, so that its people own something too."""
    city, other = full_city("99.71"), full_city("99.72")
    User.objects.update(password=make_password(PASSWORD))
    things = _things(city)
    hold(other)
    start(other, of=stage("outside", "agreed", "penilaian_akhir"))
    add_obligation(other)
    return World(city, _actors(city, other), things)


def full_city(code: str) -> City:
    """Make a city with the nine roles, and with people of other offices and without a role."""
    city = small_city(code)
    city.offices["inspektorat2"] = Organisation(
        region=city.region, name="Inspektorat Kedua", short_name="Kedua", kind=OrganisationKind.INSPECTORATE
    )
    ledger.record("people.organisation_made", city.offices["inspektorat2"], by=None, at=NOW)
    for name, office, role, reach in (
        ("administrator", "badan", Role.ADMINISTRATOR, Reach.REGION),
        ("petugas", "badan", Role.OVERSIGHT, Reach.REGION),
        ("kepala lain", "badan", Role.HEAD, Reach.OFFICE),
        ("apip lain", "inspektorat2", Role.APIP, Reach.OFFICE),
        ("koordinator kantor", "badan", Role.COORDINATOR, Reach.OFFICE),
        ("mantan operator", "dinas", Role.OPERATOR, Reach.OFFICE),
    ):
        add_person(city, name, office, role, reach)
    ended = Membership.objects.get(user=city.people["mantan operator"])
    ended.ends_on = date(2025, 12, 31)
    ledger.record("people.role_ended", ended, by=None, at=NOW)
    return city


def _actors(city: City, other: City) -> tuple[Actor, ...]:
    without = User(email="tanpa@contoh.example", name="tanpa peran")
    without.password = make_password(PASSWORD)
    ledger.record("people.user_made", without, by=None, at=NOW)
    for user in User.objects.all():
        Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})
        RecoveryCodes.activate(user)
    return (
        Actor("nobody signed in", None),
        *(Actor(role, city.people[name], role, is_own=True) for role, name in NAMES.items()),
        Actor("operator of another office", city.people["tetangga"], "operator"),
        Actor("head of another office", city.people["kepala lain"], "head"),
        Actor("internal assessor of another inspectorate", city.people["apip lain"], "apip"),
        Actor("coordinator who reaches an office alone", city.people["koordinator kantor"]),
        Actor("operator whose role has ended", city.people["mantan operator"]),
        Actor("somebody without a role", without),
        *(Actor(f"{role} of another region", other.people[name], role) for role, name in NAMES.items()),
    )


def _things(city: City) -> dict[str, Thing]:
    held = hold(city)
    hold(city, office=city.offices["badan"])
    instrument = {"name": held.round.instrument.instrument_id, "sha256": held.round.instrument.sha256}
    code = {"code": city.region.code}
    closing = {"closing_id": held.closing.pk}
    report = report_mistake(about=city.region.code, text="CONTOH keliru", contact="", now=NOW)
    far = report_mistake(about=kota_blitar().code, text="CONTOH keliru", contact="", now=NOW)
    obligation = {"obligation_id": add_obligation(city).pk}
    of_register = bring(city, [line(7, city.offices["dinas"].name)])
    entry = as_kept(line(8, "CONTOH"), {"id": "CONTOH", "en": "SAMPLE"}).stored()
    StagedPart.objects.create(sheet=of_register, number=0, kept=[entry], is_gone=True)
    found = {
        "region": Thing(code, ("code",)),
        "register": Thing(code, ("code",)),
        "closing": Thing(code | closing, ("closing_id",)),
        "instrument": Thing(instrument, ("name", "sha256")),
        "report": Thing({"report_id": report.pk}, ("report_id",)),
        "report that nobody of its region reads": Thing({"report_id": far.pk}, ("report_id",)),
        "obligation": Thing(obligation, ("obligation_id",)),
        "own sheet of the register": Thing({"staged_id": of_register.pk}, ("staged_id",)),
        "guide": Thing({"name": "kantor"}, ("name",)),
    }
    return found | _rounds(city) | _people(city)


def _four() -> dict[str, Any]:
    """Give the small instrument with four indicators, one for each state of an answer."""
    component = DOCUMENT["tree"][0]
    first, second = component["children"]
    more = {**first, "weight": "2"}
    children = [
        {**first, "weight": "2"},
        {**second, "weight": "4"},
        {**more, "code": "K.3", "question": "Tiga?"},
        {**more, "code": "K.4", "question": "Empat?"},
    ]
    return {**DOCUMENT, "tree": [{**component, "children": children}]}


def _rounds(city: City) -> dict[str, Thing]:
    closed = start(city)
    hand_in(city, closed, {"K.1": "A", "K.2": "100"})
    close(city, closed, Opinion.SELF)
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"), document=_four())
    staged = _sheet(city, round_)
    evidence = _evidence(city, round_)
    _hand_in(city, round_)
    find(city, round_, "apip", "K.4", "A")
    ids = {name: answer_of(round_, code).pk for name, code in _CODES.items()}
    more = {"office": city.offices["badan"].pk, "item_id": evidence["evidence"].parts["item_id"]}
    key = ("answer_id",)
    return (
        {name: Thing({"answer_id": pk, **more}, key) for name, pk in ids.items()}
        | {
            "round": Thing({"round_id": round_.pk, "answer_id": ids["answer in draft"]}, ("round_id",)),
            "closed round": Thing({"round_id": closed.pk}, ("round_id",)),
            "own sheet": Thing({"staged_id": staged}, ("staged_id",)),
        }
        | evidence
    )


_CODES = {"answer in draft": "K.1", "answer handed in": "K.2", "approved answer": "K.3", "assessed answer": "K.4"}


def _hand_in(city: City, round_: Round) -> None:
    operator, head = city.people["operator"], city.people["kepala"]
    for code, value in (("K.2", "100"), ("K.3", "A"), ("K.4", "A")):
        answer = answer_of(round_, code)
        seen = answer.version
        saved = answers.save_draft(by=operator, answer_id=answer.pk, seen=seen, value=value, note="Rak 1.", now=NOW)
        sent = answers.submit_answer(by=operator, answer_id=answer.pk, seen=saved.version, now=NOW)
        if code != "K.2":
            answers.approve_answer(by=head, answer_id=answer.pk, seen=sent.version, now=NOW)


def _sheet(city: City, round_: Round) -> Any:
    rows = rows_of(city, round_)
    rows["K.1"] |= {"value": "Z"}
    rows["K.2"] |= {"value": "5"}
    content, now = book(sheet_for(city, round_), list(rows.values())), timezone.now()
    who = city.people["operator"]
    return sheets.stage_answers(by=who, round_id=round_.pk, content=content, file="lembar.xlsx", now=now).pk


def _add(city: City, title: str) -> Item:
    content = io.BytesIO(samples.pdf(samples.WORDS))
    upload = items.Upload(content, f"{title}.pdf", date(2026, 1, 5), title)
    return items.add_file(by=city.people["operator"], owner_id=city.offices["dinas"].pk, upload=upload, now=NOW)


def _evidence(city: City, round_: Round) -> dict[str, Thing]:
    operator, head = city.people["operator"], city.people["kepala"]
    loose, behind, public, unwanted = (_add(city, f"CONTOH {name}") for name in ("satu", "dua", "tiga", "empat"))
    draft = answer_of(round_, "K.1").pk
    link = links.link(by=operator, item_id=behind.pk, behind=Subject(SUBJECT, draft), now=NOW)
    approved = Subject(SUBJECT, answer_of(round_, "K.3").pk)
    links.link(by=operator, item_id=behind.pk, behind=approved, now=NOW)
    publication.scan_for_publication(by=head, item_id=public.pk, seen=public.version, now=NOW)
    publication.publish(by=head, item_id=public.pk, seen=public.version, now=NOW)
    withdrawal.ask_withdrawal(
        by=head, item_id=unwanted.pk, seen=unwanted.version, ground="personal", reason="CONTOH", now=NOW
    )
    more = {"link_id": link.pk, "answer_id": draft, "page": 1, "number": 1}
    found = {
        "evidence": loose,
        "evidence behind an answer": behind,
        "published evidence": public,
        "evidence to withdraw": unwanted,
    }
    return {name: Thing({"item_id": item.pk, **more}, ("item_id",)) for name, item in found.items()}


def _people(city: City) -> dict[str, Thing]:
    administrator, operator = city.people["administrator"], city.people["operator"]
    office = {"organisation_id": city.offices["dinas"].pk}
    now = timezone.now()
    invitation, token = invitations.invite(
        by=administrator,
        organisation_id=office["organisation_id"],
        email="baru@contoh.example",
        name="CONTOH Baru",
        role=Role.HEAD,
        reach=Reach.OFFICE,
        now=now,
    )
    _, password = accounts.make_password_link(by=administrator, user_id=operator.pk, seen=operator.version, now=now)
    link = {"user_id": operator.pk, "token": password}
    post = Membership.objects.get(user=operator)
    return {
        "office": Thing(office, ("organisation_id",)),
        "own office": Thing(office, ("organisation_id",)),
        "person": Thing({"user_id": operator.pk}, ("user_id",)),
        "membership": Thing({"membership_id": post.pk}, ("membership_id",)),
        "invitation": Thing({"invitation_id": invitation.pk}, ("invitation_id",)),
        "link of an invitation": Thing({"token": token}, ("token",)),
        "link for a password": Thing(link, ("user_id",)),
    }
