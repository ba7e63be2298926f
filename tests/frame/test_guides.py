"""The guides of the roles: one in English for each in Indonesian, and what stands in bold is what the pages say."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.messages import entries

PAIRS = {
    "round": "ronde",
    "coordinator": "koordinator",
    "office": "kantor",
    "internal-assessor": "penilai-internal",
    "outside-assessor": "penilai-luar",
    "mayor": "kepala-daerah",
    "oversight-officer": "petugas-lhkpn",
    "administrator": "administrator",
    "citizen": "warga",
}
ENGLISH, INDONESIAN = ROOT / "docs/guides", ROOT / "docs/id/panduan"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def labels(text: str) -> list[str]:
    """Give what stands in bold, in its order, without the ends of lines."""
    return [" ".join(label.split()) for label in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


@pytest.fixture(scope="module")
def catalogue() -> dict[str, set[str]]:
    """Give every text of the application with its English."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src/bening").rglob("locale/en/LC_MESSAGES/django.po")):
        for entry in entries(text_of(path), str(path)):
            found.setdefault(entry["msgid"], set()).add(entry.get("msgstr", ""))
    return found


def test_each_guide_stands_in_both_languages() -> None:
    assert {path.stem for path in ENGLISH.glob("*.md")} == {*PAIRS, "running"}
    assert {path.stem for path in INDONESIAN.glob("*.md")} == set(PAIRS.values())


@pytest.mark.parametrize("name", PAIRS)
def test_a_guide_has_one_structure_in_both_languages(name: str) -> None:
    pair = text_of(ENGLISH / f"{name}.md"), text_of(INDONESIAN / f"{PAIRS[name]}.md")
    for pattern in (r"^#+ ", r"^- ", r"^\d+\. ", r"`[^`]+`"):
        first, second = (re.findall(pattern, text, re.MULTILINE) for text in pair)
        assert first == second, pattern


@pytest.mark.parametrize("name", PAIRS)
def test_what_a_guide_names_in_bold_stands_on_the_pages(name: str, catalogue: dict[str, set[str]]) -> None:
    said = labels(text_of(INDONESIAN / f"{PAIRS[name]}.md"))
    assert [label for label in said if label not in catalogue] == []
    english = labels(text_of(ENGLISH / f"{name}.md"))
    assert len(english) == len(said)
    assert [pair for pair in zip(said, english, strict=True) if pair[1] not in catalogue[pair[0]]] == []
