"""The typeface of the documents, unpacked at set-up from the web fonts of `@fontsource/plus-jakarta-sans`.

typst reads TrueType alone; a WOFF file is TrueType whose tables are compressed one by one. Run as
`python -m bening.kernel.documents.typeface FOLDER_OF_THE_PACKAGE`.
"""

import struct
import sys
import zlib
from pathlib import Path

STYLES = ("400-normal", "400-italic", "600-normal", "700-normal")
TARGET = Path(__file__).parent / "typst" / "fonts"
LARGEST_TABLE = 5_000_000

_HEAD, _ENTRY = struct.Struct(">4sIIHHI"), struct.Struct(">4sIIII")
_FIRST_ENTRY, _PADDED = 44, 4


def prepare(package: Path, target: Path = TARGET) -> None:
    """Write the styles that documents use, and their licence, into the folder that `render` looks in."""
    target.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        name = f"plus-jakarta-sans-latin-{style}"
        (target / f"{name}.ttf").write_bytes(unwrapped((package / "files" / f"{name}.woff").read_bytes()))
    (target / "LICENSE").write_bytes((package / "LICENSE").read_bytes())


def unwrapped(woff: bytes) -> bytes:
    """Return the TrueType font that a WOFF file holds. Raises `ValueError` where it is none."""
    if len(woff) < _FIRST_ENTRY or woff[:4] != b"wOFF":
        raise ValueError("this is no WOFF file")
    _, flavour, _, count, _, _ = _HEAD.unpack_from(woff)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">IHHHH", flavour, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    place = len(head) + 16 * count
    directory, body = b"", b""
    for at in range(count):
        tag, offset, packed, size, checksum = _ENTRY.unpack_from(woff, _FIRST_ENTRY + 20 * at)
        data = woff[offset : offset + packed]
        if packed < size <= LARGEST_TABLE:
            data = zlib.decompressobj().decompress(data, size)
        if len(data) != size:
            raise ValueError(f"the table {tag!r} of this WOFF file is damaged")
        directory += struct.pack(">4sIII", tag, checksum, place + len(body), size)
        body += data + b"\0" * (-size % _PADDED)
    return head + directory + body


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
