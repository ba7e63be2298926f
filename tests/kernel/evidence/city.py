"""A city of two offices and its people; notes stand for what evidence is put behind: who wrote one may see it."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from bening.kernel.evidence import holders
from bening.kernel.evidence.actions import items
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.holders import Described
from bening.kernel.evidence.models import Item
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.models import Membership, Organisation, Reach, Region, Role, User
from tests.kernel.evidence import samples
from tests.sample.models import Note

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SUBJECT = "sample.note"


@dataclass(frozen=True)
class City:
    """Two offices; those who may (operator, head), a colleague of the other office, and people around them."""

    office: Organisation
    other: Organisation
    operator: User
    head: User
    colleague: User
    other_head: User
    coordinator: User
    own_coordinator: User
    administrator: User
    stranger: User


def person(name: str) -> User:
    row = User(email=f"{name}@contoh.test", name=f"CONTOH {name}")
    row.set_unusable_password()
    return row


@transaction.atomic
def make_city() -> City:
    region = Region.objects.create(code="99.71", name="Kota Contoh", kind="city")
    elsewhere = Region.objects.create(code="99.72", name="Kota Contoh Lain", kind="city")
    office, other, secretariat, far = (
        Organisation(region=place, name=f"{name} Contoh", short_name=name)
        for name, place in (("Dinas", region), ("Badan", region), ("Sekretariat", region), ("Jauh", elsewhere))
    )
    names = (
        "operator", "head", "colleague", "other_head", "coordinator", "own_coordinator", "administrator", "stranger",
    )  # fmt: skip
    people = {name: person(name) for name in names}
    ledger.record("sample.made", [office, other, secretariat, far, *people.values()], by=None, at=NOW)
    posts = [
        ("operator", office, Role.OPERATOR, Reach.OFFICE),
        ("head", office, Role.HEAD, Reach.OFFICE),
        ("colleague", other, Role.OPERATOR, Reach.OFFICE),
        ("other_head", other, Role.HEAD, Reach.OFFICE),
        ("coordinator", secretariat, Role.COORDINATOR, Reach.REGION),
        ("own_coordinator", office, Role.COORDINATOR, Reach.REGION),
        ("administrator", secretariat, Role.ADMINISTRATOR, Reach.REGION),
        ("stranger", far, Role.COORDINATOR, Reach.REGION),
    ]
    ledger.record("sample.posted", [post(people[who], *what) for who, *what in posts], by=None, at=NOW)  # type: ignore[arg-type]  # typed loosely to stay short
    return City(office, other, **people)


def post(user: User, organisation: Organisation, role: Role, reach: Reach) -> Membership:
    return Membership(
        user=user, organisation=organisation, role=role, reach=reach, region=organisation.region, starts_on=TODAY
    )


@contextmanager
def notes_hold_evidence() -> Iterator[None]:
    """A note is seen by whom its text names, linked to by them, and public where its text ends with "!"."""

    def describe(user: User, day: date, subjects: Sequence[UUID]) -> dict[UUID, Described]:
        notes = Note.objects.filter(pk__in=subjects, text__contains=user.name)
        return {note.pk: Described(note.text, f"/catatan/{note.pk}/") for note in notes}

    holders.register(
        SUBJECT,
        visible=lambda user, _day: Note.objects.filter(text__contains=user.name).values("pk"),
        may_link=lambda user, note, _day, _region: Note.objects.filter(pk=note, text__contains=user.name).exists(),
        is_public=lambda: Note.objects.filter(text__endswith="!").values("pk"),
        describe=describe,
    )
    try:
        yield
    finally:
        holders.forget(SUBJECT)


@transaction.atomic
def note(*people: User, end: str = "") -> Subject:
    text = ", ".join(user.name for user in people) + end
    return Subject(SUBJECT, ledger.record("sample.note_written", Note(text=text), by=None, at=NOW).pk)


def upload(content: bytes = samples.TEXT, name: str = "Notulen CONTOH.txt", title: str = "") -> items.Upload:
    return items.Upload(io.BytesIO(content), name, TODAY, title)


def add(city: City, content: bytes = samples.TEXT, name: str = "Notulen CONTOH.txt", **more: object) -> Item:
    values = {"by": city.operator, "owner_id": city.office.pk, "now": NOW} | more
    return items.add_file(upload=upload(content, name), **values)  # type: ignore[arg-type]  # typed loosely to stay short


def later(**span: int) -> datetime:
    return NOW + timedelta(**span)
