"""How the value of a node came about, down to the answers: first as data, which pages draw and `show` writes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Basis, Leaf, Node
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.plan import PlanLeaf, option_value
from bening.scoring.result import NOTHING, Result
from bening.scoring.text import Message, Text, message, refuse
from bening.scoring.verdict import source_text
from bening.scoring.worth import Worth, worth


@dataclass(frozen=True, slots=True)
class Explanation:
    """One step of a derivation. `rule` names how the points follow from the children or the answer."""

    code: str
    title: Text
    kind: str
    points: Fraction
    maximum: Fraction
    answer: str | None
    rule: Message
    source: str
    assumed: bool
    warnings: tuple[Message, ...]
    children: tuple["Explanation", ...] = ()


def explain(result: Result, code: str) -> Explanation:
    """Return the derivation of a node; raises `Refused` for an unknown code."""
    if code not in result.plan.by_code:
        from difflib import get_close_matches  # noqa: PLC0415 - needed on error alone

        near = get_close_matches(code[:80], list(result.plan.by_code), 1, 0.4) or [next(iter(result.plan.by_code), "-")]
        raise refuse("explain_code", code=code[:80], near=near[0])
    return _explain(result, result.plan.by_code[code].node)


def _explain(result: Result, node: Node) -> Explanation:
    if node.leaf is not None:
        return _leaf(result, node)
    planned = result.plan.by_code[node.code]
    children = tuple(_explain(result, child) for child in node.children)
    terms = " + ".join(numbers.six(child.points) for child in children)
    if len(children) == 1:
        rule = message("rule_one", terms=terms, weight=numbers.shortest(planned.maximum))
    elif node.is_mean:
        shares = " + ".join(numbers.six(child.points / child.maximum) for child in children)
        rule = message("rule_mean", terms=shares, count=len(children), weight=numbers.shortest(planned.maximum))
    else:
        rule = message("rule_sum", terms=terms, count=len(children), weight=numbers.shortest(planned.maximum))
    weight = node.weights.get(result.plan.profile)
    basis = weight.basis if weight else Basis()
    return Explanation(
        node.code,
        node.title,
        "mean" if node.is_mean else "sum",
        result.points_of(node.code),
        planned.maximum,
        None,
        rule,
        source_text(result.plan.instrument, basis),
        basis.assumed,
        (),
        children,
    )


def _leaf(result: Result, node: Node) -> Explanation:
    at = result.plan.positions[node.code]
    planned = result.plan.leaves[at]
    answer = result.given.answers.get(node.code)
    found = result.worths.get(at, NOTHING)
    rule, basis = _rule(result, planned, answer, found)
    weight = node.weights.get(result.plan.profile)
    assumed = basis.assumed or planned.leaf.rubric_basis.assumed or bool(weight and weight.basis.assumed)
    warnings = tuple(entry for entry in result.warnings() if dict(entry.values).get("code") == node.code)
    return Explanation(
        node.code,
        node.title,
        planned.leaf.kind,
        result.points_of(node.code),
        planned.maximum,
        answer.shown if answer else None,
        rule,
        source_text(result.plan.instrument, basis),
        assumed,
        warnings,
        _parts(result, planned, answer),
    )


def _parts(result: Result, planned: PlanLeaf, answer: Answer | None) -> tuple[Explanation, ...]:
    """Return what an answer is made of: each opinion of a mean, or the other instrument's whole derivation."""
    inner = result.nested.get(planned.code)
    if inner is not None:
        return tuple(_explain(inner, top) for top in inner.plan.instrument.tree)
    parts = answer.parts if answer else ()
    choice = option_value(result.plan.instrument, result.given.options, f"zero_divisor.{planned.code}")
    found = []
    for at, part in enumerate(parts, 1):
        value = worth(planned.leaf, part, choice)
        rule, basis = _rule(result, planned, part, value)
        points = value.value * planned.maximum
        source = source_text(result.plan.instrument, basis)
        label = Text(f"Penilaian {at}", f"Assessment {at}")
        code = f"{planned.code}#{at}"
        found.append(
            Explanation(
                code, label, planned.leaf.kind, points, planned.maximum, part.shown, rule, source, basis.assumed, ()
            )
        )
    return tuple(found)


