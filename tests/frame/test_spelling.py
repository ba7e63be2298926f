"""The speller's exceptions are terms of the glossary, and no others."""

import re
import tomllib
from pathlib import Path


def test_each_word_that_the_speller_lets_pass_stands_in_the_glossary(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["codespell"]
    glossary = set(re.findall(r"\w+", (root / "docs/glossary.md").read_text(encoding="utf-8").lower()))
    assert set(settings["ignore-words-list"].split(",")) <= glossary
