"""A child for each question: it sees one file and nothing else; whatever happens to it, the next one answers."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bening.kernel.documents.child import asking
from bening.kernel.documents.child.asking import Children, TooHeavy

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
SPAWNER = """
import ctypes, os, socket, stat, time
from bening.kernel.documents.child import spawner
seen = []
def read(file, task):
    found = {{}}
    exec(file.read().decode(), globals(), {{"found": found, "task": task}})
    return found, found.pop("more", "").encode()
spawner.SECONDS = {seconds}
spawner.spawn(socket.socket(fileno=0), read, idle={idle})
"""


def obedient(*, seconds: float = 30, idle: float = 60) -> Children:
    """Give children that do what their file tells them, as if a parser had been taken over."""
    children = Children("nothing")
    children.command = [sys.executable, "-I", "-c", SPAWNER.format(seconds=seconds, idle=idle)]
    return children


@pytest.fixture
def children() -> Iterator[Children]:
    children = obedient()
    yield children
    children.stop()


def told(children: Children, deed: str, **task: Any) -> dict[str, Any]:
    return children.ask(io.BytesIO(deed.encode()), task)[0]


def is_running(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until_gone(process: int) -> None:
    end = time.monotonic() + 20
    while is_running(process):
        assert time.monotonic() < end, f"{process} is still there"
        time.sleep(0.02)


def open_files(process: int) -> int:
    return len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - names alone


def spawner_of(children: Children) -> int:
    assert children.process is not None
    return children.process.pid


def test_words_and_bytes_come_back(children: Children) -> None:
    deed = b"found.update(task, more='x' * 3_000_000)"
    assert children.ask(io.BytesIO(deed), {"page": 3}) == ({"page": 3}, b"x" * 3_000_000)


def test_the_environment_of_a_child_is_empty(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENING_SECRET_KEY", "rahasia")
    assert told(children, "found.update(os.environ)").keys() <= {"LC_CTYPE", "__CF_USER_TEXT_ENCODING"}


def test_a_child_holds_its_question_and_nothing_else_open(children: Children) -> None:
    deed = """
kinds = []
for number in range(256):
    try:
        kinds.append(stat.S_IFMT(os.fstat(number).st_mode))
    except OSError:
        pass
