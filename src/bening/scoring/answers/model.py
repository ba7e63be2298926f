"""Answers as they were given: what stands in the file, understood but not yet valued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bening.scoring.text import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a level's letter, a number, named inputs of a ratio, another result, or the mean of several.

    `shown` is the answer as a person reads it. `inputs` may lack some of the formula's names: then it is missing.
    """

    shown: str
    letter: str | None = None
    number: Fraction | None = None
    inputs: Mapping[str, Fraction] | None = None
    parts: tuple["Answer", ...] = ()
    not_applicable: bool = False
    as_of: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """All answers of one file, with its facts and options; codes without an answer are absent."""

    instrument: str
    answers: Mapping[str, Answer]
    facts: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    stage: str | None = None
    file: str | None = None
    warnings: tuple[Message, ...] = ()
