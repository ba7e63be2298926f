"""The pages of people and sign-in in a browser: axe finds nothing, nothing scrolls sideways, no script is needed."""

from datetime import timedelta

import pytest
from django.conf import settings as product
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from bening.kernel.people.actions import accounts, invitations
from bening.kernel.people.models import Reach, Role, User
from tests.browser import axe, look, sideways
from tests.kernel.people.city import PASSWORD, City, make_city, successor
from tests.kernel.people.web import signed_in, with_code, with_password

LOOKS = [(1280, "light"), (360, "dark")]


@pytest.fixture
def town(transactional_db: None, settings: Settings) -> City:
    settings.WHITENOISE_AUTOREFRESH = True
    settings.BENING_IS_DEMO = "tests.kernel.people.test_demo_door.yes"
    settings.BENING_SECOND_FACTOR_REQUIRED = False
    settings.LOGIN_REDIRECT_URL = "/akun/"
    return make_city(now=timezone.now() - timedelta(days=1))


def enter(page: Page, site: str, user: User) -> None:
    cookie = signed_in(user).cookies[product.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": product.SESSION_COOKIE_NAME, "value": cookie, "url": site}])


def check(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert (answer.status, page.url) == (200, address)
    for width, scheme in LOOKS:
        look(page, width, scheme)
        axe(page)
    look(page, 320, "light")
    assert sideways(page) == [], address
    assert page.locator("h1").count() == 1, address


def test_everybody_can_use_the_pages_of_the_door(town: City, page: Page, live_server: LiveServer) -> None:
    _, token = invitations.invite(
        by=town.administrator,
        organisation_id=town.office.pk,
        email="baru@contoh.test",
        name="CONTOH Baru",
        role=Role.HEAD,
        reach=Reach.OFFICE,
        now=timezone.now(),
    )
    user = User.objects.get(pk=town.operator.pk)
    _, key = accounts.make_password_link(by=town.administrator, user_id=user.pk, seen=user.version, now=timezone.now())
    for path in ("/masuk/", "/masuk/lupa/", f"/undangan/{token}/", f"/masuk/sandi/{user.pk}/{key}/"):
        check(page, live_server.url + path)


def test_everybody_can_use_the_pages_of_an_account(town: City, page: Page, live_server: LiveServer) -> None:
    enter(page, live_server.url, with_code(town.administrator))
    for path in ("/akun/", "/akun/hak/", "/akun/sandi/", "/akun/konfirmasi/", "/akun/konfirmasi/kode/"):
        check(page, live_server.url + path)
    page.goto(f"{live_server.url}/akun/kode-cadangan/baru/")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    for path in ("/akun/kode-cadangan/baru/", "/akun/kode/lepas/"):
        check(page, live_server.url + path)


def test_everybody_can_use_the_pages_of_an_administrator(town: City, page: Page, live_server: LiveServer) -> None:
    heir = successor(town, timezone.now())
    invitations.invite(
        by=town.administrator,
        organisation_id=town.office.pk,
        email="baru@contoh.test",
        name="CONTOH Baru",
        role=Role.HEAD,
        reach=Reach.OFFICE,
        now=timezone.now(),
    )
    enter(page, live_server.url, town.administrator)
    for path in (
        "/orang/",
        "/orang/?q=tidak+ada",
        "/orang/undang/",
        f"/orang/{town.operator.pk}/",
        f"/orang/{town.operator.pk}/peran/",
        f"/orang/peran/{town.post.pk}/akhiri/",
        f"/orang/peran/{heir.pk}/serahkan/",
        "/orang/organisasi/",
        "/orang/organisasi/tambah/",
        f"/orang/organisasi/{town.office.pk}/",
    ):
        check(page, live_server.url + path)


def test_without_script_one_invites_and_the_person_comes_in(
    town: City, plain_page: Page, live_server: LiveServer
) -> None:
    page = plain_page
    enter(page, live_server.url, town.administrator)
    page.goto(f"{live_server.url}/orang/")
    page.get_by_role("link", name="Undang orang").click()
    page.get_by_label("Nama", exact=True).fill("CONTOH Baru")
    page.get_by_label("Alamat e-mail").fill("baru@contoh.test")
    page.get_by_label("Organisasi").select_option(town.office.name)
    page.get_by_label("Peran").select_option("head")
    page.get_by_role("button", name="Buat undangan").click()
    link = page.get_by_label("Tautan undangan").input_value()
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_label("Kata sandi baru", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi baru, sekali lagi").fill(PASSWORD)
    page.get_by_role("button", name="Terima undangan").click()
    page.get_by_label("Alamat e-mail").fill("baru@contoh.test")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.goto(f"{live_server.url}/akun/hak/")
    assert page.get_by_role("row", name="Kepala kantor").is_visible()


def test_the_second_factor_is_set_up_with_a_picture(town: City, page: Page, live_server: LiveServer) -> None:
    enter(page, live_server.url, with_password(town.operator))
    page.goto(f"{live_server.url}/akun/kode/")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    picture = page.get_by_role("img", name="Kode QR")
    box = picture.locator("svg").bounding_box()
    assert box is not None
    assert box["width"] >= 150
    check(page, f"{live_server.url}/akun/kode/")


def test_the_list_is_narrowed_in_place(town: City, page: Page, live_server: LiveServer) -> None:
    enter(page, live_server.url, town.administrator)
    page.goto(f"{live_server.url}/orang/")
    page.get_by_label("Cari").fill("operator")
    page.get_by_role("button", name="Saring").click()
    page.wait_for_url("**/orang/?q=operator**")
    assert page.locator("#orang tbody tr").count() == 1
    assert page.locator("h1").count() == 1


def test_the_roles_of_a_person_are_cards_on_a_phone_that_nothing_cuts_off(
    town: City, page: Page, live_server: LiveServer
) -> None:
    enter(page, live_server.url, town.administrator)
    look(page, 360, "light")
    page.goto(f"{live_server.url}/orang/{town.operator.pk}/")
    assert page.locator(".table-wrap").evaluate("wrap => wrap.scrollWidth - wrap.clientWidth") == 0


def test_each_sample_person_stands_beside_their_button(town: City, page: Page, live_server: LiveServer) -> None:
    look(page, 1280, "light")
    page.goto(f"{live_server.url}/masuk/")
    rows = page.locator(".sample-person")
    assert rows.count() > 1
    lefts = "rows => [...new Set(rows.map(row => Math.round(row.lastElementChild.getBoundingClientRect().left)))]"
    assert len(rows.evaluate_all(lefts)) == 1
