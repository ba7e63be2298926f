"""Every message of the ledger has a sentence in both languages with the same names, and every sentence a use."""

import re
from pathlib import Path
from string import Formatter

from bening.kernel.ledger.messages import CATALOGUE
from bening.scoring.messages.render import catalogue


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_name_the_same_values() -> None:
    assert [key for key, (indonesian, english) in CATALOGUE.items() if names(indonesian) != names(english)] == []


def test_the_code_gives_the_keys_and_values_of_the_sentences(root: Path) -> None:
    folder = root / "src/bening/kernel/ledger"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "messages.py")
    calls = re.findall(r'message\("(\w+)"((?:, \w+=[^,()]+(?:\([^)]*\))?)*)\)', source)
    given = {key: set(re.findall(r"(\w+)=", values)) for key, values in calls}
    assert given == {key: names(indonesian) for key, (indonesian, _) in CATALOGUE.items()}


def test_no_key_is_the_engines_too() -> None:
    assert CATALOGUE.keys() & catalogue().keys() == set()
