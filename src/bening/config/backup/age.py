"""Encryption of a backup with age, in a stream; the one place that calls pyrage, which has no types."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import pyrage

from bening.scoring.text import Place, refuse

HEAD = b"age-encryption.org/v1\n"
_SECRET = "AGE-SECRET-KEY-1"


def recipients(text: str) -> list[Any]:
    """Return the recipients that a text names, with commas or spaces between; refused unless each is one."""
    found = []
    for name in text.replace(",", " ").split():
        try:
            found.append(pyrage.x25519.Recipient.from_str(name))
        except pyrage.RecipientError as error:
            # A secret key that was given by mistake must not be shown.
            shown = name if name.startswith("age1") else name[:4] + "…"
            raise refuse("backup_bad_recipient", value=shown) from error
    return found


def identities(path: Path) -> list[Any]:
    """Return the secret keys in a file as age-keygen writes it."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise refuse("file_unreadable", Place(str(path)), reason=reason) from error
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith(_SECRET)]
    except pyrage.IdentityError as error:
        raise refuse("restore_bad_key", Place(str(path))) from error
    if not found:
        raise refuse("restore_bad_key", Place(str(path)))
    return found


class _Reader(io.RawIOBase):
    """Reads what an iterator gives."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest = chunks, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, none at the end."""
        while not self.rest:
            chunk = next(self.chunks, None)
            if chunk is None:
                return b""
            self.rest = chunk
        taken, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return taken


def encrypt(chunks: Iterator[bytes], out: IO[bytes], to: Sequence[Any]) -> None:
    """Write the chunks encrypted for the recipients."""
    pyrage.encrypt_io(_Reader(chunks), out, list(to))


def decrypt(file: IO[bytes], out: IO[bytes], keys: Sequence[Any]) -> None:
    """Write what the file holds; refused with another's key or where a byte of it was changed."""
    try:
        pyrage.decrypt_io(file, out, list(keys))
    except (pyrage.DecryptError, OSError) as error:
        raise refuse("restore_not_decrypted", reason=str(error)) from error
