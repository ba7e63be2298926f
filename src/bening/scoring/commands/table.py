"""`bening many`: one row for each answer set of a table."""

from argparse import Namespace
from pathlib import Path

from bening.scoring.commands.console import DONE, Console
from bening.scoring.instrument.store import find
from bening.scoring.many.table import score_table
from bening.scoring.show.words import number, say
from bening.scoring.text import Place, refuse
from bening.scoring.verdict import find_stage


def many(args: Namespace, console: Console) -> int:
    """Score a table; progress goes to standard error."""

    def progress(done: int, rows: int | None) -> None:
        console.err(f"\r{done}" + (f" / {rows}" if rows else ""))

    instrument = find(args.instrument)
    find_stage(instrument, args.stage)
    try:
        summary = score_table(
            instrument,
            Path(args.table),
            Path(args.output),
            profile=args.weights,
            stage=args.stage,
            progress=None if args.quiet else progress,
        )
    except OSError as error:
        raise refuse("output_unwritable", Place(args.output), reason=error.strerror or str(error)) from None
    if not args.quiet:
        console.err("\n")
    share = number(f"{100 * summary.recomputed / max(summary.rows, 1):.2f}", console.language)
    values = {"rows": summary.rows, "file": args.output, "exact": summary.recomputed, "share": share}
    console.lines([say("many_written", console.language, **values)])
    return DONE
