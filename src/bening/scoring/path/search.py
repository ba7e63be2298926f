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
from bening.scoring.text import Refused

MOST_ALTERNATIVES = 1000
LONGEST_TABLE = 4000
WIDEST = 4_000
NARROW = 5
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
    questions = len(search.climbs)
    base = max((len(climb.efforts) for climb in search.climbs), default=0) + 1
    moves = _best_moves(layer, asked, base, questions, _ALL)
    if moves is None:
        moves = _named_by_solver(search, effort, points) or _best_moves(layer, asked, base, questions, _FEW) or {}
    return Choice(moves, frozenset(_needed(layer, asked)), count)


def _named_by_solver(search: Task, effort: int, points: int) -> dict[int, int] | None:
    """Return the choice to name where its ties are too many to carry: effort and points are exact, the solver settles
    the ties; None where the figures are too fine for it."""
    from bening.scoring.path import milp  # noqa: PLC0415 - the solver is loaded where it is needed

    everything = (frozenset(range(len(search.climbs))), points)
    try:
        return milp.named(search, (*search.gates, everything), effort)
    except Refused:
        return None


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


def _best_moves(layer: Layer, asked: Wanted, base: int, questions: int, width: "_Width") -> dict[int, int] | None:
    """Return the cheapest choice of least key, None where too many states would have to be carried.

    A key writes the number of steps first, then one digit for each question in the order of the file: the rank of its
    move, or the highest digit where it stays. Keys of separate questions add up, so the least key is fewest steps,
    then changed before unchanged, then the smaller climb.
    """
    powers: list[int] = [base ** (questions - 1 - index) for index in range(questions)]
    step: int = base**questions

    def weigh(climb: Climb, rank: int) -> int:
        return (base - 1 if rank < 0 else rank) * powers[climb.index] + (step if rank >= 0 else 0)

    states = _walk(layer, asked, _Fold(0, weigh, add, width.merge, width.enough, width.most))
    if not states:
        return None
    return _decode(min(key for entries in states.values() for _, key in entries), base, questions)


def _undominated(entries: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep, from most points down, the states whose key is less than that of every state with as many points."""
    kept: list[tuple[int, int]] = []
    for points, group in groupby(sorted(entries, key=lambda entry: (-entry[0], entry[1])), key=lambda entry: entry[0]):
        key = next(group)[1]
        if not kept or key < kept[-1][1]:
            kept.append((points, key))
    return kept


def _few_undominated(entries: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep some of the undominated states: those of most points, which lead to the end, and those of least key."""
    kept = _undominated(entries)
    return kept if len(kept) <= 2 * NARROW else kept[:NARROW] + kept[-NARROW:]


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
    """What a walk carries along with the points of a state: a count, a key, a number of steps. The walk ends where
    there is `enough` of it, or more than `most` new states at once."""

    start: int
    weigh: Callable[[Climb, int], int]
    join: Join
    merge: Callable[[Iterable[tuple[int, int]]], list[tuple[int, int]]]
    enough: Callable[[States], bool]
    most: int


def _once(_climb: Climb, _rank: int) -> int:
    return 1


def _together(states: States) -> int:
    return sum(count for entries in states.values() for _, count in entries)


def _many(states: States) -> bool:
    return _together(states) >= MOST_ALTERNATIVES


def _wide(states: States) -> bool:
    return sum(map(len, states.values())) > WIDEST


def _never(_states: States) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Width:
    """How many states a walk over keys carries: all that matter, or a few, which give a cheapest choice too."""

    merge: Callable[[Iterable[tuple[int, int]]], list[tuple[int, int]]]
    enough: Callable[[States], bool]
    most: int


_ALL = _Width(_undominated, _wide, 5 * WIDEST)
_FEW = _Width(_few_undominated, _never, 1 << 40)
_COUNTING = _Fold(1, _once, mul, _add_counts, _many, MOST_ALTERNATIVES)


def _walk(layer: Layer, asked: Wanted, fold: _Fold) -> States | None:
    """Walk a layer member by member over the states that stand in a cheapest choice: effort -> (points, value), most
    points first. None where there is enough: each state stands in a cheapest choice of its own."""
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
            joined = _with_states(states, inner, need, fold)
            if joined is None:
                return None
            grown = joined
        states = {effort: fold.merge(entries) for effort, entries in grown.items() if entries}
        if fold.enough(states):
            return None
    return states


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


def _with_states(states: States, inner: States, need: Table, fold: _Fold) -> States | None:
    """Join the states of a gate inside with those before it; None where there are more than `fold.most`. Each pair is
    a choice of its own, so that a count may stop there."""
    grown: States = {}
    join, left = fold.join, fold.most
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
                pairs = [(points + gain, join(held, value)) for gain, value in others if gain >= least]
                found += pairs
                left -= len(pairs)
            if left < 0:
                return None
    return grown
