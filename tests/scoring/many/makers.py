"""Rows as a table writes them, what the exact engine says of each, and what a written table says."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from bening.scoring import yamltree
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.formula import effect, parse
from bening.scoring.instrument.model import Instrument, Leaf
from bening.scoring.instrument.read import read_instrument
from bening.scoring.instrument.read_tree import levels_of
from bening.scoring.many.table import Summary, score_table
from bening.scoring.nested import score_answers
from bening.scoring.numbers import shortest
from bening.scoring.plan import plan
from bening.scoring.result import Result
from bening.scoring.show.document import score_document

Row = dict[str, str]
BOTH = ["S1", "S2"]


def instrument_of(**parts: Any) -> Instrument:
    """Read a small instrument; `parts` are keys of its file."""
    document = {
        "format": "bening-instrument-1",
        "id": "kecil-2025",
        "year": "2025",
        "title": "Kecil",
        "sources": {name: {"title": name} for name in BOTH},
        "weights": {"default": {"source": BOTH}},
        "scales": {"abc": {"levels": {"A": "1", "B": "0.5", "C": "0"}, "source": BOTH}},
    }
    return read_instrument(yamltree.plain(document | parts), "kecil-2025.yaml")[0]


def question(code: str, kind: str, weight: str = "1", **keys: Any) -> dict[str, Any]:
    """Write a question of an instrument file."""
    return {"code": code, "kind": kind, "weight": weight, "question": code} | keys


def ratio(code: str, weight: str = "1", formula: str = "a / b", zero: str = "zero", **keys: Any) -> dict[str, Any]:
    """Write a ratio whose inputs are the letters of its formula, and one that the formula does not use."""
    parsed = parse(formula)
    assert parsed is not None
    inputs = {name: {"effect": effect(parsed, name)} for name in (*parsed.names, "unused")}
    divisor = {"value": zero, "source": BOTH}
    return question(code, "ratio", weight) | {"formula": formula, "inputs": inputs, "zero_divisor": divisor} | keys


def names_of(instrument: Instrument, *, inputs: bool = True) -> list[str]:
    """Give the names of all columns; with `inputs` a ratio has columns of its inputs besides its own."""
    found = ["id"]
    for node in instrument.nodes():
        if node.leaf is not None:
            found.append(node.code)
            if node.leaf.ratio and inputs:
                found += [f"{node.code}:{entry.name}" for entry in node.leaf.ratio.inputs]
    found += [f"fact.{name}" for name in instrument.facts]
    return found + [f"option.{name}" for name in instrument.options]


def random_rows(instrument: Instrument, rows: int, seed: int) -> list[Row]:
    """Draw rows with every way of answering, some of it missing."""
    draw = Random(seed)  # noqa: S311  # drawn for tests, nothing is kept secret by it
    found = []
    for at in range(rows):
        row = dict.fromkeys(names_of(instrument), "") | {"id": f"u-{at}"}
        for node in instrument.nodes():
            if node.leaf is not None and draw.random() < 0.93:
                row |= _answer(node.code, node.leaf, draw)
        for fact in instrument.facts.values():
            if draw.random() < 0.9:
                top = int(fact.maximum or 5)
                row[f"fact.{fact.name}"] = draw.choice(fact.words) if fact.words else str(draw.randint(0, top))
        for option in instrument.options.values():
            if draw.random() < 0.5:
                row[f"option.{option.name}"] = draw.choice(option.choices)
        found.append(row)
    return found


def _answer(code: str, leaf: Leaf, draw: Random) -> Row:
    if levels_of(leaf):
        return {code: draw.choice(levels_of(leaf)).letter}
    if leaf.ratio is not None and draw.random() < 0.8:
        names = [entry.name for entry in leaf.ratio.inputs]
        return {f"{code}:{name}": str(draw.randint(0, 12)) for name in names if draw.random() < 0.97}
    if leaf.not_applicable is not None and draw.random() < 0.2:
        return {code: "n/a"}
    top = 1 if leaf.ratio else leaf.maximum
    return {code: shortest(min(Fraction(draw.randint(0, 10**4), 10**4) * top, Fraction(top)))}


def expected(instrument: Instrument, row: Row, profile: str | None = None, stage: str | None = None) -> Row:
    """Say what the exact engine finds for a row, as the columns of the written table."""
    document = score_document(exact(instrument, row, profile), stage=stage)
    found = {"id": row["id"], "score": document["score"] or "", "points": document["points"] or ""}
    found |= {code: node["points"] for code, node in document["nodes"].items()}
    for name, predicate in instrument.predicates.items():
        state = document["predicates"][name]
        opened = {gate["gate"]: gate["open"] for gate in state["gates"]}
        found |= {f"gate.{name}.{gate.id}": _word(opened.get(gate.id)) for gate in predicate.gates}
        found |= {f"scored.{name}": _word(state["scored"]), f"reached.{name}": _word(state["reached"])}
    found["missing"] = " ".join(document["missing"])
    if stage is not None:
        found |= {f"threshold.{line['id']}": _word(line["open"]) for line in document["thresholds"]}
        found["band"] = document["band"]["id"] if document["band"] else ""
    return found


def exact(instrument: Instrument, row: Row, profile: str | None = None) -> Result:
    """Score a row through the reader of answer files."""
    answers: dict[str, Any] = {}
    document: dict[str, Any] = {"instrument": instrument.id, "answers": answers, "facts": {}, "options": {}}
    for name, text in row.items():
        section, _, key = name.partition(".")
        code, colon, entry = name.partition(":")
        if not text or name == "id":
            continue
        if colon:
            answers.setdefault(code, {})[entry] = text
        elif f"{section}s" in document:
            document[f"{section}s"][key] = text
        else:
            answers[name] = text
    return score_answers(read_tree(yamltree.plain(document), instrument, "baris"), instrument, profile)


def _word(state: bool | None) -> str:
    return "" if state is None else "true" if state else "false"


def write(path: Path, rows: Sequence[Row], types: dict[str, Any] | None = None) -> Path:
    """Write rows as a table of text, an empty cell as nothing; `types` are the Arrow types of other columns."""
    names = list(rows[0])
    columns = {name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in names}
    table = pa.table({name: column.cast((types or {}).get(name, pa.string())) for name, column in columns.items()})
    return write_table(path, table)


def write_table(path: Path, table: Any) -> Path:
    """Write a table in the form that the file's name asks for."""
    if path.suffix == ".csv":
        arrow_csv.write_csv(table, path)
    elif path.suffix == ".parquet":
        parquet.write_table(table, path, row_group_size=1000)
    else:
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    return path


