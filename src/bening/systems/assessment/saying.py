"""What the engine says, in the language of the page."""

from django.utils.translation import get_language

from bening.scoring.messages.render import render
from bening.scoring.text import Message, Text


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
