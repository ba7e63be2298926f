"""`bening serve`: it says when it is well, ends cleanly, leaves nobody behind, and keeps a sample at home."""

import http.client
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from tests.config.places import Place, gone, served, stop, until


def get(port: int, address: str, host: str = "localhost") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", address, headers={"Host": host, "Connection": "close"})
    answer = connection.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]  # kept beside the answer
    return answer


def command(port: int, *words: str) -> list[str]:
    return ["-m", "bening.cli", "serve", "--port", str(port), *words]


def test_it_answers_when_it_says_so_and_ends_at_sigterm(place: Place, port: int) -> None:
    with served(command(port), place.environment, port) as server:
        answer = get(port, "/sehat/")
        assert answer.status == 200
        assert answer.headers.get_all("Set-Cookie") is None
        assert len(server.workers()) == 2
        assert get(port, "/sehat/", host="elsewhere.example").status == 400
        assert stop(server) == 0


def test_workers_are_as_many_as_asked_for_and_a_dead_one_is_replaced(place: Place, port: int) -> None:
    with served(command(port, "--workers", "1"), place.environment, port) as server:
        (worker,) = server.workers()
        os.kill(worker, signal.SIGKILL)
        assert until(lambda: bool(server.workers()) and worker not in server.workers())
        assert until(lambda: answers(port))


def is_refused(port: int) -> bool:
    try:
        get(port, "/sehat/")
    except ConnectionRefusedError:
        return True
    except OSError:
        pass
    return False


def answers(port: int) -> bool:
    try:
        return get(port, "/sehat/").status == 200
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_command(place: Place, port: int, number: int) -> None:
    with served(command(port), place.environment, port) as server:
        workers = server.workers() + server.daily()
        assert len(workers) == 3
        server.process.send_signal(number)
        server.ends()
        assert all(gone(pid) for pid in workers)
        # A process that was killed is counted as gone a moment before its sockets close.
        assert until(lambda: is_refused(port))


def test_the_keyboard_ends_it_at_once(place: Place, port: int) -> None:
    with served(command(port), place.environment, port) as server:
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(5) == 0


def test_an_answer_in_hand_is_given_before_it_ends(tmp_path: Path, port: int) -> None:
    asked = tmp_path / "asked"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with served(["-m", "tests.config.slow", str(port), str(asked)], environment, port) as server:
        found: list[int] = []
        asker = Thread(target=lambda: found.append(get(port, "/slow").status))
        asker.start()
        assert until(asked.exists)
        assert stop(server) == 0
        asker.join(10)
        assert found == [200]


def test_a_port_in_use_is_refused_and_not_shared(place: Place, port: int) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        done = place.bening("serve", "--port", str(port))
    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr


@pytest.mark.parametrize(("option", "value"), [("--port", "0"), ("--port", "x"), ("--workers", "65")])
def test_a_number_outside_is_refused(place: Place, option: str, value: str) -> None:
    done = place.bening("serve", option, value)
    assert done.returncode == 2
    assert f"{option} must be a whole number" in done.stderr


@pytest.mark.parametrize(("language", "words"), [("id", "belum sesuai"), ("en", "does not fit this program yet")])
def test_a_database_without_its_migrations_is_not_served(
    new_place: Callable[[str], Place], language: str, words: str
) -> None:
    empty = new_place("empty")
    assert empty.run("bening.config.setup").returncode == 0
    done = empty.bening("serve", BENING_LANG=language)
    assert done.returncode == 2
    assert words in done.stderr


def test_without_the_files_of_the_look_it_says_what_to_run(place: Place) -> None:
    (place.state / "static" / "staticfiles.json").unlink()
    done = place.bening("serve")
    assert done.returncode == 2
    assert "collectstatic" in done.stderr


def test_without_a_secret_key_it_says_what_to_run(place: Place) -> None:
    (place.state / "secret-key").unlink()
    done = place.bening("serve")
    assert done.returncode == 2
    assert "python -m bening.config.setup" in done.stderr


MARK = """
from django.utils import timezone
from bening.config.mark.models import DemoMark
DemoMark.objects.create(made_at=timezone.now())
"""


@pytest.fixture
def sample(place: Place) -> Place:
    """Give a place whose database carries the mark."""
    done = place.run("bening.manage", "shell", "-v", "0", "-c", MARK)
    assert done.returncode == 0, done.stderr
    return place


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104 - what is refused
def test_a_sample_is_served_to_this_computer_alone(sample: Place, host: str, port: int) -> None:
    done = sample.bening("serve", "--port", str(port), "--host", host)
    assert done.returncode == 2
    assert f"but --host says {host}" in done.stderr


@pytest.mark.parametrize("hosts", ["bening.example", "localhost,bening.example", "*", ".localhost"])
def test_a_sample_is_not_served_under_another_name(sample: Place, hosts: str, port: int) -> None:
    done = sample.bening("serve", "--port", str(port), BENING_HOSTS=hosts)
    assert done.returncode == 2
    assert "but BENING_HOSTS says" in done.stderr


def test_a_sample_says_that_it_is_one(sample: Place, port: int) -> None:
    with served(command(port), sample.environment, port) as server:
        assert "SAMPLE" in server.before
        assert stop(server) == 0


def test_nothing_is_restored_or_made_under_a_running_server(place: Place, port: int, tmp_path: Path) -> None:
    with served(command(port), place.environment, port):
        for words in (("demo",), ("restore", str(tmp_path / "none"))):
            done = place.bening(*words)
            assert done.returncode == 2
            assert "A server is running" in done.stderr


def test_a_server_behind_https_knows_that_it_is_well(place: Place, port: int) -> None:
    environment = {**place.environment, "BENING_HTTPS": "1", "BENING_HOSTS": "bening.example"}
    with served(command(port), environment, port):
        assert get(port, "/sehat/", host="bening.example").status == 200
