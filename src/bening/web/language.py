"""In which of our two languages a page speaks."""

from django.utils.translation import get_language


def language() -> str:
    """Return the language of the page, `id` or `en`, as everything that we write in both names it."""
    return "en" if (get_language() or "").startswith("en") else "id"
