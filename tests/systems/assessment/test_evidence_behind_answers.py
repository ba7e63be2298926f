"""Evidence of an office behind its answers, brought there from the answer's own page."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client

from bening.kernel.evidence.actions import withdrawal
from bening.kernel.evidence.actions.items import Paper, Upload, add_file, add_paper
from bening.kernel.evidence.actions.links import Subject
from bening.systems.assessment.queries.evidence import SUBJECT, count_evidence
from tests.systems.assessment.makers import NOW, answer_of, make_city, start

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
