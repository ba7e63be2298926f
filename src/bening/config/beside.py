"""A process beside this one: started with it, started again when it dies, and ended with it."""

import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

AGAIN_SECONDS = 30.0  # a process that dies at once must not keep the machine busy


@contextmanager
def beside(command: Sequence[str], *, ends_within: float, again: float = AGAIN_SECONDS) -> Iterator[None]:
    """Keep a process running; at the end it is asked to end, and killed if it has not by then."""
    companion = _Companion(command, again)
    threading.Thread(target=companion.watch, daemon=True).start()
    try:
        yield
    finally:
        companion.end(ends_within)


class _Companion:
    """The process, and the thread that waits for its end.

    A process that asks to be killed with its parent is killed with the thread that started it: both threads here last.
    """

    def __init__(self, command: Sequence[str], again: float) -> None:
        self.command, self.again = command, again
        self.ending, self.starting = threading.Event(), threading.Lock()
        self.process = self._start()

    def watch(self) -> None:
        """Start the process again, after a while, whenever it died."""
        while True:
            self.process.wait()
            if self.ending.wait(self.again):
                return
            with self.starting:
                if self.ending.is_set():
                    return
                self.process = self._start()

    def end(self, within: float) -> None:
        """End the process, at last by force."""
        with self.starting:
            self.ending.set()
        self.process.terminate()
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        nothing = subprocess.DEVNULL
        return subprocess.Popen(self.command, stdin=nothing, stdout=nothing)  # noqa: S603 - a command of ours
