"""What is named as a file and is none, or should not be read, is refused and never waited for."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.read import read_yaml
from bening.scoring.instrument.store import by_id
from bening.scoring.nested import read_answers
from tests.scoring.hostile.making import refusal

KKA = by_id("kka-2025")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path)


def nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere.yaml")


def bound(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(path.name)
    os.chdir(here)


KINDS = [
    (os.mkfifo, "file_not_regular"),
    (device, "file_not_regular"),
    (bound, "file_not_regular"),
    (folder, "file_is_folder"),
    (circle, "file_unreadable"),
    (nowhere, "file_unreadable"),
]


@pytest.mark.parametrize("ending", [".yaml", ".csv"])
@pytest.mark.parametrize(("make", "key"), KINDS)
def test_only_a_regular_file_is_read(tmp_path: Path, make: Callable[[Path], None], key: str, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    make(path)
    assert [entry.key for entry in refusal(lambda: read_answers(path, KKA))] == [key]


NAMES = [
    "x" * 5000 + ".yaml",
    "x" * 300,
    "a\0b.yaml",
    "\ud800.yaml",
    "\udc80.yaml",
    "a\n\x1b[2J\u202e.yaml",
    "/proc/self/mem",
    "",
    ".",
    "..",
    "/",
    "a.yaml/b.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_nothing_is_refused_whatever_stands_in_it(name: str) -> None:
    refusal(lambda: read_answers(Path(name), KKA, name))
    refusal(lambda: yamltree.read_file(Path(name), name))


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """Give a file in a folder that may not be entered."""
    inside = tmp_path / "locked"
    inside.mkdir()
    (inside / "a.yaml").write_text("instrument: kka-2025\n", encoding="utf-8")
    inside.chmod(0)
    yield inside / "a.yaml"
    inside.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="left out: whoever runs this may read everything")
def test_a_file_that_may_not_be_read_is_refused(locked: Path) -> None:
    assert [entry.key for entry in refusal(lambda: read_answers(locked, KKA))] == ["file_unreadable"]


def test_a_refused_look_at_a_path_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", forbidden)
    assert not yamltree.is_folder(Path("a.yaml"))


def test_a_link_to_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("instrument: kka-2025\n", encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read_yaml(tmp_path / "b.yaml", KKA).answers == {}
