"""The daily list of the product does what it says, three days and ninety days later; nothing else is touched."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from bening.kernel.daily.actions import run_due
from bening.kernel.daily.models import Turn
from bening.kernel.daily.registry import works
from bening.kernel.evidence import store
from bening.kernel.evidence.actions import items
from bening.kernel.evidence.models import Blob, Opening
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.measures.models import DailyValue
from bening.portal import actions as portal
from bening.portal.models import MistakeReport
from bening.systems.assessment.actions import sheets
from bening.systems.assessment.models import Answer, StagedImport
from bening.systems.assessment.queries import sheets as sheet_queries
from bening.systems.assessment.worksheet.writing import worksheet_file
from tests.portal.makers import City, hold
from tests.systems.assessment.makers import NOW, TODAY, start
from tests.systems.oversight.makers import fill, with_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> City:
    settings.MEDIA_ROOT = tmp_path / "files"
    return with_officer()


def after(**terms: float) -> dict[str, int]:
    """Do what is due some time after the present of the tests, and give how much that was."""
    done = run_due(clock=lambda: NOW + timedelta(**terms), is_ending=lambda: False)
    assert not any(one.reference or one.is_held for one in done)
    return {one.work.name: one.amount for one in done}


def test_contacts_are_erased_ninety_days_after_closing(city: City) -> None:
    hold(city)
    report = portal.report_mistake(about="99.71/monev", text="CONTOH keliru.", contact="warga@contoh.example", now=NOW)
    portal.close_report(by=city.people["koordinator"], report_id=report.pk, seen=1, now=NOW)
    assert after(days=89)["portal.contacts"] == 0
    assert MistakeReport.objects.get().contact == "warga@contoh.example"
    assert after(days=90, hours=12)["portal.contacts"] == 1
    assert MistakeReport.objects.get().contact == ""
    assert Event.objects.filter(kind="portal.contacts_erased").count() == 1
    assert verify().problem is None


def test_sheets_that_nobody_confirmed_go(city: City) -> None:
    round_ = start(city)
    by = city.people["operator"]
    content = worksheet_file(sheet_queries.worksheet(by, round_.id, TODAY), NOW)
    sheets.stage_answers(by=by, round_id=round_.id, content=content, file="a.xlsx", now=NOW)
    answers = Answer.objects.count()
    assert after(hours=23)["assessment.sheets"] == 0
    assert StagedImport.objects.count() == 1
    assert after(days=3)["assessment.sheets"] == 1
    assert StagedImport.objects.count() == 0
    assert Answer.objects.count() == answers


def test_what_nothing_holds_and_openings_past_their_term_go(city: City) -> None:
    by, office = city.people["operator"], city.offices["dinas"]
    upload = items.Upload(io.BytesIO(b"CONTOH notulen\n"), "CONTOH.txt", TODAY, "")
    item = items.add_file(by=by, owner_id=office.pk, upload=upload, now=NOW)
    lost = store.write([b"tanpa baris"], at_most=100)
    lost.place(at=NOW)
    old, new = (
        Opening.objects.create(item=item, user=city.people["kepala"], at=NOW - timedelta(days=days))
        for days in (2 * 365 - 2, 2 * 365 - 4)
    )
    assert after(hours=20)["evidence.sweep"] == 0
    assert store.path_of(lost.sha256).exists()
    assert after(days=3)["evidence.sweep"] == 2
    assert not store.path_of(lost.sha256).exists()
    assert store.path_of(str(item.blob_id)).exists()
    assert list(Opening.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk


def test_every_figure_is_written_down_for_the_day_in_the_time_zone_of_the_region(city: City) -> None:
    fill(city, {"Dinas Contoh": (10, 7)})
    evening = datetime(2026, 3, 5, 19, 0, tzinfo=UTC)  # in Jakarta it is two in the morning of the sixth
    written = {one.work.name: one.amount for one in run_due(clock=lambda: evening, is_ending=lambda: False)}
    assert written["measures.record"] == 2
    found = DailyValue.objects.values_list("measure", "organisation__short_name", "day", "value").order_by("pk")
    day = date(2026, 3, 6)
    name = "oversight.lhkpn_compliance"
    assert set(found) == {(name, None, day, "70.00"), (name, "Dinas", day, "70.00")}


def test_sessions_that_are_over_go_and_nobody_is_signed_out(city: City) -> None:
    for key, days in (("lama", 2), ("baru", 4)):
        Session.objects.create(session_key=key, session_data="x", expire_date=NOW + timedelta(days=days))
    assert after(days=3)["people.sessions"] == 1
    assert Session.objects.get().session_key == "baru"


def test_a_day_without_anything_to_do_writes_no_event(city: City) -> None:
    after(days=1)
    events, blobs = Event.objects.count(), Blob.objects.count()
    done = after(days=3)
    assert list(done) == [work.name for work in works()] == sorted(Turn.objects.values_list("name", flat=True))
    assert (Event.objects.count(), Blob.objects.count()) == (events, blobs)
    assert after(days=3) == {}
