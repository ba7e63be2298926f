"""Evidence of an office behind its answers, brought there from the answer's own page."""

from copy import deepcopy
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pytest_django import Settings

from bening.kernel.evidence.actions import links, withdrawal
from bening.kernel.evidence.actions.items import Paper, Upload, add_file, add_paper
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.people.models import User
from bening.systems.assessment.models import Answer
from bening.systems.assessment.queries.evidence import SUBJECT, count_evidence
from tests.systems.assessment.makers import DOCUMENT, NOW, answer_of, make_city, start

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
    assert "K.1, bunyi pertanyaan: Satu? menjadi Satu yang lain?." in page
    assert words not in shown(city.people["operator"], answer_of(second, "K.2"))
    assert words not in shown(city.people["operator"], answer_of(first, "K.1"))


def shown(who: User, answer: Answer) -> str:
    return str(signed_in(who).get(f"/kerja/penilaian/indikator/{answer.id}/").content.decode())


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
