"""A browser at which the people of a city sit down one after another, and the steps that they take there."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from django.test import Client
from playwright.sync_api import FilePayload, Locator, Page

from bening.systems.assessment.models import Opinion, Round
from tests.browser import axe, look, sideways
from tests.systems.assessment.makers import City, answer_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# 320 px is a small phone, or 1280 px at 400 %; 640 px is 1280 px at 200 %.
NARROW = (320, 640)
# The page without its words: each element, its class, and which attributes it has.
STRUCTURE = """() => [...document.querySelectorAll("*")].map((e) =>
    [e.tagName, e.getAttribute("class"), e.getAttributeNames(), !e.textContent.trim()].join()).join("\\n")"""
Fill = Callable[[Page], None]


class Desk:
    """A browser in a city; each page that is opened is held to what everybody needs to use it."""

    # What was looked at already, in this process: whose pages at 360 dark, and what stood on a page.
    shown: ClassVar[set[tuple[str, str]]] = set()
    built: ClassVar[set[str]] = set()

    def __init__(self, page: Page, address: str, city: City, *, has_script: bool = True) -> None:
        page.set_default_timeout(10_000)
        self.page, self.address, self.city, self.has_script, self.who = page, address, city, has_script, ""

    @contextmanager
    def sits(self, name: str) -> Iterator[Page]:
        """Let a person sit down, signed in; nobody under an empty name."""
        self.page.context.clear_cookies()
        self.who = name
        if name:
            key = client_of(self.city, name).cookies["sessionid"].value
            self.page.context.add_cookies([{"name": "sessionid", "value": key, "url": self.address}])
            self.page.goto(f"{self.address}/kerja/")
        yield self.page

    def opens(self, path: str) -> None:
        """Open an address and look at it as everybody does."""
        self.page.goto(self.address + path)
        self.looks()

    def looks(self) -> None:
        """Hold the page as it stands to what axe finds at 1280 light, and once at 360 dark; nothing scrolls sideways.

        A page that differs from an earlier one in its words alone is not asked twice. Axe is a script itself and would
        wait for ever where none runs.
        """
        if not self.has_script:
            return
        structure = self.page.evaluate(STRUCTURE)
        if structure not in self.built:
            self.built.add(structure)
            axe(self.page)
        what = ID.sub("-", self.page.url.removeprefix(self.address).partition("?")[0]), self.who
        if what in self.shown:
            return
        self.shown.add(what)
        for width in NARROW:
            look(self.page, width, "light")
            assert sideways(self.page) == [], (width, *what)
        look(self.page, 360, "dark")
        axe(self.page)
        look(self.page, 1280, "light")


def client_of(city: City, name: str) -> Client:
    """Return a second browser, without a screen, in which a person has signed in."""
    client = Client()
    client.force_login(city.people[name], backend=BACKEND)
    return client


def path_of(code: str, round_: Round) -> str:
    """Return the address of an indicator."""
    return f"/kerja/penilaian/indikator/{answer_of(round_, code).id}/"


def form_with(page: Page, button: str) -> Locator:
    """Return the form that has a button."""
    return page.locator("form", has=page.get_by_role("button", name=button, exact=True))


def chooses(level: str) -> Fill:
    """Return the step that chooses a level of the rubric."""
    return lambda page: page.locator(f"input[name=nilai][value={level}]").first.check()


def hands_in(desk: Desk, round_: Round, code: str, fill: Fill, note: str = "Daftar ada di rak tiga.") -> None:
    """The operator answers and sends."""
    with desk.sits("operator") as page:
        desk.opens(path_of(code, round_))
        fill(page)
        page.get_by_label("Catatan untuk penilai").fill(note)
        page.get_by_role("button", name="Kirim ke kepala kantor").click()
        page.get_by_text("Jawaban dikirim kepada kepala kantor.").wait_for()


def approves(desk: Desk, code: str) -> None:
    """The head finds the answer in the inbox and approves."""
    with desk.sits("kepala") as page:
        page.get_by_role("link", name=code).first.click()
        page.wait_for_load_state()
        desk.looks()
        page.get_by_role("button", name="Setujui").click()
        page.get_by_text("Jawaban disetujui").wait_for()


def answers(desk: Desk, round_: Round, code: str, fill: Fill) -> None:
    """The operator answers and sends, the head approves."""
    hands_in(desk, round_, code, fill)
    approves(desk, code)


def finds(
    desk: Desk, round_: Round, who: str, code: str, level: str, ruling: str = "Diterima", reason: str = "Bukti dilihat."
) -> None:
    """An assessor rules, gives a level or a number, and says why."""
    with desk.sits(who) as page:
        desk.opens(path_of(code, round_))
        form = form_with(page, "Catat temuan")
        form.get_by_label(ruling, exact=True).check()
        _gives(form, level, "Nilai menurut Anda")
        form.get_by_label("Alasan").fill(reason)
        form.get_by_role("button", name="Catat temuan").click()
        page.get_by_text("Temuan tercatat.").wait_for()


def decides(desk: Desk, round_: Round, code: str, level: str, reason: str) -> None:
    """The lead outside assessor writes down what the plenary decides."""
    with desk.sits("ketua") as page:
        desk.opens(path_of(code, round_))
        form = form_with(page, "Catat keputusan")
        _gives(form, level, "Nilai yang disepakati")
        form.get_by_label("Alasan pleno").fill(reason)
        form.get_by_role("button", name="Catat keputusan").click()
        page.get_by_text("Keputusan pleno tercatat.").wait_for()


def _gives(form: Locator, level: str, label: str) -> None:
    if level.isalpha():
        form.locator(f"input[name=nilai][value={level}]").check()
    else:
        form.get_by_label(label).fill(level)


def closes(desk: Desk, round_: Round, who: str, opinion: str) -> None:
    """An opinion is closed from the page of the round, which asks once more."""
    with desk.sits(who) as page:
        desk.opens(f"/kerja/penilaian/{round_.id}/")
        page.get_by_role("link", name=f"Tutup {Opinion(opinion).label}").click()
        page.get_by_role("heading", name="Yang terjadi").wait_for()
        desk.looks()
        page.locator(f"button[name=pandangan][value={opinion}]").click()
        page.get_by_text("Pandangan ditutup; hasilnya tersimpan.").wait_for()
        desk.looks()


def file_named(name: str, content: bytes, kind: str = "text/plain") -> FilePayload:
    """Return a file as a person picks it."""
    return {"name": name, "mimeType": kind, "buffer": content}


def downloads(page: Page, link: str) -> bytes:
    """Return the file behind a link."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=link).click()
    return waited.value.path().read_bytes()


def picks(page: Page, files: Sequence[Any], at: str = "input[name=berkas]") -> None:
    """Pick files where they are dropped."""
    page.locator(at).first.set_input_files(list(files))
