"""Which steps a question allows from where it stands, and what an effort file says of them."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from bening.scoring import numbers, yamltree
from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.path.model import Move, Question
from bening.scoring.plan import PlanLeaf
from bening.scoring.result import Result
from bening.scoring.text import Message, Place, Refused, message, refuse
from bening.scoring.worth import worth
from bening.scoring.yamltree import Mapping as MappingTree
from bening.scoring.yamltree import Scalar, Tree

IMPOSSIBLE = "impossible"
ANY_LEVEL = ""
Efforts = Mapping[str, Mapping[str, Fraction | None]]
_STEPS = {"ratio": Fraction(1, 10), "percent": Fraction(10)}
_DECIMALS = {"ratio": 2, "percent": 0, "index": 2}


def questions(result: Result, efforts: Efforts, *, include_outcomes: bool) -> list[Question]:
    """Return the questions that can climb, in the order of the file, each with its moves."""
    found = []
    for position, planned in enumerate(result.plan.leaves):
        leaf = planned.leaf
        answer = result.given.answers.get(planned.code)
        if leaf.kind == "instrument" or (leaf.outcome and not include_outcomes):
            continue
        if answer is not None and answer.not_applicable:
            continue
        own = efforts.get(planned.code, {})
        moves = tuple(_moves(result, position, planned, own))
        if moves:
            found.append(Question(position, planned.code, stands(result, position), moves, not own))
    return found


def stands(result: Result, position: int) -> str | None:
    """Return where a question stands as a person reads it, None for a missing answer."""
    planned = result.plan.leaves[position]
    answer = result.given.answers.get(planned.code)
    worth_ = result.worths.get(position)
    if answer is None or (worth_ is not None and worth_.missing):
        return None
    if answer.parts or answer.inputs is not None:
        return numbers.six(result.value_of(position))
    return answer.shown


def _moves(result: Result, position: int, planned: PlanLeaf, own: Mapping[str, Fraction | None]) -> Iterator[Move]:
    """Yield the moves with a gain; letters, the most of all answers, are compared in whole numbers."""
    have = result.running[position + 1] - result.running[position]
    if planned.letters:
        levels = _letters(result, planned, have, is_missing=stands(result, position) is None)
    else:
        present = Fraction(have, result.scale)
        levels = (
            (climb, answer, worth(planned.leaf, answer).value * planned.maximum - present)
            for climb, answer in _numbers(result, position, planned.leaf, is_missing=stands(result, position) is None)
        )
    least: Fraction | None = Fraction(0)
    for climb, answer, gain in levels:
        effort = own.get(answer.shown, own.get(ANY_LEVEL, Fraction(climb)))
        if falls(least, effort):
            raise refuse("effort_falls_here", code=planned.code, to=answer.shown)
        least = effort
        if gain > 0 and effort is not None:
            yield Move(climb, answer.shown, answer, effort, gain)


def falls(lower: Fraction | None, higher: Fraction | None) -> bool:
    """Return whether the effort of a higher level is less; None is impossible, more than any effort."""
    return higher is not None and (lower is None or higher < lower)


def _letters(
    result: Result, planned: PlanLeaf, have: int, *, is_missing: bool
) -> Iterator[tuple[int, Answer, Fraction]]:
    """Yield climb, answer and gain of each level above the present one; a missing answer stands on the lowest."""
    factor = result.scale // result.plan.unit
    levels = sorted(planned.letters.items(), key=lambda level: level[1])
    stands_at = levels[0][1] * factor if is_missing else have
    above = (level for level in levels if level[1] * factor > stands_at)
    for climb, (letter, units) in enumerate(above, 1):
        yield climb, Answer(letter, letter=letter), Fraction(units * factor - have, result.scale)


def _numbers(result: Result, position: int, leaf: Leaf, *, is_missing: bool) -> Iterator[tuple[int, Answer]]:
    """Yield climb and answer of each level above the present one, from the nearest up."""
    if leaf.kind in {"yes_no", "choice"}:
        answers = [Answer(level.letter, letter=level.letter) for level in levels_of(leaf)[::-1]]
        value = worth(leaf, answers[0]).value if is_missing else result.value_of(position)
        yield from enumerate((answer for answer in answers if worth(leaf, answer).value > value), 1)
    elif leaf.kind == "number":
        value = result.value_of(position)
        above_bands = [band for band in leaf.bands[::-1] if band.value > value]
        for climb, band in enumerate(above_bands, 1):
            yield climb, Answer(numbers.shortest(band.limit), number=band.limit)
    else:
        yield from _multiples(result, position, leaf)


def _multiples(result: Result, position: int, leaf: Leaf) -> Iterator[tuple[int, Answer]]:
    """Yield the multiples of a tenth (or of ten per cent) above the present value, the last cut at the maximum."""
    width, decimals = _STEPS.get(leaf.kind, leaf.step), _DECIMALS[leaf.kind]
    top = leaf.ratio.cap.value if leaf.ratio else leaf.maximum
    present = result.value_of(position) * (1 if leaf.ratio else leaf.maximum)
    climb, multiple = 0, present // width + 1
    while present < top:
        climb += 1
        present = min(multiple * width, top)
        multiple += 1
        places = max(decimals, numbers.decimals_of(present) or 0)
        to = numbers.written(present, places)
        yield climb, Answer(to, number=present)


def read_efforts(path: Path, instrument: Instrument) -> Efforts:
    """Return the efforts of a YAML file: code, or code and level, to a positive number or `impossible`.

    None stands for impossible. Raises `Refused`.
    """
    file = str(path)
    if path.suffix.lower() not in {".yaml", ".yml"}:
        raise refuse("file_ending", Place(file), known=".yaml, .yml")
    tree = yamltree.read_file(path)
    if not isinstance(tree, MappingTree):
        raise Refused([message("effort_shape", Place(file, tree.line))])
    leaves = {node.code: node.leaf for node in instrument.nodes() if node.leaf}
    problems: list[Message] = []
    efforts: dict[str, dict[str, Fraction | None]] = {}
    for code, part in tree.entries.items():
        place = Place(file, tree.lines.get(code))
        if code not in leaves:
            problems.append(message("effort_code", place, code=code[:80]))
            continue
        levels = part.entries if isinstance(part, MappingTree) else {ANY_LEVEL: part}
        efforts[code] = {}
        for level, entry in levels.items():
            name = _level_name(leaves[code], level)
            if name is None:
                problems.append(message("effort_level", place, code=code, level=level[:60]))
            elif name in efforts[code]:
                problems.append(message("effort_twice", place, code=code, level=level[:60]))
            else:
                _take(efforts[code], name, entry, place, problems, code)
        _check_rising(leaves[code], efforts[code], place, problems, code)
    if problems:
        raise Refused(problems)
    return efforts


def _take(
    own: dict[str, Fraction | None], level: str, tree: Tree, place: Place, problems: list[Message], code: str
) -> None:
    text = tree.text.strip() if isinstance(tree, Scalar) else ""
    value = numbers.decimal(text)
    if text == IMPOSSIBLE:
        own[level] = None
    elif value is None or value <= 0:
        problems.append(message("effort_value", place, code=code, text=text[:60] or "…"))
    else:
        own[level] = value


def _level_name(leaf: Leaf, level: str) -> str | None:
    """Return a level's name as `to` writes it, None where the question does not have it."""
    if level == ANY_LEVEL:
        return level
    if leaf.kind in {"yes_no", "choice"}:
        return next((entry.letter for entry in levels_of(leaf) if entry.letter == level.strip().upper()), None)
    value = numbers.decimal(level.strip())
    if value is None or not leaf.minimum <= value <= leaf.maximum:
        return None
    if leaf.kind == "number":
        return next((numbers.shortest(band.limit) for band in leaf.bands if band.limit == value), None)
    return numbers.written(value, max(_DECIMALS.get(leaf.kind, 0), numbers.decimals_of(value) or 0))


def _check_rising(
    leaf: Leaf, own: Mapping[str, Fraction | None], place: Place, problems: list[Message], code: str
) -> None:
    """Report efforts that fall as the level rises; impossible counts as more than any number."""
    key: Callable[[str], Fraction] = _rank(leaf)
    named = sorted((level for level in own if level != ANY_LEVEL), key=key)
    for lower, higher in pairwise(named):
        if falls(own[lower], own[higher]):
            problems.append(message("effort_falls", place, code=code, lower=lower, higher=higher))


def _rank(leaf: Leaf) -> Callable[[str], Fraction]:
    if leaf.kind in {"yes_no", "choice"}:
        order = {level.letter: level.value for level in levels_of(leaf)}
        return lambda level: order[level]
    sign = 1 if leaf.more_is_better else -1
    return lambda level: sign * (numbers.decimal(level) or Fraction(0))
