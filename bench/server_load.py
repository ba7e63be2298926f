"""Asks a server as often as it answers: `python -m bench.server_load PORT PATH CLIENTS SECONDS COOKIE`; prints JSON.

One process, one connection for each client, kept open; a client asks again as soon as it has its answer.
"""

import json
import re
import selectors
import socket
import sys
import time
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/1\.1 (\d+)")


@dataclass
class Client:
    """A connection, what of the answer came so far, and since when it waits."""

    connection: socket.socket
    received: bytes = b""
    since: float = 0.0

    def ask(self, question: bytes) -> None:
        """Send the question."""
        self.since = time.perf_counter()
        self.connection.sendall(question)

    def has_answer(self) -> bool:
        """Read what came; return whether the answer is whole."""
        self.received += self.connection.recv(1 << 17)
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return False
        length = _LENGTH.search(head)
        if length is None:
            raise ValueError("an answer without a length")
        if len(body) < int(length[1]):
            return False
        status = _STATUS.match(head)
        if status is None or status[1] != b"200":
            raise ValueError(f"not 200: {head[:60]!r}")
        self.received = b""
        return True


def load(port: int, path: str, clients: int, seconds: float, cookie: str) -> dict[str, float]:
    """Ask for some seconds; return the answers a second, the median and the slowest hundredth in milliseconds."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: localhost",
        "Accept-Encoding: br",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    question = "\r\n".join([*lines, "", ""]).encode()
    waits: list[float] = []
    with selectors.DefaultSelector() as ready:
        for _ in range(clients):
            client = Client(socket.create_connection(("127.0.0.1", port)))
            ready.register(client.connection, selectors.EVENT_READ, client)
            client.ask(question)
        begun = time.perf_counter()
        while (now := time.perf_counter()) < begun + seconds:
            for key, _ in ready.select(1.0):
                if key.data.has_answer():
                    waits.append(time.perf_counter() - key.data.since)
                    key.data.ask(question)
    waits.sort()
    return {
        "rate": len(waits) / (now - begun),
        "p50": waits[len(waits) // 2] * 1000,
        "p99": waits[len(waits) * 99 // 100] * 1000,
        "cpu": time.process_time(),
    }


if __name__ == "__main__":
    _, port_, path_, clients_, seconds_, cookie_ = sys.argv
    print(json.dumps(load(int(port_), path_, int(clients_), float(seconds_), cookie_)))
