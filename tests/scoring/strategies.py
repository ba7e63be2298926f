"""Random small instruments and answers to them, for properties; made as files are, through the reader."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from bening.scoring import yamltree
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.read_tree import levels_of

Document = dict[str, Any]
SOURCES = {name: {"title": name, "url": f"https://example.org/{name}"} for name in ("S1", "S2")}
BOTH = ["S1", "S2"]
SCALES = {
    "abc": {"levels": {"A": "1", "B": "0.5", "C": "0"}, "source": BOTH},
    "abcd": {"levels": {"A": "1", "B": "0.67", "C": "0.33", "D": "0"}, "source": BOTH},
    "two": {"levels": {"X": "0.9", "Y": "1/3"}, "source": BOTH},
}


@st.composite
def leaf_documents(draw: st.DrawFn, code: str) -> Document:
    """Draw a question of any kind."""
    kind = draw(st.sampled_from(["yes_no", "choice", "choice", "ratio", "percent", "index", "number"]))
    document: Document = {"code": code, "kind": kind, "question": code}
    if kind == "choice":
        document["scale"] = draw(st.sampled_from(sorted(SCALES)))
    elif kind == "ratio":
        document |= {
            "formula": f"a_{len(code)} / (b + c)" if draw(st.booleans()) else "a / b",
            "zero_divisor": {"value": draw(st.sampled_from(["zero", "full", "full_if_all_zero"])), "source": BOTH},
        }
        names = ("a", "b") if document["formula"] == "a / b" else (f"a_{len(code)}", "b", "c")
        document["inputs"] = {name: {"effect": "up" if name.startswith("a") else "down"} for name in names}
    elif kind == "index":
        document["maximum"] = draw(st.sampled_from(["4", "100", "3.7"]))
    elif kind == "number":
        document["maximum"] = "100"
        document["bands"] = [{"at_least": "80", "value": "1"}, {"at_least": "30.5", "value": "0.4"}]
    if draw(st.integers(0, 5)) == 0:
        document["outcome"] = "true"
    if draw(st.integers(0, 8)) == 0:
        document["round"] = {"decimals": "2"}
    return document


@st.composite
def instrument_documents(draw: st.DrawFn, most_leaves: int = 6, *, crossed: bool = False) -> Document:
    """Draw an instrument: groups of questions, gates that may or may not nest, a reading, and stages.

    `crossed`: its gates take questions from anywhere, so that most of them overlap in part.
    """
    groups = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3).filter(lambda sizes: sum(sizes) <= most_leaves))
    tree, codes, total = [], [], Fraction(0)
    for at, size in enumerate(groups, 1):
        mean = draw(st.booleans())
        leaves = [draw(leaf_documents(f"G{at}.{place}")) for place in range(1, size + 1)]
        weights = [draw(st.sampled_from([1, 2, 5, 10])) for _ in leaves]
        if not mean:
            for leaf, weight in zip(leaves, weights, strict=True):
                leaf["weight"] = str(weight)
        tree.append(
            {
                "code": f"G{at}",
                "title": f"G{at}",
                "weight": str(sum(weights)),
                "aggregate": "mean" if mean else "sum",
                "children": leaves,
            }
        )
        codes += [f"G{at}", *(leaf["code"] for leaf in leaves)]
        total += sum(weights)
    leaf_codes = [code for code in codes if "." in code]
    kind = _crossed_gate if crossed and len(leaf_codes) > 1 else _gate
    gates = [draw(kind(f"g{at}", leaf_codes if crossed else codes, total)) for at in range(draw(st.integers(1, 4)))]
    return {
        "format": "bening-instrument-1",
        "id": "acak-2025",
        "year": "2025",
        "title": "Acak",
        "sources": SOURCES,
        "weights": {"default": {"source": BOTH}},
        "scales": SCALES,
        "options": {
            "gate_rounding": {"title": "r", "choices": ["exact", "two_decimals_half_up"], "assumed": "true"},
            "reading": {"title": "r", "choices": ["one", "other"], "assumed": "true"},
        },
        "maximum": str(total),
        "tree": tree,
        "predicates": {"lulus": {"title": "Lulus", "reading": "reading", "gates": gates}},
        "stages": [
            {
                "id": "akhir",
                "title": "Akhir",
                "thresholds": [{"id": "batas", "points": str(total / 2), "source": BOTH}],
            }
        ],
    }


@st.composite
def _crossed_gate(draw: st.DrawFn, name: str, codes: list[str], total: Fraction) -> Document:
    chosen = draw(st.lists(st.sampled_from(codes), min_size=2, max_size=4, unique=True))
    return {"id": name, "source": BOTH, "nodes": chosen, "share": str(draw(st.fractions("0.3", 1, max_denominator=10)))}


@st.composite
def _gate(draw: st.DrawFn, name: str, codes: list[str], total: Fraction) -> Document:
    gate: Document = {"id": name, "source": BOTH, "inclusive": draw(st.sampled_from(["true", "true", "false"]))}
    if draw(st.integers(0, 4)) == 0:
        gate["when"] = {"reading": draw(st.sampled_from(["one", "other"]))}
    if draw(st.booleans()):
        gate |= {"nodes": "all", "points": str(draw(st.fractions(0, total, max_denominator=20)))}
        return gate
    chosen = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True))
    apart = [code for code in chosen if not any(code.startswith(f"{other}.") for other in chosen)]
    return gate | {"nodes": apart, "share": str(draw(st.fractions(0, 1, max_denominator=10)))}


@st.composite
def instruments(draw: st.DrawFn, most_leaves: int = 6, *, crossed: bool = False) -> Instrument:
    """Draw an instrument."""
    return read_instrument(yamltree.plain(draw(instrument_documents(most_leaves, crossed=crossed))), "acak-2025.yaml")[
        0
    ]


@st.composite
def answer_texts(draw: st.DrawFn, leaf: Leaf) -> Any:
    """Draw an answer as a file writes it; sometimes none."""
    if draw(st.integers(0, 6)) == 0:
        return None
    if levels_of(leaf):
        return draw(st.sampled_from([level.letter for level in levels_of(leaf)]))
    if leaf.ratio is not None and draw(st.booleans()):
        counts = st.integers(0, 12)
        return {name: str(draw(counts)) for name in leaf.ratio.formula.names}
    top = Fraction(1) if leaf.ratio else leaf.maximum
    tenths = draw(st.integers(0, int(top * 100)))
    return f"{tenths // 100}.{tenths % 100:02d}"


@st.composite
def answered(draw: st.DrawFn, instrument: Instrument, options: bool = True) -> AnswerSet:
    """Draw a set of answers to an instrument, with options."""
    drawn = {node.code: draw(answer_texts(node.leaf)) for node in instrument.nodes() if node.leaf}
    texts = {code: text for code, text in drawn.items() if text is not None}
    chosen = {}
    if options:
        for option in instrument.options.values():
            if draw(st.integers(0, 3)) == 0:
                chosen[option.name] = draw(st.sampled_from(option.choices))
    document = {"instrument": instrument.id, "answers": texts, "options": chosen}
    return read_tree(yamltree.plain(document), instrument, "acak")


@st.composite
def answered_instruments(
    draw: st.DrawFn, most_leaves: int = 6, *, crossed: bool = False
) -> tuple[Instrument, AnswerSet]:
    """Draw an instrument and a set of answers to it."""
    instrument = draw(instruments(most_leaves, crossed=crossed))
    return instrument, draw(answered(instrument))
