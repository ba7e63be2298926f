"""From files to results: reads answers of any form, scores what they take from other instruments, then them."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from bening.scoring import numbers
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_yaml
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import DEEPEST_NESTING, beside
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.text import Place, Refused, message, refuse
from bening.scoring.yamltree import is_folder

ENDINGS = (".yaml", ".yml", ".csv", ".xlsx")
MOST_NESTED = 30


def read_answers(path: Path, instrument: Instrument, name: str | None = None) -> AnswerSet:
    """Return the answers of a .yaml, .yml, .csv or .xlsx file; raises `Refused`."""
    file = name or str(path)
    if is_folder(path):
        raise refuse("file_is_folder", Place(file))
    ending = path.suffix.lower()
    if ending in {".yaml", ".yml"}:
        return read_yaml(path, instrument, file)
    if ending == ".csv":
        from bening.scoring.answers.csvfile import read_csv  # noqa: PLC0415 - loads the reader where it is needed

        return read_csv(path, instrument, file)
    if ending == ".xlsx":
        from bening.scoring.workbook.read import read_workbook  # noqa: PLC0415 - loads the reader where it is needed

        return read_workbook(path, instrument, file)
    raise refuse("file_ending", Place(file), known=", ".join(ENDINGS))


def score_file(path: Path, instrument: Instrument, profile: str | None = None, name: str | None = None) -> Result:
    """Return the result of an answer file under a weight profile; raises `Refused`."""
    return score_answers(read_answers(path, instrument, name), instrument, profile, path.parent)


def score_answers(
    given: AnswerSet, instrument: Instrument, profile: str | None = None, folder: Path | None = None
) -> Result:
    """Return the result of an answer set; files that it names are looked up in the folder; raises `Refused`."""
    return _score(given, instrument, profile, folder or Path(), _Reading())


@dataclass(slots=True)
class _Reading:
    """What one scoring has read: files that name files, several each, would multiply without end."""

    files: int = 0
    instruments: dict[tuple[Path | None, str], Instrument] = field(default_factory=dict)

    def instrument(self, outer: Instrument, name: str) -> Instrument:
        """Return the instrument of an id: beside the one that takes its result, shipped where that is shipped."""
        key = (outer.folder, name)
        if key not in self.instruments:
            self.instruments[key] = beside(name, outer.folder)
        return self.instruments[key]


def _score(
    given: AnswerSet, instrument: Instrument, profile: str | None, folder: Path, reading: _Reading, depth: int = 0
) -> Result:
    planned = plan(instrument, profile)
    leaves = {node.code: node.leaf for node in instrument.nodes() if node.leaf}
    found: dict[str, Result] = {}
    for code, answer in given.answers.items():
        if answer.file is None:
            continue
        place, shown = Place(given.file), answer.file[:120]
        path = _inside(folder, answer.file)
        if path is None:
            raise refuse("nested_path", place, code=code, file=shown)
        reading.files += 1
        if depth >= DEEPEST_NESTING:
            raise refuse("nested_too_deep", place, code=code, limit=DEEPEST_NESTING)
        if reading.files > MOST_NESTED:
            raise refuse("nested_too_many", place, code=code, limit=MOST_NESTED)
        inner = reading.instrument(instrument, leaves[code].instrument or "")
        if inner.maximum != leaves[code].maximum:
            top = numbers.shortest(inner.maximum)
            raise refuse("nested_maximum", place, where=code, name=inner.id, maximum=top)
        try:
            read = read_answers(path, inner, answer.file)
            found[code] = _score(read, inner, None, path.parent, reading, depth + 1)
        except Refused as error:
            first = message("nested_file", place, code=code, file=shown)
            raise Refused([first, *error.messages]) from None
    return score(planned, given, found)


def _inside(folder: Path, name: str) -> Path | None:
    """Return the path of a file in the folder or below it, None where it lies elsewhere, also by a link."""
    if Path(name).is_absolute() or ".." in Path(name).parts:
        return None
    try:
        real, home = os.path.realpath(folder / name), os.path.realpath(folder)
    except (OSError, ValueError):
        return None
    return folder / name if Path(real).is_relative_to(home) else None
