"""What a workbook carries to tell its instrument from another version of it: one line for each part that counts."""

from collections.abc import Iterator, Mapping

from bening.scoring import numbers
from bening.scoring.instrument.model import Fact, Gate, Instrument, Leaf, Node
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.text import Message, Place, message

MOST_SHOWN = 10


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


def differences(theirs: Mapping[str, str], ours: Mapping[str, str], place: Place) -> list[Message]:
    """Return messages on what differs between a workbook's version of an instrument and the one in use."""
    if not theirs:
        return [message("workbook_version_unknown", place)]
    gone = [code for code in theirs if code not in ours]
    new = [code for code in ours if code not in theirs]
    changed = [code for code in ours if code in theirs and theirs[code] != ours[code]]
    told = [message("workbook_only_there", place, codes=listed(gone))] if gone else []
    told += [message("workbook_only_here", place, codes=listed(new))] if new else []
    for code in changed[:MOST_SHOWN]:
        told.append(message("workbook_part_changed", place, code=code, before=theirs[code], after=ours[code]))
    if len(changed) > MOST_SHOWN:
        told.append(message("workbook_more_changed", place, count=len(changed) - MOST_SHOWN))
    return told or [message("workbook_words_changed", place)]


def listed(codes: list[str]) -> str:
    """Return codes in a row, the first ten of them.

    >>> listed(["A", "B"])
    'A, B'
    """
    more = len(codes) - MOST_SHOWN
    return ", ".join(code[:80] for code in codes[:MOST_SHOWN]) + (f", … (+{more})" if more > 0 else "")
