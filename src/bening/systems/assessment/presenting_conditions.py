"""What the gates of an instrument ask beside the answers: the fields of a form, and what was stated."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bening.scoring.instrument.model import Fact, Instrument
from bening.systems.assessment.saying import words
from bening.web.formatting import as_written
from bening.web.language import language


@dataclass(frozen=True)
class Condition:
    """A fact that a gate compares, as a page asks for it; `choices` is empty where a number is asked."""

    name: str
    title: str
    value: str
    said: str
    choices: list[tuple[str, str]]
    is_assumed: bool


def conditions(instrument: Instrument, stated: Mapping[str, str]) -> list[Condition]:
    """Return the facts of an instrument with what was stated of each."""
    return [_condition(fact, stated.get(fact.name, "")) for fact in instrument.facts.values()]


def _condition(fact: Fact, value: str) -> Condition:
    choices = (
        [("true", _("ya")), ("false", _("tidak"))] if fact.kind == "yes_no" else [(word, word) for word in fact.words]
    )
    said = as_written(value, language()) if value and not choices else dict(choices).get(value, value)
    return Condition(fact.name, words(fact.title), value, said, choices, is_assumed=fact.basis.assumed)
