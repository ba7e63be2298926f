"""Fetches a web address from a public host, in bounded time and size; what was checked is what is called."""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from bening.kernel.evidence.parsing import NotTaken
from bening.kernel.evidence.rules import WEB_BYTES

SECONDS = 10.0
_REDIRECTS = 5
_CHUNK = 1 << 16
_URL_LENGTH = 1000
_PORTS = {"http": 80, "https": 443}
_OK = 200
_MOVED = frozenset({301, 302, 303, 307, 308})
_ASCII_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_NAT64 = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")
_HEADERS = {"User-Agent": "Bening", "Accept-Encoding": "identity", "Connection": "close"}
Resolve = Callable[[str, int, float], list[str]]
Connect = Callable[[str, int, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    content: bytes
    url: str


def clean_url(url: str) -> str:
    """Return an address of a page as it is called; raise `NotTaken` where it is none, or names a user or a port."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError as error:  # UnicodeError is one
        raise NotTaken("no_url") from error
    standard = port in (None, _PORTS.get(parts.scheme))
    if parts.scheme not in _PORTS or not standard or parts.username is not None or parts.password is not None:
        raise NotTaken("no_url")
    if not (is_public(host) if _is_ip(host) else _ASCII_HOST.fullmatch(host) and "." in host):
        raise NotTaken("not_public" if host else "no_url")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    clean = urlunsplit(SplitResult(parts.scheme, f"[{host}]" if ":" in host else host, path, query, ""))
    if len(clean) > _URL_LENGTH:
        raise NotTaken("no_url")
    return clean


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to a host of the public network, also behind a translated form."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if ip.teredo is not None or any(ip in network for network in _NAT64):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Return the IP addresses of a host, in bounded time."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    thread = threading.Thread(target=ask, daemon=True)  # getaddrinfo knows no time limit
    thread.start()
    thread.join(seconds)
    return [] if thread.is_alive() else found


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to an IP address."""
    return socket.create_connection((address, port), timeout=seconds)


def fetch(url: str, *, resolve: Resolve = resolve, connect: Connect = connect, seconds: float = SECONDS) -> Fetched:
    """Return what an address answers now; raise `NotTaken` where the host is not public, silent, or says too much."""
    ends = monotonic() + seconds
    for _ in range(_REDIRECTS + 1):
        url = clean_url(url)
        answer, content = _get(url, resolve, connect, ends)
        if answer.status in _MOVED and (onward := answer.getheader("Location")):
            url = urljoin(url, onward)
            continue
        if answer.status != _OK:
            raise NotTaken("web_refused")
        return Fetched(content, url)
    raise NotTaken("web_turns")


def _get(url: str, resolve: Resolve, connect: Connect, ends: float) -> tuple[http.client.HTTPResponse, bytes]:
    parts = urlsplit(url)
    host, port = str(parts.hostname), _PORTS[parts.scheme]
    addresses = [host] if _is_ip(host) else resolve(host, port, _left(ends))
    if not addresses:
        raise NotTaken("web_silent")
    if not all(map(is_public, addresses)):
        raise NotTaken("not_public")
    wires: list[socket.socket] = []
    # A time limit for each read alone lets a host drip for hours.
    alarm = threading.Timer(_left(ends), _hang_up, [wires])
    alarm.daemon = True
    try:
        wires.append(connect(addresses[0], port, _left(ends)))
        alarm.start()
        if parts.scheme == "https":
            context = ssl.create_default_context()
            wires.append(context.wrap_socket(wires[0], server_hostname=host, do_handshake_on_connect=False))
        line = http.client.HTTPConnection(host, port)
        line.sock = wires[-1]
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        line.request("GET", target, headers=_HEADERS)
        with line.getresponse() as answer:
            content = b"" if answer.status in _MOVED else b"".join(_capped(answer, ends))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotTaken("web_silent") from error
    finally:
        alarm.cancel()
        for wire in wires:
            wire.close()
    _left(ends)
    return answer, content


def _hang_up(wires: list[socket.socket]) -> None:
    with suppress(OSError):
        wires[-1].shutdown(socket.SHUT_RDWR)


def _capped(answer: http.client.HTTPResponse, ends: float) -> Iterator[bytes]:
    size = 0
    while chunk := answer.read(_CHUNK):
        size += len(chunk)
        if size > WEB_BYTES:
            raise NotTaken("web_too_large")
        _left(ends)
        yield chunk


def _left(ends: float) -> float:
    left = ends - monotonic()
    if left <= 0:
        raise NotTaken("web_silent")
    return left
