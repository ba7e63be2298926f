"""What the commands print for the sample office and the sample city, byte for byte as it stands in `tests/golden`.

A change of these files is a change that users and their scripts notice. To write them anew after one that is meant:

    BENING_GOLDEN=write .venv/bin/pytest tests/scoring/test_golden.py

and read the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from bening.cli import main
from bening.story import story

OFFICE = ("lke-zi-2025", "data/demo/contoh-dinas.lke.yaml")
CITY = ("kka-2025", "data/demo/contoh-kota.kka.yaml")

# Name of the file -> language and command line.
PRINTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "score.lke.json": ("id", ("score", *OFFICE, "--json")),
    "score.kka.json": ("id", ("score", *CITY, "--json")),
    "explain.lke.json": ("id", ("explain", *OFFICE, "REF.PW", "--json")),
    "path.lke.json": ("id", ("path", *OFFICE, "--target", "wbk", "--json")),
    "path.kka.json": ("id", ("path", *CITY, "--target", "80", "--json")),
    "budget.lke.json": ("id", ("path", *OFFICE, "--budget", "5", "--json")),
    "curve.lke.json": ("id", ("path", *OFFICE, "--curve", "--json")),
    "score.lke.id.txt": ("id", ("score", *OFFICE)),
    "score.lke.en.txt": ("en", ("score", *OFFICE)),
    "score.kka.id.txt": ("id", ("score", *CITY)),
    "score.kka.en.txt": ("en", ("score", *CITY)),
    "explain.lke.id.txt": ("id", ("explain", *OFFICE, "REF.PW.2")),
    "explain.lke.en.txt": ("en", ("explain", *OFFICE, "REF.PW.2")),
    "path.lke.id.txt": ("id", ("path", *OFFICE, "--target", "wbk")),
    "path.lke.en.txt": ("en", ("path", *OFFICE, "--target", "wbk")),
    "path.kka.id.txt": ("id", ("path", *CITY, "--target", "80")),
    "path.kka.en.txt": ("en", ("path", *CITY, "--target", "80")),
    "budget.lke.id.txt": ("id", ("path", *OFFICE, "--budget", "5")),
    "budget.lke.en.txt": ("en", ("path", *OFFICE, "--budget", "5")),
    "instruments.id.txt": ("id", ("instruments",)),
    "instruments.en.txt": ("en", ("instruments",)),
}


def hold(path: Path, printed: str) -> None:
    """Compare what was printed with the golden file, or write it where BENING_GOLDEN asks for that."""
    if os.environ.get("BENING_GOLDEN") == "write":
        path.write_bytes(printed.encode())
    assert path.is_file(), f"{path.name} is not there: run with BENING_GOLDEN=write"
    assert printed == path.read_bytes().decode()


@pytest.mark.parametrize("name", PRINTED)
def test_a_command_prints_what_stands_in_its_golden_file(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    language, command = PRINTED[name]
    monkeypatch.chdir(root)
    monkeypatch.setenv("BENING_LANG", language)
    status = main(command)
    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    hold(root / "tests/golden" / name, printed.out)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_story_prints_what_stands_in_its_golden_file(language: str, root: Path) -> None:
    hold(root / f"tests/golden/story.{language}.txt", "".join(f"{line}\n" for line in story(language)))


def test_no_golden_file_is_left_over(root: Path) -> None:
    stories = {f"story.{language}.txt" for language in ("id", "en")}
    assert {path.name for path in (root / "tests/golden").iterdir()} == PRINTED.keys() | stories
