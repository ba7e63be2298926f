"""The mayor reads where the city stands, copies it into a message, and prints it."""

import io
import re

import pypdfium2
import pytest
from PIL import ImageStat
from playwright.sync_api import Page

from bening.config.demo import set_known
from bening.systems.assessment.models import Opinion
from tests.stories.desk import Desk, downloads
from tests.systems.assessment.makers import close, hand_in, start
from tests.systems.assessment.test_mayor import with_two_profiles

pytestmark = pytest.mark.django_db(transaction=True)
FIGURE = re.compile(r"\d+,\d\d")
PAPER = 230  # how light a printed page is on the whole, of 255


def read(content: bytes) -> tuple[pypdfium2.PdfDocument, str]:
    """Return a PDF and its words."""
    sheets = pypdfium2.PdfDocument(io.BytesIO(content))
    return sheets, " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets).split())


def words_of(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


def test_the_mayor_reads_copies_and_prints(desk: Desk) -> None:
    set_known(True)  # the strip of a sample stands on every page, and is printed
    document = with_two_profiles(("6", "4"), ("4", "6"))
    closed = start(desk.city, document=document)
    hand_in(desk.city, closed, {"K.1": "B", "K.2": "75"})
    close(desk.city, closed, Opinion.SELF)
    start(desk.city, document=document, previous=closed.id)
    with desk.sits("walikota") as page:
        desk.opens("/kerja/ringkasan/")
        heading, speech = words_of(page, "h1"), words_of(page, "blockquote")
        it_is_copied(desk, page)
        sheets, text = read(downloads(page, "Cetak satu halaman"))
        assert len(sheets) == 1
        assert "CONTOH, bukan dokumen resmi" in text
        assert heading in text
        figures = set(FIGURE.findall(heading + speech + words_of(page, "section.card")))
        assert figures
        assert figures <= set(FIGURE.findall(text))
        the_page_itself_prints(page, heading, speech)


def it_is_copied(desk: Desk, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk.address)
    page.locator("button[data-copy]").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('[CONTOH] '))")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#pesan").input_value()


def the_page_itself_prints(page: Page, heading: str, speech: str) -> None:
    """Dark words on light paper, whatever the screen is like; without the menu and what can only be pressed."""
    page.emulate_media(color_scheme="dark")
    sheets, text = read(page.pdf(format="A4"))
    page.emulate_media(color_scheme="light")
    for part in (heading, speech, "CONTOH"):
        assert "".join(part.split()) in "".join(text.split())  # Chromium draws words, and leaves out some spaces
    for part in ("Kotak masuk", "Keluar", "Cetak satu halaman", "Salin"):
        assert part not in text
    for sheet in sheets:
        picture = sheet.render(scale=0.5).to_pil().convert("L")
        assert ImageStat.Stat(picture).mean[0] > PAPER
