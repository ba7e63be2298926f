"""What the engine says, and stored values, in the language of the page."""

import re

from django.utils.translation import get_language

from bening.scoring.messages.render import render
from bening.scoring.text import Message, Text
from bening.systems.assessment import rules
from bening.systems.assessment.forms import plain_value

_DECIMAL = re.compile(r"(?<=[0-9])[.,](?=[0-9])", re.ASCII)  # kept as it was typed: either mark


def language() -> str:
    """Return the language of the page as the engine names it."""
    return "en" if (get_language() or "").startswith("en") else "id"


def said(message: Message) -> str:
    """Return a message of the engine as a sentence."""
    return render(message, language())


def words(text: Text | None) -> str:
    """Return words of an instrument in the language of the page; nothing for none."""
    return text.said(language()) if text else ""


def title_of(stored: dict[str, str]) -> str:
    """Return a stored title in the language of the page."""
    return stored[language()]


def value_words(value: rules.Value | None) -> str:
    """Return a stored value with its decimals as the language of the page writes them; nothing for none."""
    return _DECIMAL.sub("." if language() == "en" else ",", plain_value(value))
