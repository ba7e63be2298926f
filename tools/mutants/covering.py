"""Which tests run which line: one run for the time of each test, one with coverage's dynamic contexts."""

import functools
import json
import os
import shutil
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

import pytest
from coverage import Coverage

from tools.mutants import suite
from tools.mutants.project import Project
from tools.mutants.source import Module, Mutant


@dataclass(frozen=True)
class Covering:
    """The tests that pass without a mutant, in seconds, and by file and line those that run it (by their number)."""

    tree: str
    seconds: dict[str, float]
    lines: dict[str, dict[str, list[int]]]
    failing: list[str]

    @functools.cached_property
    def names(self) -> list[str]:
        """Return the tests in the order of their numbers."""
        return list(self.seconds)

    @functools.cached_property
    def by_file(self) -> dict[str, frozenset[int]]:
        """Return for each file the tests that run anything in it."""
        return {path: frozenset().union(*lines.values()) for path, lines in self.lines.items()}

    def of(self, mutant: Mutant, users: Iterable[str], budget: float) -> dict[str, float]:
        """Return the tests that run the mutant's lines, the quickest that fit into so many seconds.

        For what runs at import these are the tests of the module and of its users.
        """
        if mutant.spot.imported:
            found = frozenset[int]().union(*(self.by_file.get(path, frozenset()) for path in (mutant.path, *users)))
        else:
            lines = self.lines.get(mutant.path, {})
            span = range(mutant.spot.first, mutant.spot.last + 1)
            found = frozenset(number for line in span for number in lines.get(str(line), ()))
        return self._within(budget, mutant.path, found)

    def _within(self, budget: float, path: str, numbers: Iterable[int]) -> dict[str, float]:
        """Take the module's own tests first, then others, the quickest first."""
        folder = PurePath(path).parent.name

        def order(test: str) -> tuple[bool, float]:
            file = test.partition("::")[0]
            return not (file == path or PurePath(file).parent.name == folder), self.seconds[test]

        chosen, left = dict[str, float](), budget
        for test in sorted((self.names[number] for number in numbers), key=order):
            left -= self.seconds[test]
            if chosen and left < 0:
                break
            chosen[test] = self.seconds[test]
        return chosen


class Timing:
    """A plugin of pytest: the seconds of each test that passes, and what does not."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.failing: set[str] = set()
        self.left_out: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Take the time of the processor: it is the same while others use it too."""
        before = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what became of each phase."""
        if report.outcome == "failed":
            self.failing.add(report.nodeid)
        elif report.outcome == "skipped":
            self.left_out.add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that cannot be read."""
        if report.failed:
            self.failing.add(report.nodeid)


