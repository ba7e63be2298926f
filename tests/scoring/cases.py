"""Reads `*.cases.yaml` and turns each case into an answer set of its instrument."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bening.scoring import yamltree
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.instrument.store import by_id, data_folder
from bening.scoring.numbers import shortest


@dataclass(frozen=True)
class Case:
    """One case: what is answered, under which profile and stage, and what must come out."""

    instrument: str
    name: str
    data: dict[str, Any]

    def answers(self) -> AnswerSet:
        """Return the case's answers, read the way an answer file is read."""
        instrument = by_id(self.instrument)
        filled = start(instrument, self.data.get("start", "missing")) | self.data.get("answers", {})
        document = {"instrument": self.instrument, "answers": filled}
        for key in ("facts", "options", "stage", "as_of"):
            if key in self.data:
                document[key] = self.data[key]
        return read_tree(yamltree.read(yaml.safe_dump(document, allow_unicode=True), self.name), instrument, self.name)


def start(instrument: Instrument, how: str) -> dict[str, Any]:
    """Return what every question answers before the case's own answers."""
    if how == "missing":
        return {}
    leaves = [(node.code, node.leaf) for node in instrument.nodes() if node.leaf]
    return {code: _best(leaf) if how == "best" else _worst(leaf) for code, leaf in leaves}


def _best(leaf: Leaf) -> Any:
    if levels_of(leaf):
        return levels_of(leaf)[0].letter
    if leaf.kind == "instrument":
        return {"score": shortest(leaf.maximum)}
    if leaf.kind == "number":
        return shortest(leaf.bands[0].limit)
    return "1" if leaf.kind == "ratio" else shortest(leaf.maximum)


def _worst(leaf: Leaf) -> Any:
    if levels_of(leaf):
        return levels_of(leaf)[-1].letter
    return {"score": "0"} if leaf.kind == "instrument" else "0"


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def all_cases() -> Iterator[Case]:
    """Yield every case of every shipped instrument."""
    for path in sorted((data_folder() / "instruments").glob("*.cases.yaml")):
        document = _load(path)
        for at, data in enumerate(document["cases"], 1):
            name = data["name"]
            shown = name["id"] if isinstance(name, dict) else name
            yield Case(document["instrument"], f"{document['instrument']} {at}: {shown}", data)
