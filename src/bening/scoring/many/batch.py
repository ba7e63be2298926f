"""A batch of rows, understood: for each question, fact and option the distinct answers and who gave which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bening.scoring.answers.interpret import Wrong, interpret, interpret_fact
from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.instrument.model import Fact, Option
from bening.scoring.many.cells import Cells, Column, understood
from bening.scoring.many.columns import Columns
from bening.scoring.plan import Plan, PlanLeaf
from bening.scoring.text import Place
from bening.scoring.yamltree import Mapping as Tree
from bening.scoring.yamltree import Scalar

NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers: whole answers, inputs of its formula by name, or both in different rows."""

    leaf: PlanLeaf
    whole: Cells[Answer] | None
    inputs: Mapping[str, Cells[Fraction]]

    def at(self, row: int) -> Answer | None:
        """Return the answer in a row, None where it is missing."""
        found = self.whole.at(row) if self.whole is not None else None
        if found is not None:
            return found
        given = {name: cells.at(row) for name, cells in self.inputs.items()}
        inputs = {name: value for name, value in given.items() if value is not None}
        return Answer("", inputs=inputs) if inputs else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows as they were understood, with the ids as they stand in the table."""

    rows: int
    ids: Column
    asked: tuple[Asked, ...]
    facts: Mapping[str, Cells[str]]
    options: Mapping[str, Cells[str]]

    def given(self, row: int, instrument: str) -> AnswerSet:
        """Return the answers of a row as a file of its own would give them."""
        answers = {asked.leaf.code: asked.at(row) for asked in self.asked}
        facts = {name: cells.at(row) for name, cells in self.facts.items()}
        options = {name: cells.at(row) for name, cells in self.options.items()}
        return AnswerSet(
            instrument,
            {code: answer for code, answer in answers.items() if answer is not None},
            {name: word for name, word in facts.items() if word is not None},
            {name: choice for name, choice in options.items() if choice is not None},
        )


def read_batch(table: Any, columns: Columns, plan: Plan) -> Batch:
    """Return the rows of a record batch, understood."""
    instrument = plan.instrument
    facts = {
        name: understood(table.column(at), _fact_reader(instrument.facts[name])) for name, at in columns.facts.items()
    }
    options = {
        name: understood(table.column(at), _option_reader(instrument.options[name]))
        for name, at in columns.options.items()
    }
    asked = tuple(_asked(table, columns, leaf) for leaf in plan.leaves)
    return Batch(table.num_rows, table.column(columns.id), asked, facts, options)


def _asked(table: Any, columns: Columns, leaf: PlanLeaf) -> Asked:
    at = columns.questions.get(leaf.code)
    whole = understood(table.column(at), _answer_reader(leaf)) if at is not None else None
    inputs = {
        name: understood(table.column(position), _input_reader(leaf, name))
        for name, position in columns.inputs.get(leaf.code, {}).items()
    }
    return Asked(leaf, whole, inputs)


def _answer_reader(leaf: PlanLeaf) -> Callable[[Scalar], Answer | None]:
    return lambda text: interpret(leaf.code, leaf.leaf, text, NOWHERE)


def _input_reader(leaf: PlanLeaf, name: str) -> Callable[[Scalar], Fraction | None]:
    def read(text: Scalar) -> Fraction | None:
        answer = interpret(leaf.code, leaf.leaf, Tree({name: text}), NOWHERE)
        return answer.inputs[name] if answer is not None and answer.inputs is not None else None

    return read


def _fact_reader(fact: Fact) -> Callable[[Scalar], str | None]:
    return lambda text: interpret_fact(fact, text, NOWHERE)


def _option_reader(option: Option) -> Callable[[Scalar], str | None]:
    def read(cell: Scalar) -> str | None:
        text = cell.text.strip()
        if cell.empty or not text:
            return None
        if text not in option.choices:
            known = ", ".join(option.choices)
            raise Wrong("option_choice", NOWHERE, name=option.name, text=text[:60], known=known)
        return text

    return read
