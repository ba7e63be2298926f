"""Whether a server runs on this folder: whoever replaces its content asks first."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bening.scoring.text import refuse

_NAME = "serving.lock"


@contextmanager
def serving(state: Path) -> Iterator[None]:
    """Hold the folder as one of any number of servers, until the process ends."""
    with _locked(state, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Hold the folder while no server runs on it; refused while one does."""
    with _locked(state, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(state: Path, kind: int) -> Iterator[None]:
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (state / _NAME).open("ab") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise refuse("server_running") from error
        yield
