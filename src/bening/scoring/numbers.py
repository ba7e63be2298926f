"""Exact numbers: read from their text, written rounded half up or in full."""

import re
from fractions import Fraction

LONGEST_NUMBER = 40
LONGEST_FRACTION = 1000
SIX = 1_000_000

_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?\Z", re.ASCII)
_COUNT = re.compile(r"[0-9]+\Z", re.ASCII)
_FRACTION = re.compile(r"([0-9]+)/([0-9]+)\Z", re.ASCII)


def decimal(text: str) -> Fraction | None:
    """Return the number that the text writes, or None: digits, one sign, one point or comma, nothing else.

    >>> decimal("3,72")
    Fraction(93, 25)
    >>> decimal("1e3") is None
    True
    """
    found = _DECIMAL.match(text) if len(text) <= LONGEST_NUMBER else None
    if found is None:
        return None
    sign, whole, part = found.groups()
    size = int(whole + (part or ""))
    return Fraction(-size if sign == "-" else size, 10 ** len(part or ""))


def count(text: str) -> int | None:
    """Return the whole number that the text writes in digits alone, or None."""
    return int(text) if len(text) <= LONGEST_NUMBER and _COUNT.match(text) else None


def quotient(text: str) -> tuple[int, int] | None:
    """Return numerator and denominator of "3/4", or None."""
    found = _FRACTION.match(text) if len(text) <= LONGEST_NUMBER else None
    return (int(found[1]), int(found[2])) if found else None


def exact(text: str) -> Fraction | None:
    """Return the number of a rule's text: a decimal with a point, or a fraction such as 100/19; else None."""
    if "," in text:
        return None
    pair = quotient(text)
    if pair is None:
        return decimal(text)
    return Fraction(*pair) if pair[1] else None


def half_up(numerator: int, denominator: int, unit: int) -> int:
    """Return numerator / denominator in units of 1 / unit, a tie going away from zero; the denominator is positive."""
    size = (2 * abs(numerator) * unit + denominator) // (2 * denominator)
    return -size if numerator < 0 else size


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return the value rounded half up to so many decimals."""
    unit = 10**decimals
    return Fraction(half_up(value.numerator, value.denominator, unit), unit)


def fixed(units: int, decimals: int) -> str:
    """Return a number of units of 10^-decimals as text with so many decimals.

    >>> fixed(-200, 2)
    '-2.00'
    """
    if not decimals:
        return str(units)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    return f"{'-' if units < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


def written(value: Fraction, decimals: int) -> str:
    """Return the value as text with so many decimals, rounded half up."""
    return fixed(half_up(value.numerator, value.denominator, 10**decimals), decimals)


def six(value: Fraction) -> str:
    """Return the value as text with six decimals, rounded half up."""
    return fixed(half_up(value.numerator, value.denominator, SIX), 6)


def decimals_of(value: Fraction) -> int | None:
    """Return how many decimals write the value exactly, or None where none do."""
    denominator, twos, fives = value.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def shortest(value: Fraction) -> str:
    """Return the value in full: the shortest decimal, or a fraction where no decimal is exact.

    A fraction whose lower part would take hundreds of digits is written with six decimals.

    >>> shortest(Fraction(5, 2)), shortest(Fraction(26, 3))
    ('2.5', '26/3')
    """
    if value.denominator.bit_length() > LONGEST_FRACTION:
        return six(value)
    places = decimals_of(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    return fixed(value.numerator * 10**places // value.denominator, places)


def rounded_up(value: Fraction, decimals: int) -> Fraction:
    """Return the least number with so many decimals that is not below the value."""
    unit = 10**decimals
    return Fraction(-(-value.numerator * unit // value.denominator), unit)
