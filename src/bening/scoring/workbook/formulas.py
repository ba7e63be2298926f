"""The formulas of the sheets: the engine's rules in floating point. The engine's own figure is the one that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from bening.scoring.instrument.model import Leaf, Ratio

PLACES = 9
FINER = 12


@dataclass(frozen=True, slots=True)
class ListRange:
    """A list on the hidden sheet: all words that are understood, their values, and the first of them, shown as menu."""

    words: str
    values: str
    menu: str


@dataclass(frozen=True, slots=True)
class Spots:
    """The cells of one question: its answer, the number read from it, its maximum, the numbers of its inputs."""

    answer: str
    number: str
    maximum: str
    inputs: Mapping[str, str]
    levels: ListRange | None = None
    zero_option: str = ""


def literal(value: Fraction) -> str:
    """Return a number as it stands in a formula."""
    return repr(float(value)) if value.denominator > 1 else str(value.numerator)


def quoted(text: str) -> str:
    """Return text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def is_empty(cell: str) -> str:
    """Return the condition that a cell holds nothing but spaces."""
    return f'TRIM({cell})=""'


def number(cell: str) -> str:
    """Return the number in a cell, also where it stands as text with a decimal comma; else ""."""
    text = f'_xlfn.NUMBERVALUE(SUBSTITUTE(TRIM({cell}),",","."),".",",")'
    return f'IF({is_empty(cell)},"",IF(ISNUMBER({cell}),{cell},IFERROR({text},"")))'


def input_number(cell: str, question: str, ratio: Ratio, name: str) -> str:
    """Return the number of a ratio's input; where its own cell is empty, its half of "3/4" in the question's cell."""
    if not ratio.formula.is_plain or name not in ratio.formula.names:
        return number(cell)
    if name == ratio.formula.numerator[0][0]:
        half = f'LEFT({question},FIND("/",{question})-1)'
    else:
        half = f'MID({question},FIND("/",{question})+1,40)'
    return f'IF({is_empty(cell)},IFERROR(_xlfn.NUMBERVALUE({half},".",","),""),{number(cell)})'


def looked_up(cell: str, found: ListRange) -> str:
    """Return the value of the word in a cell; 0 where the list does not have it. Text equals text in any case."""
    return f"SUMPRODUCT((TRIM({cell})={found.words})*{found.values})"


def is_listed(cell: str, found: ListRange) -> str:
    """Return the condition that the list has the word in a cell, in any case."""
    return f"SUMPRODUCT((TRIM({cell})={found.words})*1)>0"


def rounded(value: str, decimals: int) -> str:
    """Return a value rounded half up; rounding finer first takes back what floating point lost."""
    return f"ROUND(ROUND({value},{FINER}),{decimals})"


def share(leaf: Leaf, spots: Spots) -> str:
    """Return the value in 0..1 of a question's answer."""
    if spots.levels is not None and leaf.kind in {"yes_no", "choice"}:
        value = looked_up(spots.answer, spots.levels)
    elif leaf.ratio is not None:
        value = _ratio(leaf.ratio, spots)
    elif leaf.bands and spots.levels is not None:
        side = ">=" if leaf.more_is_better else "<="
        best = f"SUMPRODUCT(MAX(({spots.number}{side}{spots.levels.words})*{spots.levels.values}))"
        value = f"IF(ISNUMBER({spots.number}),{best},0)"
    else:
        value = f"IF(ISNUMBER({spots.number}),{spots.number}/{literal(leaf.maximum)},0)"
    if leaf.not_applicable is not None and leaf.kind not in {"yes_no", "choice"}:
        value = f'IF(LOWER(TRIM({spots.answer}))="n/a",{literal(leaf.not_applicable.value)},{value})'
    return value if leaf.rounding is None else rounded(value, leaf.rounding.decimals)


def _ratio(ratio: Ratio, spots: Spots) -> str:
    used = [spots.inputs[name] for name in ratio.formula.names]
    above, below = (_sum(side, spots) for side in (ratio.formula.numerator, ratio.formula.denominator))
    floor, cap = literal(ratio.floor.value), literal(ratio.cap.value)
    all_zero = f"IF(AND({','.join(f'{cell}=0' for cell in used)}),1,0)"
    zero = f'IF({spots.zero_option}="full",1,IF({spots.zero_option}="full_if_all_zero",{all_zero},0))'
    computed = f"IF({below}=0,{zero},MIN(MAX(({above})/({below}),{floor}),{cap}))"
    direct = f"MIN(MAX({spots.number},{floor}),{cap})"
    counted = f"IF(COUNT({','.join(used)})<{len(used)},0,{computed})"
    return f"IF(ISNUMBER({spots.number}),{direct},{counted})"


def _sum(side: tuple[tuple[str, int], ...], spots: Spots) -> str:
    terms = "".join(f"{'-' if times < 0 else '+'}{abs(times)}*{spots.inputs[name]}" for name, times in side)
    return terms.removeprefix("+")


def is_missing(leaf: Leaf, spots: Spots) -> str:
    """Return 1 where the question counts as not answered, else 0."""
    if leaf.ratio is None:
        return f"IF({is_empty(spots.answer)},1,0)"
    used = [spots.inputs[name] for name in leaf.ratio.formula.names]
    return f"IF({is_empty(spots.answer)},IF(COUNT({','.join(used)})<{len(used)},1,0),0)"


def is_usable(leaf: Leaf, spots: Spots, input_cells: list[str]) -> str:
    """Return the condition that an answer that is there can be read."""
    if spots.levels is not None and leaf.kind in {"yes_no", "choice"}:
        return is_listed(spots.answer, spots.levels)
    ends = f"{spots.number}>={literal(leaf.minimum)},{spots.number}<={literal(leaf.maximum)}"
    found = f"IF(ISNUMBER({spots.number}),AND({ends}),FALSE)"
    if leaf.ratio is not None:
        others = "+".join(f"LEN(TRIM({cell}))" for cell in input_cells)
        whole = f"COUNT({','.join(spots.inputs[name] for name in leaf.ratio.formula.names)})"
        by_inputs = f"AND({whole}={len(leaf.ratio.formula.names)})"
        direct = f"AND({found},{others}=0)"
        slash = f'ISNUMBER(FIND("/",{spots.answer}))' if leaf.ratio.formula.is_plain else "FALSE"
        return f"IF({is_empty(spots.answer)},{by_inputs},IF({slash},AND({by_inputs},{others}=0),{direct}))"
    if leaf.not_applicable is not None:
        return f'OR(LOWER(TRIM({spots.answer}))="n/a",{found})'
    return found


def passes(have: str, need: str, *, inclusive: str, two_decimals: str) -> str:
    """Return the condition that points reach a limit; two conditions decide on the limit itself and on rounding."""
    difference = f"ROUND({have}-{need},{PLACES})"
    if two_decimals:
        difference = f"IF({two_decimals},ROUND(ROUND(ROUND({have},{PLACES}),2)-{need},{PLACES}),{difference})"
    return f"IF({inclusive},{difference}>=0,{difference}>0)"
