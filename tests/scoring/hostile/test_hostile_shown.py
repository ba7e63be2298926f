"""What is shown stays on its line and in its order, whatever a file is called; paths take any arguments."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.hostile.making import (
    answers,
    ended_well,
    under_limits,
    write,
    yes_no,
)
from tests.scoring.hostile.test_hostile_command import arguments, folder, hold_command

__all__ = ["folder"]
SCALE = "scales: {s: {levels: {A: 1, B: 0.5, C: 0}, source: S}}\n"


# Output.


@pytest.mark.parametrize("command", [["score"], ["explain"], ["path"]])
def test_what_is_shown_cannot_move_the_cursor(tmp_path: Path, command: list[str]) -> None:
    name = "a\x1b[2J\u202e\nb.yaml"
    write(tmp_path / name, answers(["K2.1: B"], name="kka-2025"))
    more = {"score": [], "explain": ["K2"], "path": ["--target", "20"]}[command[0]]
    ran = under_limits(*command, "kka-2025", name, *more, folder=tmp_path)
    assert all(line.isprintable() for line in ran.out.splitlines())


def test_check_shows_its_file_on_one_line(tmp_path: Path) -> None:
    name = "a\x1b[2J\nb.yaml"
    write(tmp_path / name, yes_no(1))
    ran = ended_well("check", name, folder=tmp_path)
    assert len(ran.out.splitlines()) == 1
    assert ran.out.strip().isprintable()


def test_changes_come_in_the_same_order_every_time(tmp_path: Path) -> None:
    options = "".join(f"  o{at}: {{{{title: t, choices: [{{0}}, {{1}}], source: S}}}}\n" for at in range(9))
    first = write(tmp_path / "x.yaml", yes_no(1, more="options:\n" + options.format("a", "b")))
    second = write(tmp_path / "y.yaml", yes_no(1, more="options:\n" + options.format("a", "c")))
    shown = []
    for seed in ("1", "2", "3"):
        os.environ["PYTHONHASHSEED"] = seed
        shown.append(ended_well("check", first, "--against", second).out)
    del os.environ["PYTHONHASHSEED"]
    assert len(set(shown)) == 1


@settings(max_examples=150)
@given(args=arguments(("path",)), language=st.sampled_from(["id", "en"]))
def test_any_arguments_of_path(folder: Path, args: list[str], language: str) -> None:
    hold_command(folder, args, language)
