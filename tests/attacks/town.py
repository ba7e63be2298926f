"""Two cities that know nothing of each other, with one of everything that a form can name."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bening.kernel.evidence.actions import items
from bening.kernel.evidence.models import Item
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.actions import invitations
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.portal.models import MistakeReport
from bening.systems.assessment.models import Opinion, Round
from bening.systems.oversight.models import Obligation
from tests.kernel.people.web import signed_in
from tests.systems.assessment.makers import NOW, City, add_person, answer_of, close, find, hand_in, make_city, start
from tests.systems.oversight.makers import add

HERE, THERE = "SebelahSini", "SebelahSana"  # words of one city that nobody of the other may read


@dataclass
class Town:
    """A city, the rows that forms name, and the word that stands in all its names."""

    city: City
    word: str
    open_round: Round
    closed_round: Round
    obligation: Obligation
    report: MistakeReport
    invitation: Any
    item: Item
    approved: Any = None
    ids: dict[str, Any] = field(default_factory=dict)

    def person(self, who: str) -> User:
        return self.city.people[who]


@transaction.atomic
def named(city: City, word: str) -> None:
    """Put the word into the names of offices and people."""
    for office in city.offices.values():
        office.name, office.short_name = f"{office.name} {word}", f"{office.short_name} {word}"
    for person in city.people.values():
        person.name = f"{person.name} {word}"
    ledger.record("sample.named", [*city.offices.values(), *city.people.values()], by=None, at=NOW)


def make_town(code: str, word: str) -> Town:
    """Make a city with an open and a closed round, an obligation, a report, an invitation and a paper."""
    city = make_city(code)
    add_person(city, "petugas", "badan", Role.OVERSIGHT, Reach.REGION)
    add_person(city, "admin", "setda", Role.ADMINISTRATOR, Reach.REGION)
    named(city, word)
    closed = start(city)
    hand_in(city, closed, {"K.1": "B", "K.2": "50"})
    find(city, closed, "apip", "K.1", "B")
    find(city, closed, "apip", "K.2", "50")
    close(city, closed, Opinion.SELF)
    opened = start(city)
    hand_in(city, opened, {"K.2": "75"})
    find(city, opened, "apip", "K.2", "70")
    obligation, today = add(city), timezone.localdate()
    report = MistakeReport(region=city.region, about=code, text=f"Keliru {word}", received_on=today)
    with transaction.atomic():
        ledger.record("portal.mistake_reported", report, by=None, at=NOW)
    invitation, token = invitations.invite(
        by=city.people["admin"], organisation_id=city.offices["badan"].id, email=f"baru.{code}@contoh.example",
        name=f"Baru {word}", role=Role.OPERATOR, reach=Reach.OFFICE, now=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    paper = items.Paper(f"SK {word}", "Gedung Contoh", "Rak 1", date(2026, 1, 2))
    item = items.add_paper(by=city.people["operator"], owner_id=city.offices["dinas"].id, paper=paper, now=NOW)
    town = Town(city, word, opened, closed, obligation, report, invitation, item)
    town.approved = answer_of(opened, "K.2").id
    post = Membership.objects.get(user=city.people["tetangga"])
    town.ids = {
        "round_id": opened.id, "answer_id": answer_of(opened).id, "obligation_id": obligation.id,
        "report_id": report.id, "invitation_id": invitation.id, "membership_id": post.id, "item_id": item.id,
        "user_id": city.people["tetangga"].id, "organisation_id": city.offices["badan"].id, "code": code,
        "token": token, "staged_id": opened.id, "link_id": item.id, "page": 1, "number": 1,
        "closing_id": opened.id,
    }  # fmt: skip
    return town


def browser(user: User | None) -> Client:
    """Return a browser with a person, or with nobody."""
    return signed_in(user) if user else Client()
