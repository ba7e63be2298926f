"""Sample files of each kind, sound and hostile; every word in them is CONTOH."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import pikepdf
from PIL import Image

TEXT = b"CONTOH notulen rapat tanpa nomor apa pun di dalamnya\n"
WORDS = "CONTOH isi dokumen tanpa nomor sama sekali"
IDENTITY = "3517014507900001"


@cache
def image(kind: str, size: tuple[int, int] = (60, 40), exif: bool = False) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, "teal")
    data = Image.Exif()
    if exif:
        data[0x010E], data[0x0110] = "CONTOH rahasia", "CONTOH kamera"
    picture.save(out, kind.upper(), exif=data)
    return out.getvalue()


def pdf(*pages: str, image_on: int = 0) -> bytes:
    """A PDF with a line of text on each page; a page without words shows a filled box. `image_on`: page with a scan."""
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number, words in enumerate(pages, 1):
        page = document.add_blank_page(page_size=(595, 842))
        drawn = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET" if words else "0 0 1 rg 40 40 300 300 re f"
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        if number == image_on:
            scan = pikepdf.Stream(document, bytes(3 * 8 * 8))
            for key, value in {
                "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 8, "/Height": 8,
                "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceRGB,
            }.items():  # fmt: skip
                scan[key] = value
            resources["/XObject"] = pikepdf.Dictionary(Im1=document.make_indirect(scan))
            drawn += " q 500 0 0 500 40 100 cm /Im1 Do Q"
        page.obj["/Resources"] = resources
        page.obj["/Contents"] = document.make_stream(drawn.encode())
    document.docinfo["/Author"] = "CONTOH penulis rahasia"
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "CONTOH judul rahasia"
    document.attachments["rahasia.txt"] = b"CONTOH lampiran rahasia"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PARTS = {
    "docx": (
        "word/document.xml",
        '<w:document xmlns:w="w"><w:p w:author="CONTOH rahasia"><w:t>{}</w:t></w:p></w:document>',
    ),
    "xlsx": ("xl/workbook.xml", '<workbook xmlns="x"><c><v>{}</v></c></workbook>'),
    "pptx": ("ppt/presentation.xml", '<p:presentation xmlns:p="p"><a>{}</a></p:presentation>'),
    "odt": ("content.xml", '<office:document xmlns:office="o" xmlns:text="t"><text:p>{}</text:p></office:document>'),
    "ods": ("content.xml", '<office:document xmlns:office="o" xmlns:text="t"><text:p>{}</text:p></office:document>'),
}


def office(kind: str, words: str = WORDS, more: Mapping[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind in ("odt", "ods"):
            mime = {"odt": "text", "ods": "spreadsheet"}[kind]
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{mime}", zipfile.ZIP_STORED)
            archive.writestr("meta.xml", '<m:meta xmlns:m="m"><m:a>CONTOH rahasia</m:a></m:meta>')
        else:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("docProps/core.xml", '<c:p xmlns:c="c"><c:a>CONTOH rahasia</c:a></c:p>')
        name, form = PARTS[kind]
        archive.writestr(name, form.format(words))
        for path, content in (more or {}).items():
            archive.writestr(path, content)
    return out.getvalue()


def sound(kind: str) -> bytes:
    """A sound file of a kind."""
    match kind:
        case "pdf":
            return pdf("CONTOH halaman pertama dengan kalimat panjang")
        case "jpeg" | "png" | "webp":
            return image(kind)
        case "csv":
            return b"nama,nilai\nCONTOH,1\n"
        case "txt":
            return TEXT
    return office(kind)


def zip_bomb(kind: str = "docx", size: int = 400 * 1024 * 1024) -> bytes:
    """A small archive that says it is large."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(PARTS[kind][0], PARTS[kind][1].format("CONTOH"))
        # ast-grep-ignore: text-has-an-encoding
        with archive.open("word/media/besar.bin", "w") as part:
            for _ in range(size // (1 << 20)):
                part.write(bytes(1 << 20))
    return out.getvalue()


def lying_bomb() -> bytes:
    """An archive whose part is larger than it says."""
    honest = office("docx", more={"word/x.bin": bytes(3_000_000)})
    size = struct.pack("<I", 3_000_000)
    return honest.replace(size, struct.pack("<I", 1000))


def image_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it has 900 million pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
