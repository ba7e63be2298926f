"""Runs tests in a process of their own, forked when pytest is imported and the package is not."""

import contextlib
import importlib.abc
import importlib.util
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from tools.mutants.project import Project, Settings

SURVIVED, KILLED, BROKEN = 0, 1, 70
COLLECTING = 60.0  # seconds of the processor, as everywhere here: others may need it too
MOST_EXAMPLES = 5
MEMORY = 8 << 30
QUIET = ("-q", "--no-header", "--tb=no", "--no-summary", "-p", "no:xdist")
REWRITTEN = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # plugins are imported before pytest starts
ALWAYS = (*REWRITTEN, "-p", "no:cacheprovider", "-p", "no:randomly", "--continue-on-collection-errors")


class MutantFinder(importlib.abc.MetaPathFinder):
    """Gives one module the code of a mutant when it is imported; a plugin of pytest, too."""

    def __init__(self, name: str, file: Path, code: CodeType) -> None:
        self.name, self.file, self.code = name, file, code
        self.is_asked = False

    def pytest_sessionstart(self) -> None:
        """Step before pytest's own finder, which takes the files of doctests for itself."""
        sys.meta_path.remove(self)
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Return where the module's code comes from, None for any other module."""
        if fullname != self.name:
            return None
        self.is_asked = True
        loader = _Loader(fullname, str(self.file))
        loader.codes = {fullname: self.code}
        return importlib.util.spec_from_file_location(fullname, self.file, loader=loader)


class _Loader(SourceFileLoader):
    codes: Mapping[str, CodeType]

    def get_code(self, fullname: str) -> CodeType:
        return self.codes[fullname]


class Chosen:
    """A plugin of pytest: runs the wanted tests alone, the quickest first, each within its time."""

    def __init__(self, settings: Settings, wanted: Mapping[str, float] | None = None) -> None:
        self.settings, self.wanted = settings, wanted
        self.failed: str | None = None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take the wanted tests; where a mutant changed all their names, every test of their files."""
        items[:] = [item for item in items if not self._is_left_out(item)]
        if self.wanted is not None:
            known = [item for item in items if item.nodeid in self.wanted]
            items[:] = sorted(known or items, key=lambda item: self._seconds(item.nodeid))
        for item in items:
            _shorten(item)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Let a signal end the process where the test takes ten times its time, and the patience beyond that."""
        if self.wanted is None:
            return (yield)
        signal.setitimer(signal.ITIMER_PROF, 10 * self._seconds(item.nodeid) + self.settings.patience)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, COLLECTING)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the first test that fails."""
        if report.failed and self.failed is None:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note the first file that cannot be read."""
        if report.failed and self.failed is None:
            self.failed = f"import of {report.nodeid}"

    def _is_left_out(self, item: pytest.Item) -> bool:
        fixtures = getattr(item, "fixturenames", ())
        named = any(word in item.nodeid for word in self.settings.without_tests)
        return named or any(name in fixtures for name in self.settings.without_fixtures)

    def _seconds(self, nodeid: str) -> float:
        return (self.wanted or {}).get(nodeid, 1.0)


def _shorten(item: pytest.Item) -> None:
    """Cut a property down to few examples, never made smaller when one fails, whatever its own settings are."""
    function: Any = getattr(item, "obj", None)
    function = getattr(function, "__func__", function)
    given = getattr(function, "_hypothesis_internal_use_settings", None)
    if given is not None:
        few, phases = min(MOST_EXAMPLES, given.max_examples), (Phase.explicit, Phase.generate)
        function._hypothesis_internal_use_settings = hypothesis_settings(
            given, max_examples=few, phases=phases, deadline=None
        )


def warm_up(project: Project) -> None:
    """Import what every process needs: pytest with its plugins, and the libraries of the settings."""
    sys.dont_write_bytecode = False  # or every process compiles every module again
    os.environ["BENING_HYPOTHESIS"] = "mutants"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in project.settings.preload:
        importlib.import_module(name)
    empty = project.folder / "empty"
    empty.mkdir(exist_ok=True)
    with silence():
        pytest.main([*QUIET, *ALWAYS, f"--rootdir={empty}", "-c", os.devnull, str(empty)])


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Send what is written, also by other libraries, nowhere."""
    kept = os.dup(1), os.dup(2)
    _flush()
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        _flush()
        for number, old in enumerate(kept, 1):
            os.dup2(old, number)
            os.close(old)


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


def fork(work: Callable[[], str | None]) -> tuple[int, int]:
    """Do the work in a process of its own; return its id and where to read what failed. Nobody hears what it writes."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    status = BROKEN
    try:
        with silence():
            failed = work()
        os.write(writer, (failed or "").encode()[:4000])
        status = SURVIVED if failed is None else KILLED
    finally:
        if status == BROKEN:
            traceback.print_exc()
        os._exit(status)


def enter(project: Project) -> None:
    """Turn this process, a fork, to the copy of the tree, so that the package is imported from there."""
    os.chdir(project.copy)
    os.environ["PYTHONPATH"] = str(project.copy / "src")
    outside = {str(project.root), str(project.root / "src"), ""}
    sys.path[:] = [str(project.copy / "src"), *(path for path in sys.path if path not in outside)]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def run(project: Project, paths: Sequence[str], plugins: Sequence[object], *options: str) -> int:
    """Run the tests of these files in this process; return pytest's exit status."""
    places = [f"--rootdir={project.copy}", "-c", str(project.copy / "pyproject.toml")]
    places.append(f"--basetemp={project.scratch(os.getpid())}")
    ignored = [f"--ignore={path}" for path in project.settings.without]
    return int(pytest.main([*QUIET, *ALWAYS, *places, *ignored, *options, *paths], plugins=list(plugins)))


def run_wanted(project: Project, wanted: Mapping[str, float], plugins: Sequence[object], *options: str) -> int:
    """Run these tests alone, the quickest first, each within its time; return pytest's exit status."""
    signal.setitimer(signal.ITIMER_PROF, COLLECTING)
    files = sorted({nodeid.partition("::")[0] for nodeid in wanted})
    return run(project, files, plugins, *options)


def judge(project: Project, finder: MutantFinder, wanted: Mapping[str, float]) -> str | None:
    """Run the wanted tests against a mutant; return the first that fails, None where all pass."""
    enter(project)
    sys.meta_path.insert(0, finder)
    chosen = Chosen(project.settings, wanted)
    status = run_wanted(project, wanted, [chosen, finder], "--maxfail=1")
    if status == pytest.ExitCode.USAGE_ERROR or (chosen.failed is None and not finder.is_asked):
        raise RuntimeError("The tests were not found, or the mutant was never imported.")
    if chosen.failed is None and status not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        return f"pytest ended with {status}"
    return chosen.failed
