"""A place of its own for a server: a state folder, a database, and the commands that run on it."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMES = ("PATH", "HOME", "LANG", "PYTHONPATH", "TMPDIR")  # what a command keeps of this environment
WAIT = 60.0


@dataclass
class Place:
    """Where one application keeps its things."""

    state: Path
    database: str | None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in NAMES if name in os.environ}
        database = {"BENING_DATABASE": self.database} if self.database else {}
        return {**kept, "BENING_STATE": str(self.state), "BENING_LANG": "en", **database, **self.more}

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m ...` here."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            env={**self.environment, **environment},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=WAIT * 2,
        )

    def bening(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("bening.cli", *words, **environment)

    def ready(self) -> "Place":
        """Make the tables, the secret key and the files of the look."""
        collect = ("bening.manage", "collectstatic", "--no-input", "-v", "0")
        for words in (("bening.config.setup",), ("bening.manage", "migrate", "-v", "0"), collect):
            done = self.run(*words)
            assert done.returncode == 0, done.stderr
        return self

    def files(self) -> dict[str, bytes]:
        """Give every evidence file."""
        folder = self.state / "files"
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass
class Served:
    """A server that runs as a command."""

    process: subprocess.Popen[str]
    port: int
    before: str  # what it said before it was ready

    def workers(self) -> list[int]:
        """Give the processes that answer."""
        return [pid for pid in children(self.process.pid) if not _is_daily(pid)]

    def daily(self) -> list[int]:
        """Give the process of the daily work, where there is one."""
        return [pid for pid in children(self.process.pid) if _is_daily(pid)]

    def ends(self) -> int:
        """Wait until the command ended and return its status."""
        return self.process.wait(WAIT)


@contextmanager
def served(command: list[str], environment: Mapping[str, str], port: int) -> Iterator[Served]:
    """Run a command that serves, from the line on which it says that it is ready; end what is left of it."""
    process = subprocess.Popen(
        [sys.executable, *command],
        env=dict(environment),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        lines = []
        while (line := process.stdout.readline()) and f":{port}" not in line:
            lines.append(line)
        assert line, process.stderr.read()
        yield Served(process, port, "".join(lines))
    finally:
        group = [process.pid, *children(process.pid)]
        process.kill() if process.poll() is None else None
        process.communicate()
        assert all(gone(pid) for pid in group), "a process of the server is left"


def children(parent: int) -> list[int]:
    """Give the processes that a process started."""
    found = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for path in found for pid in path.read_text(encoding="ascii").split()]


def _is_daily(pid: int) -> bool:
    try:
        return b"bening.config.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone(pid: int) -> bool:
    """Wait until a process is gone, and say whether it is."""
    return until(lambda: not is_running(pid))


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait until something holds, and say whether it did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


def new_database(name: str, template: str | None = None) -> str | None:
    """Give the address of a database of its own on the PostgreSQL of the tests, a copy of another's; None on SQLite."""
    address = os.environ.get("BENING_DATABASE")
    if not address:
        return None
    import psycopg  # noqa: PLC0415 - SQLite needs no psycopg
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - see above

    source = conninfo_to_dict(template)["dbname"] if template else "template1"
    unique = f"bening_{name}_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {unique} TEMPLATE {source}")
    parts = conninfo_to_dict(address)
    return f"postgresql://{parts['user']}@/{unique}?host={parts['host']}"


def stop(served_: Served, number: int = signal.SIGTERM) -> int:
    """Send a signal to the command alone and return its status."""
    served_.process.send_signal(number)
    return served_.ends()


def copied(place: Place, where: Path) -> Place:
    """Give a second place with the same content."""
    shutil.copytree(place.state, where)
    return Place(where, new_database(where.name, place.database))
