"""The process of the daily work: it looks once a minute for what is due, does it, and holds nothing while it waits.

`bening serve` starts it as `python -m bening.config.worker PID`, and it ends with that process.
"""

import logging
import os
import signal
import sys
import threading

LOOK_SECONDS = 60.0
_LOG = logging.getLogger("bening.daily")


def work(ending: threading.Event) -> None:
    """Do what is due, look again each minute, and return once the event is set, after the work in hand."""
    from django.db import Error, connections  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415 - see above

    from bening.kernel.daily.actions import run_due  # noqa: PLC0415 - see above

    while not ending.is_set():
        try:
            run_due(clock=timezone.now, is_ending=ending.is_set)
        except Error:  # locked, or away: it is looked for again in a minute
            _LOG.exception("the database does not answer")
        connections.close_all()  # with its cache, which would be most of the process
        ending.wait(LOOK_SECONDS)


def work_until_told() -> None:
    """Work until a signal says that it is enough."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    work(ending)


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
