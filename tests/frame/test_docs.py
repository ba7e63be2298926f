"""The documentation claims what the commands print: its commands and snippets run, its output is theirs, its links lead
somewhere, and what stands in two languages has one structure."""

import argparse
import ast
import json
import re
from pathlib import Path

import pytest

from bening.cli import MODULES, parser
from bening.scoring import nested, numbers, yamltree
from bening.scoring.answers import csvfile, interpret, read
from bening.scoring.instrument import fields, store
from bening.scoring.messages import render
from bening.scoring.path import search
from bening.scoring.workbook import cells, package, xml
from tests.conftest import ROOT
from tests.frame.pages import Page, Shown, contained, pages

PAGES = pages(ROOT)
PAIRS = [("README.md", "README.id.md"), ("docs/tutorial.md", "docs/id/tutorial.md")]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
LAYER = re.compile(r"^\| \w+ \| (`[^|]+`) \|", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
RUN = {"sh", "python", "text"}


def name_of(page: Page) -> str:
    return page.path.relative_to(ROOT).as_posix()


def page_of(name: str) -> Page:
    return next(page for page in PAGES if name_of(page) == name)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(block.kind in RUN for block in page.blocks())], ids=name_of
)
def test_what_a_page_shows_runs_and_prints_what_stands_there(
    page: Page, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shown(root, tmp_path, page, monkeypatch)
    for block in page.blocks():
        shown.run(block)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(page: Page) -> None:
    lost = []
    for target in LINK.findall(page.prose):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        path = (page.path.parent / file).resolve() if file else page.path
        found = path.exists() and (not anchor or anchor in anchors(path))
        lost += [] if found else [target]
    assert lost == []


def anchors(path: Path) -> set[str]:
    """Give the anchors of a page's headings, as the usual renderers make them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_picture_that_is_shown_is_kept_and_every_kept_one_is_shown(root: Path) -> None:
    shown = {(page.path.parent / target).resolve() for page in PAGES for target in PICTURE.findall(page.prose)}
    assert shown == set((root / "docs/pictures").iterdir())


def test_every_page_stands_in_the_index() -> None:
    index = page_of("docs/README.md")
    linked = {(index.path.parent / target).resolve() for target in LINK.findall(index.prose)}
    assert [
        name_of(page) for page in PAGES if page.path.parent != ROOT and page.path not in {index.path, *linked}
    ] == []


@pytest.mark.parametrize(("english", "indonesian"), PAIRS)
def test_a_page_in_two_languages_has_one_structure(english: str, indonesian: str) -> None:
    first, second = page_of(english), page_of(indonesian)
    assert first.headings() == second.headings()
    blocks = [[(block.kind, block.text) for block in page.blocks()] for page in (first, second)]
    assert [kind for kind, _ in blocks[0]] == [kind for kind, _ in blocks[1]]
    assert [block for block in blocks[0] if block[0] != "text"] == [block for block in blocks[1] if block[0] != "text"]
    for pattern in (r"`(bening [^`]+)`", r"`(\S+)`", r"^(\|)", r"^(- )", r"\]\((?:\.\./)?([^)]+)\)"):
        found = [sorted(re.findall(pattern, page.prose, re.MULTILINE)) for page in (first, second)]
        assert len(found[0]) == len(found[1]) if pattern == r"`(\S+)`" else found[0] == found[1], pattern


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_json_on_a_page_occurs_in_the_golden_file_that_it_names(page: Page, root: Path) -> None:
    for block in page.blocks():
        if block.kind != "json":
            continue
        assert block.golden, f"no golden file is named above {block.text[:60]}"
        whole = json.loads((root / block.golden).read_text(encoding="utf-8"))
        assert contained(json.loads(block.text), whole), block.text


def test_every_command_and_option_is_described() -> None:
    text = page_of("docs/reference/commands.md").text
    sections = {part.split("`")[1]: part for part in text.split("\n## ") if part.startswith("`")}
    assert [f"bening {name}" for name in MODULES] == list(sections)
    choices = next(a for a in parser("en")._actions if isinstance(a, argparse._SubParsersAction)).choices
    for name, command in choices.items():
        section = sections[f"bening {name}"]
        options = [action.option_strings[-1] for action in command._actions if action.option_strings]
        assert [option for option in options if option != "--help" and f"`{option}" not in section] == [], name


def test_every_variable_of_the_server_is_described(root: Path) -> None:
    sources = ("src/bening/config/settings.py", "src/bening/config/commands/backup.py", "src/bening/cli.py")
    read = {
        name
        for source in sources
        for name in re.findall(
            r"(?:environ.*|RECIPIENT = |_LANGUAGE = )\"(BENING_\w+)\"", (root / source).read_text(encoding="utf-8")
        )
    }
    assert {"BENING_HOSTS", "BENING_BACKUP_TO", "BENING_LANG"} <= read
    described = page_of("docs/guides/running.md").text
    assert [name for name in sorted(read) if f"| `{name}` |" not in described] == []


def test_the_limits_in_security_are_those_of_the_code() -> None:
    text = " ".join(page_of("docs/security.md").text.split())
    limits = {
        "{} MB; UTF-8": yamltree.LARGEST_FILE // 10**6,
        "{} levels deep": yamltree.DEEPEST,
        "{:,} values": yamltree.MOST_NODES,
        "{:,} rows": csvfile.MOST_ROWS,
        "{} characters: digits": numbers.LONGEST_NUMBER,
        "{} opinions": interpret.MOST_PARTS,
        "{} deep": store.DEEPEST_NESTING,
        "{} files in one scoring": nested.MOST_NESTED,
        "workbook | {} MB": package.LARGEST_FILE // 10**6,
        "{} MB inflated": package.MOST_INFLATED // 10**6,
        "{:,} parts": package.MOST_ENTRIES,
        "{:,} filled cells": cells.MOST_CELLS,
        "{:,} XML elements": xml.MOST_ELEMENTS,
        "{} entries, beyond": search.LONGEST_TABLE,
        "up to {} faults": read.MOST_MESSAGES,
        "{} for an instrument": fields.MOST_MESSAGES,
        "at most {} characters": render.LONGEST_VALUE,
    }
    assert [said for said in (words.format(limit) for words, limit in limits.items()) if said not in text] == []


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_the_layers_of_readme_are_those_of_the_imports(name: str, root: Path) -> None:
    rows = LAYER.findall(page_of(name).text)
    rank = {unit: at for at, row in enumerate(rows) for unit in re.findall(r"`(?:bening|scoring)\.(\w+)`", row)}
    upward = []
    for path in sorted((root / "src/bening").rglob("*.py")):
        module = ".".join(path.relative_to(root / "src").with_suffix("").parts)
        if path.name == "__init__.py":
            continue
        for imported in bening_imports(path):
            if rank[unit_of(imported)] < rank[unit_of(module)]:
                upward.append(f"{module} -> {imported}")
    assert upward == []


def bening_imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bening."):
            names = [f"bening.scoring.{alias.name}" for alias in node.names]
            found += names if node.module == "bening.scoring" else [node.module or ""]
    return found


def unit_of(module: str) -> str:
    """Give the part of a module's name that README lists: `bening.scoring.path.find` is `path`."""
    parts = module.split(".")
    return parts[2] if parts[1] == "scoring" else parts[1]
