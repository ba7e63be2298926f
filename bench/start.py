"""Start-up: `bening score` on one file beside `python -c pass`, and what an import of the engine loads."""

import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from bench.row import Row

BAR = 12.0
ROUNDS = 15
SAMPLE = Path("data/demo/contoh-dinas.lke.yaml")
HEAVY = ("numpy", "pyarrow", "pandas", "django")
CHECK = (
    "import sys, bening.scoring.result, bening.scoring.path.find, bening.scoring.nested;"
    f"print([name for name in {HEAVY!r} if name in sys.modules])"
)


def _run(*arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(arguments, capture_output=True, text=True, check=True, env=kept).stdout


def _cpu(*arguments: str) -> float:
    """Return the seconds of CPU time that a process takes, whatever else the machine does."""
    before = getrusage(RUSAGE_CHILDREN)
    _run(*arguments)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run() -> list[Row]:
    """Time whole processes in turns."""
    command = str(Path(sys.executable).parent / "bening")
    calls = {
        "nothing": (sys.executable, "-c", "pass"),
        "text": (command, "score", "lke-zi-2025", str(SAMPLE)),
        "json": (command, "score", "lke-zi-2025", str(SAMPLE), "--json"),
    }
    times = {name: min(_cpu(*call) for _ in range(ROUNDS)) for name, call in calls.items()}
    nothing, text, json = times["nothing"], times["text"], times["json"]
    loaded = _run(sys.executable, "-c", CHECK).strip()
    note = f"CPU time {text * 1000:.0f} ms beside {nothing * 1000:.0f} ms, least of {ROUNDS}"
    worst = max(text, json) / nothing
    return [
        Row("bening score on one LKE : python -c pass", f"{worst:.1f} times", f"{BAR:.0f} times", note, worst <= BAR),
        Row("numpy, pyarrow, pandas, Django loaded by the engine", loaded, "[]", "", loaded == "[]"),
    ]