def _rule(result: Result, planned: PlanLeaf, answer: Answer | None, found: Worth) -> tuple[Message, Basis]:
    """Return how the leaf's value follows from its answer, and what the rule rests on."""
    leaf = planned.leaf
    weight = numbers.shortest(planned.maximum)
    if answer is None:
        return message("rule_missing", weight=weight), Basis()
    if found.missing:
        return message("rule_missing_inputs", names=", ".join(found.missing), weight=weight), Basis()
    if answer.parts:
        values = " + ".join(numbers.six(worth(leaf, part).value) for part in answer.parts)
        shown = numbers.six(found.value)
        return message("rule_mean_of", terms=values, count=len(answer.parts), value=shown, weight=weight), Basis()
    if answer.not_applicable:
        basis = leaf.not_applicable.basis if leaf.not_applicable else Basis()
        return message("rule_not_applicable", value=numbers.shortest(found.value), weight=weight), basis
    return _RULES[leaf.kind](result, planned, answer, found)


def _level(_result: Result, planned: PlanLeaf, answer: Answer, _found: Worth) -> tuple[Message, Basis]:
    leaf = planned.leaf
    levels = levels_of(leaf)
    at = next(place for place, level in enumerate(levels) if level.letter == answer.letter)
    rubric = leaf.rubric[at].text if leaf.rubric else Text("-", "-")
    weight, value = numbers.shortest(planned.maximum), numbers.shortest(levels[at].value)
    basis = leaf.scale.basis if leaf.scale else Basis()
    values: dict[str, str | Text] = {"letter": levels[at].letter, "value": value, "rubric": rubric, "weight": weight}
    return message("rule_level", **values), basis


def _share(result: Result, planned: PlanLeaf, answer: Answer, found: Worth) -> tuple[Message, Basis]:
    leaf = planned.leaf
    inner = result.nested.get(planned.code)
    answer_text = inner.score_text if inner else answer.shown
    values: dict[str, str] = {
        "answer": answer_text,
        "maximum": numbers.shortest(leaf.maximum),
        "value": numbers.six(found.value),
        "weight": numbers.shortest(planned.maximum),
    }
    if leaf.kind == "instrument":
        return message("rule_instrument", name=leaf.instrument or "", **values), Basis()
    return message("rule_share", **values), Basis()


def _banded(_result: Result, planned: PlanLeaf, answer: Answer, found: Worth) -> tuple[Message, Basis]:
    weight, value = numbers.shortest(planned.maximum), numbers.shortest(found.value)
    return message("rule_band", answer=answer.shown, value=value, weight=weight), Basis()


def _ratio(result: Result, planned: PlanLeaf, answer: Answer, found: Worth) -> tuple[Message, Basis]:
    leaf, ratio = planned.leaf, planned.leaf.ratio
    weight, value = numbers.shortest(planned.maximum), numbers.six(found.value)
    if ratio is None or answer.inputs is None:
        return message("rule_ratio_direct", answer=answer.shown, value=value, weight=weight), Basis()
    if found.zero_divisor:
        name = f"zero_divisor.{planned.code}"
        choice = option_value(result.plan.instrument, result.given.options, name) or ratio.zero_divisor
        inputs = answer.shown
        return message("rule_zero_divisor", choice=choice, value=value, weight=weight, inputs=inputs), ratio.zero_basis
    values = {"formula": ratio.formula.text, "inputs": _filled(leaf, answer.inputs), "value": value, "weight": weight}
    key = "rule_ratio_cut" if found.is_cut else "rule_ratio"
    return message(key, cap=numbers.shortest(ratio.cap.value), **values), ratio.cap.basis


def _filled(leaf: Leaf, inputs: Mapping[str, Fraction]) -> str:
    names = leaf.ratio.formula.names if leaf.ratio else ()
    return ", ".join(f"{name} = {numbers.shortest(inputs[name])}" for name in names)


_RULES: Mapping[str, Callable[[Result, PlanLeaf, Answer, Worth], tuple[Message, Basis]]] = {
    "yes_no": _level,
    "choice": _level,
    "ratio": _ratio,
    "percent": _share,
    "index": _share,
    "instrument": _share,
    "number": _banded,
}
