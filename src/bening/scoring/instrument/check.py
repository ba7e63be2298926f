"""What an instrument must hold beyond its shape: sums, references, sources, and gates that can be read."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from bening.scoring import numbers
from bening.scoring.instrument.fields import Report
from bening.scoring.instrument.model import GATE_ROUNDING, ROUNDINGS, Basis, Fact, Gate, Instrument, Node
from bening.scoring.text import Text, listed

SEPARATE_SOURCES = 2
MOST_PROFILES = 20
FINEST_UNIT = 512
IMPLIED = ("inclusive.", "zero_divisor.")


def check(instrument: Instrument, report: Report) -> None:
    """Report everything in the instrument that contradicts itself."""
    _check_sums(instrument, report)
    _check_sources(instrument, report)
    _check_shared_inputs(instrument, report)
    _check_evidence(instrument, report)
    _check_ids(instrument, report)
    _check_sizes(instrument, report)
    _check_rounding(instrument, report)
    nodes = {node.code: node for node in instrument.nodes()}
    for predicate in instrument.predicates.values():
        where = f"predicates.{predicate.name}"
        if predicate.reading is not None and predicate.reading not in instrument.options:
            report.add("option_unknown", report.lines.get(where), where=where, name=predicate.reading)
        if not predicate.gates:
            report.add("gates_missing", report.lines.get(where), where=where)
        for gate in predicate.gates:
            _check_gate(gate, f"{where}.{gate.id}", instrument, nodes, report)
    for advice in instrument.advice:
        where = f"advice.{advice.id}"
        if advice.stage is not None and advice.stage not in instrument.stages:
            report.add("stage_unknown", report.lines.get(where), where=where, name=advice.stage)
        for gate in advice.gates:
            _check_gate(gate, f"{where}.{gate.id}", instrument, nodes, report)


def _check_sums(instrument: Instrument, report: Report) -> None:
    for profile in instrument.profiles:
        if instrument.tree:
            top = sum((node.weights[profile].value for node in instrument.tree), Fraction(0))
            _check_sum(report, instrument.id, profile, top, instrument.maximum)
        for node in instrument.nodes():
            if node.is_mean or profile not in node.weights:
                continue
            if node.children:
                parts = (child.weights[profile].value for child in node.children if profile in child.weights)
                total = sum(parts, Fraction(0))
                _check_sum(report, node.code, profile, total, node.weights[profile].value)
    for node in instrument.nodes():
        if node.is_mean and any(child.children for child in node.children):
            report.add("mean_of_groups", report.lines.get(node.code), where=node.code)


def _check_sum(report: Report, where: str, profile: str, found: Fraction, wanted: Fraction) -> None:
    if found != wanted:
        report.add(
            "weights_do_not_sum",
            report.lines.get(where),
            where=where,
            profile=profile,
            found=numbers.shortest(found),
            wanted=numbers.shortest(wanted),
            difference=numbers.shortest(found - wanted),
        )


def _bases(instrument: Instrument) -> Iterator[tuple[str, str, Basis]]:
    """Yield where, what and basis of each value that must be known or assumed."""
    for name, profile in instrument.profiles.items():
        if instrument.tree:
            yield f"weights.{name}", name, profile.basis
    for option in instrument.options.values():
        if not option.name.startswith(IMPLIED):
            yield f"options.{option.name}", option.name, option.basis
    for fact in instrument.facts.values():
        if fact.kind == "scale":
            yield f"facts.{fact.name}", fact.name, fact.basis
    yield from _bases_of_verdicts(instrument)
    seen = set()
    for node in instrument.nodes():
        for name, weight in node.weights.items():
            if weight.basis is not instrument.profiles[name].basis:
                yield node.code, node.code, weight.basis
        if node.leaf and node.leaf.ratio:
            yield node.code, f"{node.code}.zero_divisor", node.leaf.ratio.zero_basis
        scale = node.leaf.scale if node.leaf else None
        if scale is not None and scale.name not in seen:
            seen.add(scale.name)
            yield f"scales.{scale.name}", scale.name, scale.basis


def _bases_of_verdicts(instrument: Instrument) -> Iterator[tuple[str, str, Basis]]:
    for predicate in instrument.predicates.values():
        for gate in predicate.gates:
            if gate.limit is not None or gate.fact_limit is not None:
                yield f"predicates.{predicate.name}.{gate.id}", gate.id, gate.basis
    for stage in instrument.stages.values():
        for line in stage.thresholds + stage.bands:
            yield f"stages.{stage.id}.{line.id}", line.id, line.basis


def _all_bases(instrument: Instrument) -> Iterator[tuple[str, Basis]]:
    for where, _, basis in _bases(instrument):
        yield where, basis
    yield instrument.id, instrument.score.basis
    for advice in instrument.advice:
        yield f"advice.{advice.id}", advice.basis
    for where, doubt in _doubts(instrument):
        yield where, doubt
    for node in instrument.nodes():
        leaf = node.leaf
        if leaf is not None:
            yield node.code, leaf.rubric_basis
            if leaf.rounding is not None:
                yield node.code, leaf.rounding.basis
            for evidence in leaf.evidence:
                yield node.code, evidence.basis
            limits = [leaf.not_applicable] if leaf.not_applicable else []
            limits += [leaf.ratio.cap, leaf.ratio.floor] if leaf.ratio else []
            for limit in limits:
                yield node.code, limit.basis


def _doubts(instrument: Instrument) -> Iterator[tuple[str, Basis]]:
    """Yield where and basis of each doubt whether a limit itself passes."""
    for predicate in instrument.predicates.values():
        for gate in predicate.gates:
            if gate.inclusive_basis is not None:
                yield f"predicates.{predicate.name}.{gate.id}", gate.inclusive_basis
    for stage in instrument.stages.values():
        for line in stage.thresholds + stage.bands:
            if line.inclusive_basis is not None:
                yield f"stages.{stage.id}.{line.id}", line.inclusive_basis


def _check_sources(instrument: Instrument, report: Report) -> None:
    told: set[tuple[str, str]] = set()
    whole = Basis(instrument.source)
    for where, basis in [(instrument.id, whole), *_all_bases(instrument)]:
        for key in basis.source:
            if key not in instrument.sources and (where, key) not in told:
                told.add((where, key))
                known = listed(instrument.sources)
                report.add("source_unknown", report.lines.get(where), where=where, name=key, known=known)
    for where, what, basis in _bases(instrument):
        if not is_known(instrument, basis) and not basis.assumed and (where, "") not in told:
            told.add((where, ""))
            report.add("not_known", report.lines.get(where), where=where, what=what)


def is_known(instrument: Instrument, basis: Basis) -> bool:
    """Return whether the rule itself or two separate sources give the value."""
    if any(key in instrument.sources and instrument.sources[key].rule for key in basis.source):
        return True
    return len(set(basis.source)) >= SEPARATE_SOURCES


def _check_shared_inputs(instrument: Instrument, report: Report) -> None:
    shared = {
        (node.code, entry.name): entry.shared_with
        for node in instrument.nodes()
        if node.leaf and node.leaf.ratio
        for entry in node.leaf.ratio.inputs
    }
    for (code, name), others in shared.items():
        for other in others:
            if code not in shared.get((other, name), ()):
                where = f"{code}.inputs.{name}"
                report.add("shared_not_mutual", report.lines.get(where), where=where, name=name, other=other)


def _check_evidence(instrument: Instrument, report: Report) -> None:
    for node in instrument.nodes():
        if node.leaf is None:
            continue
        lists = (node.leaf.evidence, *(line.evidence for line in node.leaf.rubric))
        kinds = {evidence.kind for entries in lists for evidence in entries if evidence.kind}
        for kind in sorted(kinds - instrument.evidence_kinds.keys()):
            report.add("evidence_unknown", report.lines.get(node.code), where=node.code, name=kind)


def _check_rounding(instrument: Instrument, report: Report) -> None:
    """Report choices of `gate_rounding` that the engine does not know."""
    option = instrument.options.get(GATE_ROUNDING)
    unknown = [choice for choice in (option.choices if option else ()) if choice not in ROUNDINGS]
    if unknown:
        where = f"options.{GATE_ROUNDING}"
        values = {"name": GATE_ROUNDING, "choice": unknown[0][:60], "known": ", ".join(ROUNDINGS)}
        report.add("choice_unknown", report.lines.get(where), where=where, **values)


def _check_sizes(instrument: Instrument, report: Report) -> None:
    """Report more profiles than anyone compares, and weights whose common denominator no arithmetic should carry."""
    if len(instrument.profiles) > MOST_PROFILES:
        report.add("profiles_too_many", report.lines.get(instrument.id), where=instrument.id, limit=MOST_PROFILES)
        return
    unit = 1
    for node in instrument.nodes():
        for weight in node.weights.values():
            unit = lcm(unit, weight.value.denominator)
        if unit.bit_length() > FINEST_UNIT:
            report.add("weights_too_fine", report.lines.get(node.code), where=node.code)
            return


def _check_ids(instrument: Instrument, report: Report) -> None:
    """Report ids of thresholds, bands and advice that stand twice: options and results name them by id alone."""
    named = [
        (f"stages.{stage.id}.{line.id}", line.id)
        for stage in instrument.stages.values()
        for line in stage.thresholds + stage.bands
    ]
    for found in (named, [(f"advice.{advice.id}", advice.id) for advice in instrument.advice]):
        seen: set[str] = set()
        for where, name in found:
            if name in seen:
                report.add("line_twice", report.lines.get(where), where=where, name=name)
            seen.add(name)


def _check_gate(gate: Gate, where: str, instrument: Instrument, nodes: dict[str, Node], report: Report) -> None:
    line = report.lines.get(where)
    for name, choice in gate.when:
        option = instrument.options.get(name)
        if option is None:
            report.add("option_unknown", line, where=where, name=name)
        elif choice not in option.choices:
            report.add("choice_unknown", line, where=where, name=name, choice=choice, known=listed(option.choices))
    if gate.fact is not None:
        _check_fact_gate(gate, where, instrument.facts.get(gate.fact), report)
        return
    if not gate.is_share and gate.limit is not None and gate.limit > instrument.maximum:
        values = {"limit": numbers.shortest(gate.limit), "maximum": numbers.shortest(instrument.maximum)}
        report.add("gate_above_maximum", line, where=where, **values)
    if gate.nodes == ("all",):
        if not instrument.tree:
            report.add("gate_without_tree", line, where=where)
        return
    codes = gate.nodes or ()
    for code in codes:
        if code not in nodes:
            report.add("code_unknown", line, where=where, code=code[:60])
    below = {inner.code for code in codes if code in nodes for inner in nodes[code].walk() if inner.code != code}
    if below.intersection(codes) or len(set(codes)) < len(codes):
        report.add("gate_nodes_overlap", line, where=where, codes=", ".join(codes))


def _check_fact_gate(gate: Gate, where: str, fact: Fact | None, report: Report) -> None:
    line = report.lines.get(where)
    if fact is None:
        report.add("fact_unknown", line, where=where, name=gate.fact or "")
    elif gate.fact_limit is not None and fact_position(fact, gate.fact_limit) is None:
        allowed = listed(fact.words) or Text("angka dalam rentangnya", "a number in its range")
        report.add("fact_limit_unknown", line, where=where, name=fact.name, limit=gate.fact_limit, known=allowed)


def fact_position(fact: Fact, word: str) -> Fraction | None:
    """Return where a word stands on the fact's scale, or the number that it writes; None where it is neither."""
    if fact.words:
        return Fraction(fact.words.index(word)) if word in fact.words else None
    value = Fraction(numbers.count(word) or 0) if fact.is_count and numbers.count(word) is not None else None
    if not fact.is_count:
        value = numbers.decimal(word)
    if value is None or (fact.minimum is not None and value < fact.minimum):
        return None
    return None if fact.maximum is not None and value > fact.maximum else value
