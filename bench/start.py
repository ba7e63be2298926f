"""Start-up: `bening score` on one file beside `python -c pass`, and what an import of the engine loads."""

import subprocess
import sys
from pathlib import Path

from bench.row import Row
from bench.timing import best_of

BAR = 12.0
SAMPLE = Path("data/demo/contoh-dinas.lke.yaml")
HEAVY = ("numpy", "pyarrow", "pandas", "django")
CHECK = (
    "import sys, bening.scoring.result, bening.scoring.path.find, bening.scoring.nested;"
    f"print([name for name in {HEAVY!r} if name in sys.modules])"
)


def _run(*arguments: str) -> str:
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def run() -> list[Row]:
    """Time whole processes in turns."""
    command = str(Path(sys.executable).parent / "bening")
    nothing, text, json = best_of(
        [
            lambda: _run(sys.executable, "-c", "pass"),
            lambda: _run(command, "score", "lke-zi-2025", str(SAMPLE)),
            lambda: _run(command, "score", "lke-zi-2025", str(SAMPLE), "--json"),
        ],
        15,
    )
    loaded = _run(sys.executable, "-c", CHECK).strip()
    note = f"{text * 1000:.0f} ms beside {nothing * 1000:.0f} ms, best of 15"
    worst = max(text, json) / nothing
    return [
        Row("bening score on one LKE : python -c pass", f"{worst:.1f} times", f"{BAR:.0f} times", note, worst <= BAR),
        Row("numpy, pyarrow, pandas, Django loaded by the engine", loaded, "[]", "", loaded == "[]"),
    ]
