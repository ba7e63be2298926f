"""The folder of contents: each under its SHA-256, written beside first, never half."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings

_PARTS, _CONTENTS, _ASIDE = "parts", "contents", "aside"
_CHUNK = 1 << 18


class TooLarge(Exception):  # noqa: N818 - not a fault: more bytes than are taken
    """A content is longer than allowed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A content that is written and flushed, and not yet in its place."""

    path: Path
    sha256: str
    size: int

    def place(self, *, at: datetime) -> None:
        """Move the content to its place for good, dated `at`; the same whether its bytes were known or not."""
        os.utime(self.path, (at.timestamp(), at.timestamp()))
        target = path_of(self.sha256)
        if not target.parent.is_dir():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            _flush_folder(target.parent.parent)
        self.path.replace(target)
        _flush_folder(target.parent)

    def drop(self) -> None:
        """Remove the content unless it is in its place."""
        self.path.unlink(missing_ok=True)


def write(chunks: Iterable[bytes], *, at_most: int) -> Part:
    """Write a content beside its place and flush it; raise `TooLarge` as soon as it is longer than allowed."""
    path = _folder(_PARTS) / secrets.token_hex(16)
    digest, size, is_whole = hashlib.sha256(), 0, False
    path.touch(mode=0o600, exist_ok=False)
    try:
        with path.open("wb") as part:
            for chunk in chunks:
                size += len(chunk)
                if size > at_most:
                    raise TooLarge
                digest.update(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
        is_whole = True
    finally:
        if not is_whole:
            path.unlink(missing_ok=True)
    return Part(path, digest.hexdigest(), size)


def path_of(sha256: str) -> Path:
    """Return where a content lies."""
    return _folder(_CONTENTS) / sha256[:2] / sha256


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file in pieces."""
    while chunk := file.read(_CHUNK):
        yield chunk


def remove(sha256: str, *, written_before: datetime) -> bool:
    """Destroy a content unless it was written again since; return whether it is gone."""
    path = path_of(sha256)
    aside = _folder(_ASIDE) / secrets.token_hex(16)
    try:
        path.rename(aside)  # first aside, then look: whoever writes it now writes a new file
    except FileNotFoundError:
        return False
    if datetime.fromtimestamp(aside.stat().st_mtime, UTC) >= written_before:
        with suppress(FileExistsError):
            path.hardlink_to(aside)
        aside.unlink()
        return False
    aside.unlink()
    _flush_folder(path.parent)
    return True


def contents(*, written_before: datetime) -> Iterator[str]:
    """Give the hash of each content that was written before a moment."""
    for path in _folder(_CONTENTS).glob("??/*"):
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < written_before:
                yield path.name


def remove_parts(*, written_before: datetime) -> int:
    """Remove what writers who ended half-way left; return how many."""
    removed = 0
    for folder in (_PARTS, _ASIDE):
        for path in _folder(folder).iterdir():
            with suppress(FileNotFoundError):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) < written_before:
                    path.unlink()
                    removed += 1
    return removed


def _folder(name: str) -> Path:
    folder = Path(settings.MEDIA_ROOT) / name
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _flush_folder(folder.parent)
    return folder


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    # ast-grep-ignore: text-has-an-encoding
    handle = os.open(folder, os.O_RDONLY)  # a folder, no text
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
