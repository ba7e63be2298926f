"""Reads answers from CSV: the columns `code`, `answer`, `note`; also `CODE:input`, `fact.NAME`, `option.NAME`."""

import csv
import io
from pathlib import Path

from bening.scoring import yamltree
from bening.scoring.answers.model import AnswerSet
from bening.scoring.answers.read import Reading
from bening.scoring.instrument.model import Instrument
from bening.scoring.text import Place, refuse
from bening.scoring.yamltree import Mapping, Scalar

COLUMNS = ("code", "answer", "note")
MOST_ROWS = 20_000


def read_csv(path: Path, instrument: Instrument, name: str | None = None) -> AnswerSet:
    """Return the answers of a CSV file; the separator is a comma or a semicolon; raises `Refused`."""
    file = name or str(path)
    text = yamltree.read_text(path, name)
    return read_csv_text(text, instrument, file)


def read_csv_text(text: str, instrument: Instrument, file: str) -> AnswerSet:
    """Return the answers of CSV text; raises `Refused`."""
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    lines.seek(0)
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    reading = Reading(instrument, file)
    inputs: dict[str, Mapping] = {}
    seen: dict[str, int] = {}
    try:
        header = next(rows, [])
        columns = _columns(header, file)
        for row in rows:
            if rows.line_num > MOST_ROWS:
                raise refuse("csv_too_many", Place(file, rows.line_num), limit=MOST_ROWS)
            if any(cell.strip() for cell in row[len(header) :]):
                reading.add("csv_too_wide", Place(file, rows.line_num), found=len(row), wanted=len(header))
                continue
            _take_row(reading, row, columns, rows.line_num, seen, inputs)
    except csv.Error as error:
        raise refuse("csv_syntax", Place(file, rows.line_num), problem=str(error)) from None
    for code, tree in inputs.items():
        if code in seen:
            reading.add("answer_twice", Place(file, tree.line), code=code[:80], first=seen[code])
        else:
            reading.answer(code, tree, Place(file, tree.line))
    return reading.finished()


def _columns(header: list[str], file: str) -> dict[str, int]:
    names = [cell.strip().lower() for cell in header]
    for wanted in COLUMNS[:2]:
        if names.count(wanted) != 1:
            raise refuse("csv_column", Place(file, 1), column=wanted, found=", ".join(names)[:200])
    return {name: at for at, name in enumerate(names) if name in COLUMNS}


def _take_row(
    reading: Reading,
    row: list[str],
    columns: dict[str, int],
    line: int,
    seen: dict[str, int],
    inputs: dict[str, Mapping],
) -> None:
    cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
    code, place = cells["code"], Place(reading.file, line)
    if not code:
        if any(cell.strip() for cell in row):
            reading.add("csv_no_code", place)
        return
    if code in seen:
        reading.add("answer_twice", place, code=code[:80], first=seen[code])
        return
    seen[code] = line
    answer = Scalar(cells["answer"], line)
    if cells.get("note"):
        reading.notes[code] = cells["note"]
    question, colon, name = code.partition(":")
    if colon:
        inputs.setdefault(question, Mapping(line=line)).entries[name] = answer
    elif code.startswith("fact."):
        reading.fact(code.removeprefix("fact."), answer, place)
    elif code.startswith("option."):
        reading.option(code.removeprefix("option."), answer, place)
    else:
        reading.answer(code, answer, place)
