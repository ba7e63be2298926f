"""The page of components: each part can be used by everybody, in both themes, on a phone and without script."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page

from tests.browser import LOOKS, axe, look, sideways

SHEETS = ("tokens", "base", "components", "finish")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_components(page: Page, site: str, width: int, scheme: str) -> None:
    look(page, width, scheme)
    page.goto(f"{site}/komponen/")
    axe(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_the_components_do_not_scroll_sideways(page: Page, site: str, width: int) -> None:
    look(page, width, "light")
    page.goto(f"{site}/komponen/")
    assert sideways(page) == []


def test_the_components_can_be_read_without_script(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}/komponen/")
    assert plain_page.get_by_role("heading", level=1).inner_text() == "Komponen"
    assert plain_page.get_by_text("Salin", exact=True).count() == 2
    assert not plain_page.get_by_text("Salin", exact=True).first.is_visible()  # a button that could do nothing
    plain_page.get_by_text("Angkanya sebagai tabel").first.click()
    assert plain_page.get_by_role("cell", name="92,15").first.is_visible()


def test_a_choice_of_theme_stays_in_the_browser(page: Page, site: str) -> None:
    page.goto(f"{site}/komponen/")
    page.get_by_role("button", name="Gelap").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_by_role("button", name="Gelap").get_attribute("aria-pressed") == "true"
    assert page.context.cookies() == []


def test_a_text_is_copied_and_says_so(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/komponen/")
    page.get_by_role("button", name="Salin").first.click()
    page.get_by_text("Tersalin").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("[CONTOH] Kota Contoh")


def test_the_name_of_a_chosen_file_is_shown(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/komponen/")
    file = tmp_path / "contoh.pdf"
    file.write_bytes(b"%PDF")
    page.locator("#bukti ~ .demos input[type=file]").first.set_input_files(file)
    assert page.locator("#bukti ~ .demos [data-chosen]").first.inner_text() == "contoh.pdf"


def kit() -> str:
    response = Client().get("/komponen/")
    assert response.status_code == 200
    return response.content.decode()


def test_no_style_stands_in_the_markup_and_no_component_is_left_as_text() -> None:
    html = kit()
    assert re.findall(r"\sstyle=", html) == []
    assert re.findall(r"<style|<script(?![^>]*src=)", html) == []
    assert re.findall(r"</?c-[a-z]+|\{[{%]", html) == []


def test_the_components_say_that_they_are_a_sample_and_are_not_indexed() -> None:
    html = kit()
    assert '<meta name="robots" content="noindex">' in html
    assert '<aside class="sample"' in html


def test_ids_are_given_once() -> None:
    ids = re.findall(r'\sid="([^"]+)"', kit())
    assert sorted(ids) == sorted(set(ids))


def test_the_whole_sheet_is_under_25_kilobytes_compressed() -> None:
    paths = [finders.find(f"web/{name}.css") for name in SHEETS]
    sheet = b"".join(Path(path).read_bytes() for path in paths if path)
    assert len(paths) == len(SHEETS)
    assert len(gzip.compress(sheet, 9)) < 25_000


def test_the_sheets_ask_for_no_other_host_and_for_files_that_exist() -> None:
    for name in (*SHEETS, "kit"):
        sheet = Path(finders.find(f"web/{name}.css") or "").read_text(encoding="utf-8")
        missing = [ref for ref in re.findall(r'url\("?([^")]+)"?\)', sheet) if not finders.find(f"web/{ref}")]
        assert missing == []