class Contexts:
    """A plugin of pytest: tells coverage which test runs, and which fixture or file where several tests share it."""

    def __init__(self, coverage: Coverage) -> None:
        self.coverage, self.now, self.before = coverage, "", set(sys.modules)
        self.fixtures: dict[str, list[str]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, Any]:
        """A file's own lines run for all of its tests."""
        return (yield from self._as(f"file {collector.nodeid}" if isinstance(collector, pytest.File) else self.now))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Each test begins with empty caches, or what the first one computes would count for it alone."""
        for name, module in list(sys.modules.items()):
            if name not in self.before:
                _clear_caches(module)
        self.fixtures[item.nodeid] = list(getattr(item, "fixturenames", ()))
        return (yield from self._as(f"test {item.nodeid}"))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """A fixture of wider scope is made for every test that asks for it."""
        return (yield from self._as(self.now if fixturedef.scope == "function" else f"fixture {fixturedef.argname}"))

    def _as(self, context: str) -> Generator[None, Any, Any]:
        before, self.now = self.now, context
        self.coverage.switch_context(context)
        try:
            return (yield)
        finally:
            self.now = before
            self.coverage.switch_context(before)

    def tests(self, context: str) -> Iterator[str]:
        """Yield the tests for which the lines of a context run."""
        kind, _, name = context.partition(" ")
        for test, fixtures in self.fixtures.items():
            shares = (kind == "fixture" and name in fixtures) or (kind == "file" and test.startswith(f"{name}::"))
            if shares or (kind == "test" and test == name):
                yield test


def _clear_caches(module: object) -> None:
    for value in list(vars(module).values()):
        if isinstance(value, functools._lru_cache_wrapper):
            value.cache_clear()


def measure(project: Project, tree: str) -> Covering:
    """Run the tests in forked processes and return what covers what: for their time, for their lines, and as a control.

    The control runs them in the way in which they judge mutants, so that no test kills by its place among the others.
    """
    timing = _forked(project, _time)
    found = _forked(project, _cover)
    tests: list[str] = found["tests"]
    took: dict[str, float] = timing["seconds"]
    control = _forked(project, functools.partial(_control, took))
    failing = {*timing["failing"], *found["failing"], *control["failing"]}
    seconds = {test: took[test] for test in tests if test in took and test not in failing}
    numbers = {test: number for number, test in enumerate(seconds)}
    renumbered = {at: numbers[test] for at, test in enumerate(tests) if test in numbers}
    lines = {
        path: {line: [renumbered[at] for at in those if at in renumbered] for line, those in by_line.items()}
        for path, by_line in found["lines"].items()
    }
    return Covering(tree, seconds, lines, sorted(failing))


def covering(project: Project, tree: str) -> Covering:
    """Return what covers what in this tree, measured once."""
    file = project.folder / "covering.json"
    if file.exists():
        kept = Covering(**json.loads(file.read_text(encoding="utf-8")))
        if kept.tree == tree:
            return kept
    print("Measuring which tests run which line ...", flush=True)
    found = measure(project, tree)
    file.write_text(json.dumps(asdict(found)), encoding="utf-8")
    return found


def _forked(project: Project, work: Any) -> Any:
    file = project.folder / "measured.json"
    file.unlink(missing_ok=True)

    def write() -> str | None:
        suite.enter(project)
        found = work(project)
        file.write_text(json.dumps(found), encoding="utf-8")
        return None

    pid, reader = suite.fork(write)
    os.close(reader)
    status = os.waitpid(pid, 0)[1]
    shutil.rmtree(project.scratch(pid), ignore_errors=True)
    if status:
        raise SystemExit("The tests could not be measured without a mutant; run them with pytest first.")
    return json.loads(file.read_text(encoding="utf-8"))


def _time(project: Project) -> dict[str, Any]:
    timing = Timing()
    suite.run(project, project.settings.tests, [timing, suite.Chosen(project.settings)])
    seconds = {test: took for test, took in timing.seconds.items() if test not in timing.left_out | timing.failing}
    return {"seconds": seconds, "failing": sorted(timing.failing)}


def _control(seconds: Mapping[str, float], project: Project) -> dict[str, Any]:
    timing = Timing()
    suite.run_wanted(project, seconds, [timing, suite.Chosen(project.settings, seconds)])
    return {"failing": sorted(timing.failing)}


def _cover(project: Project) -> dict[str, Any]:
    coverage = Coverage(data_file=None, config_file=False, include=[f"{project.copy}/src/*"])
    contexts, timing = Contexts(coverage), Timing()
    coverage.start()
    chosen = suite.Chosen(project.settings)
    suite.run(project, project.settings.tests, [contexts, timing, chosen])
    coverage.stop()
    lines, data = {}, coverage.get_data()
    numbers = {test: number for number, test in enumerate(contexts.fixtures)}
    tests = functools.cache(lambda context: frozenset(numbers[test] for test in contexts.tests(context)))
    for file in data.measured_files():
        by_line = data.contexts_by_lineno(file)
        lines[os.path.relpath(file, project.copy)] = {
            line: sorted(frozenset().union(*map(tests, by_line[line]))) for line in by_line
        }
    return {"lines": lines, "tests": list(contexts.fixtures), "failing": sorted(timing.failing)}


def users(modules: Iterable[Module], project: Project) -> dict[str, list[str]]:
    """Return for each module the files that name it in an import."""
    texts = {
        path.relative_to(project.root).as_posix(): path.read_text(encoding="utf-8")
        for path in (project.root / "src").rglob("*.py")
    }
    found = {}
    for module in modules:
        package, _, name = module.name.rpartition(".")
        words = (f"from {module.name} import", f"import {module.name}", f"from {package} import {name}")
        found[module.path] = [path for path, text in texts.items() if any(word in text for word in words)]
    return found
