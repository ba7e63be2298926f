"""The solver: silent, patient for so long, asked for a little more where a gate is left a hair short."""

from collections.abc import Mapping, Sequence
from typing import Any

import highspy
import pytest
from highspy._core import _Highs

from bening.scoring.path import milp
from bening.scoring.path.nest import Climb, Task
from bening.scoring.text import Refused

EVERYTHING = frozenset({0, 1})
CLIMBS = (Climb(0, (1, 3), (2, 5)), Climb(1, (2,), (4,)))


def _task(missing: int) -> Task:
    return Task(CLIMBS, ((EVERYTHING, missing),), 1, 1)


def test_the_solver_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert milp.cheapest(_task(6)) is not None
    assert capfd.readouterr() == ("", "")


def test_a_gate_left_short_is_asked_for_more_and_more_until_the_solver_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def short(_search: Task, _asked: Any, _goal: str, margins: Sequence[int]) -> Mapping[int, int]:
        asked.extend(margins)
        return {0: 0}

    monkeypatch.setattr(milp, "_solve_once", short)
    with pytest.raises(Refused) as refused:
        milp.cheapest(_task(6))
    assert refused.value.messages[0].key == "solver_too_fine"
    assert asked == [2**at - 1 for at in range(20)]


def test_the_first_margin_is_a_trillionth_of_a_large_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def once_short(search: Task, _asked: Any, _goal: str, margins: Sequence[int]) -> Mapping[int, int] | None:
        asked.extend(margins)
        return {0: 0} if len(asked) < 3 else {0: 1, 1: 0}

    monkeypatch.setattr(milp, "_solve_once", once_short)
    climbs = (Climb(0, (1, 3), (2, 5 * 10**12)), Climb(1, (2,), (4 * 10**12,)))
    search = Task(climbs, ((EVERYTHING, 7 * 10**12),), 1, 1)
    found = milp._solve(search, milp._Asked(milp._rows(search, search.gates)), "effort")
    assert found == {0: 1, 1: 0}
    assert asked == [0, 7, 15]


def test_no_choice_at_all_is_told_from_a_margin_that_asks_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert milp.cheapest(_task(10)) is None
    found: list[Mapping[int, int] | None] = [{0: 0}, None]
    monkeypatch.setattr(milp, "_solve_once", lambda *_: found.pop(0))
    with pytest.raises(Refused):
        milp.cheapest(_task(6))


def test_a_solver_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[object] = []

    class Slow:
        def __init__(self) -> None:
            self.model = _Highs()

        def __getattr__(self, name: str) -> Any:
            if name == "getModelStatus":
                return lambda: highspy.HighsModelStatus.kTimeLimit
            if name == "setOptionValue":
                return self.option
            return getattr(self.model, name)

        def option(self, name: str, value: Any) -> None:
            if name == "time_limit":
                limits.append(value)
            self.model.setOptionValue(name, value)

    monkeypatch.setattr(milp, "_Highs", Slow)
    with pytest.raises(Refused) as refused:
        milp.cheapest(_task(6))
    (told,) = refused.value.messages
    assert (told.key, dict(told.values)) == ("solver_gave_up", {"seconds": "20"})
    assert limits == [20.0]


def test_points_are_scaled_by_the_largest_gain() -> None:
    assert milp._size(_task(6), "points") == 5
    assert milp._size(_task(6), "effort") == 1


def test_of_equal_efforts_the_fewest_steps_are_named_then_earlier_questions() -> None:
    climbs = (Climb(0, (2,), (2,)), Climb(1, (2,), (2,)), Climb(2, (2, 4), (2, 4)))
    task = Task(climbs, ((frozenset({0, 1, 2}), 4),), 1, 1)
    found = milp.cheapest(task)
    assert found is not None
    assert (found[0], found[1].moves, found[1].needed) == (4, {2: 1}, frozenset())
