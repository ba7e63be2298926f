"""The command `bening ledger verify`."""

import os
from argparse import Namespace
from dataclasses import replace

import django

from bening.kernel.ledger.messages import CATALOGUE
from bening.scoring.commands.console import DONE, PROBLEM, UNUSABLE, Console
from bening.scoring.messages.render import render
from bening.scoring.text import message


def ledger(args: Namespace, console: Console) -> int:
    """Do `verify`: check the chain and every current row; 0 when all fits, 1 with what does not, 2 without a ledger."""
    assert args.deed == "verify"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bening.config.settings")
    django.setup()
    # Models load only after Django is set up.
    from django.db import Error, connection  # noqa: PLC0415  # see above

    from bening.kernel.ledger.queries import verify  # noqa: PLC0415  # see above

    console = replace(console, sentences=CATALOGUE)
    try:
        if "ledger_head" not in connection.introspection.table_names():
            console.messages([message("ledger_not_set_up")])
            return UNUSABLE
        found = verify()
    except Error as error:
        console.messages([message("ledger_no_database", reason=str(error))])
        return UNUSABLE
    if found.problem is not None:
        console.messages([found.problem])
        return PROBLEM
    whole = message("ledger_whole", events=found.events, rows=found.rows, head=found.head)
    console.lines([render(whole, console.language, CATALOGUE)])
    return DONE
