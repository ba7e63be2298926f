"""What a workbook carries to tell its instrument from another version of it: one line for each part that counts."""

from collections.abc import Iterator, Mapping

from bening.scoring import numbers
from bening.scoring.instrument.model import Fact, Gate, Instrument, Leaf, Node
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.text import Text

MOST_SHOWN = 5
LONGEST_SHOWN = 90


def version_lines(instrument: Instrument) -> dict[str, str]:
    """Return what counts of each question, group, fact, option and gate, by its code."""
    lines = {node.code: "; ".join(_node(node)) for node in instrument.nodes()}
    lines |= {f"fact.{fact.name}": _fact(fact) for fact in instrument.facts.values()}
    lines |= {f"option.{entry.name}": " ".join(entry.choices) for entry in instrument.options.values()}
    for predicate in instrument.predicates.values():
        lines |= {f"gate.{predicate.name}.{gate.id}": _gate(gate) for gate in predicate.gates}
    for stage in instrument.stages.values():
        for line in stage.thresholds + stage.bands:
            lines[f"stage.{stage.id}.{line.id}"] = numbers.shortest(line.points)
    return lines


def _node(node: Node) -> Iterator[str]:
    if node.leaf is not None:
        yield from _leaf(node.leaf)
    elif node.is_mean:
        yield "mean"
    if node.weights:
        yield "weight " + " ".join(f"{name}={numbers.shortest(entry.value)}" for name, entry in node.weights.items())


def _leaf(leaf: Leaf) -> Iterator[str]:
    yield leaf.kind
    if levels_of(leaf):
        yield " ".join(f"{level.letter}={numbers.shortest(level.value)}" for level in levels_of(leaf))
    if leaf.kind in {"index", "number", "instrument"}:
        yield f"{numbers.shortest(leaf.minimum)}..{numbers.shortest(leaf.maximum)}"
    if leaf.ratio is not None:
        yield leaf.ratio.formula.text
        yield "inputs " + " ".join(entry.name for entry in leaf.ratio.inputs)
        floor, cap = numbers.shortest(leaf.ratio.floor.value), numbers.shortest(leaf.ratio.cap.value)
        yield f"floor {floor}, cap {cap}, zero divisor {leaf.ratio.zero_divisor}"
    for band in leaf.bands:
        yield f"{numbers.shortest(band.limit)}:{numbers.shortest(band.value)}"
    if leaf.not_applicable is not None:
        yield f"n/a={numbers.shortest(leaf.not_applicable.value)}"
    if leaf.rounding is not None:
        yield f"round {leaf.rounding.decimals}"


def _fact(fact: Fact) -> str:
    ends = (numbers.shortest(end) if end is not None else "" for end in (fact.minimum, fact.maximum))
    return " ".join((fact.kind, *fact.words, "..".join(ends)))


def _gate(gate: Gate) -> str:
    limit = gate.fact_limit if gate.fact else None if gate.limit is None else numbers.shortest(gate.limit)
    side = "<=" if gate.at_most else ">="
    when = " ".join(f"{name}={choice}" for name, choice in gate.when)
    of = gate.fact or " ".join(gate.nodes or ())
    return " ".join(filter(None, (of, side, limit or "unknown", "share" if gate.is_share else "", when)))


def differences(theirs: Mapping[str, str], ours: Mapping[str, str]) -> Text:
    """Return in words what differs between a workbook's version of an instrument and the one in use."""
    gone = [code for code in theirs if code not in ours]
    new = [code for code in ours if code not in theirs]
    changed = [code for code in ours if code in theirs and theirs[code] != ours[code]]
    shown = [f"{code} ({_short(theirs[code])} → {_short(ours[code])})" for code in changed[:MOST_SHOWN]]
    parts = [
        Text(f"Hanya di buku kerja: {_listed(gone)}.", f"Only in the workbook: {_listed(gone)}.") if gone else None,
        Text(f"Hanya di instrumen: {_listed(new)}.", f"Only in the instrument: {_listed(new)}.") if new else None,
        Text(
            f"Berubah: {_listed(shown, len(changed))}.", f"Changed: {_listed(shown, len(changed))}."
        )
        if changed
        else None,
    ]
    told = [part for part in parts if part is not None]
    if not theirs:
        told = [Text("Apa bedanya tidak tersimpan.", "What differs is not on record.")]
    elif not told:
        told = [
            Text(
                "Kode, bobot, dan skalanya sama; bedanya pada teks, sumber, atau catatan.",
                "Codes, weights and scales are the same; texts, sources or notes differ.",
            )
        ]
    return Text(" ".join(part.id for part in told), " ".join(part.en for part in told))


def _listed(names: list[str], count: int | None = None) -> str:
    more = (len(names) if count is None else count) - MOST_SHOWN
    return ", ".join(name[:200] for name in names[:MOST_SHOWN]) + (f", … (+{more})" if more > 0 else "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
