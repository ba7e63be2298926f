"""Sends much more to every form, and to every reader of files, than the tests do: `python -m tools.fuzz`.

Each part is a test, run with the profile `deep` and a seed of its own. What was done is kept in `.fuzz/`, so that the
next call goes on where this one ended; a part that failed is run again by the next call.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# Forms of every address; then what reads an instrument, answers, a workbook or a table, and the rules of the kernel.
AIMS = ("tests/attacks/test_forms.py", "tests/scoring/hostile", "tests/kernel", "tests/systems")
KEPT = Path(".fuzz")
SHOWN = 6000  # characters of what a failed part says
_PYTEST = (
    sys.executable,
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "--show-capture=no",
    "--tb=short",
    "-p",
    "tools.without_browser",
)


def parts() -> list[str]:
    """Return the tests that draw examples: each group of forms by itself, everything else by its file."""
    said = subprocess.run([*_PYTEST, "--collect-only", *AIMS], capture_output=True, text=True, check=True).stdout
    found = [line for line in said.splitlines() if "::" in line]
    forms = [node for node in found if node.startswith(AIMS[0])]
    files = {node.partition("::")[0] for node in found} - {AIMS[0]}
    return forms + sorted(file for file in files if "hypothesis" in Path(file).read_text(encoding="utf-8"))


def run(part: str, seed: int) -> tuple[int, str]:
    """Run one part with a seed; return pytest's status and what it said."""
    environment = {**os.environ, "BENING_HYPOTHESIS": "deep"}
    command = [*_PYTEST, f"--hypothesis-seed={seed}", part]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def slices(seed: int, seconds: float) -> int:
    """Run the parts that are not done yet, as many as the time allows; return 1 where a part failed."""
    KEPT.mkdir(exist_ok=True)
    record, end, failed = KEPT / f"seed-{seed}.jsonl", time.monotonic() + seconds, 0
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    done = {row["part"]: row["seconds"] for row in map(json.loads, lines)}
    known = parts()
    for part in known:
        if part in done or time.monotonic() > end:
            continue
        begun = time.monotonic()
        status, said = run(part, seed)
        took = round(time.monotonic() - begun)
        print(f"{took:5} s  {'failed' if status else 'no fault'}  {part}", flush=True)
        if status:
            failed += 1
            print(said[-SHOWN:], flush=True)
            continue
        done[part] = took
        with record.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"part": part, "seconds": took}) + "\n")
    left = len(set(known) - set(done)) - failed
    print(f"{len(done)} of {len(known)} parts done with seed {seed}, {failed} failed; kept in {record}")
    if left:
        print("The time of this slice is over: run it again to go on.")
    return 1 if failed else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run a slice."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1200.0)
    found = parser.parse_args(argv)
    return slices(found.seed, found.seconds)


if __name__ == "__main__":
    sys.exit(main())
