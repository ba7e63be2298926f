"""Every message on sheets has a sentence in both languages with the same names, and every sentence a use."""

import re
from pathlib import Path
from string import Formatter

from bening.kernel.documents.messages import CATALOGUE
from bening.scoring.messages.render import catalogue


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_name_the_same_values() -> None:
    assert [key for key, (indonesian, english) in CATALOGUE.items() if names(indonesian) != names(english)] == []


def test_every_sentence_is_used_and_none_is_the_engines_too(root: Path) -> None:
    folder = root / "src/bening/kernel/documents"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "messages.py")
    assert set(re.findall(r'"(sheets_\w+)"', source)) == CATALOGUE.keys()
    assert CATALOGUE.keys() & catalogue().keys() == set()
