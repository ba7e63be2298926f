"""A server whose answers take their time: `python -m tests.config.slow PORT FILE`; it writes FILE when asked."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bening.config import serving
from bening.scoring.text import Message

Start = Callable[[str, list[tuple[str, str]]], object]


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer at once at /sehat/, elsewhere after 1.5 seconds."""
    if environ["PATH_INFO"] != "/sehat/":
        Path(sys.argv[2]).touch()
        time.sleep(1.5)
    start("200 OK", [("Content-Type", "application/json")])
    return [b"{}"]


def say(news: Message) -> None:
    """Print the news."""
    print(dict(news.values)["address"], flush=True)


if __name__ == "__main__":
    serving.serve(serving.Place("127.0.0.1", int(sys.argv[1])), workers=2, load=lambda: application, say=say)
