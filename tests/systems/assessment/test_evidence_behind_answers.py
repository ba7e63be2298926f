"""Evidence of an office behind its answers, brought there from the answer's own page."""

from copy import deepcopy
from datetime import date
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bening.kernel.evidence import queries
from bening.kernel.evidence.actions import links, withdrawal
from bening.kernel.evidence.actions.items import Paper, Upload, add_file, add_paper
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.models import Item
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import Absent
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.systems.assessment.models import Answer
from bening.systems.assessment.queries.evidence import SUBJECT, count_evidence
from tests.systems.assessment.makers import (
    DOCUMENT,
    NOW,
    TODAY,
    City,
    add_person,
    answer_of,
    find,
    hand_in,
    make_city,
    stage,
    start,
)

pytestmark = pytest.mark.django_db


def test_what_the_office_has_is_placed_behind_an_answer_and_others_cannot(settings: object) -> None:
    city = make_city()
    answer = answer_of(start(city))
    paper = Paper("SK agen perubahan", "Ruang arsip", "Rak 3", date(2026, 2, 1))
    item = add_paper(by=city.people["operator"], owner_id=city.offices["dinas"].id, paper=paper, now=NOW)
    path = f"/kerja/penilaian/indikator/{answer.id}/bukti/"
    client = Client()
    for name, status in (("tetangga", 404), ("koordinator", 404), ("operator", 302)):
        client = Client()
        client.force_login(city.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        settings.BENING_SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]  # pytest-django's fixture
        assert client.post(path, {"bukti": str(item.id)}).status_code == status, name
    assert count_evidence(answer) == 1
    assert client.post(path, {}).status_code == 422
    page = client.get(f"/kerja/penilaian/indikator/{answer.id}/").content.decode()
    assert "SK agen perubahan" in page


def test_evidence_that_was_withdrawn_no_longer_counts() -> None:
    city = make_city()
    answer = answer_of(start(city))
    behind = Subject(SUBJECT, answer.id)
    upload = Upload(BytesIO(b"Daftar agen perubahan."), "daftar.txt", date(2026, 2, 1))
    item = add_file(
        by=city.people["operator"], owner_id=city.offices["dinas"].id, upload=upload, now=NOW, behind=behind
    )
    assert count_evidence(answer) == 1
    asked = withdrawal.ask_withdrawal(
        by=city.people["kepala"], item_id=item.id, seen=item.version, ground="personal", reason="Memuat NIK.", now=NOW
    )
    withdrawal.confirm_withdrawal(by=city.people["koordinator"], item_id=item.id, seen=asked.version, now=NOW)
    assert count_evidence(answer) == 0


