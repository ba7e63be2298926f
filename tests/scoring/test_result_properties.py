"""Properties of every result: bounds, sums, monotonicity, and gates that compare exact values."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.instrument.model import Instrument, Node
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.plan import bounds, plan
from bening.scoring.result import Result, score
from bening.scoring.verdict import predicate_states
from bening.scoring.worth import worth
from tests.scoring.strategies import answered_instruments

Drawn = tuple[Instrument, AnswerSet]


def _reference(result: Result, node: Node, maximum: Fraction) -> Fraction:
    """Compute a node's points by the rule's own words, in fractions, leaf by leaf."""
    if node.leaf is not None:
        answer = result.given.answers.get(node.code)
        choice = result.given.options.get(f"zero_divisor.{node.code}")
        return worth(node.leaf, answer, choice).value * maximum if answer else Fraction(0)
    points = Fraction(0)
    for child in node.children:
        part = maximum / len(node.children) if node.is_mean else child.weights["default"].value
        points += _reference(result, child, part)
    return points


@given(answered_instruments())
def test_points_are_those_of_the_rule_in_fractions(drawn: Drawn) -> None:
    instrument, answers = drawn
    result = score(plan(instrument), answers)
    for node in instrument.tree:
        assert result.points_of(node.code) == _reference(result, node, node.weights["default"].value)


@given(answered_instruments())
def test_points_lie_between_nothing_and_the_maximum(drawn: Drawn) -> None:
    result = score(plan(drawn[0]), drawn[1])
    for node in result.plan.nodes:
        assert 0 <= result.points_of(node.code) <= node.maximum
    assert result.plan.instrument.maximum == sum(node.maximum for node in result.plan.nodes if "." not in node.code)


@given(answered_instruments())
def test_children_add_up_to_their_parent_exactly(drawn: Drawn) -> None:
    result = score(plan(drawn[0]), drawn[1])
    for node in result.plan.nodes:
        if node.node.children:
            total = sum(result.points_of(child.code) for child in node.node.children)
            assert total == result.points_of(node.code)
    assert result.points == sum(result.points_of(top.code) for top in result.plan.instrument.tree)


@given(answered_instruments())
def test_a_better_answer_lowers_no_node_and_shuts_no_gate(drawn: Drawn) -> None:
    instrument, answers = drawn
    before = score(plan(instrument), answers)
    for position, leaf in enumerate(before.plan.leaves):
        best = (
            Answer(levels_of(leaf.leaf)[0].letter, letter=levels_of(leaf.leaf)[0].letter)
            if levels_of(leaf.leaf)
            else (Answer("top", number=Fraction(1) if leaf.leaf.ratio else leaf.leaf.maximum))
        )
        after = score(before.plan, replace(answers, answers={**answers.answers, leaf.code: best}))
        assert after.value_of(position) >= before.value_of(position)
        for node in before.plan.nodes:
            assert after.points_of(node.code) >= before.points_of(node.code)
        for name, states in before.opened.items():
            assert all(not was or now for was, now in zip(states, after.opened[name], strict=True))


@given(answered_instruments())
def test_a_gate_on_points_opens_exactly_at_its_limit(drawn: Drawn) -> None:
    instrument, answers = drawn
    result = score(plan(instrument), answers)
    rounding = answers.options.get("gate_rounding", "exact")
    for planned, units, opened in zip(
        result.plan.gates["lulus"], result.gate_units["lulus"], result.opened["lulus"], strict=True
    ):
        have, limit = Fraction(units, result.scale), planned.limit
        assert limit is not None
        if rounding != "exact":
            have = Fraction(int(have * 100 + Fraction(1, 2)), 100)
        assert opened is (have >= limit if planned.gate.inclusive else have > limit)


@given(answered_instruments())
def test_the_order_of_answers_changes_nothing(drawn: Drawn) -> None:
    instrument, answers = drawn
    turned = replace(answers, answers=dict(list(answers.answers.items())[::-1]))
    first, second = score(plan(instrument), answers), score(plan(instrument), turned)
    assert (first.running, first.scale, first.missing) == (second.running, second.scale, second.missing)


@given(answered_instruments())
def test_scored_is_every_gate_on_points_of_the_reading(drawn: Drawn) -> None:
    instrument, answers = drawn
    result = score(plan(instrument), answers)
    state = predicate_states(result)["lulus"]
    chosen = answers.options.get("reading", "one")
    assert state.scored == all(gate.open for gate in state.gates) == state.readings[chosen]
    assert {gate.gate.id for gate in state.gates} == {
        gate.id for gate in instrument.predicates["lulus"].gates if dict(gate.when).get("reading", chosen) == chosen
    }
    assert set(bounds(result.plan, tuple(answers.options.items()))) == {"lulus"}
