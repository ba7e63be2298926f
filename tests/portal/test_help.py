"""The guides inside the program: whose come first, what becomes of Markdown, and that no link leads to nowhere."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bening.kernel.people.models import Reach, Role
from bening.portal.help.guides import BY_NAME, CITIZENS, GUIDES, docs_folder
from bening.portal.help.rendering import render, rendered
from bening.portal.help.views import _at_work, _in_public
from tests.portal.makers import City, make_city, signed_in
from tests.systems.assessment.makers import add_person

HELP = "/kerja/bantuan/"
LANGUAGES = ("id", "en")


@pytest.fixture
def city(db: None) -> City:
    return make_city()


def read(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def named(page: str) -> list[str]:
    """Return the guides that a page leads to, in its order."""
    return re.findall(rf'href="{HELP}([a-z-]+)/"', page)


@pytest.mark.parametrize(
    ("role", "reach", "first", "others"),
    [
        (Role.OPERATOR, Reach.OFFICE, ["kantor"], ["penilai-internal", "ronde", "warga"]),
        (Role.APIP, Reach.OFFICE, ["penilai-internal"], ["kantor", "ronde", "warga"]),
        (Role.COORDINATOR, Reach.REGION, ["koordinator"], [one.name for one in GUIDES if one.name != "koordinator"]),
    ],
)
def test_the_guides_of_the_own_roles_come_first_and_then_those_within_reach(
    city: City, role: Role, reach: Reach, first: list[str], others: list[str]
) -> None:
    page = read(signed_in(add_person(city, "seseorang", "dinas", role, reach)), HELP)
    assert named(page) == first + others
    places = [page.index(words) for words in ("Untuk peran Anda", f"{HELP}{first[0]}/", "Panduan lain")]
    assert places == sorted(places)


def test_whoever_holds_no_role_is_shown_no_guide_as_their_own(city: City) -> None:
    person = add_person(city, "seseorang", "dinas", Role.OPERATOR, Reach.OFFICE)
    person.memberships.all().delete()
    page = read(signed_in(person), HELP)
    assert named(page) == ["kantor", "penilai-internal", "ronde", "warga"]
    assert "Untuk peran Anda" not in page


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_shows_all_its_words_and_leads_to_nothing_that_is_not_there(name: str, language: str) -> None:
    source = (docs_folder() / BY_NAME[name].path(language)).read_text(encoding="utf-8")
    shown = rendered(name, language, _at_work)
    assert source.startswith(f"# {shown.title}\n")
    whole = " ".join(shown.html.split())
    for label in re.findall(r"\*\*(.+?)\*\*", source, re.DOTALL):
        assert f"<strong>{' '.join(label.split())}</strong>" in whole
    assert [one.text for one in shown.headings] == re.findall(r"^## (.+)$", source, re.MULTILINE)
    assert all(f'id="{one.anchor}"' in shown.html for one in shown.headings)
    targets = re.findall(r'href="([^"]*)"', shown.html)
    assert [target for target in targets if not target.startswith((HELP, "https://"))] == []
    assert "<img" not in shown.html
    assert ".md" not in shown.html


def test_a_guide_is_read_once(city: City) -> None:
    assert rendered(CITIZENS, "en", _in_public) is rendered(CITIZENS, "en", _in_public)
    client = signed_in(city.people["koordinator"])
    read(client, f"{HELP}kantor/")
    with CaptureQueriesContext(connection) as asked:
        read(client, f"{HELP}kantor/")
    assert len([one for one in asked if "people_membership" in one["sql"] and "DISTINCT" in one["sql"]]) == 1


def shown(text: str, path: str = "guides/office.md") -> str:
    return render(f"# Judul\n\n{text}\n", path, _at_work).html


def test_links_between_guides_stay_inside_and_those_to_other_pages_become_words() -> None:
    assert f'<a href="{HELP}koordinator/#menutup">Tutup</a>' in shown("[Tutup](coordinator.md#menutup)")
    assert f'<a href="{HELP}kantor/">Kantor</a>' in shown("[Kantor](../id/panduan/kantor.md)")
    assert shown("Lihat [cadangan](../reference/backup.md) dan [itu](running.md).") == (
        "<p>Lihat cadangan dan itu.</p>\n"
    )
    assert f'<a href="{HELP}kantor/">a</a>, b' in shown("[a](office.md), [b](running.md)")
    assert '<a href="https://example.org/">luar</a>' in shown("[luar](https://example.org/)")
    assert render("# J\n\n[a](office.md)\n", "guides/citizen.md", _in_public).html == "<p>a</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<b onclick=alert(1)>a</b>", "[a](javascript:alert(1))", "[a](data:text/html,x)",
        "![a](javascript:alert(1)) b", "<img src=x onerror=alert(1)>", "| a |\n|---|\n| <i>b</i> |",
    ],
)  # fmt: skip
def test_nothing_in_a_guide_becomes_a_mark_that_we_do_not_write(text: str) -> None:
    assert set(re.findall(r"<(\w+)", shown(text))) <= {"p", "div", "table", "thead", "tbody", "tr", "th", "td"}
    assert "href" not in shown(text)


def test_pictures_are_left_out_and_a_picture_among_words_becomes_its_words() -> None:
    assert shown("Awal.\n\n![Halaman](../pictures/a.png)\n\nAkhir.") == "<p>Awal.</p>\n<p>Akhir.</p>\n"
    assert shown("Tekan ![gambar](a.png) itu.") == "<p>Tekan gambar itu.</p>\n"


def test_a_table_scrolls_by_keyboard_and_equal_headings_have_names_of_their_own() -> None:
    table = shown("| a | b |\n|---|---|\n| 1 | 2 |")
    assert '<div class="table-wrap table-plain" role="region" tabindex="0" aria-label="Judul">' in table
    assert table.rstrip().endswith("</table></div>")
    twice = render("# J\n\n## Hal yang sama\n\n### Hal yang sama\n\n## Hal yang sama\n", "guides/a.md", _at_work)
    assert [one.anchor for one in twice.headings] == ["hal-yang-sama", "hal-yang-sama-3"]
    assert 'id="hal-yang-sama-2"' in twice.html


@pytest.mark.django_db
def test_the_guide_of_citizens_is_public_in_both_languages_and_linked_below_each_page() -> None:
    for address, words in (("/bantuan/", "Panduan warga dan jurnalis"), ("/en/bantuan/", "Guide for citizens")):
        answer = Client().get(address)
        assert (answer.status_code, words in answer.content.decode(), list(answer.cookies)) == (200, True, [])
        front = Client().get(address.removesuffix("bantuan/") + "riwayat/").content.decode()
        assert f'href="{address}"' in front[front.index("<footer") :]


def test_what_is_no_guide_is_not_found(city: City) -> None:
    assert signed_in(city.people["koordinator"]).get(f"{HELP}running/").status_code == 404
