"""What changed between two instruments, as messages: questions, weights, kinds, scales, gates, thresholds, texts."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.instrument.model import Gate, Instrument, Leaf, Node, Threshold
from bening.scoring.text import Message, Text, message

KINDS = {
    "profile": Text("profil bobot", "weight profile"),
    "option": Text("pilihan", "option"),
    "fact": Text("fakta", "fact"),
    "predicate": Text("predikat", "predicate"),
    "gate": Text("syarat", "gate"),
    "stage": Text("tahap", "stage"),
    "threshold": Text("ambang", "threshold"),
}

PARTS = {
    "kind": Text("cara menjawab", "way of answering"),
    "scale": Text("tingkat nilai", "levels"),
    "formula": Text("rumus", "formula"),
    "zero_divisor": Text("nilai bila penyebutnya nol", "value where the divisor is zero"),
    "maximum": Text("isian tertinggi", "highest entry"),
    "instrument": Text("instrumen yang hasilnya diambil", "instrument whose result it takes"),
    "measure": Text("ukuran dari sistem", "measure of a system"),
    "outcome": Text("pertanyaan hasil", "question of outcome"),
    "question": Text("bunyi pertanyaan", "wording"),
}
HEAD = {
    "id": Text("kode instrumen", "id of the instrument"),
    "year": Text("tahun", "year"),
    "maximum": Text("nilai tertinggi", "maximum"),
    "score": Text("desimal nilai", "decimals of the score"),
}
ANSWERED = {
    "yes_no": Text("ya atau tidak", "yes or no"),
    "choice": Text("pilihan tingkat", "choice of a level"),
    "ratio": Text("perbandingan", "ratio"),
    "percent": Text("persen", "per cent"),
    "index": Text("indeks", "index"),
    "number": Text("angka", "number"),
    "instrument": Text("hasil instrumen lain", "result of another instrument"),
}
_TYPED = {"percent", "index", "number", "instrument"}  # the kinds for which a number is typed
_YES = {True: Text("ya", "yes"), False: Text("tidak", "no")}
_NONE = Text("tidak ada", "none")


def compare(new: Instrument, old: Instrument) -> list[Message]:
    """Return what the new instrument changes, in the order of its file; empty where the canonical forms are equal."""
    if new.sha256 == old.sha256:
        return []
    found = [*_head(new, old), *_profiles(new, old), *_tree(new, old), *_verdicts(new, old)]
    return found or [message("change_other")]


def _head(new: Instrument, old: Instrument) -> Iterator[Message]:
    pairs: dict[str, tuple[str | Text, str | Text]] = {
        "id": (old.id, new.id),
        "year": (str(old.year), str(new.year)),
        "maximum": (_number(old.maximum), _number(new.maximum)),
        "score": (str(old.score.decimals), str(new.score.decimals)),
    }
    for what, (before, after) in pairs.items():
        if before != after:
            yield message("change_head", what=HEAD[what], before=before, after=after)


def _profiles(new: Instrument, old: Instrument) -> Iterator[Message]:
    yield from _names("profile", old.profiles, new.profiles)
    yield from _names("option", old.options, new.options)
    yield from _names("fact", old.facts, new.facts)
    for name in _both(new.options, old.options):
        before, after = old.options[name], new.options[name]
        if before.choices != after.choices or before.default != after.default:
            values = {"before": ", ".join(before.choices), "after": ", ".join(after.choices)}
            yield message("change_option", name=name, default=after.default, **values)
    for name in _both(new.facts, old.facts):
        words = old.facts[name].words, new.facts[name].words
        if words[0] != words[1]:
            yield message("change_fact", name=name, before=", ".join(words[0]), after=", ".join(words[1]))


def _both(new: Mapping[str, object], old: Mapping[str, object]) -> list[str]:
    """Return the names that both have, in the order of the new one."""
    return [name for name in new if name in old]


def _names(kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Message]:
    for name in old:
        if name not in new:
            yield message("change_gone", kind=KINDS[kind], name=name)
    for name in new:
        if name not in old:
            yield message("change_new", kind=KINDS[kind], name=name)


def _tree(new: Instrument, old: Instrument) -> Iterator[Message]:
    before, after = _placed(old), _placed(new)
    for code, (node, _) in before.items():
        if code not in after:
            yield message("change_question_gone" if node.leaf else "change_node_gone", code=code, title=node.title)
    for code, (node, parent) in after.items():
        if code not in before:
            yield message("change_question_new" if node.leaf else "change_node_new", code=code, title=node.title)
            continue
        old_node, old_parent = before[code]
        if parent != old_parent:
            yield message("change_place", code=code, before=old_parent or "-", after=parent or "-")
        yield from _node(node, old_node)


def _placed(instrument: Instrument) -> dict[str, tuple[Node, str]]:
    found: dict[str, tuple[Node, str]] = {node.code: (node, "") for node in instrument.tree}
    for node in instrument.nodes():
        found.setdefault(node.code, (node, ""))
        for child in node.children:
            found[child.code] = (child, node.code)
    return found


def _node(new: Node, old: Node) -> Iterator[Message]:
    for profile in _both(new.weights, old.weights):
        before, after = old.weights[profile].value, new.weights[profile].value
        if before != after:
            yield message("change_weight", code=new.code, profile=profile, before=_number(before), after=_number(after))
    if new.title != old.title:
        yield message("change_title", code=new.code, before=old.title, after=new.title)
    if new.is_mean != old.is_mean:
        yield message("change_aggregate", code=new.code)
    if (new.leaf is None) != (old.leaf is None):
        yield message("change_shape", code=new.code)
    elif new.leaf is not None and old.leaf is not None and new.leaf != old.leaf:
        yield from _leaf(new.code, new.leaf, old.leaf)


def _leaf(code: str, new: Leaf, old: Leaf) -> Iterator[Message]:
    pairs: dict[str, tuple[str | Text, str | Text]] = {
        "kind": (ANSWERED[old.kind], ANSWERED[new.kind]),
        "scale": (_levels(old), _levels(new)),
        "formula": (old.ratio.formula.text if old.ratio else _NONE, new.ratio.formula.text if new.ratio else _NONE),
        "zero_divisor": (
            old.ratio.zero_divisor if old.ratio else _NONE,
            new.ratio.zero_divisor if new.ratio else _NONE,
        ),
        "maximum": _typed_maxima(old, new),
        "instrument": (old.instrument or _NONE, new.instrument or _NONE),
        "measure": (old.measure or _NONE, new.measure or _NONE),
        "outcome": (_YES[old.outcome], _YES[new.outcome]),
        "question": (_quoted(old.question), _quoted(new.question)),
    }
    told = False
    for what, (before, after) in pairs.items():
        if before != after:
            told = True
            yield message("change_leaf", code=code, what=PARTS[what], before=before, after=after)
    if new.rubric != old.rubric:
        yield message("change_rubric", code=code)
    elif not told:
        yield message("change_details", code=code)


def _levels(leaf: Leaf) -> Text:
    if leaf.scale is None or not leaf.scale.levels:
        return _NONE
    text = "; ".join(f"{level.letter} {numbers.shortest(level.value)}" for level in leaf.scale.levels)
    return Text(text.replace(".", ","), text)


def _typed_maxima(old: Leaf, new: Leaf) -> tuple[str | Text, str | Text]:
    """Return the highest entries; where one of the two is not typed as a number, there is nothing to compare."""
    if {old.kind, new.kind} <= _TYPED:
        return _number(old.maximum), _number(new.maximum)
    return _NONE, _NONE


def _number(value: Fraction) -> str | Text:
    text = numbers.shortest(value)
    return Text(text.replace(".", ","), text) if "." in text else text


def _quoted(question: Text | None) -> Text:
    return Text(f"“{question.id}”", f"“{question.en}”") if question else _NONE


def _verdicts(new: Instrument, old: Instrument) -> Iterator[Message]:
    yield from _names("predicate", old.predicates, new.predicates)
    for name in _both(new.predicates, old.predicates):
        before = {gate.id: gate for gate in old.predicates[name].gates}
        after = {gate.id: gate for gate in new.predicates[name].gates}
        yield from _names("gate", _under(name, before), _under(name, after))
        for gate_id in _both(after, before):
            yield from _gate(name, after[gate_id], before[gate_id])
    yield from _names("stage", old.stages, new.stages)
    lines_before, lines_after = _lines(old), _lines(new)
    yield from _names("threshold", lines_before, lines_after)
    for key in _both(lines_after, lines_before):
        if lines_before[key].points != lines_after[key].points:
            values = [_number(line.points) for line in (lines_before[key], lines_after[key])]
            yield message("change_threshold", name=key, before=values[0], after=values[1])


def _under(predicate: str, gates: Mapping[str, Gate]) -> dict[str, Gate]:
    return {f"{predicate}.{gate_id}": gate for gate_id, gate in gates.items()}


def _gate(predicate: str, new: Gate, old: Gate) -> Iterator[Message]:
    limits = [_limit(gate) for gate in (old, new)]
    name = f"{predicate}.{new.id}"
    if limits[0] != limits[1]:
        yield message("change_gate_limit", name=name, before=limits[0], after=limits[1])
    if (new.nodes, new.fact, new.is_share, new.when) != (old.nodes, old.fact, old.is_share, old.when):
        yield message("change_gate_shape", name=name)


def _limit(gate: Gate) -> str | Text:
    limit: Fraction | str | None = gate.limit if gate.fact is None else gate.fact_limit
    return _number(limit) if isinstance(limit, Fraction) else limit or "?"


def _lines(instrument: Instrument) -> dict[str, Threshold]:
    return {
        f"{stage.id}.{line.id}": line for stage in instrument.stages.values() for line in stage.thresholds + stage.bands
    }
