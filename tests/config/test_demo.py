"""The sample database: made whole or not at all, never over records, and then no mail leaves and no second factor."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from bening.config import demo
from bening.config.mail import Backend
from bening.config.mark.models import DemoMark
from tests.config.places import Place

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BUILT: list[datetime] = []


def build(now: datetime) -> None:
    """Stand in for the samples of a system."""
    assert demo.is_demo()
    BUILT.append(now)


def fail(now: datetime) -> None:
    """Stand in for samples that cannot be made."""
    raise ValueError(str(now))


@pytest.fixture(autouse=True)
def nothing_known(known_sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    BUILT.clear()
    monkeypatch.setattr(demo, "BUILDERS", ("tests.config.test_demo.build",))


@pytest.mark.django_db
def test_the_mark_is_written_with_the_samples() -> None:
    assert not demo.is_demo()
    demo.build(NOW)
    assert demo.is_demo()
    assert not demo.is_second_factor_required()
    assert str(DemoMark.objects.get()) == "CONTOH 2026-03-02"


@pytest.mark.django_db
def test_the_mark_is_asked_for_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    demo.is_demo()
    with django_assert_num_queries(0):
        assert not demo.is_demo()


@pytest.mark.django_db
def test_samples_that_fail_leave_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "BUILDERS", ("tests.config.test_demo.build", "tests.config.test_demo.fail"))
    with pytest.raises(ValueError, match="2026"), transaction.atomic():
        demo.build(NOW)
    assert not demo.is_demo()


@pytest.mark.django_db
def test_a_second_mark_is_refused_by_the_database() -> None:
    demo.build(NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DemoMark.objects.create(id=2, made_at=NOW)


@pytest.mark.django_db
def test_no_mail_leaves_a_sample_database(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []

    def send(_: object, letters: list[object]) -> int:
        sent.extend(letters)
        return len(letters)

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.send_messages", send)
    letter = mail.EmailMessage("CONTOH", "isi", "dari@contoh.example", ["ke@contoh.example"])
    assert Backend().send_messages([letter]) == 1
    assert len(sent) == 1
    # Also where this process believed that it serves another database.
    demo.set_known(False)
    DemoMark.objects.create(made_at=NOW)
    assert Backend().send_messages([letter]) == 0
    assert len(sent) == 1


def test_records_are_not_mixed_with_samples(place: Place) -> None:
    assert place.run("tests.config.content").returncode == 0
    for language, words in (("en", "no sample data is loaded"), ("id", "data contoh tidak dimuat")):
        done = place.bening("demo", BENING_LANG=language)
        assert done.returncode == 2
        assert words in done.stderr
    done = place.bening("demo", "--if-empty")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.django_db
def test_the_page_of_components_is_there_in_the_demo_alone(client: Client, settings: Settings) -> None:
    settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected in tests
    unknown = client.get("/komponen-lain/")
    hidden = client.get("/komponen/")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    settings.DEBUG = True
    assert client.get("/komponen/").status_code == 200
    settings.DEBUG = False
    demo.set_known(True)
    assert client.get("/komponen/").status_code == 200
