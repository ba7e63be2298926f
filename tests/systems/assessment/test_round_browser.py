"""A round on a phone: a long code lies over no title, and a finger finds the boxes to tick."""

from copy import deepcopy
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from bening.systems.assessment.models import Round
from tests.browser import (  # noqa: F401  # the fixtures of a browser
    allowed,
    browser,
    look,
    no_network,
    page,
    sideways,
)
from tests.systems.assessment.makers import DOCUMENT, City, make_city, start
from tests.systems.assessment.test_mayor_browser import (  # noqa: F401  # a fixture for the whole module
    flush_passes_the_ledger_beside_a_browser,
)
from tests.systems.assessment.test_mayor_pages import signed_in

CODE = "K.PENGAWASAN.12.a"
OVERLAPS = """() => [...document.querySelectorAll("td.code")].filter(cell => {
    const range = document.createRange(); range.selectNodeContents(cell);
    const code = range.getBoundingClientRect(), title = cell.nextElementSibling.getBoundingClientRect();
    return code.right > title.left && code.bottom > title.top;
}).map(cell => cell.innerText)"""


def opened(page: Page, live_server: Any, city: City, round_: Round) -> None:  # noqa: F811  # the fixture's own name
    key = signed_in(city.people["koordinator"]).session.session_key
    page.context.add_cookies([{"name": "sessionid", "value": str(key), "url": live_server.url}])
    page.goto(live_server.url + reverse("assessment:round", args=[round_.id]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_code_lies_over_no_title(page: Page, live_server: Any, width: int) -> None:  # noqa: F811  # the fixture's own name
    document = deepcopy(DOCUMENT)
    document["tree"][0]["children"][0]["code"] = CODE
    city = make_city()
    look(page, width, "light")
    opened(page, live_server, city, start(city, document=document))
    assert CODE in page.locator("td.code").first.inner_text()
    assert page.evaluate(OVERLAPS) == []
    assert not sideways(page)


@pytest.mark.django_db(transaction=True)
def test_a_box_to_tick_is_as_large_on_a_phone_as_elsewhere(page: Page, live_server: Any) -> None:  # noqa: F811  # the fixture's own name
    city = make_city()
    look(page, 360, "light")
    opened(page, live_server, city, start(city))
    for box in page.get_by_role("checkbox").all():
        size = box.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 20
