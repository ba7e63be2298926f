"""The formula of a ratio: a sum over a sum, and what a rising input does to its value."""

import re
from collections.abc import Mapping
from fractions import Fraction

from bening.scoring.instrument.model import Effect, Formula

_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*|[-+/()])", re.ASCII)
_LONGEST = 500


def parse(text: str) -> Formula | None:
    """Return the formula that the text writes, or None: names, + and -, one division, parentheses around a sum.

    >>> parse("(a - b) / a").numerator
    (('a', 1), ('b', -1))
    """
    tokens = _tokens(text.strip())
    if tokens is None or tokens.count("/") != 1:
        return None
    cut = tokens.index("/")
    numerator, denominator = _sum(tokens[:cut]), _sum(tokens[cut + 1 :])
    if not numerator or not denominator or numerator == denominator:
        return None
    return Formula(text.strip(), tuple(numerator.items()), tuple(denominator.items()))


def _tokens(text: str) -> list[str] | None:
    found, at = [], 0
    while at < len(text) <= _LONGEST:
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        found.append(token[1])
        at = token.end()
    return found


def _sum(tokens: list[str]) -> dict[str, int] | None:
    if tokens[:1] == ["("] and tokens[-1:] == [")"]:
        tokens = tokens[1:-1]
    elif len(tokens) > 1:
        return None
    terms: dict[str, int] = {}
    sign: int | None = 1
    for token in tokens:
        if token in {"+", "-"}:
            if sign is not None:
                return None
            sign = 1 if token == "+" else -1
        elif token in {"(", ")"} or sign is None:
            return None
        else:
            terms[token] = terms.get(token, 0) + sign
            sign = None
    return terms if sign is None else None


def effect(formula: Formula, name: str) -> Effect:
    """Return what a rising input does to the quotient of inputs that are not negative: up, down, mixed or unused.

    The sign of N'D - ND' decides (quotient rule); it is a sum over the inputs, so equal signs settle it.
    """
    if name not in formula.names:
        return "unused"
    numerator, denominator = dict(formula.numerator), dict(formula.denominator)
    above, below = numerator.get(name, 0), denominator.get(name, 0)
    terms = [above * denominator.get(other, 0) - below * numerator.get(other, 0) for other in formula.names]
    if any(term > 0 for term in terms):
        return "mixed" if any(term < 0 for term in terms) else "up"
    return "down" if any(term < 0 for term in terms) else "unused"


def evaluate(side: tuple[tuple[str, int], ...], inputs: Mapping[str, Fraction]) -> Fraction:
    """Return one side of the formula."""
    return sum((coefficient * inputs[name] for name, coefficient in side), Fraction(0))
