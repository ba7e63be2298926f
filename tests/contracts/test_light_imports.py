"""The engine starts without the numeric libraries: a score of one file takes none of them."""

import json
import subprocess
import sys
from importlib.util import find_spec

HEAVY = ("django", "highspy", "numpy", "pandas", "pyarrow", "python_calamine", "xlsxwriter")
LIGHT = (
    "bening.cli",
    "bening.scoring.answers",
    "bening.scoring.instrument",
    "bening.scoring.path",
    "bening.scoring.result",
)
PROBE = """
import importlib, json, pkgutil, sys

names, heavy = json.loads(sys.argv[1])
for name in names:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        if not found.name.endswith("__main__") and not found.name.startswith("bening.scoring.path.milp"):
            importlib.import_module(found.name)
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules} & set(heavy))))
"""


def test_scoring_one_file_loads_no_numeric_library() -> None:
    names = [name for name in LIGHT if find_spec(name)]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps([names, HEAVY])], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
