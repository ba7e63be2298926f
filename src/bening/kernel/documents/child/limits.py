"""Limits that a process sets for itself before it reads what a stranger made."""

import ctypes
import os
import resource
import signal
import struct
import sys

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
FILE_BYTES = 64 * 1024 * 1024
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 1, 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _NO_PERMISSION = 0x7FFF0000, 0x80000000, 0x00050000 | 1
# Machine -> (its number for the kernel, the calls that are refused): sockets; new programs and other processes; limits;
# renaming, removing, cutting and opening up files; signals to others; undoing that it ends with its parent.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        *(41, 42, 49, 50, 53, 56, 57, 58, 59, 62, 101, 160, 302, 310, 311, 322, 425, 435),
        *(76, 82, 84, 86, 87, 88, 90, 263, 264, 265, 266, 268, 316),
        *(129, 157, 200, 234, 297, 424, 438),
    ),
    "aarch64": (
        0xC00000B7,
        *(117, 129, 164, 198, 199, 200, 201, 203, 220, 221, 261, 270, 271, 281, 425, 435),
        *(35, 36, 37, 38, 45, 53, 276),
        *(130, 131, 138, 167, 240, 424, 438),
    ),
}
_OTHER_CALLS = 0x40000000  # on x86_64 the same calls under other numbers


def end_with(parent: int) -> None:
    """Have this process killed as soon as its parent is gone, on Linux."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def limit() -> None:
    """Limit memory, time and the size of files; for the rest of the process's life."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def seal() -> None:
    """Open nothing more: no file, no socket, no program; what is open stays open."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    _refuse_calls()


def _refuse_calls() -> None:
    """Let the kernel of Linux refuse sockets, programs and other processes, where the machine is known."""
    if not sys.platform.startswith("linux") or (machine := _MACHINES.get(os.uname().machine)) is None:
        return
    number, *calls = machine
    steps = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, number), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    refused = len(calls)
    steps.append((_JUMP_AT_LEAST, refused + 1, 0, _OTHER_CALLS))
    steps += [(_JUMP_EQUAL, refused - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _NO_PERMISSION)]
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, head, 0, 0)  # some containers refuse filters: the limits hold
