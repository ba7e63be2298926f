"""The mayor's page through the web: who gets it, how much it asks, one sheet of paper, and how it reads."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bening.kernel.people.middleware import begin_session
from bening.kernel.people.models import User
from bening.systems.assessment.models import Answer, Opinion
from tests.systems.assessment.makers import City, close, hand_in, make_city, start
from tests.systems.assessment.test_mayor import with_two_profiles

SUMMARY, SHEET = "/kerja/ringkasan/", "/kerja/ringkasan.pdf"
MOST = 12


def signed_in(user: User) -> Client:
    """Return a browser in which a person has signed in."""
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    begin_session(session, now=timezone.now())
    session.save()
    return client


def busy_city() -> City:
    """Make a city with a result and an open round of which everything is late."""
    city = make_city()
    document = with_two_profiles(("6", "4"), ("4", "6"))
    round_ = start(city, document=document)
    hand_in(city, round_, {"K.1": "B", "K.2": "75"})
    close(city, round_, Opinion.SELF)
    start(city, document=document, previous=round_.id)
    return city


def text_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [sheet.get_textpage().get_text_range() for sheet in document]


@pytest.mark.django_db
def test_the_page_is_there_for_the_mayor_and_absent_for_a_colleague_and_a_stranger() -> None:
    city, other = busy_city(), make_city("99.72")
    mayor = signed_in(city.people["walikota"])
    for address in (SUMMARY, SHEET):
        assert mayor.get(address).status_code == 200
        assert mayor.get(address, {"daerah": other.region.code}).status_code == 404
        assert signed_in(city.people["operator"]).get(address).status_code == 404
        assert signed_in(other.people["operator"]).get(address, {"daerah": city.region.code}).status_code == 404
        assert Client().get(address).status_code == 302
        assert mayor.post(address).status_code == 405


@pytest.mark.django_db
def test_the_whole_page_asks_at_most_twelve_questions() -> None:
    client = signed_in(busy_city().people["walikota"])
    with CaptureQueriesContext(connection) as found:
        answer = client.get(SUMMARY)
    assert answer.status_code == 200
    assert len(found) <= MOST


@pytest.mark.django_db
def test_the_sheet_is_one_page_and_carries_the_mark_and_the_ledger() -> None:
    content = signed_in(busy_city().people["walikota"]).get(SHEET).content
    sheets = text_of(content)
    assert len(sheets) == 1
    for part in ("CONTOH, bukan dokumen resmi", "Buku catatan: peristiwa", "Untuk dibacakan", "Halaman 1 dari 1"):
        assert part in sheets[0]
    # A PDF always opens as bytes.
    # ast-grep-ignore: text-has-an-encoding
    with pikepdf.open(io.BytesIO(content)) as document:
        assert [round(float(side)) for side in document.pages[0].mediabox] == [0, 0, 595, 842]


@pytest.mark.django_db
def test_a_sheet_with_much_to_say_stays_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from bening.systems.assessment.presenting_mayor import parts  # noqa: PLC0415  # what is stretched

    city = busy_city()
    long_ago = timezone.localdate() - timedelta(days=90)
    Answer.objects.update(due_on=long_ago)
    one = parts.Late("Dinas Contoh dengan Nama yang Panjang Sekali", "K.1 Satu indikator; " * 6, "", "terlambat", True)
    monkeypatch.setattr(parts, "late", lambda _page: [one] * 25)
    sheets = text_of(signed_in(city.people["walikota"]).get(SHEET).content)
    assert len(sheets) == 1
    assert sheets[0].count("Dinas Contoh dengan Nama") >= 25


@pytest.mark.django_db
def test_a_region_without_rounds_is_told_how_to_begin_and_prints_as_well() -> None:
    client = signed_in(make_city().people["walikota"])
    assert "Belum ada yang dapat diringkas" in client.get(SUMMARY).content.decode()
    assert len(text_of(client.get(SHEET).content)) == 1


@pytest.mark.django_db
def test_page_and_sheet_of_a_round_say_that_nothing_is_answered_and_lead_to_the_other_round() -> None:
    city = busy_city()
    other = start(city, title="Ronde kedua")
    client = signed_in(city.people["walikota"])
    page = client.get(SUMMARY, {"ronde": str(other.id)}).content.decode()
    assert "<strong>Ronde kedua</strong>" in page
    assert "Belum ada perkiraan: 0 dari 2 indikator sudah dijawab." in page
    assert f"{SHEET}?daerah={city.region.code}&amp;ronde={other.id}" in page
    sheet = text_of(client.get(SHEET, {"ronde": str(other.id)}).content)[0]
    assert "Ronde kedua: belum ada perkiraan: 0 dari 2 indikator sudah dijawab" in sheet


@pytest.mark.django_db
def test_the_table_of_the_chart_names_its_thresholds_where_a_phone_has_no_room_for_them() -> None:
    page = signed_in(busy_city().people["walikota"]).get(SUMMARY).content.decode()
    assert '<td>Ambang penilaian akhir</td><td class="num">8</td>' in page
