"""`bening instruments`, `bening check` and `bening template`."""

from argparse import Namespace
from pathlib import Path

from bening.scoring import numbers, yamltree
from bening.scoring.commands.console import DONE, PROBLEM, Console
from bening.scoring.instrument.store import by_id, find, shipped
from bening.scoring.messages.render import render
from bening.scoring.show.words import number, say
from bening.scoring.text import Place, Refused, refuse
from bening.scoring.verdict import find_stage


def instruments(_args: Namespace, console: Console) -> int:
    """List the shipped instruments: id, year, title, questions, maximum, whether weights are assumed."""
    language = console.language
    for name in shipped():
        found = by_id(name)
        profiles = [profile for profile in found.profiles.values() if found.tree]
        is_assumed = any(profile.basis.assumed for profile in profiles)
        weights = say("assumed" if is_assumed else "sourced", language) if profiles else "-"
        top = number(numbers.shortest(found.maximum), language) if found.tree else "-"
        console.lines(
            [
                f"{found.id}  {found.year}  {found.title.said(language)}  "
                f"{found.questions} {say('questions', language)}  {say('maximum', language)} {top}  "
                f"{say('weights', language)} {weights}"
                + (f" ({', '.join(found.profiles)})" if len(found.profiles) > 1 else "")
            ]
        )
    return DONE


def check(args: Namespace, console: Console) -> int:
    """Say whether an instrument file is valid, and what it changes against another."""
    _only_yaml(args.definition)
    try:
        found = find(args.definition)
    except Refused as error:
        console.messages(error.messages)
        unreadable = any(entry.key.startswith("file_") for entry in error.messages)
        if unreadable:
            raise Refused([]) from None
        return PROBLEM
    values = {"file": args.definition, "id": found.id, "questions": found.questions, "digest": found.sha256}
    console.lines([say("valid", console.language, **values)])
    if args.against is None:
        return DONE
    from bening.scoring.instrument.compare import compare  # noqa: PLC0415 - needed for --against alone

    other = find(args.against)
    changes = compare(found, other)
    if not changes:
        console.lines([say("differences_none", console.language)])
        return DONE
    console.lines([say("differences_head", console.language, new=args.definition, old=args.against)])
    console.lines(f"  {render(entry, console.language)}" for entry in changes)
    return DONE


def _only_yaml(name: str) -> None:
    path = Path(name)
    if yamltree.is_folder(path):
        raise refuse("file_is_folder", Place(name))
    if path.suffix.lower() not in {".yaml", ".yml"}:
        raise refuse("file_ending", Place(name), known=".yaml, .yml")


def template(args: Namespace, console: Console) -> int:
    """Write the empty workbook of an instrument."""
    from bening.scoring.workbook.write import write_workbook  # noqa: PLC0415 - loads the writer where it is needed

    instrument = find(args.instrument)
    find_stage(instrument, args.stage)
    target = Path(args.output)
    if target.suffix.lower() != ".xlsx":
        raise refuse("file_ending", Place(args.output), known=".xlsx")
    try:
        write_workbook(instrument, target, profile=args.weights, language=console.language)
    except OSError as error:
        raise refuse("output_unwritable", Place(args.output), reason=error.strerror or str(error)) from None
    console.lines([say("template_written", console.language, file=args.output)])
    return DONE
