"""The drawing of a road whose first score has no day."""

from datetime import date

import pytest

from bening.portal.drawing import Happening, Point, Span, draw

ROAD = [Happening(date(2024, 8, 29), "observasi"), Happening(date(2025, 12, 9), "penghargaan")]
SCORES = [
    Point(None, "38.35"),
    Point(date(2025, 9, 8), "77.50"),
    Point(date(2025, 9, 11), "78.00"),
    Point(date(2025, 11, 6), "92.15"),
]


def test_a_score_without_a_day_is_an_open_dot_at_the_start_and_no_part_of_the_line() -> None:
    drawn = draw(SCORES, [], ROAD)
    assert drawn.unknown is not None
    assert (drawn.unknown.value, drawn.unknown.day, drawn.unknown.x) == ("38.35", None, drawn.events[0].x)
    assert len(drawn.dots) == 3
    assert drawn.line.count(" ") == 5
    assert "61.65" not in drawn.line
    assert drawn.wedge.startswith(f"M{drawn.unknown.x} 61.65H{drawn.dots[0].x}V22.5")


def test_with_every_day_known_nothing_is_guessed() -> None:
    drawn = draw(SCORES[1:], [], ROAD)
    assert (drawn.unknown, drawn.wedge, drawn.guess) == (None, "", "")


def test_everything_stays_within_the_drawing() -> None:
    spans = [
        Span("80", "dikutip", date(2025, 9, 8), date(2025, 11, 6)),
        Span("90", "akhir", date(2025, 11, 6), date(2026, 3, 1)),
    ]
    drawn = draw(SCORES, spans, ROAD)
    places = [dot.x for dot in drawn.dots] + [event.x for event in drawn.events]
    places += [x for x1, x2, *_ in drawn.limits for x in (x1, x2)]
    assert all(0 <= float(x) <= 100 for x in places)
    assert all(drawn.top <= float(dot.y) <= drawn.bottom for dot in drawn.dots)


def test_higher_scores_stand_higher_and_later_ones_to_the_right() -> None:
    dots = draw(SCORES, [], ROAD).dots
    assert [float(dot.x) for dot in dots] == sorted(float(dot.x) for dot in dots)
    assert [float(dot.y) for dot in dots] == sorted((float(dot.y) for dot in dots), reverse=True)


def test_a_road_without_any_day_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="score with a day"):
        draw([Point(None, "38.35")], [], ROAD)
