"""The small parts in the cells of tables."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from bening.web.parts import Component, View
from bening.web.templatetags import bening as tags
from bening.web.templatetags import drawing

DAY = date(2025, 10, 8)


@pytest.mark.parametrize(
    ("left", "kind", "words"),
    [
        (7, "deadline", "7 hari kerja lagi"),
        (4, "deadline", "4 hari kerja lagi"),
        (3, "deadline deadline-soon", "3 hari kerja lagi"),
        (0, "deadline deadline-soon", "hari ini"),
        (-1, "deadline deadline-late", "terlambat 1 hari kerja"),
    ],
)
def test_a_deadline_says_the_date_and_what_is_left(left: int, kind: str, words: str) -> None:
    html = tags.deadline(DAY, left)
    assert html.startswith(f'<p class="{kind}"><time datetime="2025-10-08">Rab, 8 Okt</time>')
    assert words in html


def test_a_deadline_that_presses_has_an_icon_beside_its_colour() -> None:
    assert "<svg" not in tags.deadline(DAY, 7)
    assert "<svg" in tags.deadline(DAY, 2)


def test_a_deadline_says_whose_turn_it_is() -> None:
    assert '<span class="turn turn-you">Giliran Anda</span>' in tags.deadline(DAY, 7, "you")
    assert '<span class="turn">giliran A &amp; B</span>' in tags.deadline(DAY, 7, "A & B")


def test_no_deadline_says_so() -> None:
    assert "tanpa tenggat" in tags.deadline(None)


def test_a_status_is_an_icon_a_word_and_a_colour() -> None:
    html = tags.status("returned")
    assert html.startswith('<span class="status status-back"><svg')
    assert html.endswith("Dikembalikan</span>")


def test_a_label_of_a_status_is_text() -> None:
    assert "&lt;b&gt;" in tags.status("draft", "<b>")


def test_an_unknown_icon_says_how_to_get_it() -> None:
    with pytest.raises(LookupError, match=r"icons\.txt"):
        tags.icon("unicorn")


def test_points_that_are_not_there_are_said_to_be_missing() -> None:
    assert tags.points(None) == "belum"
    assert tags.points(0) == "0,00"


def test_english_pages_write_english_numbers() -> None:
    with override("en"):
        assert tags.points("1234.5") == "1,234.50"
        assert tags.gap("-2") == '<span class="gap gap-short">2.00 points short</span>'
        assert "Wed, 8 Oct" in tags.deadline(DAY, 2)


def test_a_distance_names_its_threshold() -> None:
    assert tags.gap_between("78", 80).endswith('poin</span> <span class="score-of">dari 80</span>')
    assert ">18,25</span>" in tags.gap_between("18.25", "18.25")


@pytest.mark.parametrize(("is_open", "word"), [(True, "terbuka"), (False, "tertutup"), (None, "belum dinyatakan")])
def test_a_gate_is_never_nearly_open(is_open: bool | None, word: str) -> None:
    assert tags.gate(is_open).endswith(f"{word}</span>")


def test_a_component_that_nobody_published_is_drawn_dashed() -> None:
    assert "unknown" in drawing.component_bar(Component("Kearifan lokal", None, 10))
    assert "unknown" not in drawing.component_bar(Component("Kearifan lokal", 0, 10))


def test_a_bar_is_a_share_of_its_maximum() -> None:
    assert 'width="37.5%"' in drawing.minibar("3.75", 10)


@pytest.mark.parametrize(
    ("inside", "outside", "value"),
    [(None, None, None), ("2.5", None, Fraction(-5, 4)), ("2.5", "3.75", Fraction(0)), ("2.5", "5", Fraction(5, 4))],
)
def test_the_difference_is_the_latest_opinion_less_the_own(
    inside: str | None, outside: str | None, value: Fraction | None
) -> None:
    views = [View("self", "a", "3.75"), View("inside", "b", inside), View("outside", "c", outside)]
    assert drawing.difference_of(views).value == value


def test_equal_opinions_are_said_to_be_the_same_in_a_row() -> None:
    assert ">sama<" in drawing.opinion_row(5, "2.5", "2.50", None)
    assert "span-band" in drawing.opinion_row(5, "2.5", "3", None)
    assert drawing.opinion_row(5, "2.5", None, None) == '<span class="small muted"></span>'


def test_names_in_a_drawing_are_text() -> None:
    views = [View("self", "<a>", "1"), View("inside", '"b"', "2")]
    html = drawing.opinion_line(views, 5)
    assert isinstance(html, SafeString)
    assert "<a>" not in html
    assert "&quot;b&quot;" in html
