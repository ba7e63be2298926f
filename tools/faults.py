"""Kills whoever writes, at a random moment, and looks for what is lost or half done: `python -m tools.faults`.

Each kill: processes write through the deeds below and tell of each deed once it is committed; kill -9; then everything
told of must be there, nothing may be half done, and the ledger must fit. What was done is kept in `.faults/`, so that
the next call goes on where this one ended.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

# Modules, each with the four functions of `Deed`.
DEEDS: tuple[str, ...] = ("tests.faults.offices", "tests.faults.contents", "tests.faults.assessment_deeds")
WRITERS = 2
LONGEST = 0.6  # seconds from the first deed to the kill
_START = 60.0
KEPT = Path(".faults")


class Deed(Protocol):
    """What a module of deeds has."""

    def prepare(self) -> None:
        """Make what the deeds need; called once in an empty database."""

    def act(self, number: int) -> Mapping[str, str]:
        """Do the deed in one transaction; return what must be found from now on."""

    def is_there(self, told: Mapping[str, str]) -> bool:
        """Return whether everything that was told of is there."""

    def halves(self) -> list[str]:
        """Name whatever is half done."""


def deeds() -> list[Deed]:
    """Return the modules of deeds."""
    return [cast(Deed, import_module(name)) for name in DEEDS]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found after a kill: how many deeds were told of, and what is wrong."""

    told: int
    faults: list[str]


def set_up_django() -> None:
    """Use the settings of the product."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bening.config.settings")
    import django  # noqa: PLC0415 - after the settings are named

    django.setup()


def write(seed: int) -> None:
    """Do deeds without end, and tell of each on standard output once it is committed."""
    set_up_django()
    known = deeds()
    order = random.Random(seed)  # noqa: S311 - the order of the deeds
    number = 0
    while True:
        at = order.randrange(len(known))
        told = known[at].act(seed * 1_000_000 + number)
        # One write, so that a line is whole or absent.
        os.write(1, (json.dumps([at, told]) + "\n").encode())
        number += 1


def check(told: Sequence[tuple[int, Mapping[str, str]]]) -> list[str]:
    """Return what is lost, half done, or does not fit in the ledger."""
    from bening.kernel.ledger.queries import verify  # noqa: PLC0415 - Django is set up by now

    known = deeds()
    faults = [f"lost: {DEEDS[at]} {dict(found)}" for at, found in told if not known[at].is_there(found)]
    for name, deed in zip(DEEDS, known, strict=True):
        faults += [f"half done: {name} {half}" for half in deed.halves()]
    problem = verify().problem
    return faults + ([f"ledger: {problem}"] if problem else [])


def kill_once(seed: int, environment: Mapping[str, str]) -> list[tuple[int, Mapping[str, str]]]:
    """Start writers, kill them at a moment that the seed draws, and return the deeds that they told of."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tools.faults", "write", str(seed * 10 + at)],
            env=dict(environment),
            stdout=subprocess.PIPE,
        )
        for at in range(WRITERS)
    ]
    try:
        wait_for(writers)
        time.sleep(random.Random(seed).uniform(0, LONGEST))  # noqa: S311 - the moment of the kill
        ended = [writer.args for writer in writers if writer.poll() is not None]
    finally:
        for writer in writers:
            writer.kill()
    said = [writer.communicate()[0] for writer in writers]
    if ended:
        raise RuntimeError(f"a writer ended by itself: {ended}")
    return [told for text in said for told in _whole_lines(text)]


def wait_for(writers: Sequence[subprocess.Popen[bytes]]) -> None:
    """Wait until each writer has told of a deed, so that the kill meets it at work."""
    import select  # noqa: PLC0415 - here alone

    waiting, end = [writer.stdout for writer in writers if writer.stdout], time.monotonic() + _START
    while waiting and time.monotonic() < end:
        ready, _, _ = select.select(waiting, [], [], 1.0)
        waiting = [stream for stream in waiting if stream not in ready]


def _whole_lines(text: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    for line in text.split(b"\n")[:-1]:
        at, told = json.loads(line)
        yield at, told


def run(seed: int, environment: Mapping[str, str]) -> Outcome:
    """Kill once, then look in a new process, as the next start of the server would."""
    told = kill_once(seed, environment)
    done = subprocess.run(
        [sys.executable, "-m", "tools.faults", "check"],
        env=dict(environment),
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Outcome(len(told), [f"the check failed: {done.stderr[-2000:]}"])
    return Outcome(len(told), json.loads(done.stdout))


def place(state: Path) -> dict[str, str]:
    """Make an empty database with what the deeds need; return the environment of who writes to it."""
    environment = {**os.environ, "BENING_STATE": str(state), "BENING_SECRET_KEY": "of the faults " * 5}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run([sys.executable, "-m", "bening.manage", "migrate", "-v", "0"], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "tools.faults", "prepare"], env=environment, check=True)
    return environment


def slices(kills: int, seconds: float, first_seed: int) -> int:
    """Do the kills that are not done yet, as many as the time allows; return 1 where a fault was found."""
    KEPT.mkdir(exist_ok=True)
    database = "postgresql" if os.environ.get("BENING_DATABASE") else "sqlite"
    record = KEPT / f"{database}-seed-{first_seed}.jsonl"
    done: dict[int, Any] = {}
    if record.exists():
        rows = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
        done = {row["kill"]: row for row in rows}
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="bening-faults-") as name, record.open("a", encoding="utf-8") as out:
        environment = place(Path(name)) if any(kill not in done for kill in range(kills)) else {}
        for kill in range(kills):
            if kill in done or time.monotonic() > end:
                continue
            found = run(first_seed + kill, environment)
            done[kill] = {"kill": kill, "told": found.told, "faults": found.faults}
            out.write(json.dumps(done[kill]) + "\n")
            out.flush()
    faults = [f"kill {kill}: {fault}" for kill, row in sorted(done.items()) for fault in row["faults"]]
    print("\n".join(faults) or "no fault")
    told = sum(row["told"] for row in done.values())
    print(f"{len(done)} of {kills} kills done, {told} deeds acknowledged, {len(faults)} faults; kept in {record}")
    if len(done) < kills:
        print("The time of this slice is over: run it again to go on.")
    return 1 if faults else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run a slice of kills, or one of the parts that a kill starts in a process of its own."""
    words = list(sys.argv[1:] if argv is None else argv)
    match words:
        case ["write", seed]:
            write(int(seed))
        case ["prepare"]:
            set_up_django()
            for deed in deeds():
                deed.prepare()
        case ["check"]:
            set_up_django()
            print(json.dumps(check([(at, told) for at, told in json.load(sys.stdin)])))
        case _:
            parser = argparse.ArgumentParser(prog="python -m tools.faults")
            parser.add_argument("--kills", type=int, default=100)
            parser.add_argument("--seconds", type=float, default=480.0)
            parser.add_argument("--seed", type=int, default=1)
            found = parser.parse_args(words)
            return slices(found.kills, found.seconds, found.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
