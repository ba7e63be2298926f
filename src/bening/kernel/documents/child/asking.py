"""Asks children that read strangers' files; nothing here looks into a file itself."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from bening.kernel.documents.child.spawner import LENGTHS, SECONDS, TAKEN

MOST_ANSWERED = 64 * 1024 * 1024
AT_ONCE = 2
_SPAWNER = "bening.kernel.documents.child.spawner"
_CHUNK = 1 << 18
_TRIES = 2
_PATIENCE = SECONDS + 10  # the spawner ends its children itself; this is for a spawner that hangs


class TooHeavy(Exception):  # noqa: N818 - not a fault of ours: a file that a child could not read within its limits
    """A child was ended by its limits, or broke over a file."""


class Children:
    """Children with one reader: each answers one question and ends; their parent starts with the first question.

    The reader is a module whose function `read` takes the file and the task and returns what is said and bytes.
    """

    def __init__(self, reader: str) -> None:
        self.command = [sys.executable, "-I", "-B", "-m", _SPAWNER, reader]
        self.process: subprocess.Popen[bytes] | None = None
        self._forget()
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.stop)

    def _forget(self) -> None:
        """Begin anew in a process that was forked: the parent of the children and its socket are another's."""
        if self.process is not None:
            self.process.returncode = 0  # not ours to wait for
            self.control.close()
        self.process, self.lock, self.free = None, threading.Lock(), threading.BoundedSemaphore(AT_ONCE)

    def ask(self, content: BinaryIO, task: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return what a child says of a file, and the bytes that it gives; raises `TooHeavy`."""
        with self.free:
            for _ in range(_TRIES):  # the parent may have ended just now
                content.seek(0)
                answered = self._answered(content, task)
                if answered.startswith(TAKEN):
                    return _parted(answered)
        raise TooHeavy

    def _answered(self, content: BinaryIO, task: Mapping[str, Any]) -> bytearray:
        """Return all that a new child sends; nothing where none could be had."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs)
            ours.settimeout(_PATIENCE)
            answered = bytearray()
            try:
                with suppress(ConnectionError):  # it ended before it had read all: what it said is below
                    _send(ours, content, task)
                while chunk := ours.recv(_CHUNK):
                    answered += chunk
                    if len(answered) > MOST_ANSWERED:
                        raise TooHeavy
            except ConnectionError:
                return answered
            except TimeoutError as error:
                raise TooHeavy from error
            return answered

    def _hand_over(self, question: socket.socket) -> None:
        """Give a question to the parent of the children, to a new one where it has ended."""
        with self.lock:
            if self.process is not None:
                try:
                    socket.send_fds(self.control, [b"?"], [question.fileno()])
                except ConnectionError:
                    self.stop()
                else:
                    return
            self._start()
            with suppress(ConnectionError):  # it has ended already: nobody answers, which the question says
                socket.send_fds(self.control, [b"?"], [question.fileno()])

    def _start(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                self.command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                start_new_session=True,  # Ctrl+C ends the server, which ends this
            )

    def stop(self) -> None:
        """End the parent of the children, and them with it."""
        if self.process is not None:
            self.control.close()
            self.process.kill()
            self.process.wait()
            self.process = None


def _send(question: socket.socket, content: BinaryIO, task: Mapping[str, Any]) -> None:
    question.sendall(json.dumps(task).encode() + b"\n")
    while chunk := content.read(_CHUNK):
        question.sendall(chunk)
    question.shutdown(socket.SHUT_WR)


def _parted(answered: bytearray) -> tuple[dict[str, Any], bytes]:
    """Return the parts of an answer; raises `TooHeavy` where it is cut off: its child was ended or broke."""
    start = len(TAKEN) + LENGTHS.size
    if len(answered) < start:
        raise TooHeavy
    line, more = LENGTHS.unpack_from(answered, len(TAKEN))
    if len(answered) != start + line + more:
        raise TooHeavy
    try:
        said = json.loads(answered[start : start + line])
    except (ValueError, RecursionError) as error:
        raise TooHeavy from error
    if not isinstance(said, dict) or said.get("problem") == "too_heavy":
        raise TooHeavy
    return said, bytes(answered[start + line :])
