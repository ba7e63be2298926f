"""What a file is, whatever its name says: sound ones are taken, hostile ones refused with their reason."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest

from bening.kernel.evidence import parsing, rules, words
from tests.kernel.evidence import samples


def check(tmp_path: Path, content: bytes, name: str) -> parsing.Checked:
    path = tmp_path / "isi"
    path.write_bytes(content)
    return parsing.check(path, rules.expected_kind(name))


def refusal(tmp_path: Path, content: bytes, name: str) -> str:
    with pytest.raises(parsing.NotTaken) as refused:
        check(tmp_path, content, name)
    assert words.say(refused.value.key)
    return refused.value.key


@pytest.mark.parametrize(("ending", "kind"), rules.ENDINGS.items())
def test_each_kind_is_taken(tmp_path: Path, ending: str, kind: str) -> None:
    assert check(tmp_path, samples.sound(kind), f"berkas.{ending}").kind == kind


def test_the_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    assert check(tmp_path, samples.pdf("satu", "dua", "tiga"), "a.pdf").pages == 3


def encrypted() -> bytes:
    out = io.BytesIO()
    # ast-grep-ignore: text-has-an-encoding
    with pikepdf.open(io.BytesIO(samples.pdf("rahasia"))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


HOSTILE = [
    pytest.param(b"", "a.pdf", "empty", id="nothing"),
    pytest.param(b"MZ\x90\x00" + bytes(500), "a.pdf", "program", id="a-program-named-pdf"),
    pytest.param(b"\x7fELF" + bytes(500), "a.txt", "program", id="a-program-named-txt"),
    pytest.param(b"#!/bin/sh\nrm -rf /\n", "a.txt", "program", id="a-script-named-txt"),
    pytest.param(b"<!DOCTYPE html><script>alert(1)</script>", "a.png", "page", id="a-page-named-png"),
    pytest.param(b"<html><body>halo", "a.txt", "page", id="a-page-named-txt"),
    pytest.param(b'<svg xmlns="x" onload="a()"/>', "a.txt", "page", id="a-drawing-with-script"),
    pytest.param(samples.image("png"), "a.pdf", "disguised", id="png-named-pdf"),
    pytest.param(samples.TEXT, "a.pdf", "disguised", id="text-named-pdf"),
    pytest.param(samples.office("docx"), "a.xlsx", "disguised", id="docx-named-xlsx"),
    pytest.param(samples.image("png"), "a.exe", "kind_not_taken", id="an-ending-that-is-not-taken"),
    pytest.param(bytes(range(256)), "a.txt", "kind_not_taken", id="bytes-named-txt"),
    pytest.param(archive(a=b"x"), "a.docx", "kind_not_taken", id="an-archive-named-docx"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "locked_or_old_office", id="old-office"),
    pytest.param(samples.image("jpeg") + archive(a=b"x"), "a.jpg", "two_kinds", id="jpeg-and-archive"),
    pytest.param(samples.image("png") + b"<script>alert(1)</script>", "a.png", "two_kinds", id="png-and-page"),
    pytest.param(samples.pdf("x") + archive(a=b"x"), "a.pdf", "two_kinds", id="pdf-and-archive"),
    pytest.param(samples.pdf("x")[:200], "a.pdf", "broken", id="half-a-pdf"),
    pytest.param(samples.image("jpeg")[:-200], "a.jpg", "broken", id="half-a-jpeg"),
    pytest.param(samples.office("docx")[:-30], "a.docx", "broken", id="half-a-docx"),
    pytest.param(encrypted(), "a.pdf", "locked", id="a-locked-pdf"),
    pytest.param(samples.office("docx", more={"word/vbaProject.bin": b"x"}), "a.docx", "macros", id="macros"),
    pytest.param(samples.office("docx", more={"../../etc/x": b"x"}), "a.docx", "broken", id="a-path-that-climbs"),
    pytest.param(samples.image_bomb(), "a.png", "bomb", id="an-image-bomb"),
    pytest.param(samples.zip_bomb(), "a.docx", "bomb", id="a-zip-bomb"),
    pytest.param(samples.lying_bomb(), "a.docx", "broken", id="a-zip-bomb-that-lies"),
]


@pytest.mark.parametrize(("content", "name", "key"), HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(tmp_path: Path, content: bytes, name: str, key: str) -> None:
    assert refusal(tmp_path, content, name) == key


def test_a_document_that_names_entities_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "isi"
    words = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    path.write_bytes(samples.office("docx", more={"word/x.xml": words}))
    with pytest.raises(parsing.NotTaken, match="broken"):
        parsing.texts(path, "docx")


def test_numbers_on_a_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "isi"
    path.write_bytes(samples.pdf(f"CONTOH NIK {samples.IDENTITY}", "", "halaman dengan pindaian besar", image_on=3))
    first, second, third = parsing.texts(path, "pdf")
    assert rules.find_numbers(first.text)[0].kind == "nik"
    assert (second.text, second.pictured) == ("", False)
    assert third.pictured


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "odt", "ods"])
def test_the_text_of_office_files_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "isi"
    path.write_bytes(samples.office(kind, f"CONTOH {samples.IDENTITY}"))
    (page,) = parsing.texts(path, kind)
    assert [found.kind for found in rules.find_numbers(page.text)] == ["nik"]


@pytest.mark.parametrize("kind", ["pdf", "jpeg", "png", "webp", "docx", "xlsx", "pptx", "odt", "ods"])
def test_the_copy_tells_nothing_but_its_pages(tmp_path: Path, kind: str) -> None:
    path, copy = tmp_path / "isi", tmp_path / "salinan"
    content = samples.image(kind, exif=True) if kind in rules.IMAGES else samples.sound(kind)
    path.write_bytes(content)
    copy.write_bytes(parsing.bare_copy(path, kind))
    assert b"rahasia" in inflated(content, kind)
    assert b"rahasia" not in inflated(copy.read_bytes(), kind)
    assert parsing.check(copy, kind).kind == kind
    words = parsing.texts(copy, kind)[0].text
    assert "CONTOH" in words or kind in rules.IMAGES


def inflated(content: bytes, kind: str) -> bytes:
    """All that a file says, unpacked."""
    if kind == "pdf":
        out = io.BytesIO()
        # ast-grep-ignore: text-has-an-encoding
        with pikepdf.open(io.BytesIO(content)) as document:
            document.save(
                out,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return out.getvalue()
    if kind in rules.OFFICE:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return content


def test_an_office_file_with_pictures_gives_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "isi"
    path.write_bytes(samples.office("docx", more={"word/media/foto.png": samples.image("png")}))
    with pytest.raises(parsing.NotTaken, match="carries_more"):
        parsing.bare_copy(path, "docx")


def test_a_page_becomes_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "isi"
    path.write_bytes(samples.pdf("satu", "dua"))
    assert parsing.picture(path, "pdf", 2).startswith(b"\x89PNG")
    with pytest.raises(parsing.NotTaken, match="no_such_page"):
        parsing.picture(path, "pdf", 3)
