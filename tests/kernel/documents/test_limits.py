"""The child that reads files can open nothing, call nobody, start nothing, and fill neither memory nor time."""

import subprocess
import sys

import pytest

SEALED = """
import ctypes, os, resource, signal, socket, sys
from bening.kernel.documents.child import limits
limits.limit()
limits.seal()
try:
    {}
except (OSError, MemoryError, ValueError) as error:
    os.write(1, type(error).__name__.encode())
else:
    os.write(1, b"done")
"""


def sealed(deed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-c", SEALED.format(deed)], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout or f"ended with {done.returncode}"


def test_without_a_hostile_deed_nothing_is_refused() -> None:
    assert sealed("sum(range(1000))") == "done"


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/passwd', 'rb')",
        "open('/tmp/bening-sealed', 'wb')",
        "socket.socket()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))",
        "os.unlink('/bening-nothing')",
        "os.kill(os.getppid(), 0)",
        "signal.raise_signal(signal.SIGUSR1)",
        "int('refused') if ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) else None",
        "bytearray(3 * 1024 ** 3)",
    ],
)
def test_a_sealed_process_is_refused(deed: str) -> None:
    assert sealed(deed) in {"OSError", "PermissionError", "MemoryError", "ValueError"}


def test_time_is_bounded() -> None:
    short = SEALED.replace("limits.limit()", "limits.CPU_SECONDS = 1; limits.limit()").format("while True: pass")
    done = subprocess.run([sys.executable, "-I", "-c", short], capture_output=True, check=False, timeout=30)
    assert done.returncode < 0
