"""A set of answers as the cells of a workbook: text or number by code."""

from collections.abc import Mapping
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.instrument.model import Fact, Instrument
from bening.scoring.text import Message, Place, Refused, message
from bening.scoring.workbook.areas import DAY
from bening.scoring.workbook.cells import LONGEST_CELL
from bening.scoring.workbook.read import number_text
from bening.scoring.workbook.version import listed
from bening.scoring.workbook.words import FACT_WORDS

CellValue = str | float


def filled_cells(instrument: Instrument, given: AnswerSet) -> dict[str, CellValue]:
    """Return the value of each input cell by its code; raises `Refused` for what a cell cannot hold."""
    _check(given)
    cells: dict[str, CellValue] = {}
    for code, answer in given.answers.items():
        cells |= _answer(code, answer)
    for name, word in given.facts.items():
        cells[f"fact.{name}"] = _fact(instrument.facts[name], word)
    cells |= {f"option.{name}": choice for name, choice in given.options.items()}
    cells |= {code: text for code, text in ((DAY, given.as_of), ("stage", given.stage)) if text is not None}
    return cells


def _check(given: AnswerSet) -> None:
    place = Place(given.file)
    told: list[Message] = []
    combined = [code for code, answer in given.answers.items() if answer.parts or answer.file is not None]
    if combined:
        told.append(message("workbook_cannot_hold", place, codes=listed(combined)))
    for code, note in given.notes.items():
        if len(note) > LONGEST_CELL:
            told.append(message("workbook_note_too_long", place, code=code, limit=LONGEST_CELL))
    if told:
        raise Refused(told)


def _answer(code: str, answer: Answer) -> Mapping[str, CellValue]:
    if answer.inputs is not None:
        return {f"{code}:{name}": number_cell(value) for name, value in answer.inputs.items()}
    if answer.letter is not None:
        return {code: answer.letter}
    if answer.number is None:
        return {code: answer.shown}
    day = {f"{code}:{DAY}": answer.as_of} if answer.as_of is not None else {}
    return {code: number_cell(answer.number), **day}


def _fact(fact: Fact, word: str) -> CellValue:
    if fact.kind == "yes_no":
        return FACT_WORDS[fact.words.index(word)]
    value = numbers.decimal(word) if fact.kind == "number" else None
    return word if value is None else number_cell(value)


def number_cell(value: Fraction) -> CellValue:
    """Return a number for a cell, as text where a cell's 15 digits would not bring it back."""
    text = number_text(repr(float(value)))
    same = text is not None and numbers.decimal(text) == value
    return float(value) if same else numbers.shortest(value)
