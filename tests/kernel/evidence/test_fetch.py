"""Fetching a web address: only public hosts, the checked address, bounded size, time and turns."""

import socket
import threading
from collections.abc import Callable, Mapping, Sequence

import pytest

from bening.kernel.evidence import fetch
from bening.kernel.evidence.parsing import NotTaken

PUBLIC = "93.184.215.14"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalo"


class Web:
    """A web of sockets inside the process: names, what each address answers, and who was called."""

    def __init__(self, names: Mapping[str, Sequence[str]], answers: Sequence[bytes], wait: float = 0) -> None:
        self.names, self.answers, self.wait = names, list(answers), wait
        self.called: list[tuple[str, int]] = []
        self.asked: list[bytes] = []

    def resolve(self, host: str, _port: int, _seconds: float) -> list[str]:
        return list(self.names.get(host, ()))

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.called.append((address, port))
        ours, theirs = socket.socketpair(socket.AF_UNIX)
        ours.settimeout(seconds)
        threading.Thread(target=self._serve, args=[theirs, self.answers.pop(0)], daemon=True).start()
        return ours

    def _serve(self, wire: socket.socket, answer: bytes) -> None:
        with wire:
            self.asked.append(wire.recv(65536))
            try:
                if self.wait:
                    for byte in answer:
                        wire.sendall(bytes([byte]))
                        threading.Event().wait(self.wait)
                else:
                    wire.sendall(answer)
            except OSError:
                return

    def fetch(self, url: str, seconds: float = 5) -> fetch.Fetched:
        return fetch.fetch(url, resolve=self.resolve, connect=self.connect, seconds=seconds)


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(NotTaken) as refused:
        deed()
    return refused.value.key


def test_a_page_of_a_public_host_is_fetched_from_the_checked_address() -> None:
    web = Web({"contoh.go.id": [PUBLIC]}, [OK])
    assert web.fetch("http://contoh.go.id/a?b=c#d") == fetch.Fetched(b"halo", "http://contoh.go.id/a?b=c")
    assert web.called == [(PUBLIC, 80)]
    assert web.asked[0].startswith(b"GET /a?b=c HTTP/1.1\r\nHost: contoh.go.id\r\n")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104 - a hostile address
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1", "ff02::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_called(address: str) -> None:
    web = Web({"dalam.contoh.go.id": [PUBLIC, address]}, [OK])
    assert refusal(lambda: web.fetch("http://dalam.contoh.go.id/")) == "not_public"
    assert web.called == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://127.1/", "http://[::ffff:7f00:1]/", "http://intranet/",
    ],
)  # fmt: skip
def test_a_host_inside_is_refused_however_it_is_written(url: str) -> None:
    web = Web({}, [OK])
    assert refusal(lambda: web.fetch(url)) in {"not_public", "web_silent", "no_url"}
    assert web.called == []


@pytest.mark.parametrize(
    "url",
    [
        "", "contoh.go.id", "ftp://contoh.go.id/", "file:///etc/passwd", "javascript:alert(1)", "http:///a",
        "http://a:b@contoh.go.id/", "http://contoh.go.id:8080/", "http://contoh.go.id:x/", "http://con toh.go.id/",
        "http://contoh.go.id\r\nX: y/", "https://" + "a" * 1001 + ".id/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    assert refusal(lambda: Web({}, []).fetch(url)) in {"no_url", "not_public"}


def test_a_redirect_is_followed_and_checked_again() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://lain.contoh.go.id/b\r\nContent-Length: 0\r\n\r\n"
    names = {"contoh.go.id": [PUBLIC], "lain.contoh.go.id": [PUBLIC]}
    assert Web(names, [moved, OK]).fetch("http://contoh.go.id/").url == "http://lain.contoh.go.id/b"
    inside = Web(names | {"lain.contoh.go.id": ["10.1.2.3"]}, [moved, OK])
    assert refusal(lambda: inside.fetch("http://contoh.go.id/")) == "not_public"
    assert len(inside.called) == 1


def test_a_host_that_turns_for_ever_is_left() -> None:
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
    web = Web({"contoh.go.id": [PUBLIC]}, [moved] * 20)
    assert refusal(lambda: web.fetch("http://contoh.go.id/")) == "web_turns"
    assert len(web.called) == 6


def test_what_is_too_large_is_left() -> None:
    large = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + bytes(11 * 1024 * 1024)
    assert refusal(lambda: Web({"contoh.go.id": [PUBLIC]}, [large]).fetch("http://contoh.go.id/")) == "web_too_large"


def test_a_host_that_drips_is_left_after_the_time() -> None:
    web = Web({"contoh.go.id": [PUBLIC]}, [OK * 50], wait=0.05)
    assert refusal(lambda: web.fetch("http://contoh.go.id/", seconds=0.5)) == "web_silent"


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "web_refused"),
        (b"SSH-2.0-OpenSSH\r\n", "web_silent"),
        (b"", "web_silent"),
    ],
)
def test_another_answer_is_no_page(answer: bytes, key: str) -> None:
    assert refusal(lambda: Web({"contoh.go.id": [PUBLIC]}, [answer]).fetch("http://contoh.go.id/")) == key


def test_a_name_that_nobody_knows_is_silent() -> None:
    assert refusal(lambda: Web({}, []).fetch("http://tidak.contoh.go.id/")) == "web_silent"
