"""A document is archivable and accessible, shows what it was given and nothing else, and is the same each time."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bening.kernel.documents.pdf import DocumentFault, render, showable

AT = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
DEMO = Path(__file__).with_name("demo.typ")
CIRCLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#0f6e84"/></svg>'
)
BEGIN = '#import "/kernel/documents/typst/bening.typ": *\n#show: paper\n'


def given_data(**changes: object) -> dict[str, object]:
    data: dict[str, object] = {
        "kind": "Lembar kerja evaluasi",
        "about": "Dinas CONTOH, putaran 2026",
        "sample": True,
        "ledger": {"event": "1.204", "at": "24 November 2026 14.05 WIB", "hash": "ab12" * 16},
        "facts": [["Organisasi", "Dinas CONTOH"], ["Nilai akhir", Decimal("82.45")], ["Tanggal", date(2026, 11, 24)]],
        "head": ["Kode", "Pertanyaan", "Nilai"],
        "rows": [[f"A.{row}", "Apakah rencana kerja ditetapkan?", f"{row},50"] for row in range(1, 61)],
        "people": [{"role": "Ketua tim", "name": "CONTOH A"}, {"role": "Sekretaris", "name": "CONTOH B"}],
        "svg": CIRCLE,
    }
    return data | changes


def demo(title: str = "Hasil penilaian CONTOH", language: str = "id", **changes: object) -> bytes:
    return render(DEMO, given_data(**changes), title=title, language=language, at=AT)


def small(folder: Path, body: str, data: dict[str, object] | None = None) -> bytes:
    template = folder / "small.typ"
    template.write_text(BEGIN + body, encoding="utf-8")
    return render(template, data or {}, title="Kecil", language="id", at=AT)


def opened(content: bytes) -> pikepdf.Pdf:
    # A PDF always opens as bytes.
    # ast-grep-ignore: text-has-an-encoding
    return pikepdf.open(io.BytesIO(content))


def pages(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_bounded()


def text_of(content: bytes) -> str:
    return " ".join(" ".join(pages(content)).split())


def test_a_document_claims_both_standards_with_its_structure_language_and_title() -> None:
    with opened(demo()) as file:
        root: Any = file.Root
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "2A"
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "id"
        assert "/OutputIntents" in root
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(file.docinfo["/Title"]) == "Hasil penilaian CONTOH"
        assert str(file.docinfo["/CreationDate"]).startswith("D:20261124070500")
        assert all("/FontFile2" in font or "/FontFile3" in font for font in descriptors(file))


def descriptors(file: pikepdf.Pdf) -> list[Any]:
    found = [
        one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert found
    return found


def test_the_head_of_a_table_is_marked_as_one() -> None:
    with opened(demo()) as file:
        kinds = {str(one.get("/S")) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one}
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/Figure"} <= kinds


def test_the_same_input_gives_the_same_bytes_and_another_moment_does_not() -> None:
    assert demo() == demo()
    later = render(DEMO, given_data(), title="Hasil penilaian CONTOH", language="id", at=AT.replace(minute=6))
    assert later != demo()


def test_a_moment_within_a_second_is_that_second() -> None:
    within = render(DEMO, given_data(), title="Hasil penilaian CONTOH", language="id", at=AT.replace(microsecond=7))
    assert within == demo()


def test_every_page_of_a_sample_says_so_and_carries_the_ledger() -> None:
    found = list(pages(demo()))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert "CONTOH, bukan dokumen resmi" in page
        assert "peristiwa 1.204" in page
        assert "ab12" * 16 in page
        assert f"Halaman {number} dari {len(found)}" in page


def test_a_document_that_is_no_sample_does_not_say_so() -> None:
    assert "bukan dokumen resmi" not in text_of(demo(sample=False))


def test_an_english_document_speaks_english() -> None:
    content = demo(language="en")
    assert "SAMPLE, not an official document" in text_of(content)
    assert "Page 1 of" in text_of(content)
    with opened(content) as file:
        root: Any = file.Root
        assert str(root.Lang) == "en"


def test_what_people_wrote_is_shown_and_never_run() -> None:
    text = '#panic("x") *tebal* $x$ \\ `raw` <label> @ref {{ }} // bukan komentar'
    assert text in text_of(demo(about=text))


def test_a_title_is_shown_and_never_run() -> None:
    assert "#panic() *a*" in text_of(demo(title="#panic() *a*"))


def test_values_that_json_does_not_know_become_text(tmp_path: Path) -> None:
    data: dict[str, object] = {"a": Decimal("1.50"), "b": date(2026, 1, 2), "c": UUID(int=5)}
    content = small(tmp_path, "#data.a / #data.b / #data.c", data)
    assert "1.50 / 2026-01-02 / 00000000-0000-0000-0000-000000000005" in text_of(content)


def test_a_value_without_a_form_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="set"):
        demo(about={"x"})


@pytest.mark.parametrize("letter", ["😀", "漢", "ꦲ", "\x07", "\x00", "\ue000", "\ud800", "\u202e"])
def test_a_letter_that_no_font_shows_becomes_a_mark_and_the_document_is_made(letter: str) -> None:
    assert "Siti � Aminah" in text_of(demo(about=f"Siti {letter} Aminah"))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=20))
@settings(max_examples=40)
def test_any_text_makes_a_document(texts: list[str]) -> None:
    assert demo(rows=[[text, text, text] for text in texts], title=texts[0] or "x").startswith(b"%PDF-1.7")


def test_every_letter_that_is_kept_can_be_shown() -> None:
    kept = [
        chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000 and showable(chr(code)) == chr(code)
    ]
    assert len(kept) > 2000
    assert demo(rows=[[letter, "", ""] for letter in kept])


def test_letters_of_the_languages_at_hand_stay() -> None:
    text = "Ngŏyog é ü ş ≥ → ✓ × – “kutip” Rp1.250,00 ½ €"
    assert showable(text) == text


def test_a_document_looks_like_one() -> None:
    picture = pypdfium2.PdfDocument(demo())[0].render(scale=1).to_pil().convert("RGB")
    assert picture.size == (596, 842)  # A4 in points
    blank = Image.new("RGB", picture.size, "white")
    left, top, right, bottom = ImageChops.difference(picture, blank).getbbox() or (0, 0, 0, 0)
    assert 50 < left < 80
    assert 515 < right < 545
    assert top < 80
    assert bottom > 750
    assert (0x14, 0x21, 0x3D) in {colour for _, colour in picture.getcolors(1 << 24) or []}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('#text(font: "Tidak Ada")[x]', "unknown font"),
        ('#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"), format: "svg")', "alt"),
        ("#unknown", "unknown variable"),
        ("#data.tidak", "does not contain key"),
        ('#import "@preview/cetz:0.3.0"', "downloaded"),
        ('#read("/../../pyproject.toml")', "root"),
    ],
)
def test_a_faulty_template_is_a_fault_and_no_document(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(DocumentFault, match=said):
        small(tmp_path, body)


def test_no_template_of_the_product_downloads_a_package(root: Path) -> None:
    templates = sorted((root / "src").rglob("*.typ"))
    assert templates
    assert [path.name for path in templates if "@preview" in path.read_text(encoding="utf-8")] == []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        demo(language="fr")
