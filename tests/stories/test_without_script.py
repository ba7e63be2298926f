"""What must work in a browser that runs no script: signing in and answering, the public pages, telling of a mistake."""

import pytest
from django.contrib.auth.hashers import make_password

from bening.kernel.people.models import User
from bening.portal.models import MistakeReport
from bening.systems.assessment.models import Opinion
from tests.kernel.evidence import samples
from tests.kernel.people.city import PASSWORD
from tests.stories.desk import Desk, approves, chooses, file_named, picks
from tests.systems.assessment.makers import answer_of, close, hand_in, start

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_office_answers_from_the_door_to_the_approval(plain_desk: Desk) -> None:
    desk = plain_desk
    round_ = start(desk.city)
    operator = desk.city.people["operator"]
    User.objects.filter(pk=operator.pk).update(password=make_password(PASSWORD))
    with desk.sits("") as page:
        desk.opens("/masuk/?next=/kerja/")
        page.get_by_label("Alamat e-mail").fill(operator.email)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.get_by_role("link", name="K.1").first.click()
        picks(page, [file_named("CONTOH notulen.txt", samples.TEXT)])
        page.get_by_role("button", name="Unggah", exact=True).click()
        page.get_by_role("link", name="CONTOH notulen").wait_for()
        chooses("B")(page)
        page.get_by_label("Catatan untuk penilai").fill("Notulen terlampir.")
        page.get_by_role("button", name="Simpan", exact=True).click()
        page.get_by_text("Draf tersimpan.").wait_for()
        assert page.locator("input[name=nilai][value=B]").is_checked()
        page.get_by_role("button", name="Kirim ke kepala kantor").click()
        page.get_by_text("Jawaban dikirim kepada kepala kantor.").wait_for()
    approves(desk, "K.1")
    assert (answer_of(round_).value, answer_of(round_).state) == ("B", "approved")


def test_a_citizen_reads_a_result_and_tells_of_a_mistake(plain_desk: Desk) -> None:
    desk = plain_desk
    round_ = start(desk.city)
    hand_in(desk.city, round_, {"K.1": "A", "K.2": "100"})
    close(desk.city, round_, Opinion.SELF)
    with desk.sits("") as page:
        desk.opens("/")
        page.get_by_role("link", name=desk.city.region.name).click()
        assert "10,00" in page.locator("main").inner_text()
        page.locator("a.report").first.click()
        page.get_by_label("Apa yang keliru?").fill("CONTOH: angka ini lain dari berita.")
        page.get_by_role("button", name="Kirim laporan").click()
        page.get_by_role("heading", name="Terima kasih, laporan diterima").wait_for()
        assert page.context.cookies() == []
    with desk.sits("koordinator") as page:
        desk.opens("/kekeliruan/masuk/")
        page.get_by_text("CONTOH: angka ini lain dari berita.").first.wait_for()
    assert MistakeReport.objects.get().text == "CONTOH: angka ini lain dari berita."
