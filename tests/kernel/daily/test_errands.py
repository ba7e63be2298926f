"""What is handed over is done at once: who rings is heard, a failure stays with its errand, a signal ends the rest."""

import logging
import os
import stat
import time
from pathlib import Path
from threading import Timer

import pytest
from django.utils import timezone
from pytest_django import Settings

from bening.kernel.daily import bell, errands
from bening.kernel.daily.bell import Bell
from bening.kernel.daily.errands import Pace

PACE = Pace(timezone.now, lambda _seconds: True)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.STATE = tmp_path
    return tmp_path / "worker.bell"


def waited(heard: Bell, seconds: float = 20.0) -> float:
    begun = time.monotonic()
    heard.wait(seconds)
    return time.monotonic() - begun


def test_who_waits_hears_the_bell_at_once_and_once(place: Path) -> None:
    with Bell() as heard:
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        Timer(0.1, bell.ring).start()
        assert waited(heard) < 10
        assert waited(heard, 0.05) >= 0.05


def test_what_was_rung_while_nobody_waited_is_heard_at_the_next_waiting() -> None:
    with Bell() as heard:
        for _ in range(100_000):  # more than a pipe holds
            bell.ring()
        assert waited(heard) < 10


def test_two_workers_on_one_folder_both_hear_or_one_does() -> None:
    with Bell() as first, Bell() as second:
        bell.ring()
        assert min(waited(first, 0.2), waited(second, 0.2)) < 0.2


def test_ringing_where_nobody_listens_is_no_fault(place: Path) -> None:
    bell.ring()
    with Bell():
        pass
    bell.ring()  # the pipe is there, and nobody holds it
    assert stat.S_ISFIFO(place.stat().st_mode)


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_is_no_pipe_is_left_alone_and_the_worker_looks_each_minute(place: Path, kind: str) -> None:
    other = place.with_name("other")
    other.write_bytes(b"CONTOH")
    if kind == "file":
        place.write_bytes(b"CONTOH")
    elif kind == "link":
        place.symlink_to(other)
    else:
        place.mkdir()
    with Bell() as heard:
        bell.ring()
        assert waited(heard, 0.05) >= 0.05
    assert other.read_bytes() == b"CONTOH"


def test_the_end_is_heard_while_waiting_and_while_resting() -> None:
    with Bell() as heard:
        assert heard.rest(0.01) is True
        Timer(0.1, heard.end).start()
        begun = time.monotonic()
        assert heard.rest(20) is False
        assert time.monotonic() - begun < 10
        assert waited(heard) < 10
        assert heard.is_ending


def test_a_ring_does_not_shorten_a_rest() -> None:
    with Bell() as heard:
        bell.ring()
        begun = time.monotonic()
        assert heard.rest(0.1) is True
        assert time.monotonic() - begun >= 0.1


def test_a_bell_leaves_nothing_open() -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names alone
    with Bell():
        bell.ring()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - see above


@pytest.mark.django_db
def test_one_that_fails_leaves_the_others_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(errands, "_errands", {})
    done: list[str] = []

    def fails(_pace: Pace) -> bool:
        raise ValueError("CONTOH")

    def works(_pace: Pace) -> bool:
        done.append("works")
        return True

    errands.register("sample.fails", fails)
    errands.register("sample.works", works)
    assert errands.run(PACE) is True
    assert done == ["works"]
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage().endswith(" sample.fails")
    errands.forget("sample.works")
    assert errands.run(PACE) is False


def test_a_name_belongs_to_one_errand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "_errands", {})
    errands.register("sample.one", errands.run)
    errands.register("sample.one", errands.run)
    with pytest.raises(ValueError, match="is taken"):
        errands.register("sample.one", lambda _pace: False)
