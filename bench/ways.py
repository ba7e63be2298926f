"""Paths of 200 random offices: with tie-break, count and needed steps; the curve; HiGHS beside it."""

from statistics import median

from bench.row import Row
from bench.timing import best_of, each
from bening.scoring.instrument.store import by_id
from bening.scoring.path import milp
from bening.scoring.path.find import cheapest_path, effort_curve
from bening.scoring.path.moves import questions
from bening.scoring.path.nest import task
from bening.scoring.path.target import gates_on_points, outcome_needs, shut_gates
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from tests.scoring.offices import office

OFFICES = 200
MEDIAN, WORST, CURVE = 30.0, 150.0, 50.0


def run() -> list[Row]:
    """Time paths to WBK and WBBM, and curves."""
    instrument = by_id("lke-zi-2025")
    planned = plan(instrument)
    results = [score(planned, office(instrument, seed)) for seed in range(OFFICES)]
    rows = []
    for target in ("wbk", "wbbm"):
        seconds = each(lambda at, target=target: cheapest_path(results[at], target), OFFICES)  # type: ignore[misc] # bound now
        middle, worst = median(seconds) * 1000, seconds[-1] * 1000
        note = f"{OFFICES} random offices, seeds 0 to {OFFICES - 1}"
        rows.append(
            Row(f"path to {target}, median", f"{middle:.1f} ms", f"under {MEDIAN:.0f} ms", note, middle < MEDIAN)
        )
        rows.append(Row(f"path to {target}, worst", f"{worst:.1f} ms", f"under {WORST:.0f} ms", note, worst < WORST))
    seconds = each(lambda at: effort_curve(results[at]), OFFICES)
    middle, worst = median(seconds) * 1000, seconds[-1] * 1000
    rows.append(
        Row("whole curve, worst", f"{worst:.1f} ms", f"under {CURVE:.0f} ms", f"median {middle:.1f} ms", worst < CURVE)
    )
    rows.append(_solver(results))
    return rows


def _solver(results: list[Result]) -> Row:
    """Time the same search by HiGHS for a few offices: effort alone, then the choice to name."""
    some = results[:5]
    tasks = []
    for result in some:
        gates = gates_on_points(result, "wbk")
        shut, _ = shut_gates(result, gates, outcome_needs(result, gates))
        tasks.append(task(questions(result, {}, include_outcomes=False), shut))
    exact, solved = best_of(
        [lambda: [cheapest_path(result, "wbk") for result in some], lambda: [milp.cheapest(entry) for entry in tasks]],
        1,
    )
    return Row(
        "the same paths by HiGHS, with tie-break", f"{solved / exact:.0f} times as long", "", "5 offices, no count"
    )
