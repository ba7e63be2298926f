"""The daily work as processes: beside the server, alone, at once; killed, it loses nothing and is taken up again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bening.config.beside import beside
from bening.kernel.daily.registry import works
from tests.config.places import ROOT, WAIT, Place, children, gone, is_running, served, stop, until


def has_done_all(place: Place) -> bool:
    return place.bening("upkeep", "--list").returncode == 0


def handles(pid: int) -> list[str]:
    """Give the files and sockets that a process has open."""
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except FileNotFoundError:
            continue
    return found


def holds_the_database(pid: int) -> bool:
    return any("sqlite3" in name or name.startswith("socket:") for name in handles(pid))


def test_the_server_starts_it_it_does_its_work_and_then_holds_nothing(place: Place, port: int) -> None:
    with served(["-m", "bening.cli", "serve", "--port", str(port)], place.environment, port) as server:
        (worker,) = server.daily()
        assert until(lambda: has_done_all(place), WAIT)
        assert until(lambda: not holds_the_database(worker))
        assert stop(server) == 0
        assert gone(worker)


def test_a_server_without_it_does_no_daily_work(place: Place, port: int) -> None:
    command = ["-m", "bening.cli", "serve", "--port", str(port), "--no-worker"]
    with served(command, place.environment, port) as server:
        assert server.daily() == []
        assert len(server.workers()) == 2
        assert not has_done_all(place)


def others(known: list[int]) -> list[int]:
    return [pid for pid in children(os.getpid()) if pid not in known and is_running(pid)]


def test_a_process_beside_is_started_again_and_ends_with_this_one() -> None:
    known = children(os.getpid())
    with beside(["sleep", "100"], ends_within=5, again=0.05):
        (first,) = others(known)
        os.kill(first, signal.SIGKILL)
        assert until(lambda: bool(others(known)) and first not in others(known))
        (second,) = others(known)
    assert not is_running(second)
    assert not until(lambda: bool(others(known)), 0.3)


def test_a_process_beside_that_does_not_end_is_killed() -> None:
    known = children(os.getpid())
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(100)"
    with beside([sys.executable, "-c", deaf], ends_within=0.1):
        (pid,) = others(known)
        assert until(lambda: ignores_sigterm(pid))
    assert not is_running(pid)


def ignores_sigterm(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn:"))
    return bool(int(mask, 16) >> (signal.SIGTERM - 1) & 1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_alone_it_works_until_it_is_told_to_end_and_nothing_is_restored_under_it(
    place: Place, tmp_path: Path, number: int
) -> None:
    command = [sys.executable, "-m", "bening.cli", "worker"]
    with subprocess.Popen(command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert "02:00" in worker.stdout.readline()
        assert until(lambda: has_done_all(place), WAIT)
        done = place.bening("restore", str(tmp_path / "none"))
        assert "A server is running" in done.stderr
        worker.send_signal(number)
        assert worker.wait(WAIT) == 0


@pytest.mark.parametrize("words", [("worker",), ("upkeep",), ("upkeep", "--list")])
def test_on_a_database_without_its_migrations_it_says_what_to_run(
    new_place: Callable[[str], Place], words: tuple[str, ...]
) -> None:
    done = new_place("empty").bening(*words)
    assert done.returncode == 2
    assert "python -m bening.manage migrate" in done.stderr


def test_upkeep_does_everything_now_and_the_list_says_when(place: Place) -> None:
    before = place.bening("upkeep", "--list")
    assert before.returncode == 1
    assert before.stdout.count("never") == before.stderr.count("Behind by more than a day") == len(works())
    now = place.bening("upkeep", BENING_LANG="id")
    assert (now.returncode, now.stderr) == (0, "")
    assert "Sesi masuk yang berakhir dihapus: 0\n" in now.stdout
    after = place.bening("upkeep", "--list")
    assert (after.returncode, after.stderr, after.stdout.count("never")) == (0, "", 0)


def test_one_that_fails_is_named_with_its_reference_and_the_others_are_done(place: Place) -> None:
    (place.state / "files").write_text("a file in place of the folder", encoding="utf-8")
    failed = place.bening("upkeep")
    assert failed.returncode == 1
    (line,) = [line for line in failed.stderr.splitlines() if line.startswith("Failed:")]
    reference = line.partition("Look for ")[2][:8]
    assert f"{reference} evidence.sweep" in failed.stderr.partition("Failed:")[0]
    assert failed.stdout.count("\n") == len(works()) - 1
    listed = place.bening("upkeep", "--list")
    assert listed.returncode == 1
    assert reference in listed.stderr
    (place.state / "files").unlink()
    assert place.bening("upkeep").returncode == 0
    assert has_done_all(place)


WORK = """
import os, signal
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from bening.kernel.daily import actions, registry
from bening.scoring.text import Text

def run(*, now):
    with transaction.atomic():
        Session.objects.create(session_key="contoh", session_data="x", expire_date=now + timedelta(days=9))
        KILL
    return 1

registry._works.clear()
registry.register("sample.killed", title=Text("CONTOH", "SAMPLE"), run=run)
print("half", Session.objects.count())
for minutes in (0, 58, 61):
    now = timezone.now() + timedelta(minutes=minutes)
    done = actions.run_due(clock=lambda: now, is_ending=lambda: False)
    print(minutes, [one.amount for one in done])
"""


def test_killed_in_the_middle_it_leaves_no_half_and_is_taken_up_again(place: Place) -> None:
    killed = WORK.replace("KILL", "os.kill(os.getpid(), signal.SIGKILL)")
    again = WORK.replace("KILL", "pass")
    words = ("bening.manage", "shell", "-v", "0", "-c")
    assert place.run(*words, killed).returncode == -signal.SIGKILL
    done = place.run(*words, again)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["half 0", "0 []", "58 []", "61 [1]"]