found["sockets"] = kinds.count(stat.S_IFSOCK)
found["others"] = len(kinds) - kinds.count(stat.S_IFSOCK) - kinds.count(stat.S_IFCHR)
"""
    with Path(__file__).open("rb"):
        for _ in range(2):
            assert told(children, deed) == {"sockets": 1, "others": 0}


def test_a_child_sees_nothing_of_what_another_read(children: Children) -> None:
    deed = "seen.append(task['text']); found['seen'] = seen"
    assert told(children, deed, text="satu") == {"seen": ["satu"]}
    assert told(children, deed, text="dua") == {"seen": ["dua"]}


@pytest.mark.parametrize(
    "deed",
    [
        "os._exit(0)",
        "os._exit(9)",
        "raise ValueError",
        "ctypes.string_at(0)",
        "bytearray(3 * 1024 ** 3)",
        "found['more'] = 'x' * (65 * 1024 ** 2)",
        "[os.write(number, b'junk') for number in range(3, 9) if stat.S_ISSOCK(os.fstat(number).st_mode)]",
    ],
)
def test_a_child_that_breaks_is_too_heavy_and_the_next_question_is_answered(children: Children, deed: str) -> None:
    with pytest.raises(TooHeavy):
        told(children, deed)
    assert told(children, "found['well'] = True") == {"well": True}


def test_what_is_no_answer_is_too_heavy(children: Children) -> None:
    with pytest.raises(TooHeavy):
        told(children, "found['problem'] = 'too_heavy'")
    with pytest.raises(TooHeavy):
        told(children, "raise RecursionError")


def test_a_child_that_sleeps_is_ended() -> None:
    children = obedient(seconds=0.5)
    begun = time.monotonic()
    with pytest.raises(TooHeavy):
        told(children, "time.sleep(600)")
    assert time.monotonic() - begun < 20
    assert told(children, "found['well'] = True") == {"well": True}
    children.stop()


def test_a_file_that_is_never_read_to_its_end_does_not_hold_its_sender(children: Children) -> None:
    spawner = "import os, socket; _, [fd], _, _ = socket.recv_fds(socket.socket(fileno=0), 1, 1); os.write(fd, b'+')"
    children.command = [sys.executable, "-I", "-c", spawner]
    with pytest.raises(TooHeavy):
        children.ask(io.BytesIO(bytes(5_000_000)), {})


def test_without_any_child_a_question_ends_soon(children: Children) -> None:
    children.command = [sys.executable, "-I", "-c", ""]
    with pytest.raises(TooHeavy):
        told(children, "found['well'] = True")


def test_a_parent_that_ends_before_it_is_asked_is_no_fault_of_ours(
    children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.command = [sys.executable, "-I", "-c", ""]
    start = children._start

    def start_and_end() -> None:
        start()
        assert children.process is not None
        children.process.wait()

    monkeypatch.setattr(children, "_start", start_and_end)
    with pytest.raises(TooHeavy):
        told(children, "found['well'] = True")


def test_a_parent_that_was_killed_is_followed_by_another(children: Children) -> None:
    told(children, "pass")
    before = spawner_of(children)
    os.kill(before, signal.SIGKILL)
    assert told(children, "found['well'] = True") == {"well": True}
    assert spawner_of(children) != before


def test_an_idle_parent_ends_and_the_next_question_is_answered() -> None:
    children = obedient(seconds=0.2, idle=0.05)
    told(children, "pass")
    wait_until_gone(spawner_of(children))
    assert told(children, "found['well'] = True") == {"well": True}
    children.stop()


@LINUX
def test_a_parent_that_is_killed_takes_its_children_along(children: Children) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(told, children, "time.sleep(600)")
        while children.process is None or not children_of(children.process.pid):
            time.sleep(0.02)
        spawner = spawner_of(children)
        (child,) = children_of(spawner)
        wait_until_sealed(child)  # before that, the question goes to another parent
        os.kill(spawner, signal.SIGKILL)
        with pytest.raises(TooHeavy):
            asked.result(20)
    wait_until_gone(child)


def wait_until_sealed(child: int) -> None:
    """Wait until a child has taken its question and can open nothing more."""
    end = time.monotonic() + 20
    limits = Path(f"/proc/{child}/limits")
    while not re.search(r"^Max open files +0 ", limits.read_text(encoding="ascii"), re.MULTILINE):
        assert time.monotonic() < end
        time.sleep(0.01)


def children_of(parent: int) -> list[int]:
    """Give the children of a process, also those that are done and not yet let go of."""
    return [int(name) for name in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()]


def test_threads_get_each_their_own_answer(children: Children) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(told, children, "found.update(task)", number=number) for number in range(60)]
        assert [one.result(60)["number"] for one in asked] == list(range(60))


def test_at_most_two_children_work_at_once(children: Children) -> None:
    with ThreadPoolExecutor(6) as pool:
        deed = "found['from'] = time.monotonic(); time.sleep(0.1); found['to'] = time.monotonic()"
        times = [one.result(60) for one in [pool.submit(told, children, deed) for _ in range(8)]]
    for one in times:
        assert sum(other["from"] <= one["from"] < other["to"] for other in times) <= asking.AT_ONCE


@LINUX
def test_after_two_hundred_questions_nothing_is_left_open(children: Children) -> None:
    told(children, "pass")
    before = open_files(os.getpid()), open_files(spawner_of(children))
    for number in range(200):
        with suppress(TooHeavy):
            told(children, "pass" if number % 5 else "os._exit(1)")
    assert (open_files(os.getpid()), open_files(spawner_of(children))) == before
    assert len(children_of(spawner_of(children))) <= asking.AT_ONCE


SERVER = """
import io, os, signal, sys
from bening.kernel.documents.child.asking import Children
children = Children("bening.kernel.documents.child.sheets")
said, _ = children.ask(io.BytesIO(b""), {{"do": "names", "file": ""}})
{}
"""


def served(deed: str) -> str:
    """Give what a process says that asks a child first and then does something."""
    command = [sys.executable, "-I", "-W", "error", "-c", SERVER.format(deed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@LINUX
@pytest.mark.parametrize("end", ["", "os._exit(1)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_parent_ends_with_its_server_however_that_ends(end: str) -> None:
    wait_until_gone(int(served(f"print(children.process.pid, flush=True); {end}")))


def test_a_process_that_was_forked_has_children_of_its_own() -> None:
    deed = """
before = children.process.pid
if os.fork() == 0:
    assert children.process is None
    assert children.ask(io.BytesIO(b""), {"do": "names", "file": ""})[0] == said
    print(children.process.pid != before, flush=True)
    children.stop()
    os._exit(0)
os.wait()
assert children.ask(io.BytesIO(b""), {"do": "names", "file": ""})[0] == said
print(children.process.pid == before)
"""
    assert served(deed) == "True\nTrue\n"


@LINUX
@pytest.mark.parametrize("reader", ["bening.kernel.documents.child.sheets", "bening.kernel.evidence.child.reading"])
def test_the_parent_is_one_thread_so_that_it_can_fork(reader: str) -> None:
    children = Children(reader)
    with suppress(TooHeavy):
        children.ask(io.BytesIO(b""), {"do": "check", "promised": None, "web": True, "file": "", "columns": []})
    status = Path(f"/proc/{spawner_of(children)}/status").read_text(encoding="ascii")
    assert "\nThreads:\t1\n" in status
    children.stop()
