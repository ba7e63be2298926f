"""Values and words of instruments in the pages of assessment."""

from typing import Any

from django import template

from bening.scoring.text import Text
from bening.systems.assessment import saying
from bening.systems.assessment.models import Round
from bening.systems.assessment.queries.round_page import stage_of

register = template.Library()


@register.simple_tag
def words(text: Text | None) -> str:
    """Write words of an instrument in the language of the page."""
    return saying.words(text)


@register.simple_tag
def stage_title(of: Round) -> str:
    """Write the stage of a round as its programme names it, its id where the programme no longer lists it."""
    stage = stage_of(of)
    return saying.words(stage.title) if stage else of.stage


@register.simple_tag
def plain_value(value: Any) -> str:
    """Write a value as a person reads it."""
    return saying.value_words(value) or "-"
