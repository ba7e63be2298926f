"""What may follow what, whose turn it is, and how values become a result; plain values, no database, no clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bening.scoring import yamltree
from bening.scoring.answers.interpret import Wrong, interpret, interpret_fact
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.instrument.read import read_instrument
from bening.scoring.numbers import exact
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.show.document import score_document
from bening.scoring.text import Message, Place, Text

Value = str | Mapping[str, Any]
DRAFT, SUBMITTED, APPROVED, RETURNED, ASSESSED = "draft", "submitted", "approved", "returned", "assessed"
OFFICE, HEAD, ASSESSOR, OUTSIDE, NOBODY = "office", "head", "assessor", "outside", "nobody"
_TURNS = {DRAFT: OFFICE, RETURNED: OFFICE, SUBMITTED: HEAD, APPROVED: ASSESSOR, ASSESSED: NOBODY}
TITLE = 150  # letters of a round's title
_INSTRUMENTS: dict[str, Instrument] = {}


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as the office would hand it in."""

    value: Value | None
    note: str
    is_confirmed: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class Found:
    """What an assessor finds: the ruling, the value that they give, and one sentence of reason."""

    ruling: str
    value: Value | None
    reason: str


def turn(state: str, *, is_outside_open: bool = False) -> str:
    """Return whose turn an answer is: the office, its head, the internal assessor, the outside ones, or nobody.

    The outside assessors follow the internal one where the round asks for them and their opinion is not closed.

    >>> turn("submitted"), turn("assessed"), turn("assessed", is_outside_open=True)
    ('head', 'nobody', 'outside')
    """
    found = _TURNS[state]
    return OUTSIDE if found == NOBODY and is_outside_open else found


def missing_for_submission(draft: Draft) -> tuple[str, ...]:
    """Return what an answer lacks before it can be handed in: `value`, `evidence`, `confirmation`."""
    lacks = []
    if draft.value is None or draft.value in ("", {}):
        lacks.append("value")
    if not draft.evidence and not draft.note.strip():
        lacks.append("evidence")
    if not draft.is_confirmed:
        lacks.append("confirmation")
    return tuple(lacks)


def instrument_of(sha256: str, document: Mapping[str, Any]) -> Instrument:
    """Return the instrument of a canonical form that was checked when it was stored."""
    return kept_instrument(sha256, lambda: document)


def kept_instrument(sha256: str, load: Callable[[], Mapping[str, Any]]) -> Instrument:
    """Return the instrument of a digest, kept in the process; `load` gives its canonical form the first time."""
    if sha256 not in _INSTRUMENTS:
        _INSTRUMENTS[sha256] = read_instrument(yamltree.plain(load()), "instrument", sha256)[0]
    return _INSTRUMENTS[sha256]


def leaves_of(instrument: Instrument) -> dict[str, Leaf]:
    """Return the indicators of an instrument by code, in the order of the file."""
    return {node.code: node.leaf for node in instrument.nodes() if node.leaf}


def problem_with(leaf: Leaf, code: str, value: Value) -> Message | None:
    """Return what is wrong with a value for an indicator, None where it can be used."""
    if isinstance(value, Mapping) and "file" in value:
        return Message("answer_is_mapping", (("code", code),), Place())
    try:
        interpret(code, leaf, yamltree.plain(value), Place())
    except Wrong as wrong:
        return wrong.message
    return None


def is_same(first: Value | None, second: Value | None) -> bool:
    """Return whether two values say the same, numbers by what they are worth.

    >>> is_same("80", "80.0"), is_same({"score": "80,0"}, {"score": "80"}), is_same("A", "B")
    (True, True, False)
    """
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(is_same(first[name], second[name]) for name in first)
    if isinstance(first, str) and isinstance(second, str):
        numbers = exact(first.replace(",", ".")), exact(second.replace(",", "."))
        return numbers[0] == numbers[1] if None not in numbers else first == second
    return first == second


def facts_of(instrument: Instrument, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the stated facts of a round as the gates compare them; raises `Wrong` for one that does not fit."""
    found = {}
    for name, fact in instrument.facts.items():
        word = interpret_fact(fact, yamltree.plain(typed.get(name, "")), Place())
        if word is not None:
            found[name] = word
    return found


def result_of(
    instrument: Instrument,
    profile: str,
    values: Mapping[str, Value | None],
    *,
    options: Mapping[str, str],
    facts: Mapping[str, str],
    stage: str | None,
) -> Result:
    """Return the exact result of values by code; a missing value counts nothing. Raises `scoring.text.Refused`."""
    given = {
        "instrument": instrument.id,
        "answers": {code: value for code, value in values.items() if value is not None},
        "facts": dict(facts),
        "options": dict(options),
    }
    answers = read_tree(yamltree.plain(given), instrument, "ronde")
    return score(plan(instrument, profile), replace(answers, stage=stage if stage in instrument.stages else None))


def round_title(stage: Text, year: int, office: str) -> tuple[str, str]:
    """Return what a round is called that nobody named, in Indonesian and in English; without an office for a region.

    >>> round_title(Text("Keadaan awal", "Baseline"), 2025, "")
    ('Keadaan awal 2025', 'Baseline 2025')
    >>> round_title(Text("Penilaian nasional", "National assessment"), 2026, "RSUD Contoh")
    ('Penilaian nasional 2026, RSUD Contoh', 'National assessment 2026, RSUD Contoh')
    """
    end = f", {office}" if office else ""
    return f"{stage.id} {year}{end}"[:TITLE], f"{stage.en} {year}{end}"[:TITLE]


def document_of(result: Result) -> dict[str, Any]:
    """Return what a closing stores: the JSON of the score, without the name of a file."""
    found = score_document(result)
    found.pop("file", None)
    return found


def combined(values: Sequence[Value]) -> Value:
    """Return the mean of several assessors' values as the engine takes it; one value stands for itself."""
    if not values:
        raise ValueError("no value to combine")
    first = values[0]
    return first if all(value == first for value in values) else {"mean_of": list(values)}
