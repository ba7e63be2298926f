"""A browser for the tests: `from tests.browser import *` in a conftest.py beside `from tests.server import *`.

A page fails its test on an error in the console, a breach of the content policy, or a request to another host.
"""

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, Request, sync_playwright

from tests.conftest import required

__all__ = ["LOOKS", "allowed", "axe", "browser", "look", "no_network", "page", "plain_page", "sideways"]

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in the thread of the test

HOSTS = ("127.0.0.1", "localhost")
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest) -> None:
    """Refuse every socket to the network; a test with a page reaches this machine."""
    if not find_spec("pytest_socket"):
        return
    from pytest_socket import disable_socket, enable_socket, socket_allow_hosts  # noqa: PLC0415  # as in conftest.py

    if {"page", "plain_page", "live_server"} & set(request.fixturenames):
        enable_socket()
        socket_allow_hosts([*HOSTS, "::1"], allow_unix_socket=True)
    else:
        disable_socket(allow_unix_socket=True)


class _Opened:
    """The one browser of this process: each folder that imports these fixtures would start a loop of its own."""

    browser: Browser | None = None


def _open(path: str) -> Browser:
    if _Opened.browser is None:
        player = sync_playwright().start()
        _Opened.browser = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        atexit.register(_close, player)
    return _Opened.browser


def _close(player: Playwright) -> None:
    with suppress(Error):  # the process may be on its way out already
        if _Opened.browser is not None:
            _Opened.browser.close()
        player.stop()


@pytest.fixture(scope="session")
def browser() -> Browser:
    """Give the browser; without it the test is left out, or fails where it is required."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and required("chromium"):
        pytest.fail("BENING_REQUIRE asks for Chromium, and none is on the PATH: install chromium")
    if path is None:
        pytest.skip("left out: no Chromium on the PATH; install chromium to run it")
    return _open(path)


@pytest.fixture
def allowed() -> list[str]:
    """Collect what the console may say in one test, in part: a page that is missing says 404."""
    return []


@pytest.fixture
def page(browser: Browser, allowed: list[str]) -> Iterator[Page]:
    """Give a page of an Indonesian reader, watched."""
    yield from _watched(browser, allowed, script=True)


@pytest.fixture
def plain_page(browser: Browser, allowed: list[str]) -> Iterator[Page]:
    """Give a page whose browser runs no script, watched."""
    yield from _watched(browser, allowed, script=False)


def _watched(browser: Browser, allowed: list[str], *, script: bool) -> Iterator[Page]:
    context = browser.new_context(
        locale="id-ID", reduced_motion="reduce", java_script_enabled=script, viewport={"width": 1280, "height": 800}
    )
    errors: list[str] = []
    opened = context.new_page()
    opened.on("console", partial(_hear, errors))
    opened.on("pageerror", lambda error: errors.append(f"script: {error}"))
    opened.on("request", partial(_see, errors))
    yield opened
    context.close()
    heard = [error for error in errors if not any(part in error for part in allowed)]
    assert not heard, "\n".join(heard)


def _hear(errors: list[str], message: ConsoleMessage) -> None:
    if message.type == "error":
        errors.append(f"console: {message.text}")


def _see(errors: list[str], request: Request) -> None:
    address = urlsplit(request.url)
    if address.scheme.startswith("http") and address.hostname not in HOSTS:
        errors.append(f"request to {address.hostname}")


def look(page: Page, width: int, scheme: str) -> None:
    """Show a page at a width, light or dark."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")


def axe(page: Page) -> None:
    """Find nothing that keeps somebody from using the page, up to WCAG 2.2 AA."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # Whatever passes is not told: on a long table that takes longer than the rules do.
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    told = [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
    assert not told, "\n".join(told)


def sideways(page: Page) -> list[str]:
    """Give the elements that make the page scroll sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
           [...document.querySelectorAll("body *")]
             .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("svg"))
             .slice(0, 9).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
    )
    return found
