"""Writes a backup: one state of the database, then the evidence files that it names."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.db import connection

from bening.config.backup import age, disk, postgresql, sqlite
from bening.config.backup.archive import Entry, Kept, stream
from bening.config.backup.snapshot import Found
from bening.kernel.evidence.store import path_of

FILES = "files/"


class Made(NamedTuple):
    """What a backup holds, and the evidence files that it could not hold."""

    parts: int
    seq: int
    hash: str
    missing: list[str]


def make(out: Path, *, to: Sequence[Any], state: Path, now: datetime) -> Made:
    """Write a backup to `out`, encrypted for the recipients, or plain where there are none."""
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing: list[str] = []
    count: list[int] = []
    with engine.snapshot(state) as found, _written_whole(out) as file:

        def describe(kept: list[Kept]) -> Mapping[str, Any]:
            count.append(len(kept))
            missing.extend(_unlike(kept))
            return _manifest(found, sorted(missing), now)

        chunks = stream(_entries(found, missing), describe)
        if to:
            age.encrypt(chunks, file, to)
        else:
            file.writelines(chunks)
    return Made(count[0], found.seq, found.hash, sorted(missing))


def _entries(found: Found, missing: list[str]) -> Iterator[Entry]:
    yield from found.entries
    for sha256 in found.files:
        try:
            content = path_of(sha256).open("rb")
        except FileNotFoundError:  # destroyed in the meantime, or lost
            missing.append(sha256)
        else:
            yield Entry(FILES + sha256, content)


def _unlike(kept: list[Kept]) -> list[str]:
    """Return the evidence files whose content is no longer the one that their name tells."""
    names = ((part, part.name.removeprefix(FILES)) for part in kept if part.name.startswith(FILES))
    return [sha256 for part, sha256 in names if part.sha256 != sha256]


def _manifest(found: Found, missing: list[str], now: datetime) -> Mapping[str, Any]:
    return {
        "bening": version("bening"),
        "made_at": now.isoformat(),
        "engine": found.engine,
        "ledger": {"seq": found.seq, "hash": found.hash},
        "migrations": found.migrations,
        "columns": found.columns,
        "missing": missing,
    }


@contextmanager
def _written_whole(out: Path) -> Iterator[IO[bytes]]:
    """Give a file that takes its name only when it is whole and on the disk; an older backup stays until then."""
    part = out.with_name(f"{out.name}.part")
    part.unlink(missing_ok=True)
    try:
        with disk.new_file(part) as file:
            yield file
            disk.flush(file)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    disk.flush_folder(out.parent)
