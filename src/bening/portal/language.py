"""Two languages, two addresses: English lies under /en/, so that no page depends on who asks for it."""

from django.urls import reverse

ENGLISH = "/en"


def language_of(path: str) -> str:
    """Return the language of an address.

    >>> language_of("/en/daerah/35.72/"), language_of("/daerah/35.72/"), language_of("/enak/")
    ('en', 'id', 'id')
    """
    return "en" if path == ENGLISH or path.startswith(f"{ENGLISH}/") else "id"


def in_language(path: str, language: str) -> str:
    """Return the same page's address in a language.

    >>> in_language("/daerah/", "en"), in_language("/en/daerah/", "id"), in_language("/en/", "en")
    ('/en/daerah/', '/daerah/', '/en/')
    """
    plain = path[len(ENGLISH) :] or "/" if language_of(path) == "en" else path
    return ENGLISH + plain if language == "en" else plain


def other(language: str) -> str:
    """Return the other of the two languages."""
    return "id" if language == "en" else "en"


def address(page: str, language: str, /, **parts: object) -> str:
    """Return the address of a page of this package in a language."""
    return in_language(reverse(f"portal:{page}", kwargs=parts), language)
