"""The whole sample city, built once as `bening demo` builds it: its totals, the order of its days, its ledger."""

import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from bening.config import demo
from bening.kernel.inbox.registry import count_for
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.models import Membership, Role
from bening.kernel.people.queries import sample_memberships
from bening.portal.models import MistakeReport
from bening.portal.pages import shelf
from bening.systems.assessment.models import Closing, Opinion, Round, RoundState

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
CITY = "99.71"
pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    settings.MEDIA_ROOT = tmp_path
    shelf.clear()
    demo.build(NOW)
    yield CITY
    demo.set_known(None)
    shelf.clear()


def test_the_sample_city_is_what_was_published_of_its_totals_alone(city: str) -> None:
    official = Closing.objects.filter(round__region=city, round__organisation=None, is_official=True)
    told = official.order_by("closed_on").values_list("closed_on", "opinion", "score_text")
    assert [(day.isoformat(), opinion, score) for day, opinion, score in told] == [
        ("2025-02-13", "self", "38.35"),
        ("2025-09-08", "self", "77.50"),
        ("2025-09-11", "outside", "78.00"),
        ("2025-11-06", "outside", "92.15"),
    ]  # fmt: skip
    assert set(official.values_list("round__profile", flat=True)) == {"draft"}
    assert (
        Closing.objects.filter(round__region=city, opinion=Opinion.INTERNAL).exclude(round__organisation=None).count()
        == 3
    )
    running = Round.objects.get(region=city, state=RoundState.OPEN)
    assert (running.stage, running.previous is not None) == ("monev", True)
    assert set(Membership.objects.filter(organisation__region=city).values_list("role", flat=True)) == set(Role.values)
    _participation_was_weakest(official.get(closed_on="2025-09-11"))
    _days_follow_one_another()
    found = verify()
    assert (found.problem, found.events > 2000) == (None, True)
    _everything_says_that_it_is_a_sample(city)
    _something_waits_for_who_has_a_part()


def _participation_was_weakest(closing: Closing) -> None:
    tree = closing.result["nodes"]
    shares = {
        code: Decimal(tree[code]["points"]) / Decimal(tree[code]["maximum"])
        for code in ("K1", "K2", "K3", "K4", "K5", "K6")
    }
    assert min(shares, key=lambda code: shares[code]) == "K5"


def _days_follow_one_another() -> None:
    days = list(Event.objects.order_by("seq").values_list("at", flat=True))
    assert days == sorted(days)
    assert days[-1] < NOW


def _something_waits_for_who_has_a_part() -> None:
    parts = {Role.COORDINATOR, Role.OPERATOR, Role.HEAD, Role.APIP, Role.ASSESSOR, Role.LEAD_ASSESSOR}
    day = NOW.date()
    waiting = {one.role for one in sample_memberships(day) if count_for(one.user, day, {one.role})}
    assert parts <= waiting
    newest = Closing.objects.filter(is_official=True, round__organisation=None).latest("closed_on")
    assert {report.about for report in MistakeReport.objects.all()} == {f"{CITY}/{newest.pk}/K6.1"}


def _everything_says_that_it_is_a_sample(code: str) -> None:
    page = Client().get(f"/daerah/{code}/")
    assert "CONTOH" in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"] if "X-Robots-Tag" in page else re.search("noindex", page.content.decode())
    assert not re.search("blitar", page.content.decode(), re.IGNORECASE)
    assert Client().get(f"/daerah/{code}.json").json()["sample"] is True
