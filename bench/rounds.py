"""Assessments of 106 indicators: the same work beside 2, 50 and 500 of them, an empty view next to it.

The processor's time counts, so that who else uses the machine does not.
"""

import json
import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from bench.row import Row

FEW, SOME, MANY = "2", "50", "500"
RATIO, QUERIES, BYTES, SECONDS, MILLISECONDS = 1.2, 5, 10_000, 10.0, 5.0
WORKS = {
    "show": "one assessment shown",
    "show to one who sees all": "one assessment shown to who sees all",
    "read": "one indicator shown",
    "save": "one answer saved",
}


def _measured() -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BENING_", "DJANGO_"))}
        ours = {"BENING_STATE": folder, "DJANGO_SETTINGS_MODULE": "bench.rounds_settings"}
        ours["BENING_SECRET_KEY"] = "of the bench " * 6
        command = [sys.executable, "-m", "bench.rounds_measure"]
        done = subprocess.run(command, env={**kept, **ours}, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _same(name: str, title: str, sizes: dict[str, Any]) -> Row:
    few, some, many = (sizes[size][name] for size in (FEW, SOME, MANY))
    ratio = many / few
    empty = sizes[MANY]["empty"]
    note = f"{few:.1f}, {some:.1f}, {many:.1f} ms at {FEW}, {SOME}, {MANY}; an empty view {empty:.1f} ms"
    return Row(f"{title}, {MANY} : {FEW}", f"{ratio:.2f} times", f"{RATIO} times", note, ratio <= RATIO)


def run() -> list[Row]:
    """Fill a database of its own and return the lines."""
    found = _measured()
    sizes, begun = found["sizes"], found["begun"]
    many = sizes[MANY]
    queries, longest, save = many["overview queries"], many["overview statement"], many["save"]
    shown = f"one page of {MANY} in {many['overview']:.1f} ms, of {FEW} in {sizes[FEW]['overview']:.1f} ms"
    return [
        Row("tables and instruments of a fresh database", f"{begun:.1f} s", "under 10 s", "", begun < SECONDS),
        *(_same(name, title, sizes) for name, title in WORKS.items()),
        Row("one answer saved", f"{save:.1f} ms", "5 ms of CPU", "the action and its commit", save <= MILLISECONDS),
        Row("one answer saved from its page", f"{many['post']:.1f} ms", "", "form to redirect", None),
        Row(f"queries of an overview of {MANY}", f"{queries:.0f}", f"{QUERIES}", shown, queries <= QUERIES),
        Row("its longest statement", f"{longest / 1000:.1f} kB", "under 10 kB", "", longest < BYTES),
    ]
