"""Max-plus arithmetic over effort: for each whole effort, the most points that it can win.

A table is a list by effort from 0 up; `IMPOSSIBLE` marks an effort with which a gate inside stays shut. Tables of a
feasible search never fall, so entry e is the most points for at most e. Everything is whole numbers: no tolerance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import sub

from bening.scoring.path.nest import Climb, Group

IMPOSSIBLE = -(1 << 200)
UNREACHABLE = 1 << 200
Table = list[int]


@dataclass(slots=True)
class Item:
    """A member of a group: a question, or a gate inside it with the table of what that can win."""

    climb: Climb | None
    inside: "Layer | None"
    table: Table


@dataclass(slots=True)
class Layer:
    """A group worked through member by member: `prefixes[i]` is the table of the first i members together."""

    group: Group
    items: list[Item]
    prefixes: list[Table]


def build(group: Group, most: int) -> Layer:
    """Return the tables of a group up to an effort of `most`."""
    items = [Item(climb, None, []) for climb in group.climbs]
    for inner in group.inside:
        layer = build(inner, most)
        items.append(Item(None, layer, gated(layer)))
    prefixes: list[Table] = [[0]]
    for item in items:
        add = _add_question if item.climb is not None else _add_table
        prefixes.append(add(prefixes[-1], item, most))
    return Layer(group, items, prefixes)


def gated(layer: Layer) -> Table:
    """Return the layer's whole table, without the efforts that leave its gate shut."""
    missing = layer.group.missing
    return [points if points >= missing else IMPOSSIBLE for points in layer.prefixes[-1]]


def _add_question(table: Table, item: Item, most: int) -> Table:
    climb = item.climb
    if climb is None:
        return table
    length = min(len(table) - 1 + climb.efforts[-1], most) + 1
    grown = table + [table[-1]] * (length - len(table))
    best = grown
    for effort, gain in zip(climb.efforts, climb.gains, strict=True):
        if effort < length:
            lifted = [points + gain for points in grown[: length - effort]]
            best = best[:effort] + list(map(max, best[effort:], lifted))
    return best


def _add_table(table: Table, item: Item, most: int) -> Table:
    return convolve(table, item.table, most)


def convolve(first: Table, second: Table, most: int) -> Table:
    """Return the most points of both together for each effort up to `most`."""
    if len(first) > len(second):
        first, second = second, first
    length = min(len(first) + len(second) - 2, most) + 1
    best = [IMPOSSIBLE] * length
    width = len(second)
    previous = IMPOSSIBLE
    for effort, points in enumerate(first[:length]):
        if points == previous or points < 0:
            continue
        previous = points
        end = min(effort + width, length)
        lifted = [points + more for more in second[: end - effort]]
        best[effort:end] = map(max, best[effort:end], lifted)
    return _rising(best)


def _rising(table: Table) -> Table:
    """Make entries never fall, and impossible ones plain again after sums."""
    highest = IMPOSSIBLE
    for at, points in enumerate(table):
        if points < 0:
            table[at] = IMPOSSIBLE
        highest = max(highest, table[at])
        table[at] = highest
    return table


@dataclass(slots=True)
class Wanted:
    """What the whole search asks of a layer: `prefixes[i][e]` is the least that its first i members must win with
    effort e, everything else doing its best; `questions[i][r]` the same for the i-th member, where that is a question,
    for leaving it as it is (r = 0) and for each of its moves."""

    prefixes: list[Table]
    questions: list[Table]
    inside: dict[int, "Wanted"]


def wanted(layer: Layer, asked: Table) -> Wanted:
    """Return what is asked of each part, when `asked[e]` is asked of the whole layer for effort e."""
    missing = layer.group.missing
    need = [max(points, missing) for points in asked]
    prefixes: list[Table] = [need]
    questions: list[Table] = []
    inside: dict[int, Wanted] = {}
    for at in range(len(layer.items) - 1, -1, -1):
        item, before = layer.items[at], layer.prefixes[at]
        if item.climb is not None:
            questions.append([_least(need, before, effort) for effort in (0, *item.climb.efforts)])
            need = _before_question(need, item.climb)
        else:
            questions.append([])
            if item.inside is not None:
                inside[at] = wanted(item.inside, _left_over(need, before))
            need = _left_over(need, item.table)
        prefixes.append(need)
    return Wanted(prefixes[::-1], questions[::-1], inside)


def _least(need: Table, other: Table, effort: int) -> int:
    """Return the least that a part must win with just this effort, when the other takes the rest and does its best."""
    return min(map(sub, need[effort:], other), default=UNREACHABLE)


def _left_over(need: Table, other: Table) -> Table:
    """Return the least that a part must win with effort e, when the other part takes the rest and does its best."""
    length = len(need)
    best = list(need) if other[0] >= 0 else [UNREACHABLE] * length
    previous = other[0]
    for effort in range(1, min(len(other), length)):
        points = other[effort]
        if points == previous or points < 0:
            continue
        previous = points
        lowered = [entry - points for entry in need[effort:]]
        best[: length - effort] = map(min, best[: length - effort], lowered)
    return best


def _before_question(need: Table, climb: Climb) -> Table:
    best = need
    length = len(need)
    for effort, gain in zip(climb.efforts, climb.gains, strict=True):
        if effort < length:
            left = length - effort
            lowered = [points - gain for points in need[effort:]]
            best = list(map(min, best[:left], lowered)) + best[left:]
    return best


def possible(climb: Climb, asked: Sequence[int]) -> Iterator[int]:
    """Yield the moves of a question that stand in some cheapest choice; -1 for leaving it as it is."""
    for rank, (least, gain) in enumerate(zip(asked, (0, *climb.gains), strict=True), -1):
        if least <= gain:
            yield rank
