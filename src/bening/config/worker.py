"""The process of the daily work: it looks once a minute for what is due, does it, and holds nothing while it waits.

What people handed over it does as soon as somebody rings. `bening serve` starts it as `python -m bening.config.worker
PID`, and it ends with that process.
"""

import ctypes
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bening.kernel.daily.bell import Bell

LOOK_SECONDS, SOON_SECONDS = 60.0, 5.0
_LOG = logging.getLogger("bening.daily")


def work(bell: "Bell") -> None:
    """Do what waits and what is due, look again when it rings and each minute, until the process is to end."""
    from django.db import Error, connections  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415 - see above

    from bening.kernel.daily import errands  # noqa: PLC0415 - see above
    from bening.kernel.daily.actions import run_due  # noqa: PLC0415 - see above

    pace = errands.Pace(timezone.now, bell.rest)
    while not bell.is_ending:
        is_left = False
        try:
            is_left = errands.run(pace)
            run_due(clock=timezone.now, is_ending=lambda: bell.is_ending)
        except Error:  # locked, or away: it is looked for again in a minute
            _LOG.exception("the database does not answer")
        connections.close_all()  # with its cache, which would be most of the process
        _let_memory_go()
        bell.wait(SOON_SECONDS if is_left else LOOK_SECONDS)


def _let_memory_go() -> None:
    """Give back what a large sheet left free: the C library of Linux keeps it for the process otherwise."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def work_until_told() -> None:
    """Work until a signal says that it is enough."""
    from bening.kernel.daily.bell import Bell  # noqa: PLC0415 - Django is set up by now

    with Bell() as bell:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: bell.end())
        work(bell)


def main(parent: int) -> int:
    """Work beside a server, whose process is `parent`."""
    from bening.config.serving import end_with  # noqa: PLC0415 - before Django, so that it is never left alone

    end_with(parent)
    # From a terminal Ctrl+C reaches every process: the parent ends this one, and twice is once too often.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bening.config.settings")
    import django  # noqa: PLC0415 - see above

    django.setup()
    work_until_told()
    return 0


def command() -> list[str]:
    """Return what starts the worker beside this process."""
    return [sys.executable, "-m", __name__, str(os.getpid())]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
