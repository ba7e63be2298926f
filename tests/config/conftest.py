"""Django for the tests of the settings, and places of their own for commands."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.config.places import Place, copied, new_database
from tests.server import *  # noqa: F403  # the fixtures


@pytest.fixture
def new_place(tmp_path: Path) -> Callable[[str], Place]:
    """Give places that hold nothing yet."""
    return lambda name: Place(tmp_path / name, new_database(name))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Give a place with tables, a secret key and the files of the look, to be copied."""
    return Place(tmp_path_factory.mktemp("template") / "state", new_database("template")).ready()


@pytest.fixture
def place(template: Place, tmp_path: Path) -> Place:
    """Give a place that is ready and holds no records."""
    return copied(template, tmp_path / "place")


@pytest.fixture
def local_sockets(no_network: None) -> Iterator[None]:
    """Let a test speak with servers on this machine."""
    from pytest_socket import disable_socket, enable_socket, socket_allow_hosts  # noqa: PLC0415 - as in tests/conftest

    enable_socket()
    socket_allow_hosts(["127.0.0.1"])
    yield
    disable_socket(allow_unix_socket=True)


@pytest.fixture
def port(local_sockets: None) -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def known_sample(no_sample: None) -> None:
    """Have the database asked whether it is a sample."""
    from bening.config.demo import set_known  # noqa: PLC0415 - where Django is set up

    set_known(None)
