"""What the engine says, and stored values, in the language of the page."""

import re
from collections.abc import Mapping

from bening.scoring.instrument.model import Leaf
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.messages.render import render
from bening.scoring.text import Message, Text
from bening.systems.assessment import rules
from bening.systems.assessment.forms import plain_value
from bening.web.language import language

_DECIMAL = re.compile(r"(?<=[0-9])[.,](?=[0-9])", re.ASCII)  # kept as it was typed: either mark


def said(message: Message) -> str:
    """Return a message of the engine as a sentence."""
    return render(message, language())


def said_under(code: str, message: Message) -> str:
    """Return a message as it stands under the heading of an indicator, which names the code already."""
    sentence = said(message).removeprefix(f"{code}, ")
    return sentence[:1].upper() + sentence[1:]


def words(text: Text | None) -> str:
    """Return words of an instrument in the language of the page; nothing for none."""
    return text.said(language()) if text else ""


def title_of(stored: dict[str, str]) -> str:
    """Return a stored title in the language of the page."""
    return stored[language()]


def value_words(value: rules.Value | None) -> str:
    """Return a stored value with its decimals as the language of the page writes them; nothing for none."""
    return _number(plain_value(value), language())


def value_text(value: rules.Value | None, leaf: Leaf) -> Text:
    """Return a stored value in both languages as people see it: a level with its rubric, inputs by their titles."""
    return Text(_seen(value, leaf, "id"), _seen(value, leaf, "en"))


def _number(text: str, language: str) -> str:
    return _DECIMAL.sub("." if language == "en" else ",", text)


def _seen(value: rules.Value | None, leaf: Leaf, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping) and leaf.ratio is not None and "mean_of" not in value:
        titles = {entry.name: entry.title.said(language) for entry in leaf.ratio.inputs}
        return "; ".join(f"{titles.get(name) or name}: {_number(str(text), language)}" for name, text in value.items())
    asked = dict(zip((level.letter for level in levels_of(leaf)), leaf.rubric, strict=False))
    if isinstance(value, str) and value in asked:
        return f"{value} ({asked[value].text.said(language)})"
    return _number(plain_value(value), language)
