"""The exact search over nested gates: least effort, how many ways, what no way can do without, and the one to name.

One pass up the tree of gates gives the most points for every effort (path, budget and curve); one pass down gives what
each question must win when all others do their best. A state that meets what is asked of it stands in a cheapest
choice, so counting and choosing walk such states alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import add, mul

from bening.scoring.path.model import Choice
from bening.scoring.path.nest import Climb, Group, Task
from bening.scoring.path.tables import Layer, Table, Wanted, build, possible, wanted

MOST_ALTERNATIVES = 1000
LONGEST_TABLE = 4000
States = dict[int, list[tuple[int, int]]]


def longest(search: Task) -> int:
    """Return the effort of taking every question as far as it goes."""
    return sum(climb.efforts[-1] for climb in search.climbs)


def fits(search: Task) -> bool:
    """Return whether the tables stay short enough to be worked through one by one."""
    return longest(search) <= LONGEST_TABLE


def cheapest(search: Task, root: Group) -> tuple[int, Choice] | None:
    """Return the least effort that opens every gate, and the choice to name; None where no choice does."""
    most = longest(search)
    layer = build(root, most)
    table = layer.prefixes[-1]
    effort = next((at for at, points in enumerate(table) if points >= root.missing), None)
    if effort is None:
        return None
    return effort, _choose(search, layer, effort, root.missing)


def best_for(search: Task, root: Group, budget: int) -> tuple[int, Choice]:
    """Return the least effort within the budget that wins the most points, and the choice to name."""
    layer = build(root, min(budget, longest(search)))
    table = layer.prefixes[-1]
    effort = next(at for at, points in enumerate(table) if points == table[-1])
    return effort, _choose(search, layer, effort, table[-1])


def curve(search: Task, root: Group) -> list[tuple[int, int]]:
    """Return effort and most points, undominated pairs only."""
    table = build(root, longest(search)).prefixes[-1]
    return [(effort, points) for effort, points in enumerate(table) if not effort or points > table[effort - 1]]


def _choose(search: Task, layer: Layer, effort: int, points: int) -> Choice:
    asked = wanted(layer, [points] * (effort + 1))
    count = _count(layer, asked)
    base = max((len(climb.efforts) for climb in search.climbs), default=0) + 1
    key = _best_key(layer, asked, base, len(search.climbs))
    moves = _decode(key, base, len(search.climbs))
    return Choice(moves, frozenset(_needed(layer, asked)), count)


def _needed(layer: Layer, asked: Wanted) -> set[int]:
    """Return the questions that every cheapest choice changes."""
    found = set()
    for at, item in enumerate(layer.items):
        if item.climb is not None and asked.questions[at][0] > 0:
            found.add(item.climb.index)
        if item.inside is not None:
            found |= _needed(item.inside, asked.inside[at])
    return found


def _count(layer: Layer, asked: Wanted) -> int:
    """Return how many cheapest choices there are, at most `MOST_ALTERNATIVES`."""
    states = _walk(layer, asked, _COUNTING)
    if states is None:
        return MOST_ALTERNATIVES
    return min(_together(states), MOST_ALTERNATIVES)


def _add_counts(entries: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add up the counts of equal points."""
    merged: dict[int, int] = {}
    for points, count in entries:
        merged[points] = merged.get(points, 0) + count
    return sorted(merged.items(), reverse=True)


def _best_key(layer: Layer, asked: Wanted, base: int, questions: int) -> int:
    """Return the least key of a cheapest choice.

    A key writes the number of steps first, then one digit for each question in the order of the file: the rank of its
    move, or the highest digit where it stays. Keys of separate questions add up, so the least key is fewest steps,
    then changed before unchanged, then the smaller climb.
    """
    powers: list[int] = [base ** (questions - 1 - index) for index in range(questions)]
    step: int = base**questions

    def weigh(climb: Climb, rank: int) -> int:
        return (base - 1 if rank < 0 else rank) * powers[climb.index] + (step if rank >= 0 else 0)

    states = _walk(layer, asked, _Fold(0, weigh, add, _undominated, None))
    if not states:
        raise AssertionError("a reachable target has a cheapest choice")
    return min(key for entries in states.values() for _, key in entries)


def _undominated(entries: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep, from most points down, the states whose key is less than that of every state with as many points."""
    kept: list[tuple[int, int]] = []
    for points, group in groupby(sorted(entries, key=lambda entry: (-entry[0], entry[1])), key=lambda entry: entry[0]):
        key = next(group)[1]
        if not kept or key < kept[-1][1]:
            kept.append((points, key))
    return kept


def _decode(key: int, base: int, questions: int) -> dict[int, int]:
    moves = {}
    for index in range(questions - 1, -1, -1):
        key, digit = divmod(key, base)
        if digit < base - 1:
            moves[index] = digit
    return dict(sorted(moves.items()))


Join = Callable[[int, int], int]


@dataclass(frozen=True, slots=True)
class _Fold:
    """What a walk carries along with the points of a state: a count, or a key. Counts of `most` together end it."""

    start: int
    weigh: Callable[[Climb, int], int]
    join: Join
    merge: Callable[[Iterable[tuple[int, int]]], list[tuple[int, int]]]
    most: int | None


def _once(_climb: Climb, _rank: int) -> int:
    return 1


_COUNTING = _Fold(1, _once, mul, _add_counts, MOST_ALTERNATIVES)


def _walk(layer: Layer, asked: Wanted, fold: _Fold) -> States | None:
    """Walk a layer member by member over the states that stand in a cheapest choice: effort -> (points, value), most
    points first. Each state stands in a choice of its own, so that counts of `fold.most` together give None."""
    states: States = {0: [(0, fold.start)]}
    for at, item in enumerate(layer.items):
        need = asked.prefixes[at + 1]
        if item.climb is not None:
            ranks = list(possible(item.climb, asked.questions[at]))
            grown = _with_question(states, item.climb, ranks, need, fold)
        else:
            inner = _walk(item.inside, asked.inside[at], fold) if item.inside else None
            if inner is None:
                return None
            grown = _with_states(states, inner, need, fold.join)
        states = {effort: fold.merge(entries) for effort, entries in grown.items() if entries}
        if fold.most is not None and _together(states) >= fold.most:
            return None
    return states


def _together(states: States) -> int:
    return sum(count for entries in states.values() for _, count in entries)


def _with_question(states: States, climb: Climb, ranks: list[int], need: Table, fold: _Fold) -> States:
    grown: States = {}
    for rank in ranks:
        more, gain = (climb.efforts[rank], climb.gains[rank]) if rank >= 0 else (0, 0)
        value, join = fold.weigh(climb, rank), fold.join
        for effort, entries in states.items():
            total = effort + more
            if total >= len(need):
                continue
            least = need[total] - gain
            found = grown.setdefault(total, [])
            for points, held in entries:
                if points < least:
                    break
                found.append((points + gain, join(held, value)))
    return grown


def _with_states(states: States, inner: States, need: Table, join: Join) -> States:
    grown: States = {}
    for effort, entries in states.items():
        for more, others in inner.items():
            total = effort + more
            if total >= len(need):
                continue
            found = grown.setdefault(total, [])
            for points, held in entries:
                least = need[total] - points
                if others[0][0] < least:
                    break
                for gain, value in others:
                    if gain < least:
                        break
                    found.append((points + gain, join(held, value)))
    return grown
