"""Whatever stands on the command line, the command ends with a status of its own and says why."""

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bening.cli import main
from tests.scoring.hostile.drawing import NAMES, text_of, words
from tests.scoring.hostile.making import HOSTILE, NUMBERS, answers, says_fault, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with good files, bad files and no files."""
    path = tmp_path_factory.mktemp("hostile")
    write(path / "kka.yaml", answers(["K1.1: {score: 60}", "K2.1: B"], "kka-2025"))
    write(path / "lke.csv", "code,answer\nPEM.MP.1.a,T\nREF.MP.1.a,3/4\n")
    write(path / "elig.yaml", answers(name="kka-eligibility-2025"))
    write(path / "bad.yaml", "a: [")
    write(path / "latin.yaml", "é".encode("latin-1"))
    write(path / "effort.yaml", "K2.1: 3\nK3.1: impossible\n")
    write(path / "form.yaml", text_of("kka-2025"))
    (path / "folder.yaml").mkdir()
    os.mkfifo(path / "fifo.yaml")
    return path


@st.composite
def arguments(draw: st.DrawFn, commands: tuple[str, ...]) -> list[str]:
    """Draw arguments that are right, nearly right, or anything."""
    files = [
        "kka.yaml",
        "lke.csv",
        "elig.yaml",
        "bad.yaml",
        "latin.yaml",
        "folder.yaml",
        "fifo.yaml",
        "none.yaml",
        "form.yaml",
    ]
    file = st.one_of(st.sampled_from(files), words())
    form = st.one_of(st.sampled_from([*NAMES, "form.yaml"]), file)
    target = st.one_of(st.sampled_from(["wbk", "WBBM", "80", "79,5", "-0", "100"]), words())
    flags = {
        "--json": None,
        "--weights": st.one_of(st.sampled_from(["default", "draft", "equal"]), words()),
        "--stage": st.one_of(st.sampled_from(["monev", "baseline"]), words()),
        "--against": form,
        "--effort": st.one_of(st.just("effort.yaml"), file),
        "--include-outcomes": None,
        "--help": None,
    }
    command = draw(st.sampled_from([*commands, *commands, *HOSTILE[:3]]))
    found = [command]
    if command == "path":
        pair = draw(
            st.sampled_from(
                [("kka-2025", "kka.yaml"), ("kka-eligibility-2025", "elig.yaml"), ("lke-zi-2025", "lke.csv")]
            )
        )
        found += pair if draw(st.booleans()) else [draw(form), draw(st.sampled_from(files[2:]))]
        goals = {"--target": target, "--budget": st.sampled_from(["0", "7,5", "1/2", *NUMBERS]), "--curve": None}
        flags |= goals
        found += _flag(draw, draw(st.sampled_from(sorted(goals))), flags)
    elif command in {"score", "explain", "check"}:
        found += [draw(form), draw(file)][: 1 if command == "check" else 2]
        found += [draw(st.one_of(st.sampled_from(["K1", "PEM.MP"]), words()))] if command == "explain" else []
    for flag in draw(st.lists(st.sampled_from(sorted(flags)), max_size=2)):
        found += _flag(draw, flag, flags)
    return found


def _flag(draw: st.DrawFn, flag: str, flags: dict[str, st.SearchStrategy[str] | None]) -> list[str]:
    value = flags[flag]
    return [flag] if value is None else [f"{flag}={draw(value)}"] if draw(st.booleans()) else [flag, draw(value)]


def hold_command(folder: Path, args: list[str], language: str) -> None:
    """Run the command in this process, and hold it to a status of its own, readable messages and proper JSON."""
    out, err = io.StringIO(), io.StringIO()
    files = {path.name for path in folder.iterdir()}
    inside = [str(folder / arg) if arg in files else arg for arg in args]
    with patch.dict(os.environ, BENING_LANG=language), redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(inside)
        except SystemExit as error:
            assert "--help" in args
            status = int(error.code or 0)
    assert status in {0, 1, 2}
    assert not says_fault(err.getvalue()), err.getvalue()
    assert status == 0 or err.getvalue() or out.getvalue()
    assert all(line.isprintable() for line in err.getvalue().splitlines())
    if status == 0 and "--json" in args and "--help" not in args and args[0] != "check":
        json.loads(out.getvalue())


@settings(max_examples=150)
@given(args=arguments(("instruments", "check", "score", "explain")), language=st.sampled_from(["id", "en", "", "xx"]))
def test_any_arguments_end_with_a_status_and_no_exception(folder: Path, args: list[str], language: str) -> None:
    hold_command(folder, args, language)
