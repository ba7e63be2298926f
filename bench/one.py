"""One LKE: all nodes and gates by the exact engine, beside a plain float loop that computes the same."""

from bench.row import Row
from bench.timing import best_of
from bening.scoring.answers.model import AnswerSet
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.instrument.store import by_id
from bening.scoring.plan import Plan, plan
from bening.scoring.result import score
from tests.scoring.offices import office

BAR = 3.0
OFFICES = 20


class FloatLoop:
    """The same points and gates in floating point, as a script would compute them: leaf by leaf, node by node."""

    def __init__(self, planned: Plan) -> None:
        self.leaves = [
            (
                leaf.code,
                float(leaf.maximum),
                {level.letter: float(level.value) for level in levels_of(leaf.leaf)},
                leaf.leaf.ratio.formula if leaf.leaf.ratio else None,
                float(leaf.leaf.maximum),
            )
            for leaf in planned.leaves
        ]
        self.nodes = [(node.code, node.first, node.last) for node in planned.nodes]
        self.gates = {
            name: [(gate.runs, float(gate.limit or 0)) for gate in gates] for name, gates in planned.gates.items()
        }

    def run(self, answers: AnswerSet) -> tuple[dict[str, float], dict[str, list[bool]]]:
        """Return points by node and the state of every gate of both readings."""
        points = []
        for code, maximum, letters, formula, top in self.leaves:
            answer = answers.answers.get(code)
            if answer is None:
                points.append(0.0)
            elif answer.letter is not None:
                points.append(letters[answer.letter] * maximum)
            elif answer.inputs is not None and formula is not None:
                above = below = 0.0
                for name, sign in formula.numerator:
                    above += sign * float(answer.inputs[name])
                for name, sign in formula.denominator:
                    below += sign * float(answer.inputs[name])
                value = above / below if below else 0.0
                points.append(min(max(value, 0.0), 1.0) * maximum)
            else:
                points.append(float(answer.number or 0) / top * maximum)
        nodes = {code: sum(points[first:last]) for code, first, last in self.nodes}
        opened = {}
        for name, gates in self.gates.items():
            opened[name] = [sum(sum(points[first:last]) for first, last in runs) >= limit for runs, limit in gates]
        return nodes, opened


def run() -> list[Row]:
    """Time both over the same random offices."""
    instrument = by_id("lke-zi-2025")
    planned = plan(instrument)
    offices = [office(instrument, seed) for seed in range(OFFICES)]
    loop = FloatLoop(planned)
    exact, floating = best_of(
        [lambda: [score(planned, given) for given in offices], lambda: [loop.run(given) for given in offices]], 30
    )
    ratio = exact / floating
    note = f"{exact / OFFICES * 1e6:.0f} µs beside {floating / OFFICES * 1e6:.0f} µs, {OFFICES} offices, best of 30"
    return [
        Row(
            "one LKE, all nodes and gates, exact : float loop",
            f"{ratio:.2f} times",
            f"{BAR:.0f} times",
            note,
            ratio <= BAR,
        )
    ]
