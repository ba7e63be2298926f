"""The mayor's page in a browser: for everybody, in every look, with and without script."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page

from bening.kernel.ledger.triggers import unprotect
from bening.kernel.people.models import User
from tests.browser import (  # noqa: F401  # the fixtures of a browser
    LOOKS,
    allowed,
    axe,
    browser,
    look,
    no_network,
    page,
    plain_page,
    sideways,
)
from tests.systems.assessment.test_mayor_pages import SUMMARY, busy_city, signed_in


@pytest.fixture(scope="module", autouse=True)
def flush_passes_the_ledger_beside_a_browser() -> Iterator[None]:
    """Do as `flush_passes_the_ledger` for the connection that Django opens once the browser's loop runs."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, sql_list: Iterable[str]) -> None:
        unprotect(self.connection)
        flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield


def opened(page: Page, live_server: Any, user: User) -> None:  # noqa: F811  # the fixture's own name
    key = signed_in(user).session.session_key
    page.context.add_cookies([{"name": "sessionid", "value": str(key), "url": live_server.url}])
    page.goto(live_server.url + SUMMARY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_use_the_page(page: Page, live_server: Any, width: int, scheme: str) -> None:  # noqa: F811  # the fixture's own name
    city = busy_city()
    look(page, width, scheme)
    opened(page, live_server, city.people["walikota"])
    assert page.locator("h1").inner_text().startswith("Dengan bobot anggapan")
    axe(page)
    assert not sideways(page)


@pytest.mark.django_db(transaction=True)
def test_the_keyboard_reaches_the_sheet_and_every_office(page: Page, live_server: Any) -> None:  # noqa: F811  # the fixture's own name
    city = busy_city()
    opened(page, live_server, city.people["walikota"])
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
    assert any("ringkasan.pdf" in address for address in reached)
    assert any("kantor=" in address for address in reached)
    assert "pesan" in reached


@pytest.mark.django_db(transaction=True)
def test_the_text_to_copy_is_there_without_script(plain_page: Page, live_server: Any) -> None:  # noqa: F811  # the fixture's own name
    city = busy_city()
    opened(plain_page, live_server, city.people["walikota"])
    assert plain_page.locator("textarea").input_value().startswith("[CONTOH] ")
    assert not plain_page.locator("button[data-copy]").is_visible()


OVERLAPS = """() => [...document.querySelectorAll('svg.chart')].flatMap(drawing => {
  const shown = [...drawing.querySelectorAll('text')].filter(text => text.getClientRects().length);
  const places = shown.map(text => [text.textContent.trim(), text.getBoundingClientRect()]);
  return places.flatMap(([name, a], at) => places.slice(at + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map(([other]) => `${name} | ${other}`));
})"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_two_labels_of_a_chart_lie_on_each_other(page: Page, live_server: Any, width: int) -> None:  # noqa: F811  # the fixture's own name
    city = busy_city()
    look(page, width, "light")
    opened(page, live_server, city.people["walikota"])
    assert page.locator("svg.chart text").count() > 4
    assert page.evaluate(OVERLAPS) == []
    page.goto(f"{live_server.url}{SUMMARY}?bahasa=en")
    assert page.evaluate(OVERLAPS) == []
