"""How the text of each column is understood; what a column has said before is remembered for the next batch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from bening.scoring import numbers
from bening.scoring.answers.interpret import Wrong, interpret, interpret_fact
from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Fact, Option
from bening.scoring.many.columns import Columns
from bening.scoring.plan import Plan, PlanLeaf
from bening.scoring.text import Place
from bening.scoring.yamltree import Mapping as Tree
from bening.scoring.yamltree import Scalar

Value = TypeVar("Value")
Reader = Callable[[str], Value | None]
NOWHERE = Place()
REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Readers:
    """A function for each column: from text to its value, None for an empty cell; it raises `Wrong`."""

    questions: Mapping[str, Reader[Answer]]
    inputs: Mapping[str, Mapping[str, Reader[Fraction]]]
    facts: Mapping[str, Reader[str]]
    options: Mapping[str, Reader[str]]


def readers_of(plan: Plan, columns: Columns) -> Readers:
    """Return the readers of a table's columns."""
    leaves, instrument = {leaf.code: leaf for leaf in plan.leaves}, plan.instrument
    return Readers(
        {code: _remembering(_answer(leaves[code])) for code in columns.questions},
        {
            code: {name: _remembering(_input(leaves[code], name)) for name in names}
            for code, names in columns.inputs.items()
        },
        {name: _remembering(_fact(instrument.facts[name])) for name in columns.facts},
        {name: _remembering(_option(instrument.options[name])) for name in columns.options},
    )


def _remembering(read: Reader[Value]) -> Reader[Value]:
    return lru_cache(maxsize=REMEMBERED)(read)


def _answer(leaf: PlanLeaf) -> Reader[Answer]:
    return lambda text: interpret(leaf.code, leaf.leaf, Scalar(text), NOWHERE)


def _input(leaf: PlanLeaf, name: str) -> Reader[Fraction]:
    def read(text: str) -> Fraction | None:
        whole = numbers.count(text)
        if whole is not None:  # digits alone are right for every input, and by far the most frequent
            return Fraction(whole)
        answer = interpret(leaf.code, leaf.leaf, Tree({name: Scalar(text)}), NOWHERE)
        return answer.inputs[name] if answer is not None and answer.inputs is not None else None

    return read


def _fact(fact: Fact) -> Reader[str]:
    return lambda text: interpret_fact(fact, Scalar(text), NOWHERE)


def _option(option: Option) -> Reader[str]:
    def read(text: str) -> str | None:
        choice = text.strip()
        if Scalar(text).empty or not choice:
            return None
        if choice not in option.choices:
            known = ", ".join(option.choices)
            raise Wrong("option_choice", NOWHERE, name=option.name, text=choice[:60], known=known)
        return choice

    return read
