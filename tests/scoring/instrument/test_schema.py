"""The published JSON Schema and the reader agree on what an instrument file looks like."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from bening.scoring import yamltree
from bening.scoring.instrument.read import parse, read_instrument
from bening.scoring.instrument.store import data_folder, shipped
from bening.scoring.text import Refused
from bening.scoring.yamltree import Listing, Mapping, Scalar, Tree

jsonschema = pytest.importorskip("jsonschema", reason="left out: the environment of the core lacks jsonschema")

SCHEMA = json.loads((data_folder() / "schema/instrument-1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SMALL = (Path(__file__).parent / "kecil-2025.yaml").read_text(encoding="utf-8")
# What a schema cannot see: sums, order, sources, and whether a name stands elsewhere in the file.
ACROSS = {
    "band_beyond", "bands_order", "choice_unknown", "code_twice", "code_unknown", "effect_wrong",
    "evidence_unknown", "fact_limit_unknown", "fact_unknown", "formula_input", "gate_above_maximum",
    "gate_nodes_overlap", "gate_twice", "letter_twice", "line_twice", "not_known", "option_unknown",
    "range_empty", "rubric_length", "rubric_unknown", "scale_levels", "scale_unknown", "shared_not_mutual",
    "source_unknown", "stage_twice", "stage_unknown", "step_too_fine", "weights_do_not_sum",
}  # fmt: skip
WRONG = [
    ("format: bening-instrument-1", "format: bening-instrument-2"),
    ("format: bening-instrument-1\n", ""),
    ("id: kecil-2025", "id: Kecil 2025"),
    ("year: 2025", "year: 1066"),
    ("year: 2025", "tahun: 2025"),
    ("{id: Kecil, en: Small}", "{id: Kecil}"),
    ("{id: Kecil, en: Small}", "[Kecil]"),
    ("rule: true", "rule: ya"),
    ("A: {title: Aplikasi A}", "A: {judul: Aplikasi A}"),
    ("maximum: 10\n", ""),
    ("maximum: 10\n", "maximum: sepuluh\n"),
    ("maximum: 10\n", "maximum: 0\n"),
    ("maximum: 10\n", "maximum: 10,0\n"),
    ("maximum: 10\n", "maximum: 10/0\n"),
    ("decimals: 2", "decimals: 7"),
    ("rounding: half_up", "rounding: down"),
    ("[gabung, pisah]", "[gabung]"),
    ('B: "0.5", C', "B: setengah, C"),
    ('B: "0.5", C', '"B *": "0.5", C'),
    ("tiga: [baik, cukup, kurang]", "tiga: baik"),
    ("[TMP, WDP, WTP]", "[TMP]"),
    ("kind: number, minimum: 0, maximum: 5}", "kind: angka}"),
    ("kind: number, minimum: 0, maximum: 5}", "minimum: 0}"),
    ("weight: 6", "weight: enam"),
    ("weight: 6", "weight: -6"),
    ("weight: 6\n", "\n"),
    ("weight: 6", "weight: {resmi: enam}"),
    ("weight: 6", "weight: 6\n    kind: yes_no"),
    ("weight: 6", "weight: 6\n    aggregate: median"),
    ("weight: 6", "weight: 6\n    aggregate: mean"),
    ("- code: P\n", "- id: P\n"),
    ("code: P.1\n", 'code: "P 1"\n'),
    ("kind: choice", "kind: pilihan"),
    ("kind: choice", "kind: yes_no"),
    ("kind: choice\n", "\n"),
    ("question: Ada tim?", "pertanyaan: Ada tim?"),
    ("evidence: [sk]", "evidence: sk"),
    ("evidence: [sk]", "evidence: [{source: [R]}]"),
    ("kind: percent,", "kind: percent, weight: 1,"),
    ("kind: index, maximum: 4,", "kind: index,"),
    ("lapor / wajib", "lapor"),
    ("lapor / wajib", "lapor * 100 / wajib"),
    ("lapor / wajib", "(lapor / wajib"),
    ("lapor: {effect: up}", "lapor: {effect: naik}"),
    ("lapor: {effect: up}", "lapor: {}"),
    ("cap: {value: 1,", "cap: {value: 1.2,"),
    ("cap: {value: 1,", "cap: {nilai: 1,"),
    ("zero_divisor: {value: full, source: [A, B]}", "zero_divisor: nol"),
    ("zero_divisor: {value: full, source: [A, B]}", "outcome: true"),
    ("at_most: 10, value: 1", "value: 1"),
    ("at_most: 10, value: 1", "at_most: 10, at_least: 1, value: 1"),
    ("nodes: all, points", "points"),
    ("nodes: all, points: 8", "nodes: all"),
    ("nodes: all, points: 8", "nodes: all, points: 8, share: 1"),
    ('share: "0.60"', "share: 60"),
    ("fact: opini, at_least: WDP", "fact: opini"),
    ("fact: opini, at_least: WDP", "fact: opini, at_least: WDP, points: 8"),
    ("- id: akhir\n", "- nama: akhir\n"),
    ("{id: lolos, points: 8,", "{id: lolos, min: 8,"),
    ("{value: true, assumed: true}", "{value: mungkin, assumed: true}"),
    ("{id: saran, title: Saran,", "{id: saran,"),
]


def load(tree: Tree) -> Any:
    """Give a tree as plain data, every scalar as its text; what is null counts as left out, as the reader has it."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Listing):
        return [load(item) for item in tree.items]
    kept = {key: entry for key, entry in tree.entries.items() if not (isinstance(entry, Scalar) and entry.empty)}
    return {key: load(entry) for key, entry in kept.items()}


