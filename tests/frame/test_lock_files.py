"""Lock files hold hashes and no address: the index is whatever the machine is set to."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("core", "dev", "node", "uv")


def packages(text: str) -> dict[str, str]:
    """Give each locked requirement with the text of its hashes."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {re.split(r"[=\[]", entry, maxsplit=1)[0]: entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_hashes_and_no_address(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"(https?|file):/", text)
    without = [package for package, entry in packages(text).items() if "--hash=sha256:" not in entry]
    assert without == []


def test_the_core_is_locked_to_the_versions_of_development(root: Path) -> None:
    core, dev = (
        set(re.findall(r"^\S+==\S+", (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.M))
        for name in ("core", "dev")
    )
    assert core <= dev


def test_every_dependency_of_the_engine_has_its_reason(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    decision = (root / "docs/decisions/0003-dependencies-of-the-engine.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=]", requirement, maxsplit=1)[0] for requirement in project["dependencies"]]
    assert [name for name in names if f"| {name} |" not in decision] == []


def test_every_dependency_of_the_server_has_its_reason(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    decision = (root / "docs/decisions/0008-the-server.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=\[]", text, maxsplit=1)[0] for text in project["optional-dependencies"]["server"]]
    assert [name for name in names if f"| {name} |" not in decision] == []


def test_no_other_lock_file_is_kept(root: Path) -> None:
    assert "uv.lock" in (root / ".gitignore").read_text(encoding="utf-8").split()
