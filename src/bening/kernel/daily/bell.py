"""The bell of the worker: who hands something over rings, and the worker looks at once instead of at its next minute.

It is a named pipe in the state folder. Where there is none, or the worker runs on another machine, nothing is lost:
the worker looks each minute.
"""

import os
import select
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

_NAME = "worker.bell"
_STROKE = b"!"


def _path() -> Path:
    return Path(settings.STATE) / _NAME


def ring() -> None:
    """Wake the worker that waits on this machine, where there is one; nobody waits for it."""
    with suppress(OSError):
        # A pipe, no text.
        # ast-grep-ignore: text-has-an-encoding
        pipe = os.open(_path(), os.O_WRONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            if stat.S_ISFIFO(os.fstat(pipe).st_mode):
                os.write(pipe, _STROKE)
        finally:
            os.close(pipe)


class Bell:
    """The bell as the worker hears it, and the one thing that its signals may touch: whether it is to end."""

    def __enter__(self) -> Self:
        self.is_ending = False
        self._heard, self._struck = os.pipe()
        os.set_blocking(self._heard, False)
        os.set_blocking(self._struck, False)
        self._listened = [self._heard]
        with suppress(OSError):  # without the pipe the worker looks each minute
            self._listened.append(_opened(_path()))
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for pipe in (*self._listened, self._struck):
            os.close(pipe)

    def end(self) -> None:
        """Tell the process to end: the present or the next waiting is over at once. A handler of signals may do it."""
        self.is_ending = True
        with suppress(OSError):
            os.write(self._struck, _STROKE)

    def wait(self, seconds: float) -> None:
        """Wait until somebody rings, the process is to end, or so long."""
        for pipe in select.select(self._listened, [], [], seconds)[0]:
            with suppress(OSError):
                os.read(pipe, 1 << 16)

    def rest(self, seconds: float) -> bool:
        """Rest so long, whoever rings; return whether to go on: False, and at once, when the process is to end."""
        select.select([self._heard], [], [], seconds)
        return not self.is_ending


def _opened(path: Path) -> int:
    """Return the named pipe, open; both ways, so that it does not end with the last of those who ring."""
    with suppress(FileExistsError):
        os.mkfifo(path, 0o600)
    # A pipe, no text.
    # ast-grep-ignore: text-has-an-encoding
    pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    if not stat.S_ISFIFO(os.fstat(pipe).st_mode):
        os.close(pipe)
        raise FileExistsError(path)
    return pipe
