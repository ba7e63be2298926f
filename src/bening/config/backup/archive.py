"""The file of a backup: a tar that is written in one go, and read only once every byte of it is vouched for.

Its parts come first, then `manifest.json` with the SHA-256 of each, then `sha256` with that of everything before it.
"""

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bening.scoring.text import Refused, refuse

MANIFEST, SEAL = "manifest.json", "sha256"
FORMAT = 1
LARGEST_MANIFEST = 64 * 1024 * 1024
_CHUNK = 1 << 18
_END = bytes(2 * tarfile.BLOCKSIZE)
_NAME = re.compile(r"database\.sqlite3|tables/[a-z0-9_]{1,63}|files/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A part to be written: its name, and its content, which is closed afterwards."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """A part that was written."""

    name: str
    size: int
    sha256: str


def stream(entries: Iterable[Entry], describe: Callable[[list[Kept]], Mapping[str, Any]]) -> Iterator[bytes]:
    """Give the bytes of the tar; `describe` gives the manifest once all parts are written."""
    whole = hashlib.sha256()
    kept: list[Kept] = []
    for entry in entries:
        with closing(entry.content) as content:
            for chunk in _member(entry.name, content, kept):
                whole.update(chunk)
                yield chunk
    parts = [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in kept]
    manifest = {"format": FORMAT, **describe(kept), "parts": parts}
    block = _whole_member(MANIFEST, json.dumps(manifest, indent=1).encode())
    whole.update(block)
    yield block
    yield _whole_member(SEAL, whole.hexdigest().encode()) + _END


def _member(name: str, content: IO[bytes], kept: list[Kept]) -> Iterator[bytes]:
    size = content.seek(0, 2)
    content.seek(0)
    yield _header(name, size)
    digest, left = hashlib.sha256(), size
    while left:
        chunk = content.read(min(_CHUNK, left))
        if not chunk:
            raise OSError(f"{name} became shorter while it was read")
        digest.update(chunk)
        left -= len(chunk)
        yield chunk
    yield _padding(size)
    kept.append(Kept(name, size, digest.hexdigest()))


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def _whole_member(name: str, content: bytes) -> bytes:
    return _header(name, len(content)) + content + _padding(len(content))


class Archive:
    """A backup that was read through: every part has the checksum that the manifest gives."""

    def __init__(self, path: Path) -> None:
        """Read the whole tar at `path`; refused where anything in it is not as it was written."""
        self.path = path
        try:
            with tarfile.TarFile(path) as tar:
                self._members = {member.name: member for member in tar}
            self.manifest = self._sealed_manifest()
            self._check_parts()
        except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError, UnicodeDecodeError) as error:
            raise refuse("restore_damaged", part="tar") from error

    def names(self) -> list[str]:
        """Return the names of the parts, in their order."""
        return [part["name"] for part in self.manifest["parts"]]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give the content of a part in pieces."""
        member = self._members[name]
        with self.path.open("rb") as file:
            file.seek(member.offset_data)
            yield from _pieces(file, member.size)

    def _sealed_manifest(self) -> dict[str, Any]:
        """Return the manifest, after holding the parts to it by name and the whole file to the seal."""
        seal = self._members[SEAL]
        with self.path.open("rb") as file:
            whole = hashlib.sha256()
            for chunk in _pieces(file, seal.offset):
                whole.update(chunk)
            if file.read(4 * tarfile.BLOCKSIZE) != _whole_member(SEAL, whole.hexdigest().encode()) + _END:
                raise self._damaged()
        found = json.loads(b"".join(self._some(MANIFEST)))
        if not isinstance(found, dict) or found["format"] != FORMAT:
            raise refuse("restore_damaged", part=MANIFEST)
        if [part["name"] for part in found["parts"]] + [MANIFEST, SEAL] != list(self._members):
            raise refuse("restore_damaged", part=MANIFEST)
        return found

    def _damaged(self) -> Refused:
        """Return the refusal that names the first part whose checksum is not the manifest's."""
        try:
            self.manifest = json.loads(b"".join(self._some(MANIFEST)))
            self._check_parts()
        except Refused as error:
            return error
        except (ValueError, KeyError, TypeError):
            return refuse("restore_damaged", part=MANIFEST)
        return refuse("restore_damaged", part=SEAL)

    def _some(self, name: str) -> Iterator[bytes]:
        if self._members[name].size > LARGEST_MANIFEST:
            raise refuse("restore_damaged", part=name)
        return self.chunks(name)

    def _check_parts(self) -> None:
        for part in self.manifest["parts"]:
            name, digest = part["name"], hashlib.sha256()
            member = self._members.get(name)
            if not _NAME.fullmatch(name) or member is None or not member.isreg():
                raise refuse("restore_damaged", part=name)
            for chunk in self.chunks(name):
                digest.update(chunk)
            if (member.size, digest.hexdigest()) != (part["size"], part["sha256"]):
                raise refuse("restore_damaged", part=name)


def _pieces(file: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while left:
        chunk = file.read(min(_CHUNK, left))
        if not chunk:
            raise EOFError
        left -= len(chunk)
        yield chunk
