"""Compares two sets of answers by what they mean."""

from typing import Any

from bening.scoring.answers.model import Answer, AnswerSet


def meaning(given: AnswerSet) -> dict[str, Any]:
    """Return all that counts: not the file, and not how a number was spelled."""
    return {
        "answers": {code: _answer(answer) for code, answer in given.answers.items()},
        "facts": {name: _number(word) for name, word in given.facts.items()},
        "options": dict(given.options),
        "notes": dict(given.notes),
        "as_of": given.as_of,
        "stage": given.stage,
        "warnings": [warning.key for warning in given.warnings],
    }


def _answer(answer: Answer) -> tuple[Any, ...]:
    inputs = dict(answer.inputs) if answer.inputs is not None else None
    return answer.letter, answer.number, inputs, answer.not_applicable, answer.as_of, len(answer.parts)


def _number(word: str) -> str | float:
    plain = word.replace(",", ".")
    return float(plain) if plain.replace(".", "").isdigit() else word
