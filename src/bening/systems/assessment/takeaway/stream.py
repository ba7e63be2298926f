"""A ZIP that leaves while it is being written: no copy of it on disk or in memory, whatever its size."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bening.kernel.documents.take_away import CHUNK, FIXED_DATE, MANIFEST, READABLE, Entry

MISSING = "tidak-terbawa.txt"


class _Pipe(io.RawIOBase):
    """Takes what the ZIP writes, until it is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        """Return True: this is written to, and never moved about in."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the ZIP writes bytes
        """Keep what is written."""
        self.waiting.append(bytes(data))
        return len(data)

    def fetch(self) -> bytes:
        """Return what was written since the last time."""
        found = b"".join(self.waiting)
        self.waiting.clear()
        return found


def stream(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield a ZIP of the entries, whose paths are safe and each its own; the manifest of hashes stands last.

    A file that is gone by the time its turn comes is named in a text beside the manifest.
    """
    pipe, lines, gone = _Pipe(), [], []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            try:
                source = io.BytesIO(entry.content) if isinstance(entry.content, bytes) else entry.content.open("rb")
            except FileNotFoundError:
                gone.append(entry.path)
                continue
            digest = hashlib.sha256()
            with source, archive.open(_info(entry.path, _size(entry.content)), "w") as target:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
                    yield pipe.fetch()
            lines.append(f"{digest.hexdigest()}  {entry.path}\n")
        if gone:
            text = "".join(f"{path}\n" for path in gone).encode()
            archive.writestr(_info(MISSING, len(text)), text)
            lines.append(f"{hashlib.sha256(text).hexdigest()}  {MISSING}\n")
        text = "".join(lines).encode()
        archive.writestr(_info(MANIFEST, len(text)), text)
    yield pipe.fetch()


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _info(path: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, FIXED_DATE)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE
    info.file_size = size
    return info
