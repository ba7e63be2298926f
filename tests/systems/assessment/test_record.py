"""The official record of a closing: who reads it, what it tells, and that it stays the same."""

import io
from copy import deepcopy
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.utils.translation import override

from bening.kernel.documents.pdf import render
from bening.kernel.people.access import Absent
from bening.kernel.people.models import Region
from bening.systems.assessment.actions import closings
from bening.systems.assessment.actions.findings import decide
from bening.systems.assessment.models import Opinion, Round
from bening.systems.assessment.record.document import TEMPLATE, data_of, pdf
from bening.systems.assessment.record.reading import sealed
from tests.systems.assessment.makers import (
    DOCUMENT,
    NOW,
    TODAY,
    City,
    answer_of,
    close,
    find,
    hand_in,
    make_city,
    stage,
    start,
)

pytestmark = pytest.mark.django_db


def agree(city: City, round_: Round, code: str, value: str, reason: str, number: int = 1) -> None:
    decide(
        by=city.people["ketua"], answer_id=answer_of(round_, code).id, number=number, value=value, reason=reason,
        now=NOW,
    )  # fmt: skip


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    """Give a round that is closed in all three opinions."""
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    for code, value in (("K.1", "B"), ("K.2", "90.5")):
        find(city, round_, "apip", code, value)
    close(city, round_, Opinion.SELF)
    close(city, round_, Opinion.INTERNAL)
    for who, value in (("penilai", "B"), ("ketua", "C")):
        find(city, round_, who, "K.1", value)
        find(city, round_, who, "K.2", "80")
    agree(city, round_, "K.1", "B", "Daftar hadir ada.")
    agree(city, round_, "K.2", "80", "Sepakat.")
    close(city, round_, Opinion.OUTSIDE, "ketua")
    return round_


def made(city: City, round_: Round, who: str = "ketua") -> bytes:
    return pdf(sealed(city.people[who], round_.id, TODAY))


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_it_tells_opinions_decision_distance_and_who_decided(city: City, round_: Round) -> None:
    record = sealed(city.people["ketua"], round_.id, TODAY)
    rows = data_of(record)["table"]["rows"]
    assert rows[0][2:] == ["A\n(6,00)", "B\n(3,00)", "1: C\n2: B", "B\n(3,00)", "Daftar hadir ada."]
    assert rows[1][3] == "90,5\n(3,62)"
    text = text_of(pdf(record))
    for part in (
        "Penilaian luar (resmi) 6,20 poin, ditutup pada 2 Maret 2026",
        "Ambang: batas 8,00; kurang 1,80 poin",
        round_.instrument.sha256,
        "Ketua penilai luar ketua",
        "Penilai luar 2 penilai",
        record.event.hash,
    ):
        assert part in text


def test_everybody_outside_who_took_part_has_a_line_to_sign(city: City, round_: Round) -> None:
    record = data_of(sealed(city.people["koordinator"], round_.id, TODAY))
    assert record["signers"] == [
        {"role": "Ketua penilai luar", "name": "ketua"},
        {"role": "Penilai luar 2", "name": "penilai"},
    ]


def test_nobody_signs_beside_the_coordinator_where_no_outside_opinion_is_asked_for(city: City) -> None:
    own = start(city)
    hand_in(city, own, {"K.1": "A", "K.2": "100"})
    close(city, own, Opinion.SELF)
    record = data_of(sealed(city.people["koordinator"], own.id, TODAY))
    assert record["signers"] == [{"role": "Koordinator", "name": "koordinator"}]


def test_every_page_of_a_sample_says_so_and_a_real_region_does_not(city: City, round_: Round) -> None:
    document = pypdfium2.PdfDocument(made(city, round_))
    assert all("CONTOH, bukan dokumen resmi" in page.get_textpage().get_text_bounded() for page in document)
    Region.objects.filter(pk=city.region.code).update(is_sample=False)
    assert "bukan dokumen resmi" not in text_of(made(city, round_))


def test_it_is_archivable_and_accessible(city: City, round_: Round) -> None:
    # A PDF always opens as bytes.
    # ast-grep-ignore: text-has-an-encoding
    with pikepdf.open(io.BytesIO(made(city, round_))) as file:
        root: Any = file.Root
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "2A"
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "id"
        assert str(file.docinfo["/Title"]).startswith("Berita acara penilaian luar")


