"""The pages in a browser: without script, on a phone, with a reader of screens."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page

from bening.kernel.evidence.actions import publication, upkeep
from bening.kernel.evidence.models import Item
from bening.kernel.ledger.triggers import unprotect
from bening.kernel.people.models import User
from tests.browser import LOOKS, axe, look, sideways
from tests.kernel.evidence import samples
from tests.kernel.evidence.city import NOW, City, add, note
from tests.kernel.evidence.test_pages import as_person
from tests.kernel.evidence.test_withdrawal import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def flush_in_each_context() -> Iterator[None]:
    """Lift the ledger's triggers at the flush: beside a browser, the test has a connection of its own."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, sql_list: Iterable[str]) -> None:
        unprotect(self.connection)
        flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield


def sign_in(page: Page, user: User, address: str) -> None:
    key = as_person(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])


def test_files_are_brought_without_script(city: City, live_server: Any, plain_page: Page, tmp_path: Path) -> None:
    sign_in(plain_page, city.operator, live_server.url)
    paths = [tmp_path / "CONTOH satu.txt", tmp_path / "CONTOH dua.pdf"]
    paths[0].write_bytes(samples.TEXT)
    paths[1].write_bytes(samples.pdf("CONTOH halaman satu"))
    plain_page.goto(live_server.url + reverse("evidence:items"))
    plain_page.get_by_role("link", name="Tambah bukti pertama").click()
    plain_page.locator("#berkas-isi").set_input_files(paths)
    plain_page.get_by_role("button", name="Unggah", exact=True).click()
    assert "Berkas tersimpan: 2" in plain_page.content()
    plain_page.get_by_role("link", name="CONTOH dua").click()
    plain_page.get_by_role("link", name="Lihat halaman").click()
    plain_page.wait_for_load_state()
    assert plain_page.locator("main img").evaluate("image => image.naturalWidth") > 100
    assert Item.objects.count() == 2


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_can_be_used_by_everybody(city: City, live_server: Any, page: Page, width: int, scheme: str) -> None:
    content = samples.pdf("CONTOH halaman satu yang panjang", f"NIK {samples.IDENTITY} atas nama CONTOH", "")
    item = add(
        city, content, "CONTOH SK dengan nama yang cukup panjang untuk satu baris.pdf", behind=note(city.operator)
    )
    other = add(city, samples.office("docx", "CONTOH teks dengan 0812-3456-7890"), "CONTOH.docx")
    for one in (item, other):
        publication.scan_for_publication(by=city.head, item_id=one.pk, seen=1, now=NOW)
    upkeep.record_opening(by=city.operator, item_id=item.pk, now=NOW)
    asked = ask(city, add(city))
    look(page, width, scheme)
    pages = [
        (city.head, reverse("evidence:items")),
        (city.stranger, reverse("evidence:items")),
        (city.head, reverse("evidence:add")),
        (city.stranger, reverse("evidence:add")),
        *((city.head, reverse("evidence:item", args=[one.pk])) for one in (item, asked)),
        (city.head, reverse("evidence:look", args=[item.pk, 2])),
        (city.head, reverse("evidence:publication", args=[item.pk])),
        (city.head, reverse("evidence:publication_page", args=[item.pk, 2])),
        (city.head, reverse("evidence:publication_page", args=[other.pk, 1])),
        (city.head, reverse("evidence:withdrawal", args=[item.pk])),
        (city.coordinator, reverse("evidence:withdrawals")),
        (city.operator, reverse("evidence:withdrawals")),
    ]
    for user, address in pages:
        sign_in(page, user, live_server.url)
        page.goto(live_server.url + address)
        assert page.locator("h1").count() == 1, address
        assert sideways(page) == [], address
        axe(page)
