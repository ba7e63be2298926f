"""Values and words of instruments in the pages of assessment."""

from typing import Any

from django import template

from bening.scoring.text import Text
from bening.systems.assessment import saying

register = template.Library()


@register.simple_tag
def words(text: Text | None) -> str:
    """Write words of an instrument in the language of the page."""
    return saying.words(text)


@register.simple_tag
def plain_value(value: Any) -> str:
    """Write a value as a person reads it."""
    return saying.value_words(value) or "-"
