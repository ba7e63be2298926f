"""The commands `bening worker` and `bening upkeep`: the daily work, by a process that stays or once and now."""

import time
from argparse import Namespace

from bening.config.commands import server
from bening.scoring.commands.console import DONE, PROBLEM, Console
from bening.scoring.text import Text, message, refuse


def worker(args: Namespace, console: Console) -> int:
    """Do the daily work at its hour, until a signal ends it."""
    return server.run(args, console, _worker)


def upkeep(args: Namespace, console: Console) -> int:
    """Do the daily work now, or say when it was done last."""
    return server.run(args, console, _list if args.list else _upkeep)


def _worker(args: Namespace, console: Console) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    from bening.config import lock  # noqa: PLC0415 - see above
    from bening.config.worker import work_until_told  # noqa: PLC0415 - see above

    del args
    _refuse_unmigrated()
    with lock.serving(settings.STATE):
        server.say(console, message("worker_ready"))
        work_until_told()
    return DONE


def _upkeep(args: Namespace, console: Console) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415 - see above

    from bening.config import lock  # noqa: PLC0415 - see above
    from bening.kernel.daily import errands  # noqa: PLC0415 - see above
    from bening.kernel.daily.actions import run_all  # noqa: PLC0415 - see above

    del args
    _refuse_unmigrated()
    with lock.serving(settings.STATE):
        errands.run(errands.Pace(timezone.now, _rest))
        done = run_all(clock=timezone.now)
    for one in done:
        title = one.work.title
        if one.is_held:
            server.say(console, message("upkeep_held", title=title))
        elif one.reference:
            console.messages([message("upkeep_failed", title=title, reference=one.reference)])
        else:
            server.say(console, message("upkeep_done", title=title, amount=one.amount))
    return PROBLEM if any(one.reference for one in done) else DONE


def _rest(seconds: float) -> bool:
    time.sleep(seconds)
    return True


def _list(args: Namespace, console: Console) -> int:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from bening.kernel.daily.queries import overview  # noqa: PLC0415 - see above

    del args
    _refuse_unmigrated()
    lines = overview(timezone.now())
    for line in lines:
        turn = line.turn
        done_at, amount = (turn.done_at, turn.amount) if turn else (None, 0)
        when = f"{timezone.localtime(done_at):%Y-%m-%d %H:%M}" if done_at else Text("belum pernah", "never")
        server.say(console, message("upkeep_line", title=line.work.title, when=when, amount=amount))
        if turn and turn.reference:
            console.messages([message("upkeep_failed", title=line.work.title, reference=turn.reference)])
        elif line.is_late:
            console.messages([message("upkeep_late", title=line.work.title)])
    is_well = not any(line.is_late or (line.turn and line.turn.reference) for line in lines)
    return DONE if is_well else PROBLEM


def _refuse_unmigrated() -> None:
    from bening.config import health  # noqa: PLC0415 - Django is set up by now

    if not health.migrations_are_applied():
        raise refuse("serve_not_migrated")
