"""A session ends after an hour of rest and after twelve hours in any case."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bening.kernel.people.middleware import SEEN, STARTED
from tests.kernel.people.city import City


def age(client: Client, name: str, by: timedelta) -> None:
    session = client.session
    session[name] = (datetime.fromisoformat(session[name]) - by).isoformat()
    session.save()


@pytest.fixture
def working(city: City, client: Client) -> Client:
    client.force_login(city.operator)
    return client


def test_after_an_hour_of_rest_one_signs_in_again(working: Client) -> None:
    age(working, SEEN, timedelta(minutes=59))
    assert working.get("/akun/hak/").status_code == 200
    age(working, SEEN, timedelta(minutes=60))
    assert working.get("/akun/hak/").status_code == 302
    assert "Sesi Anda sudah berakhir" in working.get("/masuk/").content.decode()


def test_work_keeps_a_session_but_not_beyond_twelve_hours(working: Client) -> None:
    age(working, STARTED, timedelta(hours=11, minutes=59))
    assert working.get("/akun/hak/").status_code == 200
    age(working, STARTED, timedelta(minutes=1))
    assert working.get("/akun/hak/").status_code == 302


def test_a_session_that_does_not_say_when_it_began_ends(working: Client) -> None:
    session = working.session
    del session[STARTED]
    session.save()
    assert working.get("/akun/hak/").status_code == 302


def test_rest_is_written_down_at_most_once_a_minute(working: Client) -> None:
    working.get("/akun/hak/")
    with CaptureQueriesContext(connection) as made:
        working.get("/akun/hak/")
    assert not [query for query in made if query["sql"].startswith("UPDATE")]
    age(working, SEEN, timedelta(minutes=2))
    working.get("/akun/hak/")
    seen = datetime.fromisoformat(working.session[SEEN])
    assert timezone.now() - seen < timedelta(seconds=30)
