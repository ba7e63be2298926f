"""Tables of effort and points, each against sums worked out by hand; the ways of carrying states along."""

import pytest

from bening.scoring.path import search
from bening.scoring.path.nest import Climb, Group
from bening.scoring.path.tables import IMPOSSIBLE, UNREACHABLE, build, convolve, possible, wanted

ONE = Climb(0, (1, 3), (2, 5))
TWO = Climb(1, (2,), (4,))


def _group(missing: int, *climbs: Climb, inside: tuple[Group, ...] = ()) -> Group:
    members = {climb.index for climb in climbs} | {index for group in inside for index in group.members}
    return Group(frozenset(members), missing, list(climbs), list(inside))


@pytest.mark.parametrize(
    ("first", "second", "most", "together"),
    [
        ([0, 1, 2], [0, 3], 9, [0, 3, 4, 5]),
        ([0, 3], [0, 1, 2], 9, [0, 3, 4, 5]),
        ([0, 1, 2], [0, 1, 2], 2, [0, 1, 2]),
        ([0, 1, 2], [0, 1, 2], 3, [0, 1, 2, 3]),
        ([IMPOSSIBLE, 4], [0, 1], 9, [IMPOSSIBLE, 4, 5]),
        ([IMPOSSIBLE, 4], [IMPOSSIBLE, 4, 6], 9, [IMPOSSIBLE, IMPOSSIBLE, 8, 10]),
        ([0, 0, 5], [0, 0, 0], 9, [0, 0, 5, 5, 5]),
        ([0], [0], 9, [0]),
    ],
)
def test_two_tables_win_together_what_each_effort_can(
    first: list[int], second: list[int], most: int, together: list[int]
) -> None:
    assert convolve(first, second, most) == together


def test_a_group_is_worked_through_member_by_member_up_to_the_most_effort() -> None:
    assert build(_group(0, ONE, TWO), 5).prefixes == [[0], [0, 2, 2, 5], [0, 2, 4, 6, 6, 9]]
    assert build(_group(0, ONE, TWO), 2).prefixes == [[0], [0, 2, 2], [0, 2, 4]]
    assert build(_group(0, ONE, TWO), 0).prefixes == [[0], [0], [0]]
    inner = _group(5, ONE)
    assert build(_group(0, TWO, inside=(inner,)), 9).prefixes == [
        [0],
        [0, 0, 4],
        [IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, 5, 5, 9],
    ]


def test_what_is_asked_of_each_member_is_the_rest_of_what_the_others_can_win() -> None:
    layer = build(_group(0, ONE, TWO), 5)
    asked = wanted(layer, [6, 6, 6, 6])
    assert asked.prefixes == [[0, 2, 4, 6], [2, 2, 6, 6], [6, 6, 6, 6]]
    assert asked.questions == [[2, 2, 6], [1, 4]]
    assert [list(possible(climb, row)) for climb, row in zip((ONE, TWO), asked.questions, strict=True)] == [[0], [0]]


def test_a_question_too_dear_for_the_effort_cannot_be_reached() -> None:
    layer = build(_group(0, TWO, ONE), 5)
    assert wanted(layer, [2, 2]).questions == [[0, UNREACHABLE], [2, 2, UNREACHABLE]]


def test_a_gate_asks_at_least_its_own_points() -> None:
    layer = build(_group(4, ONE), 3)
    assert wanted(layer, [0, 0, 0, 9]).prefixes[-1] == [4, 4, 4, 9]


def test_a_few_states_are_those_of_most_points_and_those_of_least_key() -> None:
    states = [(points, points) for points in range(30)]
    kept = [point for point, _ in search._few_undominated(states)]
    assert kept == [29, 28, 27, 26, 25, 4, 3, 2, 1, 0]
    assert len(search._few_undominated(states[:10])) == 10
    assert len(search._few_undominated(states[:11])) == 10


def test_of_equal_points_the_least_key_is_kept_and_dominated_states_go() -> None:
    assert search._undominated([(3, 9), (3, 7), (5, 8), (2, 7), (1, 1)]) == [(5, 8), (3, 7), (1, 1)]


def test_a_key_is_read_back_digit_by_digit() -> None:
    assert search._decode(0 * 9 + 2 * 3 + 1, 3, 3) == {0: 0, 2: 1}
    assert search._decode(27 * 2 + 1 * 9 + 0 * 3 + 2, 3, 3) == {0: 1, 1: 0}
