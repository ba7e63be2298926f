"""English is complete: each text of this package has a translation with the same placeholders."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "src/bening/portal"
TEXT = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(rf"(?:msgctxt {TEXT}\n)?msgid {TEXT}\nmsgstr {TEXT}\n")
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def catalogue() -> dict[str, str]:
    text = (FOLDER / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return {match[2]: match[3] for match in ENTRY.finditer(text + "\n") if match[2]}


def texts() -> set[str]:
    found: set[str] = set()
    for path in FOLDER.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\{% translate "([^"]+)"', text)) | set(re.findall(r"\{% translate '([^']+)'", text))
        blocks = re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", text, re.DOTALL)
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block) for block in blocks}
    for path in FOLDER.rglob("*.py"):
        found |= set(re.findall(rf"(?:gettext|\b_)\(\s*{TEXT}", path.read_text(encoding="utf-8")))
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
