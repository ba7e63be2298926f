"""Numbers and words as the sheets show them."""

from fractions import Fraction

from bening.scoring import numbers

FACT_WORDS = ("Tidak", "Ya")
FACT_WORDS_ALSO = ("T", "Y", "FALSE", "TRUE")


def figure(value: Fraction, language: str, decimals: int | None = None) -> str:
    """Return a number as the language writes it: in full, or with so many decimals."""
    text = numbers.shortest(value) if decimals is None else numbers.written(value, decimals)
    return text.replace(".", ",") if language != "en" else text


def points_figure(value: Fraction, language: str) -> str:
    """Return points in full where two to four decimals do, else with four."""
    places = numbers.decimals_of(value)
    return figure(value, language, 4 if places is None else min(max(places, 2), 4))
