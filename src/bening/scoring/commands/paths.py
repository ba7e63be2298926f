"""`bening path`: the cheapest way to a target, the best for a budget, the curve."""

from argparse import Namespace
from pathlib import Path

from bening.scoring import numbers
from bening.scoring.commands.console import DONE, PROBLEM, Console
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import find
from bening.scoring.nested import score_answers, score_file
from bening.scoring.path.find import best_path, cheapest_path, effort_curve
from bening.scoring.path.model import Path as Way
from bening.scoring.path.moves import Efforts, read_efforts
from bening.scoring.result import Result
from bening.scoring.show.path import (
    budget_document,
    budget_lines,
    curve_document,
    curve_lines,
    path_document,
    path_lines,
)
from bening.scoring.text import message, refuse
from bening.scoring.verdict import find_stage


def path(args: Namespace, console: Console) -> int:
    """Show one of the three; a target without a way ends with status 1."""
    instrument = find(args.instrument)
    find_stage(instrument, args.stage)
    result = score_file(Path(args.file), instrument, args.weights, args.file)
    efforts = read_efforts(Path(args.effort), instrument) if args.effort else {}
    if args.curve:
        return _curve(result, efforts, args, console)
    if args.budget is not None:
        return _budget(result, efforts, args, console)
    return _target(result, efforts, args, console)


def _curve(result: Result, efforts: Efforts, args: Namespace, console: Console) -> int:
    curve = effort_curve(result, efforts, include_outcomes=args.include_outcomes)
    if args.json:
        console.json(curve_document(curve))
    else:
        console.lines(curve_lines(curve, result, console.language))
    return DONE


def _budget(result: Result, efforts: Efforts, args: Namespace, console: Console) -> int:
    budget = numbers.decimal(args.budget)
    if budget is None or budget < 0:
        raise refuse("budget_value", text=args.budget[:60])
    found = best_path(result, budget, efforts, include_outcomes=args.include_outcomes)
    if args.json:
        console.json(budget_document(found, budget))
    else:
        console.lines(budget_lines(found, budget, result, console.language))
    return DONE


def _target(result: Result, efforts: Efforts, args: Namespace, console: Console) -> int:
    target = args.target.lower() if args.target.lower() in result.plan.instrument.predicates else args.target
    found = cheapest_path(result, target, efforts, include_outcomes=args.include_outcomes)
    if args.json:
        console.json(path_document(found))
    else:
        others = _other_profiles(result, target, efforts, args, found)
        console.lines(path_lines(found, result, others, console.language))
    if found.reachable:
        return DONE
    console.messages([message("path_none", target=target, gates=", ".join(found.blocked_by) or "-")])
    return PROBLEM


def _other_profiles(result: Result, target: str, efforts: Efforts, args: Namespace, found: Way) -> dict[str, Way]:
    """Return the path under every profile where the weights are assumed and there are several."""
    instrument: Instrument = result.plan.instrument
    if not result.plan.weights_assumed or len(instrument.profiles) < 2:  # noqa: PLR2004 - two make a choice
        return {}
    ways = {result.plan.profile: found}
    for name in instrument.profiles:
        if name not in ways:
            other = score_answers(result.given, instrument, name, Path(args.file).parent)
            ways[name] = cheapest_path(other, target, efforts, include_outcomes=args.include_outcomes)
    return {name: ways[name] for name in instrument.profiles if ways[name].reachable}
