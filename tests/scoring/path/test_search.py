"""The search in whole numbers, against every choice there is: gates nested and crossed, tables and HiGHS."""

import random
from dataclasses import dataclass
from itertools import product

import pytest

from bening.scoring.path import milp, search
from bening.scoring.path.nest import Climb, Group, Task, nested

Choice = tuple[int, ...]
TASKS = 250


@dataclass(frozen=True)
class Brute:
    """Every choice of a task with its effort, points in each gate, and key of the contract's order."""

    task: Task

    def choices(self) -> list[Choice]:
        """Return all choices: for each question the rank of its move, -1 for none."""
        return list(product(*(range(-1, len(climb.efforts)) for climb in self.task.climbs)))

    def effort(self, choice: Choice) -> int:
        """Return what a choice costs."""
        pairs = zip(self.task.climbs, choice, strict=True)
        return sum(climb.efforts[rank] for climb, rank in pairs if rank >= 0)

    def points(self, choice: Choice, members: frozenset[int]) -> int:
        """Return what a choice wins among some questions."""
        pairs = zip(self.task.climbs, choice, strict=True)
        return sum(climb.gains[rank] for climb, rank in pairs if rank >= 0 and climb.index in members)

    def opens(self, choice: Choice) -> bool:
        """Return whether a choice opens every gate."""
        return all(self.points(choice, members) >= missing for members, missing in self.task.gates)

    def key(self, choice: Choice) -> tuple[int, int, Choice]:
        """Return effort, steps, then question by question: changed before unchanged, smaller climb first."""
        digits = tuple(rank if rank >= 0 else 99 for rank in choice)
        return self.effort(choice), sum(rank >= 0 for rank in choice), digits


def _task(seed: int, *, crossed: bool = False) -> Task:
    draw = random.Random(seed)  # noqa: S311 - no secret
    climbs = tuple(_climb(index, draw) for index in range(draw.randint(1, 5)))
    everything = list(range(len(climbs)))
    gates: dict[frozenset[int], int] = {}
    if crossed:
        for _ in range(draw.randint(1, 3)):
            members = frozenset(draw.sample(everything, draw.randint(1, len(everything))))
            gates[members] = draw.randint(1, 12)
    else:
        _split(everything, gates, draw)
    return Task(climbs, tuple(gates.items()), 1, 1)


def _climb(index: int, draw: random.Random) -> Climb:
    levels = draw.randint(1, 3)
    efforts = sorted(draw.sample(range(1, 6), levels))
    gains = sorted(draw.sample(range(1, 10), levels))
    return Climb(index, tuple(efforts), tuple(gains))


def _split(members: list[int], gates: dict[frozenset[int], int], draw: random.Random) -> None:
    """Draw gates that nest: on these questions, then on parts of them."""
    if draw.random() < 0.7:
        gates[frozenset(members)] = draw.randint(1, 4 * len(members) + 2)
    if len(members) > 1:
        shuffled = draw.sample(members, len(members))
        cut = draw.randint(1, len(members) - 1)
        for part in (shuffled[:cut], shuffled[cut:]):
            if draw.random() < 0.8:
                _split(part, gates, draw)


def _root(task: Task) -> Group:
    root = nested(task)
    assert root is not None
    return root


def _moves(choice: Choice) -> dict[int, int]:
    return {index: rank for index, rank in enumerate(choice) if rank >= 0}


@pytest.mark.parametrize("start", range(0, TASKS, 50))
def test_tables_find_the_least_of_all_choices(start: int) -> None:
    for seed in range(start, start + 50):
        task = _task(seed)
        brute = Brute(task)
        opening = [choice for choice in brute.choices() if brute.opens(choice)]
        found = search.cheapest(task, _root(task))
        assert (found is None) == (not opening), seed
        if found is None:
            continue
        effort, choice = found
        best = min(opening, key=brute.key)
        assert (effort, choice.moves) == (brute.effort(best), _moves(best)), seed
        cheapest = [other for other in opening if brute.effort(other) == effort]
        assert choice.alternatives == min(len(cheapest), search.MOST_ALTERNATIVES), seed
        needed = {index for index in range(len(task.climbs)) if all(other[index] >= 0 for other in cheapest)}
        assert choice.needed == needed, seed


