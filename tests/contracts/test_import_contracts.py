"""The direction of imports holds, and each contract turns red when it is broken."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

LAYERS = "Layers: config, portal, systems, kernel; web and scoring below"
KERNEL = "Order in the kernel"
APART = "Systems do not import one another"
RULES = "Rules never reach Django, also not through others"
NO_DJANGO = "Scoring never reaches Django, also not through others"
ACYCLIC = "The parts of scoring form no circle"
LIGHT = "Numeric and table libraries only in many, workbook and path.milp"
CONTRACTS = (LAYERS, KERNEL, APART, RULES, NO_DJANGO, ACYCLIC, LIGHT)

BREACHES = [
    pytest.param(LAYERS, {"scoring/probe.py": "import bening.cli\n"}, id="scoring-imports-the-commands"),
    pytest.param(LAYERS, {"scoring/probe.py": "def late():\n    import bening.story\n"}, id="late-import-of-the-story"),
    pytest.param(LAYERS, {"story.py": "import bening.cli\n"}, id="the-story-imports-the-commands"),
    pytest.param(LAYERS, {"scoring/probe.py": "import bening.kernel.ledger.rules\n"}, id="scoring-imports-the-kernel"),
    pytest.param(LAYERS, {"scoring/probe.py": "import bening.config.settings\n"}, id="scoring-imports-config"),
    pytest.param(LAYERS, {"kernel/ledger/probe.py": "import bening.config.urls\n"}, id="the-kernel-imports-config"),
    pytest.param(LAYERS, {"kernel/ledger/probe.py": "import bening.cli\n"}, id="the-kernel-imports-the-commands"),
    pytest.param(LAYERS, {"config/probe.py": "import bening.manage\n"}, id="config-imports-manage"),
    pytest.param(LAYERS, {"portal/probe.py": "import bening.config.shell\n"}, id="the-portal-imports-config"),
    pytest.param(
        LAYERS, {"systems/assessment/probe.py": "import bening.portal.urls\n"}, id="a-system-imports-the-portal"
    ),
    pytest.param(
        LAYERS,
        {"kernel/measures/probe.py": "def late():\n    import bening.systems.oversight.rules\n"},
        id="the-kernel-imports-a-system",
    ),
    pytest.param(LAYERS, {"web/probe.py": "import bening.kernel.people.models\n"}, id="web-imports-the-kernel"),
    pytest.param(
        APART,
        {"systems/oversight/probe.py": "import bening.systems.assessment.models\n"},
        id="a-system-imports-another",
    ),
    pytest.param(
        KERNEL,
        {"kernel/people/probe.py": "", "kernel/ledger/probe.py": "import bening.kernel.people.probe\n"},
        id="the-ledger-imports-people",
    ),
    pytest.param(
        KERNEL,
        {"kernel/calendar/probe.py": "def late():\n    import bening.kernel.ledger.models\n"},
        id="the-calendar-imports-the-ledger",
    ),
    pytest.param(KERNEL, {"kernel/elsewhere/probe.py": ""}, id="a-package-of-the-kernel-without-a-place"),
    pytest.param(RULES, {"kernel/people/rules.py": "from django.utils import timezone\n"}, id="rules-import-django"),
    pytest.param(
        RULES,
        {"kernel/people/rules.py": "import bening.kernel.ledger.models\n"},
        id="rules-reach-django-through-models",
    ),
    pytest.param(NO_DJANGO, {"scoring/probe.py": "import django\n"}, id="scoring-imports-django"),
    pytest.param(
        NO_DJANGO,
        {"helper.py": "from django.db import models\n", "scoring/probe.py": "import bening.helper\n"},
        id="scoring-reaches-django-through-a-helper",
    ),
    pytest.param(
        ACYCLIC,
        {
            "scoring/probe_a.py": "import bening.scoring.probe_b\n",
            "scoring/probe_b.py": "import bening.scoring.probe_a\n",
        },
        id="two-modules-in-a-circle",
    ),
    *(
        pytest.param(
            LIGHT,
            {"scoring/probe.py": f"def late():\n    import {library}\n"},
            id=f"scoring-imports-{library}",
        )
        for library in ("highspy", "numpy", "pyarrow.parquet", "python_calamine", "xlsxwriter")
    ),
]
PERMITTED = {
    "scoring/many/probe.py": "import numpy\nimport pyarrow.parquet\n",
    "scoring/workbook/probe.py": "import python_calamine\nimport xlsxwriter\n",
    "scoring/path/milp/__init__.py": "",
    "scoring/path/milp/probe.py": "import highspy\n",
}


def copy_of_source(root: Path, where: Path) -> Path:
    """Copy the package into `where`, with stand-ins for the commands and the story where they are missing."""
    package = where / "src" / "bening"
    shutil.copytree(root / "src" / "bening", package, ignore=shutil.ignore_patterns("data", "__pycache__"))
    shutil.copy(root / "pyproject.toml", where)
    for name in ("cli", "story"):
        if not (package / name).exists() and not (package / f"{name}.py").exists():
            (package / f"{name}.py").write_text("", encoding="utf-8")
    return package


def add(package: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        if name == "story.py" and (package / "story").is_dir():
            shutil.rmtree(package / "story")
        path.write_text(text, encoding="utf-8")


def lint(where: Path) -> tuple[int, dict[str, str]]:
    """Run import-linter on a copy; give its exit status and the word KEPT or BROKEN for each contract."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--config", str(where / "pyproject.toml"), "--no-cache"],
        cwd=where,
        env=os.environ | {"PYTHONPATH": str(where / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    words = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert words, done.stdout + done.stderr
    return done.returncode, words


def test_every_contract_holds(root: Path, tmp_path: Path) -> None:
    copy_of_source(root, tmp_path)
    assert lint(tmp_path) == (0, dict.fromkeys(CONTRACTS, "KEPT"))


@pytest.mark.parametrize(("contract", "files"), BREACHES)
def test_a_broken_contract_turns_red(root: Path, tmp_path: Path, contract: str, files: dict[str, str]) -> None:
    package = copy_of_source(root, tmp_path)
    add(package, files)
    status, words = lint(tmp_path)
    assert status == 1
    assert words[contract] == "BROKEN"


def test_the_numeric_parts_may_import_their_libraries(root: Path, tmp_path: Path) -> None:
    package = copy_of_source(root, tmp_path)
    add(package, PERMITTED)
    assert lint(tmp_path)[1][LIGHT] == "KEPT"


def imports_in_inits(package: Path) -> list[str]:
    """Name each `__init__.py` that imports anything, with the line."""
    found = []
    for path in sorted(package.rglob("__init__.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [
            f"{path.relative_to(package)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
    return found


def test_no_package_init_imports_anything(root: Path) -> None:
    assert imports_in_inits(root / "src" / "bening") == []


def test_an_import_in_a_package_init_is_found(tmp_path: Path) -> None:
    add(tmp_path, {"scoring/__init__.py": "def late():\n    import django\n"})
    assert imports_in_inits(tmp_path) == ["scoring/__init__.py:2"]