def test_whoever_reads_it_gets_the_same_bytes_also_after_a_later_decision(city: City, round_: Round) -> None:
    first = made(city, round_)
    assert made(city, round_, "koordinator") == first == made(city, round_, "walikota")
    round_.refresh_from_db()
    closings.open_correction_window(
        by=city.people["ketua"], round_id=round_.id, seen=round_.version, codes=["K.1"], reason="Salah ketik.",
        ends_on=TODAY.replace(day=20), now=NOW.replace(hour=4),
    )  # fmt: skip
    hand_in(city, round_, {"K.1": "A"})
    decide(
        by=city.people["ketua"], answer_id=answer_of(round_).id, number=2, value="B", reason="Lain.",
        now=NOW.replace(hour=5),
    )  # fmt: skip
    assert made(city, round_) == first


@pytest.mark.parametrize("who", ["operator", "kepala", "tetangga", "apip", "penilai"])
def test_a_colleague_without_that_office_does_not_get_it(city: City, round_: Round, who: str) -> None:
    with pytest.raises(Absent):
        sealed(city.people[who], round_.id, TODAY)


def test_a_stranger_does_not_get_it(city: City, round_: Round) -> None:
    other = make_city("99.72")
    for who in ("ketua", "koordinator", "walikota"):
        with pytest.raises(Absent):
            sealed(other.people[who], round_.id, TODAY)


def test_before_the_official_closing_there_is_none(city: City) -> None:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    with pytest.raises(Absent):
        sealed(city.people["ketua"], round_.id, TODAY)


def test_a_round_of_the_office_s_own_opinion_names_no_assessor(city: City) -> None:
    round_ = start(city)
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    record = sealed(city.people["koordinator"], round_.id, TODAY)
    assert data_of(record)["table"]["rows"][0][2:] == ["A\n(6,00)", "–", "–", "A\n(6,00)", "–"]
    assert "Koordinator koordinator" in text_of(pdf(record))


def places_of(content: bytes, *texts: str) -> list[tuple[float, float]]:
    """Return where texts begin and end on the line, on the first page that holds them."""
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        found = [text.search(each, match_case=True).get_next() for each in texts]
        if all(found):
            boxes = [(text.get_charbox(at), text.get_charbox(at + count - 1)) for at, count in found if count]
            return [(first[0], last[2]) for first, last in boxes]
    raise AssertionError(texts)


def test_a_long_code_stands_beside_its_title_and_not_under_it(city: City) -> None:
    document = deepcopy(DOCUMENT)
    document["tree"][0]["children"][0]["code"] = "K.PENGAWASAN.12.a"
    round_ = start(city, document=document)
    hand_in(city, round_, {"K.PENGAWASAN.12.a": "A", "K.2": "100"})
    close(city, round_, Opinion.SELF)
    code, title = places_of(made(city, round_, "koordinator"), "K.PENGAWASAN.12.a", "Satu?")
    assert code[1] < title[0]


def test_a_reason_longer_than_a_page_is_told_to_its_end(city: City, round_: Round) -> None:
    record = data_of(sealed(city.people["ketua"], round_.id, TODAY))
    record["table"]["rows"][0][6] = "Panjang sekali. " * 249 + "Selesai di sini."
    content = render(TEMPLATE, record, title="Berita acara", language="id", at=NOW)
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    assert "".join(pages).count("sekali.") == 249
    assert "Selesai di sini." in " ".join("".join(pages).split())


def test_a_column_that_says_nothing_is_left_out(city: City, round_: Round) -> None:
    assert "Alasan" in text_of(made(city, round_))
    own = start(city)
    hand_in(city, own, {"K.1": "A", "K.2": "100"})
    close(city, own, Opinion.SELF)
    told = text_of(made(city, own, "koordinator"))
    assert ("Putusan" in told, "Alasan" in told) == (True, False)


def test_an_english_record_says_it_is_a_sample_in_english(city: City, round_: Round) -> None:
    with override("en"):
        assert "SAMPLE, not an official document" in text_of(made(city, round_))


def test_it_takes_a_known_number_of_queries(city: City, round_: Round, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(7):
        made(city, round_)