@pytest.mark.parametrize("seed", range(0, TASKS, 10))
def test_tables_find_the_best_for_a_budget_and_the_curve(seed: int) -> None:
    task = Task(_task(seed).climbs, (), 1, 1)
    brute, everything = Brute(task), frozenset(range(len(task.climbs)))
    for budget in range(9):
        within = [choice for choice in brute.choices() if brute.effort(choice) <= budget]
        best = min(within, key=lambda choice: (-brute.points(choice, everything), brute.key(choice)))
        effort, choice = search.best_for(task, _root(task), budget)
        assert (effort, choice.moves) == (brute.effort(best), _moves(best))
        same = [other for other in within if brute.points(other, everything) == brute.points(best, everything)]
        assert choice.alternatives == sum(brute.effort(other) == effort for other in same)
    wanted, top = [], -1
    for effort in range(search.longest(task) + 1):
        points = max(brute.points(one, everything) for one in brute.choices() if brute.effort(one) <= effort)
        if points > top:
            wanted.append((effort, points))
            top = points
    assert search.curve(task, _root(task)) == wanted


@pytest.mark.parametrize("seed", range(12))
def test_the_solver_finds_the_same_also_where_gates_cross(seed: int) -> None:
    task = _task(seed, crossed=True)
    brute = Brute(task)
    opening = [choice for choice in brute.choices() if brute.opens(choice)]
    found = milp.cheapest(task)
    assert (found is None) == (not opening)
    if found is not None:
        best = min(opening, key=brute.key)
        assert (found[0], found[1].moves) == (brute.effort(best), _moves(best))
        cheapest = [other for other in opening if brute.effort(other) == found[0]]
        assert found[1].needed == {at for at in range(len(best)) if all(other[at] >= 0 for other in cheapest)}
        assert found[1].alternatives is None
    effort, choice = milp.best_for(task, 6)
    everything = frozenset(range(len(task.climbs)))
    within = [one for one in brute.choices() if brute.effort(one) <= 6]
    best = min(within, key=lambda one: (-brute.points(one, everything), brute.key(one)))
    assert (effort, choice.moves) == (brute.effort(best), _moves(best))


def test_gates_nest_or_overlap_in_part() -> None:
    for seed in range(300):
        task = _task(seed, crossed=True)
        sets = [members for members, _ in task.gates]
        laminar = all(one <= other or other <= one or not one & other for one in sets for other in sets)
        root = nested(task)
        assert (root is not None) == laminar, seed
        if root is not None:
            _hold_nest(root, dict(task.gates))


def _hold_nest(group: Group, gates: dict[frozenset[int], int]) -> None:
    """Hold that a group holds each of its members once: itself, or through a gate inside."""
    own = [climb.index for climb in group.climbs] + [index for inner in group.inside for index in inner.members]
    assert sorted(own) == sorted(group.members)
    assert group.missing == gates.get(group.members, 0)
    for inner in group.inside:
        assert inner.members < group.members
        _hold_nest(inner, gates)


def test_a_count_stops_at_a_thousand() -> None:
    for questions, count in ((9, 126), (12, 924), (13, 1000), (14, 1000)):
        climbs = tuple(Climb(index, (1,), (1,)) for index in range(questions))
        half = questions // 2
        task = Task(climbs, ((frozenset(range(questions)), half),), 1, 1)
        found = search.cheapest(task, _root(task))
        assert found is not None
        assert (found[0], found[1].alternatives) == (half, count)
        assert found[1].moves == dict.fromkeys(range(half), 0)
        assert found[1].needed == frozenset()


def test_ties_too_many_to_carry_are_settled_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(8):
        task = _task(seed)
        exact = search.cheapest(task, _root(task))
        monkeypatch.setattr(search, "WIDEST", 0)
        by_solver = search.cheapest(task, _root(task))
        monkeypatch.setattr(search, "_named_by_solver", lambda *_: None)
        by_few = search.cheapest(task, _root(task))
        monkeypatch.undo()
        assert exact == by_solver
        assert (exact is None) == (by_few is None)
        if exact is not None and by_few is not None:
            assert (exact[0], exact[1].alternatives, exact[1].needed) == (
                by_few[0],
                by_few[1].alternatives,
                by_few[1].needed,
            )


def test_a_search_of_too_many_crossing_gates_is_refused() -> None:
    climbs = tuple(Climb(index, (1,), (1,)) for index in range(400))
    gates = tuple((frozenset({at, at + 1}), 1) for at in range(300))
    with pytest.raises(Exception, match="path_too_wide"):
        milp.cheapest(Task(climbs, gates, 1, 1))


def test_how_long_tables_may_be() -> None:
    assert search.fits(Task((Climb(0, (4000,), (1,)),), (), 1, 1))
    assert not search.fits(Task((Climb(0, (4001,), (1,)),), (), 1, 1))
    assert search.longest(Task((Climb(0, (1, 5), (1, 2)), Climb(1, (2,), (1,))), (), 1, 1)) == 7
