"""The watch over pages fails where it should."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import _watched, axe, sideways


def test_axe_finds_a_picture_without_words(page: Page) -> None:
    page.set_content('<html lang="id"><title>x</title><main><h1>x</h1><img src="data:,"></main>')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_page_that_is_too_wide_is_found(page: Page) -> None:
    page.set_content('<div class="wide" style="width: 3000px">x</div>')
    assert sideways(page) == ["DIV.wide: x"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<script>console.error('rusak')</script>", "console: rusak"),
        ("<script>throw new Error('rusak')</script>", "script: rusak"),
        ('<img src="https://example.org/x.png">', "request to example.org"),
    ],
)
def test_a_page_that_errs_or_asks_elsewhere_fails_its_test(browser: Browser, source: str, words: str) -> None:
    watch = _watched(browser, [], script=True)
    page = next(watch)
    page.route("https://**", lambda route: route.abort())
    page.set_content(source)
    page.wait_for_timeout(50)
    with pytest.raises(AssertionError, match=words):
        next(watch)


def test_what_a_test_allows_is_let_through(browser: Browser) -> None:
    watch = _watched(browser, ["rusak"], script=True)
    next(watch).set_content("<script>console.error('rusak')</script>")
    assert next(watch, None) is None
