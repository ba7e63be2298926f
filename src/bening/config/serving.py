"""Serves the application: granian with processes of two threads, none of which outlives the command."""

import ctypes
import http.client
import json
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bening.scoring.text import Message, message, refuse

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
THREADS = 2
WORKERS = 2
PORT = 8000
STOP_SECONDS = 30  # for the answer in hand when the server ends
_PR_SET_PDEATHSIG = 1
_READY_SECONDS = 60
_PROBE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve, and under which name the server asks itself how it is."""

    host: str
    port: int
    name: str = "localhost"

    @property
    def address(self) -> str:
        """Return the address for people; a passkey needs a name, so it is never a number."""
        host = "localhost" if self.host in LOOPBACK else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def refuse_outside(place: Place, hosts: Sequence[str]) -> None:
    """Refuse to show a sample database to anybody but this computer."""
    if place.host not in LOOPBACK:
        raise refuse("serve_demo_outside", name="--host", value=place.host)
    outside = [name for name in hosts if name not in LOOPBACK | {"[::1]"}]
    if outside:
        raise refuse("serve_demo_outside", name="BENING_HOSTS", value=", ".join(outside))


def refuse_taken(place: Place) -> None:
    """Refuse a port on which something listens: the kernel would share it between both."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            raise refuse("serve_port_taken", port=place.port, reason=error.strerror or str(error)) from error


def serve(
    place: Place, *, workers: int, load: Callable[[], Callable[..., Any]], say: Callable[[Message], None]
) -> None:
    """Serve what `load` gives, in each worker, until a signal ends it; `say` gets the news once the server answers."""
    from granian.constants import Interfaces  # noqa: PLC0415 - the tests of the rest do without
    from granian.log import LogLevels  # noqa: PLC0415 - see above
    from granian.server import Server  # noqa: PLC0415 - see above

    parent = os.getpid()

    def loaded() -> Callable[..., Any]:
        end_with(parent)
        # From a terminal Ctrl+C reaches every process: the parent ends the workers, and twice is once too often.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        return load()

    server = Server(
        target="bening",
        address="127.0.0.1" if place.host == "localhost" else place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.on_startup(lambda: threading.Thread(target=_announce, args=(server, place, say), daemon=True).start())
    try:
        server.serve(target_loader=loaded, wrap_loader=False)
    finally:
        for child in multiprocessing.active_children():
            child.kill()


def end_with(parent: int) -> None:
    """Have this process killed as soon as its parent is gone, however that ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def _announce(server: Any, place: Place, say: Callable[[Message], None]) -> None:
    """Say where the server is once it answers that it is well, or what it complains of."""
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end:
        time.sleep(_PROBE_SECONDS)
        # No thread of ours at work while the workers are forked.
        if len(server.wrks) < server.workers:
            continue
        answer = ask(place)
        if answer is not None:
            status, parts = answer
            well = status == http.client.OK
            news = message("serve_ready", address=place.address) if well else None
            say(news or message("serve_unhealthy", address=f"{place.address}/sehat/", status=status, parts=parts))
            return


def ask(place: Place) -> tuple[int, str] | None:
    """Return what `/sehat/` answers: its status and the parts that are not in order; None while nobody answers."""
    connection = http.client.HTTPConnection(place.host, place.port, timeout=10)
    try:
        connection.request("GET", "/sehat/", headers={"Host": place.name, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        return answer.status, _parts(answer.read())
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _parts(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return "-"
    return ", ".join(name for name, well in found.items() if well is False) or "-"