def problems(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:300] for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_shipped_instrument_is_valid(name: str) -> None:
    path = shipped()[name]
    assert problems(load(yamltree.read_file(path))) == []
    assert problems(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_the_small_instrument_is_valid() -> None:
    assert problems(load(yamltree.read(SMALL, "kecil-2025.yaml"))) == []
    assert problems(yaml.safe_load(SMALL)) == []


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_schema_and_reader_agree_that_it_is_wrong(old: str, new: str) -> None:
    assert SMALL.count(old) == 1
    text = SMALL.replace(old, new)
    assert problems(load(yamltree.read(text, "kecil-2025.yaml")))
    with pytest.raises(Refused) as caught:
        parse(text, "kecil-2025.yaml")
    assert {entry.key for entry in caught.value.messages} - ACROSS


def held(tree: Tree) -> dict[Any, Tree] | list[Tree]:
    if isinstance(tree, Mapping):
        return tree.entries
    return tree.items if isinstance(tree, Listing) else []


def places(tree: Tree, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of everything in a tree: names in mappings, positions in lists."""
    parts = held(tree)
    for key, part in parts.items() if isinstance(parts, dict) else enumerate(parts):
        yield (*path, key)
        yield from places(part, (*path, key))


def changed(tree: Tree, path: tuple[Any, ...], part: Tree | None) -> Tree:
    """Give a copy of a tree with another part at the path, or without it."""
    whole = deepcopy(tree)
    holder = whole
    for key in path[:-1]:
        holder = held(holder)[key]
    if part is not None:
        held(holder)[path[-1]] = part
        return whole
    del held(holder)[path[-1]]
    if isinstance(holder, Mapping):
        del holder.lines[path[-1]]
    return whole


@pytest.mark.parametrize(
    "part",
    [
        None,
        Scalar("-1"),
        Listing([Scalar("x")]),
    ],
    ids=["gone", "negative", "list"],
)
def test_schema_and_reader_agree_on_any_change_of_one_part(part: Tree | None) -> None:
    tree = yamltree.read(SMALL, "kecil-2025.yaml")
    different = []
    for path in places(tree):
        other = changed(tree, path, part)
        try:
            read_instrument(other, "kecil-2025.yaml")
            keys = set()
        except Refused as error:
            keys = {entry.key for entry in error.messages}
        is_valid = VALIDATOR.is_valid(load(other))
        if (is_valid and keys - ACROSS) or (not is_valid and not keys):
            different.append((path, keys))
    assert different == []


def test_every_key_is_described() -> None:
    bare = []
    for name, part in [("", SCHEMA), *SCHEMA["$defs"].items()]:
        for schema in _objects(part):
            bare += [f"{name}.{key}" for key, entry in schema["properties"].items() if not _is_described(entry)]
    assert bare == []


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Give the objects of closed shape in a schema."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield schema
        for key, entry in schema.items():
            yield from () if key == "$defs" else _objects(entry)
    elif isinstance(schema, list):
        for entry in schema:
            yield from _objects(entry)


def _is_described(entry: dict[str, Any]) -> bool:
    target = SCHEMA["$defs"][entry["$ref"].rpartition("/")[2]] if "$ref" in entry else {}
    return bool(entry.get("description") or target.get("description"))
