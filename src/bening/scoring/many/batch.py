"""A batch of rows, understood: for each question, fact and option the distinct answers and who gave which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.many.cells import Cells, Column, understood
from bening.scoring.many.columns import Columns
from bening.scoring.many.readers import Readers
from bening.scoring.plan import PlanLeaf


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


def read_batch(table: Any, columns: Columns, readers: Readers, leaves: Iterable[PlanLeaf]) -> Batch:
    """Return the rows of a record batch, understood."""
    asked = tuple(_asked(table, columns, readers, leaf) for leaf in leaves)
    facts = {name: understood(table.column(at), readers.facts[name]) for name, at in columns.facts.items()}
    options = {name: understood(table.column(at), readers.options[name]) for name, at in columns.options.items()}
    return Batch(table.num_rows, table.column(columns.id), asked, facts, options)


def _asked(table: Any, columns: Columns, readers: Readers, leaf: PlanLeaf) -> Asked:
    code = leaf.code
    at = columns.questions.get(code)
    whole = understood(table.column(at), readers.questions[code]) if at is not None else None
    inputs = {
        name: understood(table.column(position), readers.inputs[code][name])
        for name, position in columns.inputs.get(code, {}).items()
    }
    return Asked(leaf, whole, inputs)
