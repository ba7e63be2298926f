"""Contents on disk: whole or not at all, whenever the process ends."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bening.kernel.evidence import store

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
WRITER = """
import itertools, os, sys
from datetime import UTC, datetime
import django
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1])
from bening.kernel.evidence import store
print("ready", flush=True)
for number in itertools.count():
    content = (bytes([number % 251]) * 4096 for _ in range(64))
    store.write(content, at_most=1 << 20).place(at=datetime(2026, 3, 2, tzinfo=UTC))
"""


def test_a_content_lies_under_its_hash_for_its_owner_alone(folder: Path) -> None:
    part = store.write([b"CON", b"TOH"], at_most=6)
    assert not store.path_of(part.sha256).exists()
    part.place(at=AT)
    path = store.path_of(part.sha256)
    assert (path.read_bytes(), path.name) == (b"CONTOH", hashlib.sha256(b"CONTOH").hexdigest())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_too_large_leaves_nothing(folder: Path) -> None:
    read = []

    def endless() -> object:
        for number in range(100):
            read.append(number)
            yield b"x" * 10

    with pytest.raises(store.TooLarge):
        store.write(endless(), at_most=25)  # type: ignore[arg-type]  # an iterator of bytes
    assert len(read) == 3
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("wait", [0.002, 0.01, 0.03, 0.05, 0.08])
def test_a_writer_that_is_killed_leaves_no_half_content(folder: Path, wait: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout:
        child.stdout.readline()
    time.sleep(wait)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    for path in (folder / "contents").glob("??/*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    left = len(list((folder / "parts").glob("*")))
    assert left <= 1
    assert store.remove_parts(written_before=datetime(2100, 1, 1, tzinfo=UTC)) == left


def test_what_was_written_again_since_is_not_removed(folder: Path) -> None:
    for at in (AT, LATER):
        store.write([b"CONTOH"], at_most=6).place(at=at)
    sha256 = hashlib.sha256(b"CONTOH").hexdigest()
    assert not store.remove(sha256, written_before=LATER)
    assert store.path_of(sha256).read_bytes() == b"CONTOH"
    assert list(store.contents(written_before=LATER)) == []


def test_a_removed_content_is_gone(folder: Path) -> None:
    part = store.write([b"CONTOH"], at_most=6)
    part.place(at=AT)
    assert list(store.contents(written_before=LATER)) == [part.sha256]
    assert store.remove(part.sha256, written_before=LATER)
    assert not store.remove(part.sha256, written_before=LATER)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
