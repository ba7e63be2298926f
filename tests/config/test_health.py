"""`/sehat/`: 200 when database, files and migrations are in order, else 503 with which is not; it knows nobody."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from bening.config import health

pytestmark = pytest.mark.django_db
ALL_WELL = b'{"database": true, "files": true, "migrations": true}'


@pytest.fixture
def request_(settings: Settings, tmp_path: Path) -> HttpRequest:
    settings.MEDIA_ROOT = tmp_path / "files"
    return RequestFactory().get("/sehat/")


def test_all_in_order_is_200(request_: HttpRequest, tmp_path: Path) -> None:
    answer = health.health(request_)
    assert (answer.status_code, answer.content) == (200, ALL_WELL)
    assert answer["Cache-Control"] == "no-store"
    assert list((tmp_path / "files").iterdir()) == []


def test_it_asks_the_database_three_times(
    request_: HttpRequest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    health.health(request_)
    with django_assert_num_queries(3):  # the head; the table of migrations, and what is in it
        health.health(request_)


def test_a_folder_that_cannot_be_written_is_503(request_: HttpRequest, tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file in place of the folder", encoding="utf-8")
    answer = health.health(request_)
    assert (answer.status_code, answer.content) == (503, ALL_WELL.replace(b'files": true', b'files": false'))


def test_a_migration_that_is_missing_is_503(request_: HttpRequest) -> None:
    MigrationRecorder(connection).record_unapplied("ledger", "0001_initial")
    answer = health.health(request_)
    assert (answer.status_code, answer.content) == (503, ALL_WELL.replace(b'migrations": true', b'migrations": false'))


def test_a_database_that_does_not_answer_is_503(request_: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("bening.config.health.Head.objects.exists", fails)
    monkeypatch.setattr("bening.config.health.MigrationRecorder.applied_migrations", fails)
    monkeypatch.setattr("bening.config.health.connection.close", lambda: None)
    answer = health.health(request_)
    assert answer.status_code == 503
    assert answer.content == b'{"database": false, "files": true, "migrations": false}'


def test_nothing_is_changed_by_asking(request_: HttpRequest) -> None:
    assert health.health(RequestFactory().post("/sehat/")).status_code == 405
