"""A sheet of 100,000 lines on its way into the register: checked, then taken while another process writes.

With BENING_DATABASE, as `python -m tools.postgres` gives it, on a PostgreSQL of its own, else on SQLite.
"""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from bench.row import Row
from tests.config.places import new_database

SECONDS, MEGABYTES, WAIT = 10.0, 500, 1.0


def _measured() -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BENING_", "DJANGO_"))}
        ours = {"BENING_STATE": folder, "DJANGO_SETTINGS_MODULE": "bench.rounds_settings"}
        ours["BENING_SECRET_KEY"] = "of the bench " * 6
        if database := new_database("bench"):
            ours["BENING_DATABASE"] = database
        command = [sys.executable, "-m", "bench.imports_measure"]
        done = subprocess.run(command, env={**kept, **ours}, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run() -> list[Row]:
    """Check and take the sheet once and return the lines."""
    found = _measured()
    lines, checked = f"{found['lines']:,} lines", found["checked"]
    parsed = f"its XML parsed and thrown away {found['parsed']:.1f} s; the file {found['size'] / 1e6:.1f} MB"
    wait = f"{found['writes']} writes beside it, half within {found['median'] * 1000:.0f} ms"
    alone = f"longest alone {found['alone'] * 1000:.0f} ms; {found['vendor']}"
    return [
        Row(f"{lines} checked, all processes", f"{checked:.1f} s", "under 10 s of CPU", parsed, checked < SECONDS),
        *(
            Row(f"peak memory of {who}", f"{found[key]:.0f} MB", f"under {MEGABYTES} MB", "", found[key] < MEGABYTES)
            for key, who in (("child", "the child that reads"), ("asker", "the process that checks"))
        ),
        Row(f"{lines} taken", f"{found['taken']:.0f} s of CPU", "", f"{found['wall']:.0f} s by the clock, with rests"),
        Row(
            "longest wait of another writer meanwhile",
            f"{found['longest']:.2f} s",
            "under 1 s",
            f"{wait}; {alone}",
            found["longest"] < WAIT,
        ),
    ]
