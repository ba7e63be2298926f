"""Judges mutants, each in a forked process, a few at a time."""

import gc
import os
import shutil
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.mutants import suite
from tools.mutants.project import Project
from tools.mutants.source import Module, Mutant

LONGEST = 1800.0


@dataclass(frozen=True)
class Job:
    """A mutant, its module, and the tests that may kill it, in seconds."""

    mutant: Mutant
    module: Module
    tests: dict[str, float]


@dataclass(frozen=True)
class Verdict:
    """How a mutant fared: `killed`, `timeout`, `survived` or `uncovered`; `by`: the test that failed first."""

    status: str
    seconds: float
    by: str = ""


@dataclass
class _Running:
    job: Job
    reader: int
    since: float


def judged(project: Project, jobs: Iterable[Job], workers: int) -> Iterator[tuple[Job, Verdict]]:
    """Yield each job with its verdict as soon as it is known."""
    running: dict[int, _Running] = {}
    gc.collect()
    gc.freeze()
    try:
        for job in jobs:
            if not job.tests:
                yield job, Verdict("uncovered", 0)
                continue
            while len(running) >= workers:
                yield from _ended(project, running)
            pid, reader = suite.fork(lambda: _judge(project, job))  # noqa: B023 - called within this turn of the loop
            running[pid] = _Running(job, reader, time.monotonic())
        while running:
            yield from _ended(project, running)
    finally:
        for pid in running:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _judge(project: Project, job: Job) -> str | None:
    module, code = job.module, job.module.compiled(job.mutant)
    file = project.copy / module.path
    return suite.judge(project, suite.MutantFinder(module.name, file, code), job.tests)


def _ended(project: Project, running: dict[int, _Running]) -> list[tuple[Job, Verdict]]:
    """Wait a moment; give what has ended meanwhile."""
    found = []
    for pid, entry in list(running.items()):
        seconds = time.monotonic() - entry.since
        if seconds > LONGEST:
            os.kill(pid, signal.SIGPROF)
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            del running[pid]
            shutil.rmtree(project.scratch(pid), ignore_errors=True)
            with os.fdopen(entry.reader, "rb") as pipe:
                killer = pipe.read().decode(errors="replace")
            found.append((entry.job, _verdict(entry.job, status, round(seconds, 2), killer)))
    if not found:
        time.sleep(0.004)
    return found


def _verdict(job: Job, status: int, seconds: float, killer: str) -> Verdict:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return (
            Verdict("timeout", seconds) if number == signal.SIGPROF else Verdict("killed", seconds, f"signal {number}")
        )
    code = os.WEXITSTATUS(status)
    if code == suite.BROKEN:
        raise RuntimeError(f"The tool failed on {job.mutant}: this is no kill. See with --show {job.mutant.id}")
    return Verdict("survived", seconds) if code == suite.SURVIVED else Verdict("killed", seconds, killer)
