"""`bening score` and `bening explain`."""

from argparse import Namespace
from pathlib import Path

from bening.scoring.commands.console import DONE, UNUSABLE, Console
from bening.scoring.instrument.store import find
from bening.scoring.nested import score_file
from bening.scoring.text import Refused
from bening.scoring.verdict import find_stage, stage_of


def score(args: Namespace, console: Console) -> int:
    """Score one or several files; the good ones are shown even where another is bad."""
    from bening.scoring.show.document import score_document  # noqa: PLC0415 - needed by this command alone
    from bening.scoring.show.score import score_lines  # noqa: PLC0415 - needed by this command alone

    instrument = find(args.instrument)
    status, documents = DONE, []
    for at, name in enumerate(args.files):
        try:
            result = score_file(Path(name), instrument, args.weights, name)
            stage_of(result, args.stage)
        except Refused as error:
            status = UNUSABLE
            documents.append({"file": name, "errors": console.messages(error.messages)})
            continue
        if args.json:
            documents.append(score_document(result, name, args.stage))
            continue
        if at:
            console.lines(["", "─" * 72, ""])
        console.lines(score_lines(result, console.language, args.stage))
    if args.json:
        console.json(documents)
    return status


def explain(args: Namespace, console: Console) -> int:
    """Explain how the value of one node came about."""
    from bening.scoring.explain import explain as explained  # noqa: PLC0415 - needed by this command alone
    from bening.scoring.show.document import explain_document  # noqa: PLC0415 - needed by this command alone
    from bening.scoring.show.score import explain_lines  # noqa: PLC0415 - needed by this command alone

    instrument = find(args.instrument)
    find_stage(instrument, args.stage)
    result = score_file(Path(args.file), instrument, args.weights, args.file)
    found = explained(result, args.code)
    if args.json:
        console.json(explain_document(found))
    else:
        console.lines(explain_lines(found, console.language))
    return DONE
