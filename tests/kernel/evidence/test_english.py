"""English is complete: each text of this package has a translation with the same placeholders."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "src/bening/kernel/evidence"
TEXT = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(rf"msgid {TEXT}\nmsgstr {TEXT}\n")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def catalogue() -> dict[str, str]:
    text = (FOLDER / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return {match[1]: match[2] for match in ENTRY.finditer(text + "\n") if match[1]}


def texts() -> set[str]:
    found: set[str] = set()
    for path in FOLDER.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {match[2] for match in re.finditer(r"\{% translate (['\"])(.+?)\1", text)}
        blocks = re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", text, re.DOTALL)
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block) for block in blocks}
    for path in FOLDER.rglob("*.py"):
        calls = re.findall(
            rf"(?:gettext|gettext_lazy|\b_)\(\s*((?:{TEXT}\s*)+)\)",
            path.read_text(encoding="utf-8").replace(",\n", "\n"),
        )
        found |= {"".join(re.findall(TEXT, call[0])) for call in calls}
    return found


def test_every_text_has_its_english() -> None:
    assert texts() - set(catalogue()) == set()


def test_no_english_is_left_over() -> None:
    assert set(catalogue()) - texts() == set()


def test_the_english_keeps_the_placeholders() -> None:
    pairs = catalogue().items()
    assert {one for one, other in pairs if set(PLACEHOLDER.findall(one)) != set(PLACEHOLDER.findall(other))} == set()
    assert all(catalogue().values())
