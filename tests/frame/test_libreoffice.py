"""A run that must leave nothing out fails where LibreOffice is absent; another says what it left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

NEEDS_IT = "def test_a_workbook_opens(soffice):\n    assert soffice\n"


@pytest.mark.parametrize(
    ("require", "outcome", "words"),
    [
        ("", "1 skipped", "no `soffice` on the PATH"),
        ("libreoffice", "1 error", "BENING_REQUIRE asks for LibreOffice"),
    ],
)
def test_what_is_left_out_is_said(root: Path, tmp_path: Path, require: str, outcome: str, words: str) -> None:
    (tmp_path / "conftest.py").write_bytes((root / "tests" / "conftest.py").read_bytes())
    (tmp_path / "test_probe.py").write_text(NEEDS_IT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"BENING_REQUIRE": require, "PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert words in done.stdout
