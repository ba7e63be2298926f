"""The tree under test: what `tools/mutants.toml` says, a copy of the tree to work in, and the digest of that copy."""

import fcntl
import hashlib
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "dist", "build", "*.egg-info")
JUDGING = ("src", "tests", "data", "tools/mutants")
_BRACES = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Settings:
    """What `tools/mutants.toml` says."""

    targets: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()
    without_fixtures: tuple[str, ...] = ()
    without_tests: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    least: int = 90
    budget: float = 15
    patience: float = 5


@dataclass(frozen=True)
class Project:
    """A tree, and the folder in it that holds the copy, the covering tests and the results."""

    root: Path
    settings: Settings

    @property
    def folder(self) -> Path:
        """Return the folder of all that is kept between runs."""
        return self.root / ".mutants"

    @property
    def copy(self) -> Path:
        """Return the copy of the tree in which tests run: what a mutant writes or deletes is never the tree itself."""
        return self.folder / "tree"

    def scratch(self, pid: int) -> Path:
        """Return the folder for the temporary files of a process."""
        return self.folder / f"scratch-{pid}"

    def targets(self) -> list[str]:
        """Return the paths of the modules that are changed."""
        globs = [glob for target in self.settings.targets for glob in _globs(target)]
        found = {path.relative_to(self.root).as_posix() for glob in globs for path in self.root.glob(glob)}
        return sorted(path for path in found if not path.endswith("__init__.py"))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder for this process; another would take the tree away from under its tests."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        with (self.folder / "lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SystemExit(f"Another run is at work in {self.folder}. Wait for its end, or stop it.") from None
            for left in self.folder.glob("scratch-*"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    def renew_copy(self) -> str:
        """Copy the tree as it is now; return the digest of all in it on which a verdict depends."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.root, self.copy, symlinks=True, ignore=LEFT_BEHIND)
        total = hashlib.sha256()
        for name in ("pyproject.toml", "tools/mutants.toml"):
            total.update((self.copy / name).read_bytes())
        without = tuple(self.copy / path for path in self.settings.without)
        for path in sorted(path for folder in JUDGING for path in (self.copy / folder).rglob("*")):
            if path.is_file() and not any(path.is_relative_to(folder) for folder in without):
                total.update(f"{path.relative_to(self.copy)}\0{_digest(path)}\n".encode())
        return total.hexdigest()[:16]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_project(root: Path) -> Project:
    """Return the project of this root; raises `OSError` where it has no `tools/mutants.toml`."""
    found: dict[str, Any] = tomllib.loads((root / "tools/mutants.toml").read_text(encoding="utf-8"))
    values: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in found.items()}
    return Project(root, Settings(**values))


def _globs(target: str) -> Iterator[str]:
    braces = _BRACES.search(target)
    if braces is None:
        yield target
        return
    for word in braces[1].split(","):
        yield from _globs(target[: braces.start()] + word + target[braces.end() :])