def read(path: Path) -> list[Row]:
    """Read a written table as text."""
    if path.suffix == ".csv":
        names = path.read_text(encoding="utf-8").splitlines()[0].replace('"', "").split(",")
        options = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        table = arrow_csv.read_csv(path, convert_options=options)
    elif path.suffix == ".parquet":
        table = parquet.read_table(path)
    else:
        with pa.ipc.open_file(path) as source:
            table = source.read_all()
    return [{name: _text(value) for name, value in row.items()} for row in table.to_pylist()]


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return _word(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def scored(
    instrument: Instrument, rows: Sequence[Row], folder: Path, ending: str = ".parquet", **options: Any
) -> tuple[list[Row], Summary]:
    """Write rows, score the table, and read what was written."""
    source, target = write(folder / f"in{ending}", rows), folder / f"out{ending}"
    summary = score_table(instrument, source, target, **options)
    return read(target), summary


def check(instrument: Instrument, rows: Sequence[Row], folder: Path, **options: Any) -> Summary:
    """Assert that the table says of every row, in every column, what the exact engine says."""
    found, summary = scored(instrument, rows, folder, **options)
    asked = {name: options.get(name) for name in ("profile", "stage")}
    assert found == [expected(instrument, row, **asked) for row in rows]
    return summary


def leaves(instrument: Instrument) -> Iterable[str]:
    """Give the codes of the questions."""
    return (leaf.code for leaf in plan(instrument).leaves)
