"""The worker of the daily work while it waits: its memory, and how often it wakes, after it did the whole list once."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.row import Row

MOST_MB = 100
WATCHED = 15.0
_WAIT = 60.0


def run() -> list[Row]:
    """Return the memory of an idle worker on an empty database, and what it does in some seconds."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("BENING_", "DJANGO_"))}
        environment |= {"BENING_STATE": folder, "BENING_LANG": "en"}
        for words in (["bening.config.setup"], ["bening.manage", "migrate", "-v", "0"]):
            subprocess.run([sys.executable, "-m", *words], env=environment, check=True)
        worker = subprocess.Popen(
            [sys.executable, "-m", "bening.cli", "worker"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for_the_list(environment)
            return _rows(worker.pid)
        finally:
            worker.terminate()
            worker.wait()


def _wait_for_the_list(environment: dict[str, str]) -> None:
    end = time.monotonic() + _WAIT
    command = [sys.executable, "-m", "bening.cli", "upkeep", "--list"]
    while subprocess.run(command, env=environment, capture_output=True, check=False).returncode:
        if time.monotonic() > end:
            raise RuntimeError("the worker did not do its list")


def _rows(pid: int) -> list[Row]:
    whole = _kilobytes(Path(f"/proc/{pid}/status"), "VmRSS:") / 1024
    own = _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Private_") / 1024
    before = _wakes(pid)
    time.sleep(WATCHED)
    woken = _wakes(pid) - before
    held = whole < MOST_MB
    return [
        Row("memory of an idle worker", f"{whole:.0f} MB", f"under {MOST_MB} MB", f"its own {own:.0f} MB", held),
        Row(f"times an idle worker woke in {WATCHED:.0f} s", str(woken), "at most 1", "", woken <= 1),
    ]


def _kilobytes(file: Path, name: str) -> int:
    """Return the sum of the lines that begin with a name."""
    lines = file.read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(name))


def _wakes(pid: int) -> int:
    """Return how often the process went to sleep by itself, and so was awake."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "voluntary_ctxt_switches:")
