"""English is complete: each text of oversight has a translation with the same placeholders."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "src/bening/systems/oversight"
TEXT = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(rf"msgid {TEXT}\nmsgstr {TEXT}\n")
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def catalogue() -> dict[str, str]:
    text = (FOLDER / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return {match[1]: match[2] for match in ENTRY.finditer(text + "\n") if match[1]}


def texts() -> set[str]:
    found: set[str] = set()
    for path in FOLDER.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\{% translate "([^"]+)"', text)) | set(re.findall(r"\{% translate '([^']+)'", text))
        blocks = re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", text, re.DOTALL)
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block) for block in blocks}
    for path in FOLDER.rglob("*.py"):
        calls = rf"(?:gettext|gettext_lazy|\b_later|\b_t|\b_)\(\s*{TEXT}"
        found |= set(re.findall(calls, path.read_text(encoding="utf-8")))
    return found


def test_every_text_has_its_english() -> None:
    assert texts() - set(catalogue()) == set()


def test_no_english_is_left_over() -> None:
    assert set(catalogue()) - texts() == set()


def test_the_english_keeps_the_placeholders() -> None:
    wrong = {
        one for one, other in catalogue().items() if set(PLACEHOLDER.findall(one)) != set(PLACEHOLDER.findall(other))
    }
    assert wrong == set()
    assert all(catalogue().values())
