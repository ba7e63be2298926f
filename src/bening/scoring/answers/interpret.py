"""Understands one answer, fact or option: from text to an `Answer`, or a message that says what is wrong."""

import re
from datetime import date
from fractions import Fraction

from bening.scoring import numbers
from bening.scoring.answers.model import Answer
from bening.scoring.instrument.check import fact_position
from bening.scoring.instrument.model import Fact, Leaf
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.text import Message, Place, Text, listed, message
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree

NOT_APPLICABLE = "n/a"
MOST_PARTS = 100
_GROUPED = re.compile(r"[0-9]{1,3}[.,][0-9]{3}\Z", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_WORDS_YES_NO = {"Y": "Y", "YA": "Y", "T": "T", "TIDAK": "T"}
_WORDS_FACT = {"TRUE": "true", "FALSE": "false", "YA": "true", "TIDAK": "false", "Y": "true", "T": "false"}


class Wrong(Exception):  # noqa: N818 - an answer that is wrong, not a fault of the program
    """An answer cannot be understood; `message` says why."""

    def __init__(self, key: str, place: Place, **values: str | Text | int) -> None:
        self.message: Message = message(key, place, **values)
        super().__init__(key)


def interpret(code: str, leaf: Leaf, tree: Tree, place: Place) -> Answer | None:
    """Return the answer to a question, None where it is missing; raises `Wrong`."""
    place = place._replace(line=tree.line or place.line)
    if isinstance(tree, Mapping) and "mean_of" in tree.entries:
        return _mean(code, leaf, tree, place)
    if isinstance(tree, Listing):
        raise Wrong("answer_is_list", place, code=code)
    if isinstance(tree, Mapping):
        if leaf.kind == "ratio":
            return _inputs(code, leaf, tree, place)
        if leaf.kind == "instrument":
            return _other_result(code, leaf, tree, place)
        raise Wrong("answer_is_mapping", place, code=code)
    text = tree.text.strip()
    if tree.empty or not text:
        return None
    if text.lower() == NOT_APPLICABLE:
        if leaf.not_applicable is None:
            raise Wrong("not_applicable_refused", place, code=code)
        return Answer(NOT_APPLICABLE, not_applicable=True)
    return _scalar(code, leaf, text, place)


def _scalar(code: str, leaf: Leaf, text: str, place: Place) -> Answer:
    if leaf.kind in {"yes_no", "choice"}:
        return _letter(code, leaf, text, place)
    if leaf.kind == "ratio":
        return _ratio(code, leaf, text, place)
    value = numbers.decimal(text)
    if value is None:
        raise Wrong("answer_not_number", place, code=code, text=text[:60])
    if not leaf.minimum <= value <= leaf.maximum:
        lowest, highest = numbers.shortest(leaf.minimum), numbers.shortest(leaf.maximum)
        raise Wrong("answer_out_of_range", place, code=code, text=text[:60], lowest=lowest, highest=highest)
    return Answer(text.replace(",", "."), number=value)


def _letter(code: str, leaf: Leaf, text: str, place: Place) -> Answer:
    wanted = text.upper()
    if leaf.kind == "yes_no":
        wanted = _WORDS_YES_NO.get(wanted, wanted)
    for level in levels_of(leaf):
        if level.letter.upper() == wanted:
            return Answer(level.letter, letter=level.letter)
    known = listed(level.letter for level in levels_of(leaf))
    raise Wrong("answer_not_on_scale", place, code=code, text=text[:60], known=known)


def _ratio(code: str, leaf: Leaf, text: str, place: Place) -> Answer:
    ratio = leaf.ratio
    pair = numbers.quotient(text)
    if pair is not None and ratio is not None:
        if not ratio.formula.is_plain:
            raise Wrong("quotient_refused", place, code=code, text=text[:60], names=listed(ratio.formula.names))
        above, below = ratio.formula.numerator[0][0], ratio.formula.denominator[0][0]
        inputs = {above: Fraction(pair[0]), below: Fraction(pair[1])}
        return Answer(text, inputs=inputs)
    value = numbers.decimal(text)
    if value is None:
        raise Wrong("answer_not_ratio", place, code=code, text=text[:60])
    if not 0 <= value <= 1:
        raise Wrong("answer_out_of_range", place, code=code, text=text[:60], lowest="0", highest="1")
    return Answer(text.replace(",", "."), number=value)


def _inputs(code: str, leaf: Leaf, tree: Mapping, place: Place) -> Answer | None:
    ratio = leaf.ratio
    known = {entry.name: entry for entry in ratio.inputs} if ratio else {}
    inputs: dict[str, Fraction] = {}
    for name, item in tree.entries.items():
        here = place._replace(line=item.line or place.line)
        if name not in known:
            raise Wrong("input_unknown", here, code=code, name=name[:60], known=listed(known))
        if not isinstance(item, Scalar):
            raise Wrong("input_not_number", here, code=code, name=name, text="…")
        if item.empty or not item.text.strip():
            continue
        inputs[name] = _input(code, name, item.text.strip(), here, is_count=known[name].is_count)
    if not inputs:
        return None
    shown = ", ".join(f"{name} {numbers.shortest(value)}" for name, value in inputs.items())
    return Answer(shown, inputs=inputs)


def _input(code: str, name: str, text: str, place: Place, *, is_count: bool) -> Fraction:
    value = numbers.decimal(text)
    if value is not None and value < 0:
        raise Wrong("input_negative", place, code=code, name=name, text=text)
    if not is_count:
        if value is None:
            raise Wrong("input_not_number", place, code=code, name=name, text=text[:60])
        return value
    whole = numbers.count(text)
    if whole is not None:
        return Fraction(whole)
    if _GROUPED.match(text):
        grouped = re.sub("[.,]", "", text)
        raise Wrong("count_ambiguous", place, code=code, name=name, text=text, whole=grouped, part=text)
    raise Wrong("input_not_count", place, code=code, name=name, text=text[:60])


def _mean(code: str, leaf: Leaf, tree: Mapping, place: Place) -> Answer:
    parts = tree.entries["mean_of"]
    if len(tree.entries) > 1 or not isinstance(parts, Listing) or not 1 <= len(parts.items) <= MOST_PARTS:
        raise Wrong("mean_of_shape", place, code=code)
    answers = []
    for item in parts.items:
        nested = isinstance(item, Mapping) and ("mean_of" in item.entries or "file" in item.entries)
        part = None if nested else interpret(code, leaf, item, place)
        if part is None or (part.inputs is not None and missing_inputs(leaf, part)):
            raise Wrong("mean_of_part", place._replace(line=item.line or place.line), code=code)
        answers.append(part)
    return Answer(", ".join(part.shown for part in answers), parts=tuple(answers))


def missing_inputs(leaf: Leaf, answer: Answer) -> tuple[str, ...]:
    """Return the inputs that the formula needs and the answer does not have."""
    if leaf.ratio is None or answer.inputs is None:
        return ()
    return tuple(name for name in leaf.ratio.formula.names if name not in answer.inputs)


def _other_result(code: str, leaf: Leaf, tree: Mapping, place: Place) -> Answer | None:
    texts = {}
    for name, item in tree.entries.items():
        if name not in {"score", "as_of", "file"} or not isinstance(item, Scalar):
            raise Wrong("other_result_shape", place, code=code, name=name[:60])
        if not item.empty:
            texts[name] = item.text.strip()
    as_of = texts.get("as_of")
    if as_of is not None and not is_day(as_of):
        raise Wrong("day_shape", place, text=as_of[:60])
    if ("score" in texts) == ("file" in texts):
        if not texts:
            return None
        raise Wrong("other_result_both", place, code=code)
    if "file" in texts:
        return Answer(texts["file"], file=texts["file"], as_of=as_of)
    found = _scalar(code, leaf, texts["score"], place)
    return Answer(found.shown, number=found.number, as_of=as_of)


def is_day(text: str) -> bool:
    """Return whether the text is a day of the calendar as 2025-09-11."""
    if not _DAY.match(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def interpret_fact(fact: Fact, tree: Tree, place: Place) -> str | None:
    """Return a fact's word or number as the gates compare it, None where it is not stated; raises `Wrong`."""
    place = place._replace(line=tree.line or place.line)
    if not isinstance(tree, Scalar):
        raise Wrong("fact_shape", place, name=fact.name)
    text = tree.text.strip()
    if tree.empty or not text:
        return None
    if fact.kind == "yes_no":
        word: str | None = _WORDS_FACT.get(text.upper())
    elif fact.words:
        word = next((entry for entry in fact.words if entry.upper() == text.upper()), None)
    else:
        word = text if fact_position(fact, text) is not None else None
    if word is None:
        known = listed(fact.words) or _range(fact)
        raise Wrong("fact_value", place, name=fact.name, text=text[:60], known=known)
    return word


def _range(fact: Fact) -> str:
    lowest = numbers.shortest(fact.minimum) if fact.minimum is not None else "…"
    highest = numbers.shortest(fact.maximum) if fact.maximum is not None else "…"
    return f"{lowest} .. {highest}"
