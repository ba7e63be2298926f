"""The command `bening restore`."""

from argparse import Namespace
from pathlib import Path

from bening.config.commands import server
from bening.scoring.commands.console import DONE, Console
from bening.scoring.text import message


def restore(args: Namespace, console: Console) -> int:
    """Restore a backup into an empty place and check it by checksums and ledger; refused where anything is amiss."""
    return server.run(args, console, _restore)


def _restore(args: Namespace, console: Console) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    from bening.config import lock  # noqa: PLC0415 - see above
    from bening.config.backup.restoring import restore as put_back  # noqa: PLC0415 - see above

    with lock.alone(settings.STATE):
        key = Path(args.key) if args.key else None
        done = put_back(Path(args.archive), key=key, state=settings.STATE)
    ledger = done.ledger
    values = {"files": done.files, "events": ledger.events, "rows": ledger.rows}
    server.say(console, message("restore_done", head=ledger.head, **values))
    console.messages(message("restore_lacks", sha256=sha256) for sha256 in done.missing)
    return DONE
