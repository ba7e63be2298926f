"""The command `bening backup`."""

import os
from argparse import Namespace
from pathlib import Path

from bening.config.commands import server
from bening.scoring.commands.console import DONE, PROBLEM, Console
from bening.scoring.text import message, refuse

RECIPIENT = "BENING_BACKUP_TO"


def backup(args: Namespace, console: Console) -> int:
    """Write a backup while the server runs: 0 when it holds everything, 1 where an evidence file was not there."""
    return server.run(args, console, _backup)


def _backup(args: Namespace, console: Console) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415 - see above

    from bening.config import health  # noqa: PLC0415 - see above
    from bening.config.backup import age  # noqa: PLC0415 - see above
    from bening.config.backup.making import make  # noqa: PLC0415 - see above

    named = "" if args.plain else args.to or os.environ.get(RECIPIENT, "")
    to = age.recipients(named)
    if not to and not args.plain:
        raise refuse("backup_no_recipient")
    if not health.database_answers():
        raise refuse("serve_not_migrated")
    made = make(Path(args.output), to=to, state=settings.STATE, now=timezone.now())
    news = message("backup_made", file=args.output, parts=made.parts, events=made.seq, head=made.hash)
    server.say(console, news)
    if args.plain:
        console.messages([message("backup_plain")])
    console.messages(message("backup_missing_file", sha256=sha256) for sha256 in made.missing)
    return PROBLEM if made.missing else DONE
