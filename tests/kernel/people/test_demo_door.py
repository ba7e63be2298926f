"""The demo's one-click sign-in: nowhere but in the demo, and only as sample people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from bening.kernel.people.actions import accounts
from bening.kernel.people.models import Region, User
from tests.kernel.people.city import City, make_city


def yes() -> bool:
    return True


@pytest.fixture
def town(db: None) -> City:
    return make_city(now=timezone.now() - timedelta(days=1))


@pytest.fixture
def in_the_demo(settings: Settings) -> None:
    settings.BENING_IS_DEMO = "tests.kernel.people.test_demo_door.yes"
    settings.BENING_SECOND_FACTOR_REQUIRED = False


def door(city: City) -> str:
    return f"/masuk/contoh/{city.post.pk}/"


def test_outside_the_demo_there_is_no_door(town: City, client: Client) -> None:
    assert client.post(door(town)).status_code == 404
    assert "contoh/" not in client.get("/masuk/").content.decode()


@pytest.mark.usefixtures("in_the_demo")
def test_in_the_demo_one_button_signs_in(town: City, client: Client) -> None:
    page = client.get("/masuk/").content.decode()
    assert page.count("/masuk/contoh/") == 2
    assert "Operator kantor" in page
    assert client.get(door(town)).status_code == 405
    assert client.post(door(town))["Location"] == "/kerja/"
    assert client.get("/akun/hak/").status_code == 200


@pytest.mark.usefixtures("in_the_demo")
def test_nobody_real_is_signed_in_that_way(town: City, client: Client) -> None:
    Region.objects.filter(pk=town.region.pk).update(is_sample=False)
    assert client.post(door(town)).status_code == 404
    assert client.post(f"/masuk/contoh/{uuid4()}/").status_code == 404


@pytest.mark.usefixtures("in_the_demo")
def test_the_door_needs_the_token_of_its_page_and_an_open_account(town: City, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(door(town)).status_code == 403
    user = User.objects.get(pk=town.operator.pk)
    accounts.deactivate(by=town.administrator, user_id=user.pk, seen=user.version, now=timezone.now())
    assert client.post(door(town)).status_code == 404
