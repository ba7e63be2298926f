"""Forks a child for each question about a file: `python -m bening.kernel.documents.child.spawner READER`.

Standard input is a socket; each byte on it brings another socket, which is a question and goes to its child alone.
The task and the file come in on it, the answer goes out. This process reads none of them. It ends with the process
that asks, and when nobody has asked for a while.
"""

import gc
import importlib
import io
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from codecs import lookup
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from bening.kernel.documents.child import limits

Answer = tuple[Mapping[str, Any], bytes]
Reader = Callable[[BinaryIO, Mapping[str, Any]], Answer]
SECONDS = 30
IDLE_SECONDS = 300
TAKEN = b"+"
LENGTHS = struct.Struct("!QQ")
_CODES = "ascii cp437 cp1252 latin-1 utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32"


def spawn(control: socket.socket, read: Reader, *, idle: float = IDLE_SECONDS) -> None:
    """Fork a child for each question that comes in on a socket, and kill those that take too long."""
    ends: dict[int, float] = {}
    while True:
        left = max(0.0, min(ends.values()) - time.monotonic()) if ends else idle
        is_idle, ready = not ends, select.select([control], [], [], left)[0]
        _end(ends)
        if not _take(control, read, ends) if ready else is_idle:
            break
    _end(ends, at_once=True)


def _take(control: socket.socket, read: Reader, ends: dict[int, float]) -> bool:
    """Give the next question to a child; return whether there was one."""
    _, found, _, _ = socket.recv_fds(control, 1, 1)
    if not found:
        return False
    parent, child = os.getpid(), -1
    with suppress(OSError):  # no process to be had: the question ends without an answer
        child = os.fork()
    if child == 0:
        _be_child(control, read, found[0], parent)
    os.close(found[0])
    if child > 0:
        ends[child] = time.monotonic() + SECONDS
    return True


def _end(ends: dict[int, float], *, at_once: bool = False) -> None:
    """Let go of the children that are done, and kill those whose time is over."""
    for child, end in list(ends.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del ends[child]
        elif at_once or end <= time.monotonic():
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            del ends[child]


def _be_child(control: socket.socket, read: Reader, question: int, parent: int) -> None:
    """Answer one question and end; nothing of the parent's loop runs on."""
    try:
        control.close()
        limits.end_with(parent)
        limits.limit()
        with socket.socket(fileno=question) as ours:
            answer(ours, read)
        os._exit(0)
    finally:
        os._exit(1)


def answer(question: socket.socket, read: Reader) -> None:
    """Take the task and the file from a socket, open nothing from then on, look into the file, and answer."""
    question.sendall(TAKEN)
    with question.makefile("rb") as incoming:
        task = json.loads(incoming.readline())
        content = io.BytesIO(incoming.read())
    limits.seal()
    try:
        said, more = read(content, task)
        line = json.dumps(said).encode()
    except (MemoryError, RecursionError):
        line, more = b'{"problem": "too_heavy"}', b""
    question.sendall(LENGTHS.pack(len(line), len(more)))
    question.sendall(line)
    question.sendall(more)


def main() -> None:
    """Load the reader, and serve its questions from standard input."""
    read = importlib.import_module(sys.argv[1]).read
    for code in _CODES.split():
        lookup(code)  # loaded now: a child can open nothing
    gc.collect()
    gc.freeze()  # what is loaded is shared with the children, not copied by their collector
    spawn(socket.socket(fileno=0), read)
    os._exit(0)


if __name__ == "__main__":
    main()
