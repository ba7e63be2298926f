"""The frames around pages: public, workbench, errors."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Page

from tests.browser import LOOKS, axe, look, sideways


@pytest.mark.parametrize("path", ["/kerja-contoh/", "/kota-contoh/", "/rusak/", "/kedaluwarsa/", "/tidak-ada/"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_a_frame(
    page: Page, site: str, allowed: list[str], path: str, width: int, scheme: str
) -> None:
    allowed += ["404", "403", "500"]  # the console tells the status of the page itself
    look(page, width, scheme)
    page.goto(site + path)
    axe(page)
    look(page, 320, scheme)
    assert sideways(page) == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(page: Page, site: str) -> None:
    look(page, 360, "light")
    page.goto(f"{site}/kerja-contoh/")
    entry = page.get_by_role("link", name="Ronde")
    assert not entry.is_visible()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    assert entry.is_visible()
    axe(page)
    page.keyboard.press("Escape")
    assert not entry.is_visible()


def test_the_menu_of_a_phone_opens_without_script(plain_page: Page, site: str) -> None:
    look(plain_page, 360, "light")
    plain_page.goto(f"{site}/kota-contoh/")
    plain_page.get_by_role("button", name="Menu").click()
    assert plain_page.get_by_role("link", name="Masuk").is_visible()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}/kerja-contoh/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")


def test_a_slash_goes_to_the_search_and_is_a_letter_inside_it(page: Page, site: str) -> None:
    page.goto(f"{site}/kerja-contoh/")
    page.keyboard.press("/")
    page.keyboard.press("/")
    assert page.get_by_label("Cari").input_value() == "/"


def test_a_form_on_its_way_is_not_sent_twice(page: Page, site: str) -> None:
    sent: list[str] = []
    page.route("**/kirim/", lambda route: sent.append(route.request.url))  # never answered
    page.goto(f"{site}/kerja-contoh/")
    twice = """async (button) => { button.click(); await new Promise((next) => setTimeout(next, 80)); button.click();
        return button.getAttribute("aria-busy"); }"""
    assert page.get_by_role("button", name="Kirim").evaluate(twice) == "true"
    page.wait_for_timeout(100)
    assert len(sent) == 1


def html(path: str) -> str:
    return Client().get(path).content.decode()


def test_signing_out_is_a_post_with_a_token() -> None:
    page = html("/kerja-contoh/")
    assert re.search(r'<form class="sign-out" method="post" action="/keluar/"><input type="hidden" name="csrf', page)


def test_a_deed_of_htmx_carries_the_token_too() -> None:
    assert re.search(r"""<body class="is-sample" hx-headers='{"X-CSRFToken": "\w{64}"}'>""", html("/kerja-contoh/"))


def test_the_workbench_names_the_person_the_place_and_what_waits() -> None:
    page = html("/kerja-contoh/")
    assert '<span class="avatar" aria-hidden="true">OC</span>' in page
    assert "<small>Kota Contoh</small>" in page
    assert '<span class="badge">8<span class="sr"> menunggu</span></span>' in page
    assert page.count('aria-current="page"') == 1


def test_a_notice_is_text_and_a_bad_one_is_an_alert() -> None:
    page = html("/kerja-contoh/")
    assert "Jawaban &lt;terkirim&gt;." in page
    assert '<div class="alert alert-bad" role="alert">' in page


def test_a_public_page_knows_nobody() -> None:
    response = Client().get("/kota-contoh/")
    page = response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in page
    assert "<script" in page
    assert page.count("<script") == 1  # the theme; nothing else runs on a public page
    assert 'name="robots"' not in page


def test_a_page_of_the_sample_says_so_and_is_not_indexed() -> None:
    page = html("/kerja-contoh/")
    assert "<strong>CONTOH</strong>" in page
    assert '<body class="is-sample"' in page
    assert 'content="noindex"' in page


def test_the_other_language_is_named_in_itself() -> None:
    assert '<a href="/en/kerja/" lang="en" hreflang="en">English</a>' in html("/kerja-contoh/")


def test_an_error_gives_the_reference_that_the_log_knows() -> None:
    assert '<code class="ref">BNG-7F3A</code>' in html("/rusak/")


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_an_error_page_needs_nothing_around_it(name: str) -> None:
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert '<a class="btn btn-primary" href="/">' in page


def test_nothing_that_is_missing_is_told_apart() -> None:
    response = Client().get("/tidak-ada/rahasia/")
    assert response.status_code == 404
    assert "rahasia" not in response.content.decode()


def test_the_footer_of_a_short_page_ends_at_the_foot_of_the_screen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{site}/kota-contoh/")
    assert page.locator("footer").evaluate("foot => Math.round(innerHeight - foot.getBoundingClientRect().bottom)") == 0
