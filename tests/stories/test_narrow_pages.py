"""Every page that anybody gets, at 320 px and at 200 %: nothing scrolls sideways, and nothing errs in the console."""

from contextlib import closing

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from bening.kernel.people.models import User
from tests.access.asking import address, gets_in, things_of
from tests.access.matrix import ROWS, Row
from tests.access.world import Actor, World, make_world
from tests.browser import look, sideways
from tests.kernel.people.web import signed_in
from tests.stories.desk import NARROW

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = 200


def read_by(world: World, row: Row) -> Actor | None:
    """Return the first who gets a row's page."""
    return next((actor for actor in world.actors if row.get is not None and gets_in(row, actor, row.get)), None)


def entered(actor: Actor) -> Client:
    """Return a browser of somebody, without a screen."""
    return Client() if actor.user is None else signed_in(User.objects.get(pk=actor.user.pk))


def is_page(client: Client, path: str) -> bool:
    """Return whether an address gives a page to look at, and not a file or the way to another address."""
    with closing(client.get(path)) as answer:
        return answer.status_code == FOUND and answer["Content-Type"].startswith("text/html")


def test_nothing_scrolls_sideways(page: Page, live_server: str) -> None:
    with transaction.atomic():
        world = make_world()
    address_of_server = str(live_server)
    clients: dict[str, Client] = {}
    wide, looked_at = {}, 0
    for row in ROWS:
        actor = read_by(world, row)
        if actor is None:
            continue
        client = clients.setdefault(actor.name, entered(actor))
        path = address(row, things_of(row, world.things).parts)
        if not is_page(client, path):
            continue
        page.context.clear_cookies()
        if actor.user is not None:
            key = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": key, "url": address_of_server}])
        page.goto(address_of_server + path)
        looked_at += 1
        for width in NARROW:
            look(page, width, "light")
            if found := sideways(page):
                wide[f"{row} {width}"] = found
    assert wide == {}
    assert looked_at > len(ROWS) // 3
