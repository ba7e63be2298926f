"""`make bench`: every figure of the engine with its bar, measured in one run. Ratios compare what ran side by side."""

import platform
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from bench.row import Row

MODULES = ("one", "ways", "start", "many", "sheet", "imports", "rounds", "server")
LIBRARIES = ("numpy", "pyarrow", "highspy", "PyYAML", "XlsxWriter")
MARKS = {True: "held", False: "LOST", None: ""}


def _machine() -> str:
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
        cores = sum(line.startswith("processor") for line in lines)
        model = f"{model}, {cores} cores"
    return model or platform.machine()


def main() -> int:
    """Run the benches named on the command line, all without one; return 1 where a bar is lost."""
    wanted = sys.argv[1:] or [name for name in MODULES if (Path(__file__).parent / f"{name}.py").exists()]
    print(f"{_machine()} · Python {platform.python_version()} ({platform.python_compiler()})")
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    lost = 0
    for name in wanted:
        run: Callable[[], list[Row]] = import_module(f"bench.{name}").run
        print(f"\n{name}")
        for row in run():
            lost += row.held is False
            bar = f" (bar: {row.bar})" if row.bar else ""
            print(f"  {MARKS[row.held]:>4}  {row.name}: {row.value}{bar}" + (f" · {row.note}" if row.note else ""))
    print(f"\n{lost} lost" if lost else "\nevery bar held")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
