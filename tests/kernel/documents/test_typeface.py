"""A web font is unpacked into the font that typst reads, and a damaged one is refused."""

import struct
import zlib
from pathlib import Path

import pytest

from bening.kernel.documents.typeface import STYLES, prepare, unwrapped

TABLES = [(b"cmap", b"abc" * 40), (b"glyf", bytes(range(256))), (b"head", b"x")]


def woff(tables: list[tuple[bytes, bytes]], damage: int = 0) -> bytes:
    entries, body = b"", b""
    start = 44 + 20 * len(tables)
    for tag, data in tables:
        packed = min(zlib.compress(data), data, key=len)
        entries += struct.pack(">4sIIII", tag, start + len(body), len(packed), len(data) + damage, zlib.crc32(data))
        body += packed + b"\0" * (-len(packed) % 4)
    head = struct.pack(">4sIIHHI", b"wOFF", 0x00010000, start + len(body), len(tables), 0, 0)
    return head.ljust(44, b"\0") + entries + body


def test_each_table_stands_whole_where_the_directory_says() -> None:
    font = unwrapped(woff(TABLES))
    assert struct.unpack_from(">IHHHH", font) == (0x00010000, 3, 32, 1, 16)
    for at, (tag, data) in enumerate(TABLES):
        found, checksum, offset, size = struct.unpack_from(">4sIII", font, 12 + 16 * at)
        assert (found, checksum) == (tag, zlib.crc32(data))
        assert offset % 4 == 0
        assert font[offset : offset + size] == data


@pytest.mark.parametrize("content", [b"", b"wOF2" + b"\0" * 60, woff(TABLES, damage=1)])
def test_what_is_no_whole_web_font_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="WOFF"):
        unwrapped(content)


def test_the_styles_and_the_licence_are_prepared(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "files").mkdir(parents=True)
    (package / "LICENSE").write_bytes(b"OFL")
    for style in STYLES:
        (package / "files" / f"plus-jakarta-sans-latin-{style}.woff").write_bytes(woff(TABLES))
    prepare(package, tmp_path / "fonts")
    assert len(list((tmp_path / "fonts").glob("*.ttf"))) == len(STYLES)
    assert (tmp_path / "fonts/LICENSE").read_bytes() == b"OFL"
