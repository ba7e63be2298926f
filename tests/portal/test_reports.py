"""Reporting a mistake without an account; the coordinator of the region alone reads and answers."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from bening.kernel.inbox.registry import count_for, waiting_for
from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from bening.kernel.people.models import Membership, Reach, Role, User
from bening.portal import actions, rules
from bening.portal.about import in_words
from bening.portal.models import MistakeReport, ReportState
from bening.systems.assessment.models import Closing
from tests.portal.makers import City, hold, kota_blitar, make_city, signed_in
from tests.systems.assessment.makers import add_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # in Jakarta it is the third
DAY = date(2026, 3, 3)
ABOUT = "99.71/monev"


@pytest.fixture
def city() -> City:
    city = make_city()
    hold(city)
    return city


def report(about: str = ABOUT, contact: str = "warga@contoh.example", now: datetime = NOW) -> MistakeReport:
    return actions.report_mistake(about=about, text="Angka K2.1 keliru.", contact=contact, now=now)


def send(**values: str) -> Any:
    return Client().post("/kekeliruan/", {"tentang": ABOUT, "text": "Angka K2.1 keliru.", **values})


# --- sending ----------------------------------------------------------------------------------------------------------


def test_anybody_can_send_a_report_without_an_account(city: City) -> None:
    form = Client().get(f"/kekeliruan/?tentang={ABOUT}")
    assert form.status_code == 200
    assert form.headers["Cache-Control"] == "no-store"
    answer = Client(enforce_csrf_checks=True).post("/kekeliruan/", {"tentang": ABOUT, "text": "Angka keliru."})
    assert answer.status_code == 200
    assert "Terima kasih" in answer.content.decode()
    assert not answer.cookies
    assert not form.cookies
    kept = MistakeReport.objects.get()
    assert (kept.about, kept.region_id, kept.text, kept.contact, kept.state) == (
        ABOUT, "99.71", "Angka keliru.", "", ReportState.NEW,
    )  # fmt: skip


def test_the_day_is_kept_and_neither_the_hour_nor_the_network(city: City) -> None:
    kept = report()
    assert kept.received_on == DAY
    names = {column.name for column in MistakeReport._meta.concrete_fields}
    assert names == {
        "id", "version", "salt", "region", "about", "text", "contact", "state", "answer", "received_on", "closed_on",
    }  # fmt: skip
    event = Event.objects.get(kind="portal.mistake_reported")
    assert event.actor is None
    assert event.at == datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # the first moment of that day in Jakarta


@pytest.mark.parametrize(
    "values",
    [{"text": ""}, {"text": "   "}, {"text": "x" * 4001}, {"contact": "x" * 201}],
    ids=["none", "blank", "long", "contact"],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(city: City, values: dict[str, str]) -> None:
    answer = send(**values)
    assert answer.status_code == 422
    assert not MistakeReport.objects.exists()


def test_what_was_typed_is_still_there_after_a_mistake(city: City) -> None:
    answer = send(text="Angka <keliru>.", contact="x" * 201)
    assert "Angka &lt;keliru&gt;." in answer.content.decode()


def test_a_machine_that_fills_the_hidden_field_learns_nothing(city: City) -> None:
    answer = send(situs="http://spam.example")
    assert answer.status_code == 200
    assert not MistakeReport.objects.exists()


def test_a_body_beyond_the_limit_is_refused(city: City) -> None:
    answer = Client().post(f"/kekeliruan/?tentang={ABOUT}", {"tentang": ABOUT, "text": "x" * 70_000})
    assert answer.status_code == 413
    assert not MistakeReport.objects.exists()


@pytest.mark.parametrize("about", ["", "x", "12.34/monev", "99.71/<script>", "99.71/" + "a" * 300, "99.71/a/b/c/d"])
def test_a_report_about_nothing_public_answers_404(city: City, about: str) -> None:
    assert Client().get("/kekeliruan/", {"tentang": about}).status_code == 404
    assert Client().post("/kekeliruan/", {"tentang": about, "text": "Angka keliru."}).status_code == 404
    with pytest.raises(Absent):
        report(about)


def test_a_flood_is_stopped_for_the_day(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_NEW_A_DAY", 2)
    report()
    report()
    with pytest.raises(Refused):
        report()
    report(now=NOW + timedelta(days=1))


def test_the_form_speaks_english_at_its_english_address(city: City) -> None:
    answer = Client().get(f"/en/kekeliruan/?tentang={ABOUT}")
    assert '<html lang="en">' in answer.content.decode()
    assert 'href="/en/daerah/99.71/"' in answer.content.decode()


# --- reading and answering --------------------------------------------------------------------------------------------


def test_the_coordinator_reads_answers_and_closes(city: City) -> None:
    kept = report()
    client = signed_in(city.people["koordinator"])
    assert f"/kekeliruan/masuk/{kept.pk}/" in client.get("/kekeliruan/masuk/").content.decode()
    page = client.get(f"/kekeliruan/masuk/{kept.pk}/").content.decode()
    assert "Angka K2.1 keliru." in page
    assert "warga@contoh.example" in page
    sent = client.post(f"/kekeliruan/masuk/{kept.pk}/jawab/", {"seen": kept.version, "answer": "Sudah diperbaiki."})
    assert sent.status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.answer) == (ReportState.ANSWERED, "Sudah diperbaiki.")
    assert client.post(f"/kekeliruan/masuk/{kept.pk}/tutup/", {"seen": kept.version}).status_code == 302
    kept.refresh_from_db()
    assert kept.state == ReportState.CLOSED
    assert kept.closed_on is not None
    assert "Sudah diperbaiki." in client.get(f"/kekeliruan/masuk/{kept.pk}/").content.decode()
    assert verify().problem is None


def test_a_colleague_and_the_coordinator_of_another_city_get_what_does_not_exist(city: City) -> None:
    kept, other = report(), make_city("99.72")
    absent = "00000000-0000-4000-8000-000000000000"
    for person in (city.people["walikota"], city.people["apip"], other.people["koordinator"]):
        client = signed_in(person)
        asked = []
        for report_id in (kept.pk, absent):
            with CaptureQueriesContext(connection) as queries:
                answers = [
                    client.get(f"/kekeliruan/masuk/{report_id}/"),
                    client.post(f"/kekeliruan/masuk/{report_id}/jawab/", {"seen": 1, "answer": "x"}),
                    client.post(f"/kekeliruan/masuk/{report_id}/tutup/", {"seen": 1}),
                ]
            assert [answer.status_code for answer in answers] == [404, 404, 404]
            asked.append([re.split(r"WHERE|_x\d", query["sql"])[0] for query in queries])
        assert asked[0] == asked[1]
    assert signed_in(city.people["walikota"]).get("/kekeliruan/masuk/").status_code == 404
    assert ABOUT not in signed_in(other.people["koordinator"]).get("/kekeliruan/masuk/").content.decode()


def administrator(city: City) -> User:
    return add_person(city, "administrator", "badan", Role.ADMINISTRATOR, Reach.REGION)


def test_what_nobody_of_the_region_reads_goes_to_the_administrator_of_this_installation(city: City) -> None:
    runs = administrator(city)
    kept = report(f"{kota_blitar().code}/monev")
    client = signed_in(runs)
    assert f"/kekeliruan/masuk/{kept.pk}/" in client.get("/kekeliruan/masuk/").content.decode()
    assert client.get(f"/kekeliruan/masuk/{kept.pk}/").status_code == 200
    sent = client.post(f"/kekeliruan/masuk/{kept.pk}/jawab/", {"seen": kept.version, "answer": "Diteruskan."})
    assert sent.status_code == 302
    for person in (city.people["koordinator"], city.people["walikota"]):
        assert signed_in(person).get(f"/kekeliruan/masuk/{kept.pk}/").status_code == 404
    assert [one.title for one in waiting_for(runs, DAY) if one.href.startswith("/kekeliruan/")] == []
    report(kept.about)
    assert len([one for one in waiting_for(runs, DAY) if one.href.startswith("/kekeliruan/")]) == 1


def test_an_administrator_does_not_read_what_the_coordinator_reads(city: City) -> None:
    kept = report()
    assert signed_in(administrator(city)).get(f"/kekeliruan/masuk/{kept.pk}/").status_code == 404


def test_a_region_whose_coordinator_left_is_read_by_its_own_administrator_alone(city: City) -> None:
    kept, other = report(), make_city("99.72")
    own, far = administrator(city), administrator(other)
    Membership.objects.filter(user=city.people["koordinator"]).update(ends_on=date(2026, 1, 1))
    assert signed_in(own).get(f"/kekeliruan/masuk/{kept.pk}/").status_code == 200
    for person in (far, city.people["koordinator"]):
        assert signed_in(person).get(f"/kekeliruan/masuk/{kept.pk}/").status_code == 404


def test_the_form_says_who_reads_the_report(city: City) -> None:
    blitar = kota_blitar()

    def words(code: str) -> str:
        return Client().get(f"/kekeliruan/?tentang={code}").content.decode()

    assert f"dibaca koordinator {city.region.name}" in words(city.region.code)
    assert "belum ada yang membacanya" in words(blitar.code)
    administrator(city)
    assert "dibaca administrator yang mengelola pemasangan ini, bukan pemerintah Kota Blitar" in words(blitar.code)
    Membership.objects.filter(user=city.people["koordinator"]).update(ends_on=date(2026, 1, 1))
    assert "dibaca administratornya" in words(city.region.code)
    sent = Client().post("/kekeliruan/", {"tentang": blitar.code, "text": "Angka keliru."}).content.decode()
    assert "bukan pemerintah Kota Blitar" in sent


def test_reports_are_searched_and_an_empty_list_leads_back(city: City) -> None:
    kept = report()
    client = signed_in(city.people["koordinator"])
    assert str(kept.pk) in client.get("/kekeliruan/masuk/?q=K2.1").content.decode()
    page = client.get("/kekeliruan/masuk/?q=tiada&keadaan=new").content.decode()
    assert str(kept.pk) not in page
    assert "Tidak ada laporan yang cocok" in page
    assert 'href="/kekeliruan/masuk/"' in page


def test_a_stranger_is_sent_to_sign_in(city: City) -> None:
    kept = report()
    for path in ("/kekeliruan/masuk/", f"/kekeliruan/masuk/{kept.pk}/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("who", ["walikota", "apip", "operator"])
def test_the_actions_ask_the_right_themselves(city: City, who: str) -> None:
    kept = report()
    with pytest.raises(Absent):
        actions.answer_report(by=city.people[who], report_id=kept.pk, seen=1, answer="x", now=NOW)
    with pytest.raises(Absent):
        actions.close_report(by=city.people[who], report_id=kept.pk, seen=1, now=NOW)


def test_who_saw_an_older_text_is_told_and_loses_nothing(city: City) -> None:
    kept, by = report(), city.people["koordinator"]
    actions.answer_report(by=by, report_id=kept.pk, seen=1, answer="Pertama.", now=NOW)
    with pytest.raises(Changed):
        actions.answer_report(by=by, report_id=kept.pk, seen=1, answer="Kedua.", now=NOW)
    answer = signed_in(by).post(f"/kekeliruan/masuk/{kept.pk}/jawab/", {"seen": 1, "answer": "Kedua."})
    assert answer.status_code == 409
    assert "Kedua." in answer.content.decode()


def test_a_closed_report_takes_no_answer(city: City) -> None:
    kept, by = report(), city.people["koordinator"]
    closed = actions.close_report(by=by, report_id=kept.pk, seen=1, now=NOW)
    with pytest.raises(Refused):
        actions.answer_report(by=by, report_id=kept.pk, seen=closed.version, answer="x", now=NOW)
    with pytest.raises(Refused):
        actions.close_report(by=by, report_id=kept.pk, seen=closed.version, now=NOW)


def test_new_reports_wait_in_the_inbox_of_the_coordinator_alone(city: City) -> None:
    report()
    coordinator, mayor = city.people["koordinator"], city.people["walikota"]
    today = date(2026, 3, 4)
    waiting = [one for one in waiting_for(coordinator, today) if one.href.startswith("/kekeliruan/")]
    assert [one.title for one in waiting] == ["Laporan kekeliruan: monev"]
    assert not [one for one in waiting_for(mayor, today) if one.href.startswith("/kekeliruan/")]
    before = count_for(coordinator, today)
    actions.close_report(by=coordinator, report_id=MistakeReport.objects.get().pk, seen=1, now=NOW)
    assert count_for(coordinator, today) == before - 1


def test_the_list_asks_the_same_number_of_questions_for_many(city: City) -> None:
    client = signed_in(city.people["koordinator"])
    report()
    with CaptureQueriesContext(connection) as few:
        client.get("/kekeliruan/masuk/")
    for _ in range(60):
        report()
    with CaptureQueriesContext(connection) as many:
        page = client.get("/kekeliruan/masuk/").content.decode()
    assert len(many) == len(few) <= 12
    assert page.count("/kekeliruan/masuk/") >= 50
    assert page.count("Angka K2.1 keliru.") == 50


# --- forgetting -------------------------------------------------------------------------------------------------------


def test_the_contact_goes_ninety_days_after_closing_and_its_salt_with_it(city: City) -> None:
    by = city.people["koordinator"]
    closed, kept_open = report(), report()
    closed = actions.close_report(by=by, report_id=closed.pk, seen=1, now=NOW)
    salt = bytes(closed.salt)
    assert actions.erase_contacts(now=NOW + timedelta(days=89)) == 0
    assert actions.erase_contacts(now=NOW + timedelta(days=90)) == 1
    assert actions.erase_contacts(now=NOW + timedelta(days=90)) == 0
    closed.refresh_from_db()
    kept_open.refresh_from_db()
    assert (closed.contact, kept_open.contact) == ("", "warga@contoh.example")
    assert bytes(closed.salt) != salt
    assert verify().problem is None


def test_a_report_about_the_published_facts_can_be_sent_too(city: City) -> None:
    kota_blitar()
    assert report("35.72/baseline").region_id == "35.72"


def test_what_a_report_is_about_stands_in_words_wherever_it_is_shown(city: City) -> None:
    closing, dinas = Closing.objects.get(is_official=True), city.offices["dinas"]
    title, node = closing.round.title, "K2.1"
    told = {
        "99.71": "halaman daerah",
        f"99.71/{closing.pk}": title,
        f"99.71/{closing.pk}/{node}": f"{title}, {node} ",
        f"99.71/lhkpn/2025/{dinas.pk}": f"LHKPN 2025, {dinas.name}",
        "35.72/komponen": "Komponen",
        "99.71/apa-saja": "apa-saja",
    }
    found = in_words(told, "id")
    assert {about: words[: len(told[about])] for about, words in found.items()} == told
    kept = report(f"99.71/{closing.pk}/{node}")
    words = found[kept.about]
    form = Client().get("/kekeliruan/", {"tentang": kept.about}).content.decode()
    coordinator = signed_in(city.people["koordinator"])
    shown = coordinator.get(f"/kekeliruan/masuk/{kept.pk}/").content.decode()
    for page in (form, coordinator.get("/kekeliruan/masuk/").content.decode(), shown):
        assert escape(words) in page
    assert f'href="/daerah/99.71/hasil/{closing.pk}/"' in shown
    assert "Laporan kekeliruan: K2.1" in [one.title for one in waiting_for(city.people["koordinator"], DAY)]


def test_a_result_that_is_not_public_is_not_named(city: City) -> None:
    closing = Closing.objects.get(is_official=True)
    Closing.objects.filter(pk=closing.pk).update(is_official=False)
    about = f"99.71/{closing.pk}/K2.1"
    assert in_words([about], "id") == {about: f"{closing.pk}, K2.1"}


def test_the_words_of_many_reports_ask_no_more_than_those_of_one(city: City) -> None:
    closing = Closing.objects.get(is_official=True)
    asked = []
    for count in (1, 12):
        with CaptureQueriesContext(connection) as found:
            in_words([f"99.71/{closing.pk}/K{at}" for at in range(count)], "id")
        asked.append(len(found))
    assert max(asked) <= 3
