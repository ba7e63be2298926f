"""From files to results: reads answers of any form, scores what they take from other instruments, then them."""

from collections.abc import Mapping
from pathlib import Path

from bening.scoring.answers.csvfile import read_csv
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import read_yaml
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import DEEPEST_NESTING, beside
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.text import Place, Refused, message, refuse

ENDINGS = (".yaml", ".yml", ".csv", ".xlsx")


def read_answers(path: Path, instrument: Instrument, name: str | None = None) -> AnswerSet:
    """Return the answers of a .yaml, .yml, .csv or .xlsx file; raises `Refused`."""
    file = name or str(path)
    if path.is_dir():
        raise refuse("file_is_folder", Place(file))
    ending = path.suffix.lower()
    if ending in {".yaml", ".yml"}:
        return read_yaml(path, instrument, file)
    if ending == ".csv":
        return read_csv(path, instrument, file)
    if ending == ".xlsx":
        from bening.scoring.workbook.read import read_workbook  # noqa: PLC0415 - loads the reader where it is needed

        return read_workbook(path, instrument, file)
    raise refuse("file_ending", Place(file), known=", ".join(ENDINGS))


def score_file(
    path: Path, instrument: Instrument, profile: str | None = None, name: str | None = None, depth: int = 0
) -> Result:
    """Return the result of an answer file under a weight profile; raises `Refused`."""
    given = read_answers(path, instrument, name)
    return score_answers(given, instrument, profile, path.parent, depth)


def score_answers(
    given: AnswerSet, instrument: Instrument, profile: str | None = None, folder: Path | None = None, depth: int = 0
) -> Result:
    """Return the result of an answer set; files that it names are looked up in the folder; raises `Refused`."""
    planned = plan(instrument, profile)
    return score(planned, given, _nested(given, instrument, folder or Path(), depth))


def _nested(given: AnswerSet, instrument: Instrument, folder: Path, depth: int) -> Mapping[str, Result]:
    found: dict[str, Result] = {}
    leaves = {node.code: node.leaf for node in instrument.nodes() if node.leaf}
    for code, answer in given.answers.items():
        if answer.file is None:
            continue
        place = Place(given.file)
        path = Path(answer.file)
        if path.is_absolute() or ".." in path.parts:
            raise refuse("nested_path", place, code=code, file=answer.file[:120])
        if depth >= DEEPEST_NESTING:
            raise refuse("nested_too_deep", place, code=code, limit=DEEPEST_NESTING)
        leaf = leaves[code]
        inner = beside(leaf.instrument or "", folder)
        try:
            found[code] = score_file(folder / path, inner, None, answer.file, depth + 1)
        except Refused as error:
            first = message("nested_file", place, code=code, file=answer.file[:120])
            raise Refused([first, *error.messages]) from None
    return found
