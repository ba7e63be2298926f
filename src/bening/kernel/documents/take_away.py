"""ZIP of what a person takes away: safe names, one order, fixed dates, and a manifest to check it with.

`sha256sum -c manifest-sha256.txt` in the unpacked folder checks every file.
"""

import hashlib
import io
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MANIFEST = "manifest-sha256.txt"
CHUNK = 1 << 20
IN_MEMORY = 8_000_000
LONGEST_PART = 120
MOST_PARTS = 12
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can write
READABLE = 0o100644 << 16

_NOT_IN_NAME = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be taken away: where it shall stand, and its bytes or the file that holds them."""

    path: str
    content: bytes | Path


def archive(entries: Iterable[Entry]) -> BinaryIO:
    """Return an open temporary file with the ZIP, at its start; whoever closes it deletes it.

    The same entries give the same bytes in whatever order they come; the manifest stands last.
    """
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed on open
    with ExitStack() as undo:
        undo.callback(target.close)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            lines = [f"{_add(file, path, entry.content)}  {path}\n" for path, entry in _placed(entries)]
            _add(file, MANIFEST, "".join(lines).encode())
        undo.pop_all()
    target.seek(0)
    return target  # type: ignore[return-value]  # typeshed gives it a base of its own


def safe_path(path: str) -> str:
    """Return a path that stays inside the folder where it is unpacked, on every system.

    >>> safe_path("../../etc/passwd"), safe_path("C:\\\\Data\\\\nul.txt"), safe_path("bukti/a:b?.pdf ")
    ('etc/passwd', 'C_Data_nul.txt', 'bukti/a_b_.pdf')
    """
    parts = [part for part in map(_safe_part, path.split("/")) if part]
    return "/".join(parts[-MOST_PARTS:]) or "berkas"


def _safe_part(part: str) -> str:
    plain = unicodedata.normalize("NFC", part)
    plain = "".join(letter if letter.isprintable() else "_" for letter in _NOT_IN_NAME.sub("_", plain))
    plain = re.sub("_{2,}", "_", plain).strip(" ").rstrip(". ")
    if len(plain) > LONGEST_PART:
        stem, dot, end = plain.rpartition(".")
        end = f"{dot}{end}" if stem and len(end) <= 10 else ""  # noqa: PLR2004 - longer is no ending of a name
        plain = plain[: LONGEST_PART - len(end)].rstrip(". ") + end
    return f"_{plain}" if _RESERVED.match(plain) else plain


def _placed(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Yield each entry with its own path, in one order; names that differ in case alone are told apart by a number."""
    files: set[str] = {MANIFEST.casefold()}
    folders: set[str] = set()
    placed = []
    for path, entry in sorted(((safe_path(entry.path), entry) for entry in entries), key=_order):
        own = _unique(path, files, folders)
        files.add(own.casefold())
        folders |= {parent.casefold() for parent in _parents(own)}
        placed.append((own, entry))
    yield from sorted(placed, key=lambda pair: pair[0])


def _order(pair: tuple[str, Entry]) -> tuple[str, str, str]:
    path, entry = pair
    content = entry.content
    last = hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else str(content)
    return path, entry.path, last


def _unique(path: str, files: set[str], folders: set[str]) -> str:
    """Return the path, with a number where it or a folder in it is a file already, or where it is a folder."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        while "/".join(parts[:depth]).casefold() in files:
            parts[depth - 1] += "_"
    folder, name = "/".join(parts[:-1]), parts[-1]
    stem, dot, end = name.rpartition(".") if "." in name[1:] else (name, "", "")
    start = f"{folder}/" if folder else ""
    own, count = start + name, 1
    while own.casefold() in files or own.casefold() in folders:
        count += 1
        own = f"{start}{stem} ({count}){dot}{end}"
    return own


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _add(file: zipfile.ZipFile, path: str, content: bytes | Path) -> str:
    """Write a file into the ZIP piece by piece, and return the SHA-256 of what was written."""
    info = zipfile.ZipInfo(path, FIXED_DATE)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE
    info.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
    digest = hashlib.sha256()
    with (
        io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source,
        # ast-grep-ignore: text-has-an-encoding
        file.open(info, "w") as target,
    ):
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()
