"""The parts of an .xlsx file, inflated under a limit: bytes are counted as they come out, not as the file declares."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bening.scoring.text import Place, Refused, Text, refuse
from bening.scoring.workbook.xml import Count, Element, Events, read_elements, run

LARGEST_FILE = 10_000_000
MOST_INFLATED = 24_000_000
MOST_ENTRIES = 2_000
CHUNK = 1 << 16
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ENCRYPTED = 1
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class Package:
    """An opened .xlsx file; `file` is its name in messages."""

    def __init__(self, data: bytes, file: str) -> None:
        self.place = Place(file)
        self.inflated = 0
        self.count = Count()
        if data.startswith(OLE_MAGIC):
            raise refuse("workbook_old_or_locked", self.place)
        if not data.startswith(b"PK"):
            raise refuse("workbook_not_xlsx", self.place)
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged(str(error)) from None
        entries = self.zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise refuse("workbook_too_many_parts", self.place, limit=MOST_ENTRIES, what=Text("bagian", "parts"))
        self.entries = {entry.filename.lower(): entry for entry in entries}

    def damaged(self, reason: str) -> Refused:
        """Return the refusal of a file that is cut off or damaged."""
        return refuse("workbook_damaged", self.place, reason=reason[:120])

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where the file has none of this name; raises `Refused`."""
        entry = self.entries.get(name.lower())
        if entry is None:
            return None
        if entry.flag_bits & ENCRYPTED:
            raise refuse("workbook_old_or_locked", self.place)
        if entry.compress_type not in PLAIN_METHODS:
            raise self.damaged(f"{name}: method {entry.compress_type}")
        try:
            return b"".join(self._chunks(entry))
        except _BROKEN as error:
            raise self.damaged(f"{name}: {error}") from None

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        # A part of a zip file always opens as bytes.
        # ast-grep-ignore: text-has-an-encoding
        with self.zip.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                self.inflated += len(chunk)
                if self.inflated > MOST_INFLATED:
                    limit = f"{MOST_INFLATED // 1_000_000} MB"
                    raise refuse("workbook_inflates", self.place, limit=limit)
                yield chunk

    def elements(self, name: str) -> list[Element]:
        """Return the elements of a small part, none where there is no such part; raises `Refused`."""
        data = self.part(name)
        return [] if data is None else read_elements(data, name, self.place, self.count)

    def send(self, name: str, events: Events) -> bool:
        """Send the events of a part to their reader, and return whether the file has it; raises `Refused`."""
        data = self.part(name)
        if data is not None:
            run(data, name, self.place, events, self.count)
        return data is not None

    def targets(self, source: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to: id of the reference -> its type's last word and the part it names."""
        folder, name = source.rpartition("/")[::2]
        found = {}
        for element in self.elements(f"{folder}/_rels/{name}.rels".lstrip("/")):
            if element.name == "Relationship" and element.get("TargetMode") != "External":
                target = element.get("Target")
                path = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
                found[element.get("Id")] = element.get("Type").rpartition("/")[2], path
        return found


def _joined(folder: str, target: str) -> str:
    parts: list[str] = []
    for part in PurePosixPath(folder, target).parts:
        if part == "..":
            parts[-1:] = []
        else:
            parts.append(part)
    return "/".join(parts)


def open_package(path: Path, file: str) -> Package:
    """Return the opened file; raises `Refused` where it is a folder, unreadable, too large, cut off or no workbook."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise refuse("file_is_folder", Place(file)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse("file_unreadable", Place(file), reason=reason) from None
    if len(data) > LARGEST_FILE:
        raise refuse("workbook_too_large", Place(file), limit=f"{LARGEST_FILE // 1_000_000} MB")
    return Package(data, file)