def test_evidence_of_the_last_round_is_offered_again_to_who_answers(settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    city = make_city()
    first = start(city)
    before = answer_of(first)
    operator, owner = city.people["operator"], city.offices["dinas"].id
    held = [Paper(name, "Ruang arsip", "Rak 3", date(2025, 2, 1)) for name in ("SK agen", "SK lama", "SK lain")]
    told, old, _other = [add_paper(by=operator, owner_id=owner, paper=paper, now=NOW) for paper in held]
    for item in (told, old):
        links.link(by=operator, item_id=item.id, behind=Subject(SUBJECT, before.id), now=NOW)
    answer = answer_of(start(city, previous=first.id))
    page = shown(operator, answer)
    assert (page.count(" checked>"), "SK agen" in page, "Bukti dari ronde lalu" in page) == (2, True, True)
    assert "Ambil dari bukti kantor (1)" in " ".join(page.split()).replace("</svg>", "")
    client = signed_in(operator)
    client.post(f"/kerja/penilaian/indikator/{answer.id}/bukti/", {"bukti": str(told.id)})
    assert count_evidence(answer) == 1
    page = shown(operator, answer)
    assert page.count(" checked>") == 1
    assert "Bukti dari ronde lalu" not in shown(city.people["koordinator"], answer)
    assert "Bukti dari ronde lalu" not in shown(operator, answer_of(first))


def test_what_the_instrument_changed_stands_at_the_indicator(settings: Settings) -> None:
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    city = make_city()
    first = start(city)
    changed = deepcopy(DOCUMENT)
    changed["tree"][0]["children"][0]["question"] = "Satu yang lain?"
    second = start(city, previous=first.id, document=changed)
    words = "Instrumen berubah sejak ronde lalu"
    page = shown(city.people["operator"], answer_of(second, "K.1"))
    assert words in page
    assert "Bunyi pertanyaan: “Satu?” menjadi “Satu yang lain?”." in page
    assert words not in shown(city.people["operator"], answer_of(second, "K.2"))
    assert words not in shown(city.people["operator"], answer_of(first, "K.1"))


def paper(city: City, title: str, office: str = "dinas") -> Item:
    """Bring a paper of an office."""
    who = city.people["operator" if office == "dinas" else "tetangga"]
    given = Paper(title, "Ruang arsip", "Rak 3", date(2026, 2, 1))
    return add_paper(by=who, owner_id=city.offices[office].id, paper=given, now=NOW)


def full(code: str) -> City:
    """Make a city with evidence that nobody uses, behind a draft, behind what is handed in, and of another office."""
    city = make_city(code)
    add_person(city, "koordinator kantor", "badan", Role.COORDINATOR, Reach.OFFICE)
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    _loose, drafted, used = (paper(city, f"CONTOH {name} {code}") for name in ("lepas", "draf", "dipakai"))
    for item, indicator in ((drafted, "K.2"), (used, "K.1")):
        behind = Subject(SUBJECT, answer_of(round_, indicator).id)
        links.link(by=city.people["operator"], item_id=item.id, behind=behind, now=NOW)
    paper(city, f"CONTOH kantor lain {code}", "badan")
    hand_in(city, round_, {"K.1": "A"})
    find(city, round_, "apip", "K.1", "A")
    return city


def seen(who: User) -> tuple[set[str], set[str]]:
    """Return the titles that a person's list shows, and of all evidence those whose page opens for them."""
    listed = {item.title for item in queries.page_of_items(who, TODAY, queries.Filters(), "1")}
    opened = set()
    for item in Item.objects.all():
        try:
            opened.add(queries.get_item(who, TODAY, item.id).title)
        except Absent:
            continue
    return listed, opened


def test_the_list_of_evidence_shows_what_opens_for_the_person_and_nothing_else() -> None:
    city, other = full("99.71"), full("99.72")
    wide = city.people["walikota"]
    granted = Membership(
        user=wide, organisation=other.offices["setda"], role=Role.COORDINATOR, reach=Reach.REGION,
        region=other.region, starts_on=date(2025, 1, 1),
    )  # fmt: skip
    with transaction.atomic():
        ledger.record("people.role_granted", granted, by=None, at=NOW)
    behind = {f"CONTOH {name} {code}" for name in ("draf", "dipakai") for code in ("99.71", "99.72")}
    expected = {"walikota": behind, "operator": {f"CONTOH {name} 99.71" for name in ("lepas", "draf", "dipakai")}}
    expected |= {"koordinator": {name for name in behind if name.endswith("99.71")}, "koordinator kantor": set()}
    expected |= {name: {"CONTOH dipakai 99.71"} for name in ("apip", "penilai", "ketua")}
    for name in city.people:
        listed, opened = seen(city.people[name])
        assert listed == opened, name
        assert listed == expected.get(name, listed), name


def test_evidence_stands_behind_answers_of_its_own_region_alone() -> None:
    city, other = make_city(), make_city("99.72")
    operator = city.people["operator"]
    both = Membership(
        user=operator, organisation=other.offices["dinas"], role=Role.OPERATOR, reach=Reach.OFFICE,
        region=other.region, starts_on=date(2025, 1, 1),
    )  # fmt: skip
    with transaction.atomic():
        ledger.record("people.role_granted", both, by=None, at=NOW)
    item = paper(city, "CONTOH")
    far, near = Subject(SUBJECT, answer_of(start(other)).id), Subject(SUBJECT, answer_of(start(city)).id)
    with pytest.raises(Absent):
        links.link(by=operator, item_id=item.id, behind=far, now=NOW)
    assert links.link(by=operator, item_id=item.id, behind=near, now=NOW).item == item


def test_a_list_of_evidence_is_counted_and_read_by_two_statements() -> None:
    city = full("99.71")
    for name in ("koordinator", "operator"):
        with CaptureQueriesContext(connection) as asked:
            assert list(queries.page_of_items(city.people[name], TODAY, queries.Filters(), "1"))
        assert len(asked) == 2


@pytest.mark.parametrize(
    ("number", "shown_page", "rows"),
    [(None, 1, 50), ("1", 1, 50), ("2", 2, 3), ("9", 2, 3), ("0", 2, 3), ("-1", 2, 3), ("x", 1, 50), ("9" * 40, 2, 3)],
)
def test_each_number_of_a_page_shows_what_it_always_shows(number: str | None, shown_page: int, rows: int) -> None:
    city = make_city()
    for at in range(53):
        paper(city, f"CONTOH {at:02}")
    found = queries.page_of_items(city.people["operator"], TODAY, queries.Filters(), number)
    assert (found.number, found.paginator.count, found.paginator.num_pages) == (shown_page, 53, 2)
    expected = list(queries.list_items(city.people["operator"], TODAY, queries.Filters()))
    assert list(found) == expected[(shown_page - 1) * 50 :][:50]
    assert len(list(found)) == rows


def shown(who: User, answer: Answer) -> str:
    return str(signed_in(who).get(f"/kerja/penilaian/indikator/{answer.id}/").content.decode())


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
