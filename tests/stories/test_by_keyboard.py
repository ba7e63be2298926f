"""An office answers by keyboard alone, and always sees where it is."""

import pytest
from playwright.sync_api import Page

from tests.stories.desk import Desk
from tests.systems.assessment.makers import answer_of, start

pytestmark = pytest.mark.django_db(transaction=True)
STOPS = 80
# What has the focus, with the words that name it; and whether one sees it: an outline on itself or on what it fills.
WHERE = """() => {
  const e = document.activeElement, named = e.labels && e.labels[0] ? e.labels[0] : e;
  const around = [e, e.closest("label"), e.closest("li")].filter(Boolean).map((one) => getComputedStyle(one));
  const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = (e.type === "file" || e.type === "radio" ? e.closest("label") || e : e).getBoundingClientRect();
  return {name: (e.name || "") + " " + named.textContent.trim(), seen: around.some(drawn),
          inside: box.top < innerHeight && box.bottom > 0};
}"""


def goes_to(page: Page, words: str) -> None:
    """Press Tab until what is named so has the focus; each stop on the way is seen, and on the screen."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        assert where["seen"], where
        assert where["inside"], where
        if words in where["name"]:
            return
    pytest.fail(f"{words} is not reached within {STOPS} stops")


def test_an_indicator_is_answered_and_sent_without_a_mouse(desk: Desk) -> None:
    round_ = start(desk.city)
    with desk.sits("operator") as page:
        goes_to(page, "K.1")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Yang ditanyakan").wait_for()
        goes_to(page, "nilai")
        page.keyboard.press("Space")
        assert page.locator("input[name=nilai][value=A]").is_checked()
        page.keyboard.press("ArrowDown")
        assert page.locator("input[name=nilai][value=B]").is_checked()
        goes_to(page, "Catatan untuk penilai")
        page.keyboard.type("Ditulis tanpa tetikus.")
        goes_to(page, "Simpan")
        goes_to(page, "Kirim ke kepala kantor")
        page.keyboard.press("Enter")
        page.get_by_text("Jawaban dikirim kepada kepala kantor.").wait_for()
    answer = answer_of(round_)
    assert (answer.value, answer.note, answer.state) == ("B", "Ditulis tanpa tetikus.", "submitted")
