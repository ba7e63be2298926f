"""Files that nobody else may read, and names that last."""

import os
from functools import partial
from pathlib import Path
from typing import IO

_private = partial(os.open, mode=0o600)


def new_file(path: Path) -> IO[bytes]:
    """Return a new file to be written, readable by its owner alone."""
    return os.fdopen(_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb")


def flush(file: IO[bytes]) -> None:
    """Make the content of a file last."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = _private(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
