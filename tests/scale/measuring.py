"""What the database is asked: how many statements, and how long the longest is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bening.kernel.people.middleware import begin_session
from bening.kernel.people.models import User
from bening.portal.pages import shelf
from bening.systems.assessment import rules
from bening.systems.assessment.actions import answers, closings, findings
from bening.systems.assessment.models import Answer, AnswerState, Opinion, Round
from tests.scale.regions import Country, Place

_BESIDE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@dataclass(frozen=True)
class Asked:
    """What one page or one deed asked of the database."""

    statements: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return the number of statements, without those that begin and end transactions."""
        return len(self.statements)

    @property
    def longest(self) -> int:
        """Return the bytes of the longest statement."""
        return max((len(text.encode()) for text in self.statements), default=0)


def asked(work: Callable[[], object]) -> Asked:
    """Do the work and return what it asked: the statements as they were written, without their values."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(_BESIDE):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return Asked(tuple(found))


def signed_in(user: User) -> Client:
    """Return a browser in which a person has signed in with a second factor."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    begin_session(session, now=timezone.now())
    session.save()
    return client


def _answer(round_: Round | None, state: str, office: UUID) -> Answer:
    return Answer.objects.filter(round=round_, state=state, organisation=office).order_by("position")[0]


def addresses(country: Country) -> dict[str, tuple[str, User]]:
    """Return the pages that are measured: a name, the address, and who opens it."""
    place = country.places[0]
    people, dinas = place.people, place.offices["dinas"].id
    assert place.open
    assert place.closed
    open_, closed = [place.open.id], [place.closed.id]
    draft, approved = (_answer(place.open, state, dinas).id for state in (AnswerState.DRAFT, AnswerState.APPROVED))
    assessed = Answer.objects.filter(round=place.closed).order_by("position")[0].id
    by_name = {
        "rounds": (reverse("assessment:rounds"), ("operator", "koordinator", "penilai", "apip", "pusat")),
        "round": (reverse("assessment:round", args=open_), ("operator", "koordinator", "penilai", "apip", "pusat")),
        "closed round": (reverse("assessment:round", args=closed), ("koordinator", "penilai", "pusat")),
        "answer": (reverse("assessment:answer", args=[draft]), ("operator", "kepala", "koordinator", "pusat")),
        "approved answer": (reverse("assessment:answer", args=[approved]), ("operator", "apip", "pusat")),
        "assessed answer": (reverse("assessment:answer", args=[assessed]), ("operator", "apip", "penilai", "pusat")),
        "opinions": (reverse("assessment:opinions", args=closed), ("operator", "koordinator", "ketua", "pusat")),
        "plenary": (reverse("assessment:plenary", args=closed), ("ketua", "penilai", "koordinator")),
        "inbox": (reverse("inbox:inbox"), ("operator", "kepala", "apip", "penilai", "koordinator", "pusat")),
        "mayor": (reverse("assessment:mayor"), ("walikota", "koordinator", "pusat")),
        "evidence": (reverse("evidence:items"), ("operator", "kepala", "koordinator", "pusat")),
        "people": (reverse("people_list"), ("admin", "pusat")),
        "organisations": (reverse("people_organisations"), ("admin", "pusat")),
    }
    everybody = {**people, "pusat": country.everywhere}
    return {f"{name}, {who}": (address, everybody[who]) for name, (address, whose) in by_name.items() for who in whose}


def pages(country: Country) -> dict[str, Asked]:
    """Open every page once to warm it, once to measure it."""
    found = {}
    for name, (address, user) in addresses(country).items():
        client = signed_in(user)
        assert client.get(address).status_code == 200, name
        found[name] = asked(lambda client=client, address=address: client.get(address))  # type: ignore[misc]  # mypy does not infer a lambda with defaults
    for name, address in (("public region", f"/daerah/{country.places[0].region.code}/"), ("public front", "/")):
        found[name] = _public(address)
    return found


def _public(address: str) -> Asked:
    """Open a public page that nobody has opened since something was published."""
    assert Client().get(address).status_code == 200, address
    shelf.clear()
    return asked(lambda: Client().get(address))


def writes(country: Country) -> dict[str, Asked]:
    """Do each deed once, in a transaction that is taken back."""
    with transaction.atomic():
        found = {name: asked(deed) for name, deed in _deeds(country.places[0], country.everywhere).items()}
        transaction.set_rollback(True)
    return found


def _deeds(place: Place, everywhere: User) -> dict[str, Callable[[], object]]:
    people, now, dinas = place.people, timezone.now(), place.offices["dinas"].id
    draft = _answer(place.open, AnswerState.DRAFT, dinas)
    sent = _answer(place.open, AnswerState.SUBMITTED, dinas)
    approved = _answer(place.open, AnswerState.APPROVED, dinas)
    assessed = _answer(place.open, AnswerState.ASSESSED, dinas)
    assert place.ready
    ready = place.ready
    inside, outside = Opinion.INTERNAL, Opinion.OUTSIDE
    good = rules.Found("accept", "A", "Sesuai.")
    return {
        "save draft": lambda: answers.save_draft(
            by=people["operator"],
            answer_id=draft.id,
            seen=draft.version,
            value="A",
            note="Bukti di map CONTOH.",
            now=now,
        ),
        "submit": lambda: answers.submit_answer(
            by=people["operator"], answer_id=draft.id, seen=draft.version + 1, now=now
        ),
        "approve": lambda: answers.approve_answer(by=people["kepala"], answer_id=sent.id, seen=sent.version, now=now),
        "internal finding": lambda: findings.record_finding(
            by=people["apip"],
            answer_id=approved.id,
            seen=approved.version,
            opinion=inside,
            found=good,
            now=now,
        ),
        "outside finding": lambda: findings.record_finding(
            by=people["penilai"],
            answer_id=assessed.id,
            seen=assessed.version,
            opinion=outside,
            found=good,
            now=now,
        ),
        "decision": lambda: findings.decide(
            by=people["ketua"], answer_id=assessed.id, number=1, value="A", reason="Sepakat.", now=now
        ),
        "closing": lambda: closings.close_opinion(
            by=everywhere, round_id=ready.id, seen=ready.version, opinion=Opinion.SELF, now=now
        ),
    }
