"""No form gives a fault, the words of another city, or a half of a deed, whatever is sent to it."""

import os
import socket
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bening.kernel.evidence.models import Item
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import recorded_models, verify
from bening.kernel.people.models import Invitation, Membership, Organisation, User
from bening.portal.models import MistakeReport
from bening.systems.assessment.models import Answer, Round
from bening.systems.oversight.models import Obligation
from tests.attacks.doors import FIELDS, parts_of, routes
from tests.attacks.nasty import bodies, plausible, sent
from tests.attacks.town import HERE, THERE, Town, browser, make_town

pytestmark = pytest.mark.django_db
DEEP = os.environ.get("BENING_HYPOTHESIS") == "deep"
EXAMPLES, STEP = (400, 1) if DEEP else (6, 4)  # how many forms are drawn; how many odd values are passed over
DOORS = dict(routes())
# Who may do it, by the beginning of the name; the longest that fits counts.
MAY = {
    "assessment": "operator",
    "assessment:start": "koordinator", "assessment:close": "koordinator", "assessment:remind": "koordinator",
    "assessment:state_facts": "koordinator",
    "assessment:correct": "koordinator", "assessment:import_handing": "koordinator",
    "assessment:arrange": "koordinator",
    "assessment:reassign": "koordinator", "assessment:take_away": "koordinator", "assessment:find_internal": "apip",
    "assessment:find_outside": "penilai", "assessment:decide": "ketua",
    "oversight": "petugas", "evidence": "operator", "evidence:decide_withdrawal": "kepala",
    "evidence:ask_withdrawal": "kepala",
    "portal": "koordinator", "portal:report": "", "portal_en:report": "",
    "people": "admin", "people_invitation": "", "people_sample": "", "people_new_password": "",
    "account": "operator", "account_login": "", "mfa": "operator", "mfa_authenticate": "",
}  # fmt: skip
Body = dict[str, list[str]]
HOW = ("form", "multipart", "form", "multipart", "form", "json", "lie", "odd")
GROUPS = sorted({name.partition(":")[0].partition("_")[0] for name in FIELDS})
# Handing in keeps the draft first, as an action of its own: what was typed stays where the handing in is refused.
TWO_DEEDS = {"assessment:save"}
# What this town holds nothing for: a file, a kept sheet, an answer that waits for its head, outside assessors at work,
# a successor; a person with a password or a code.
NOT_HERE = {
    "assessment:start", "assessment:apply", "assessment:drop", "assessment:import_answers", "assessment:import_handing",
    "assessment:move", "assessment:find_outside", "assessment:decide", "oversight:upload", "oversight:take",
    "oversight:drop",
    "evidence:add", "evidence:add_version", "evidence:add_web", "evidence:unlink", "evidence:scan",
    "evidence:publish", "evidence:unpublish", "evidence:confirm_page", "evidence:ask_withdrawal",
    "evidence:decide_withdrawal",
    "account_change_password", "account_reauthenticate", "mfa_reauthenticate", "people_hand_over",
    "people_new_password", "people_sample",
}  # fmt: skip
VERSIONED = {
    "answer_id": Answer, "round_id": Round, "obligation_id": Obligation, "report_id": MistakeReport,
    "invitation_id": Invitation, "membership_id": Membership, "user_id": User, "organisation_id": Organisation,
    "item_id": Item,
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no name of the web be found: nothing goes out."""

    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)


@pytest.fixture
def towns() -> tuple[Town, Town]:
    return make_town("99.71", HERE), make_town("99.72", THERE)


def counted() -> tuple[int, ...]:
    """Count the rows of every table that the ledger answers for, and its events, in one query."""
    tables = [*(model._meta.db_table for model in recorded_models()), Event._meta.db_table]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT count(*) FROM {name})' for name in tables)}")  # noqa: S608  # the names of tables are ours
        found: tuple[int, ...] = cursor.fetchone()
    return found


def held(answer: Any) -> str:
    """Return what an answer shows."""
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def actors(name: str, town: Town, other: Town) -> list[tuple[Any, str]]:
    """Return browsers, each with the word that it may not read: mostly who may, then others, and nobody."""
    who = MAY[max((start for start in MAY if name.startswith(start)), key=len)]
    may = browser(town.person(who) if who else None)
    found = [(may, other.word)] * 6
    found += [(browser(town.person("tetangga")), other.word), (browser(other.person(who or "admin")), town.word)]
    return [*found, (browser(None), other.word)]


def aimed(name: str, town: Town) -> dict[str, Any]:
    """Return what an address needs so that what it does can be done."""
    parts = parts_of(DOORS[name], town.ids)
    if name in {"assessment:correct", "assessment:close"}:
        parts["round_id"] = town.closed_round.pk
    if name in {"assessment:find_internal", "assessment:find_outside", "assessment:decide"}:
        parts["answer_id"] = town.approved
    return parts


def version_of(name: str, town: Town) -> int:
    """Return the version of the row that an address names; the plenary counts its decisions."""
    if name == "assessment:decide":
        return 1
    for part, value in reversed(aimed(name, town).items()):
        if part in VERSIONED:
            found: Any = VERSIONED[part]
            return int(found.objects.values_list("version", flat=True).get(pk=value))
    return Round.objects.get(pk=town.closed_round.pk).version


def attack(name: str, town: Town, other: Town, before: tuple[int, ...]) -> None:
    """Send an address whatever there is."""
    parts = aimed(name, town)
    address, people = reverse(name, kwargs=parts), actors(name, town, other)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        at=st.integers(0, len(people) - 1),
        body=bodies(FIELDS[name].split(), town, other, version_of(name, town)),
        how=st.sampled_from(HOW),
    )
    def one(at: int, body: Body, how: str) -> None:
        client, word = people[at]
        cookies = client.cookies.output()
        send(name, client, word, before, (address, body, how))
        if client.cookies.output() != cookies:
            people[:] = actors(name, town, other)

    one()


def send(
    name: str, client: Any, word: str, before: tuple[int, ...], what: tuple[str, dict[str, list[str]], str]
) -> int:
    """Send a form, look for faults, and take back what it did; return the status."""
    with transaction.atomic():
        answer = sent(client, *what)
        assert answer.status_code < 500, (name, what)
        assert word not in held(answer), (name, what)
        changed = counted() != before
        if answer.status_code >= 400 and name not in TWO_DEEDS:
            assert not changed, (name, what)
        if changed:
            assert verify().problem is None, (name, what)
        transaction.set_rollback(True)
    cache.clear()
    return int(answer.status_code)


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_is_sent_is_answered_plainly(group: str, towns: tuple[Town, Town]) -> None:
    before = counted()
    doors = [name for name in sorted(FIELDS) if name.startswith(group)]
    for name in doors:
        if "_en" not in name:
            attack(name, *towns, before)


@pytest.mark.parametrize("group", GROUPS)
def test_each_field_takes_or_refuses_each_odd_value(group: str, towns: tuple[Town, Town]) -> None:
    town, other = towns
    before, reached = counted(), dict[str, bool]()
    for name in [name for name in sorted(FIELDS) if name.startswith(group) and "_en" not in name]:
        fields, seen = FIELDS[name].split(), [str(version_of(name, town)), "0", "9" * 30, "-1", "1.0", "x"]
        address, right = (
            reverse(name, kwargs=aimed(name, town)),
            {field: plausible(field, town, seen) for field in fields},
        )
        client, word = actors(name, town, other)[0]
        for at, field in enumerate(fields):
            for odd in right[field][at % STEP :: STEP]:
                body = {key: [odd if key == field else usual[0]] for key, usual in right.items()}
                cookies = client.cookies.output()
                status = send(name, client, word, before, (address, body, "form"))
                reached[name] = reached.get(name, False) or status < 400
                if client.cookies.output() != cookies:
                    client, word = actors(name, town, other)[0]
    # Where nothing ever arrives, the attack ended at the door.
    assert {name for name, is_done in reached.items() if not is_done} <= NOT_HERE


def test_no_other_address_takes_a_form(towns: tuple[Town, Town]) -> None:
    town, _other = towns
    for name, pattern in DOORS.items():
        if name in FIELDS:
            continue
        address = reverse(name, kwargs=parts_of(pattern, town.ids | {"name": "kka-2025", "sha256": "0" * 64}))
        for who in ("koordinator", "admin", "operator"):
            assert browser(town.person(who)).post(address).status_code in {404, 405}, name
