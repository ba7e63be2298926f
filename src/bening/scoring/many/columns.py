"""What stands in which column of a table: found by name, refused by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bening.scoring.instrument.model import Instrument
from bening.scoring.text import Message, Place, Refused, message

ID = "id"
MOST_MESSAGES = 100
SHORTENED = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns: the id, questions by code, inputs by code and name, facts and options by name."""

    names: tuple[str, ...]
    id: int
    questions: Mapping[str, int]
    inputs: Mapping[str, Mapping[str, int]]
    facts: Mapping[str, int]
    options: Mapping[str, int]


def find_columns(names: Sequence[str], instrument: Instrument, file: str) -> Columns:
    """Return where everything stands; raises `Refused` with every column that is odd, double or missing."""
    place = Place(file)
    shown = tuple(name.strip() for name in names)
    roles = _roles(instrument)
    questions: dict[str, int] = {}
    inputs: dict[str, dict[str, int]] = {}
    others: dict[str, dict[str, int]] = {"fact": {}, "option": {}, ID: {}}
    for at, name in enumerate(shown):
        kind, key, entry = roles.get(name, ("", "", ""))
        if kind == "question":
            questions[key] = at
        elif kind == "input":
            inputs.setdefault(key, {})[entry] = at
        elif kind:
            others[kind][key] = at
    columns = Columns(shown, others[ID].get(ID, -1), questions, inputs, others["fact"], others["option"])
    messages = [*_odd(shown, list(roles), place), *_missing(columns, instrument, place)]
    if messages:
        raise Refused(messages[:MOST_MESSAGES])
    return columns


def _roles(instrument: Instrument) -> dict[str, tuple[str, str, str]]:
    """Return what each name that a column may bear stands for: its kind, a code or name, the name of an input."""
    roles = {ID: (ID, ID, "")}
    for node in instrument.nodes():
        if node.leaf is not None:
            roles.setdefault(node.code, ("question", node.code, ""))
            for entry in node.leaf.ratio.inputs if node.leaf.ratio else ():
                roles[f"{node.code}:{entry.name}"] = ("input", node.code, entry.name)
    for fact in instrument.facts:
        roles.setdefault(f"fact.{fact}", ("fact", fact, ""))
    for option in instrument.options:
        roles.setdefault(f"option.{option}", ("option", option, ""))
    return roles


def _odd(names: Sequence[str], known: list[str], place: Place) -> Iterator[Message]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield message("many_column_twice", place, column=name[:80])
        elif name not in known:
            yield message("many_column_unknown", place, column=name[:80], near=_near(name, known))
        seen.add(name)


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - needed on error alone

    near = get_close_matches(name[:80], known, 1, 0.5)
    return near[0] if near else known[-1]


def _missing(columns: Columns, instrument: Instrument, place: Place) -> Iterator[Message]:
    if columns.id < 0:
        yield message("many_without_id", place, found=_shortened(columns.names))
    absent = []
    for node in instrument.nodes():
        if node.leaf is None:
            continue
        given = columns.inputs.get(node.code, {})
        if not given and node.code not in columns.questions:
            absent.append(node.code)
        used = node.leaf.ratio.formula.names if node.leaf.ratio and given else ()
        lacking = [f"{node.code}:{name}" for name in used if name not in given]
        if lacking:
            yield message("many_inputs_missing", place, code=node.code, columns=", ".join(lacking))
    if absent:
        yield message("many_questions_missing", place, count=len(absent), columns=_shortened(absent))


def _shortened(names: Iterable[str]) -> str:
    """Return the names with commas, at most twenty of them."""
    listed = [name[:80] for name in names]
    return ", ".join(listed[:SHORTENED]) + (", …" if len(listed) > SHORTENED else "")
