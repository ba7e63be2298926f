"""Random offices for the LKE: seeded, so that a run can be repeated."""

import random
from fractions import Fraction

from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.instrument.read_tree import levels_of


def office(instrument: Instrument, seed: int, *, missing: float = 0.03) -> AnswerSet:
    """Return the answers of one random office; its quality is drawn first, so that offices differ."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    quality = draw.uniform(0.3, 0.95)
    answers: dict[str, Answer] = {}
    for node in instrument.nodes():
        if node.leaf is None or draw.random() < missing:
            continue
        answers[node.code] = _answer(node.leaf, draw, quality)
    facts = {"opini_bpk": draw.choice(["WTP", "WTP", "WDP"]), "sakip": draw.choice(["B", "BB", "CC"])}
    return AnswerSet(instrument.id, answers, {name: word for name, word in facts.items() if name in instrument.facts})


def _answer(leaf: Leaf, draw: random.Random, quality: float) -> Answer:
    levels = levels_of(leaf)
    if levels:
        at = min(int(draw.expovariate(1.0) * (1.2 - quality) * len(levels)), len(levels) - 1)
        return Answer(levels[at].letter, letter=levels[at].letter)
    if leaf.ratio is not None and draw.random() < 0.8:
        due = draw.randint(0, 60)
        inputs = {name: Fraction(draw.randint(0, due)) for name in leaf.ratio.formula.names}
        for name, _ in leaf.ratio.formula.denominator:
            inputs[name] = Fraction(due)
        return Answer("inputs", inputs=inputs)
    top = 1.0 if leaf.ratio else float(leaf.maximum)
    number = Fraction(round(min(draw.gauss(quality, 0.15), 1.0) * top * 100), 100)
    clipped = min(max(number, Fraction(0)), Fraction(1) if leaf.ratio else leaf.maximum)
    return Answer(str(float(clipped)), number=clipped)
