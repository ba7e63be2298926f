"""Changes the engine in small ways, one at a time, and says which changes no test notices: `make mutants`."""

import argparse
import os
import random
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.mutants import suite
from tools.mutants.covering import Covering, covering, users
from tools.mutants.pool import Job, judged
from tools.mutants.project import Project, read_project
from tools.mutants.records import Records, read_equivalent, stanza, summarise
from tools.mutants.source import Module, Mutant


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 where enough mutants are killed."""
    args = _parser().parse_args(argv)
    project = read_project(Path(args.root).resolve())
    modules = [Module(project.root, path) for path in project.targets()]
    every = [mutant for module in modules for mutant in module.mutants]
    chosen = _choose(every, args)
    if args.list:
        print(*chosen, f"{len(chosen)} mutants", sep="\n")
        return 0
    with project.alone():
        return _judge(project, modules, chosen, args)


def _judge(project: Project, modules: Sequence[Module], chosen: Sequence[Mutant], args: argparse.Namespace) -> int:
    tree = project.renew_copy()
    suite.warm_up(project)
    known = covering(project, tree)
    for test in known.failing:
        print(f"Left out, fails without any mutant: {test}")
    jobs = _jobs(project, modules, known)
    records = Records(project.folder / "results.jsonl", tree)
    reasons, stray = read_equivalent(project.root / "tools/mutants_equivalent.toml", [job.mutant for job in jobs])
    if args.show:
        return _show(project, [job for job in jobs if job.mutant.id.startswith(args.show)], records, reasons)
    if not args.survivors:
        wanted = {mutant.id for mutant in chosen} - set(records.found)
        _run(project, [job for job in jobs if job.mutant.id in wanted], records, args.workers)
    summary = summarise(chosen, records.found, reasons)
    _print_survivors(chosen, records, reasons)
    print(*summary.lines, sep="\n")
    for mutant in summary.contradicted:
        print(f"Listed as equivalent, yet killed by {records.found[mutant.id].by}: {mutant}")
    for line in stray:
        print(f"Listed as equivalent, yet no such mutant, or without a reason: {line}")
    enough = summary.share >= project.settings.least
    print(
        f"{summary.share:.1f} % killed of those not shown equivalent; at least {project.settings.least} % are asked for"
    )
    return 0 if enough and not summary.contradicted and not stray else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", help="only mutants of files whose path contains one of these words")
    parser.add_argument("--root", default=".", help="the tree that holds tools/mutants.toml")
    parser.add_argument(
        "--slice", type=_slice, default=os.environ.get("SLICE") or "1/1", help="k/n: every n-th mutant, from the k-th"
    )
    parser.add_argument(
        "--draw", type=int, default=os.environ.get("DRAW") or 0, help="so many mutants, drawn at random"
    )
    parser.add_argument(
        "--seed", type=int, default=os.environ.get("SEED") or None, help="repeats the draw of that seed"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="print the mutants and run nothing")
    parser.add_argument("--survivors", action="store_true", help="print what is known so far and run nothing")
    parser.add_argument("--show", metavar="ID", help="run one mutant again and print all about it")
    return parser


def _slice(text: str) -> tuple[int, int]:
    turn, _, of = text.partition("/")
    if not (turn.isdecimal() and of.isdecimal() and 1 <= int(turn) <= int(of)):
        raise argparse.ArgumentTypeError(f"{text!r} is not k/n, as in 2/3")
    return int(turn), int(of)


def _choose(every: Sequence[Mutant], args: argparse.Namespace) -> list[Mutant]:
    chosen = [mutant for mutant in every if not args.paths or any(word in mutant.path for word in args.paths)]
    if args.draw:
        seed = secrets.randbelow(1_000_000) if args.seed is None else args.seed
        print(f"DRAW={args.draw} SEED={seed}", flush=True)
        drawn = random.Random(seed).sample(range(len(chosen)), min(args.draw, len(chosen)))  # noqa: S311 - no secret
        chosen = [chosen[at] for at in sorted(drawn)]
    turn, of = args.slice
    return chosen[turn - 1 :: of]


def _jobs(project: Project, modules: Sequence[Module], known: Covering) -> list[Job]:
    named = users(modules, project)
    return [
        Job(mutant, module, known.of(mutant, named[module.path], project.settings.budget))
        for module in modules
        for mutant in module.mutants
    ]


def _run(project: Project, jobs: Sequence[Job], records: Records, workers: int) -> None:
    start = time.monotonic()
    print(f"{len(jobs)} mutants to judge, {len(records.found)} judged before", flush=True)
    for number, (job, verdict) in enumerate(judged(project, jobs, workers), 1):
        records.add(job.mutant, verdict)
        if number % 100 == 0:
            took = time.monotonic() - start
            print(f"  {number} of {len(jobs)}, {took:.0f} s", file=sys.stderr, flush=True)
    took = time.monotonic() - start
    print(f"{took:.0f} s, {took / max(1, len(jobs)):.2f} s for each mutant", flush=True)


def _print_survivors(chosen: Sequence[Mutant], records: Records, reasons: dict[str, str]) -> None:
    for mutant in chosen:
        verdict = records.found.get(mutant.id)
        if verdict and verdict.status in {"survived", "uncovered"} and mutant.id not in reasons:
            print(f"{verdict.status:9} {mutant}")


def _show(project: Project, jobs: Sequence[Job], records: Records, reasons: dict[str, str]) -> int:
    for job, verdict in judged(project, jobs, 1):
        records.add(job.mutant, verdict)
        print(job.mutant, f"{verdict.status} in {verdict.seconds} s {verdict.by}", sep="\n")
        print(f"{len(job.tests)} tests run its lines:", *sorted(job.tests, key=job.tests.__getitem__)[:20], sep="\n  ")
        print("Equivalent: " + reasons[job.mutant.id] if job.mutant.id in reasons else stanza(job.mutant))
    return 0 if jobs else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped. What was judged is kept; the same command goes on from there.")
