"""A wrong instrument file is refused with the line, the reason and the values, in both languages.

Each case changes one line of a small valid instrument.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from bening.scoring.instrument.read import parse
from bening.scoring.messages.render import render
from bening.scoring.text import Message, Place, Refused

SMALL = (Path(__file__).parent / "kecil-2025.yaml").read_text(encoding="utf-8")
FILE = "kecil-2025.yaml"


class Case(NamedTuple):
    """What is changed, the key of the message, what its sentence has to say, and (where elsewhere) its line."""

    old: str
    new: str
    key: str
    says: tuple[str, ...]
    at: str = ""


CASES = [
    # The head of the file.
    Case("instrument-1", "instrument-2", "not_a_choice", ("format", "bening-instrument-2", "bening-instrument-1")),
    Case("format: bening-instrument-1", "note: x", "key_missing", ("format", FILE), "note: x"),
    Case("id: kecil-2025", "id: Kecil 2025", "id_shape", ("Kecil 2025",)),
    Case("year: 2025", "year: 20250", "not_a_whole_number", ("year", "20250", "1945", "2999")),
    Case("year: 2025", "year: tahun ini", "not_a_whole_number", ("year", "tahun ini")),
    Case("{id: Kecil, en: Small}", "{id: Kecil}", "key_missing", ("en", "kecil-2025.title")),
    Case("{id: Kecil, en: Small}", "{id: Kecil, en: S, fr: P}", "key_unknown", ("fr", "kecil-2025.title", "en, id")),
    Case("{id: Kecil, en: Small}", "[Kecil]", "not_a_mapping", ("kecil-2025.title",)),
    Case("rule: true", "rule: ya", "not_a_flag", ("rule", "sources.R", "ya")),
    Case("\nsource: [R]", "\nsource: {a: b}", "not_names", ("source", "kecil-2025"), "source: {a"),
    Case("\nsource: [R]", "\nsource: [X]", "source_unknown", ("kecil-2025", "X", "R, A, B"), "format"),
    Case("decimals: 2", "decimals: 7", "not_a_whole_number", ("decimals", "7", "0", "6")),
    Case("rounding: half_up", "rounding: down", "not_a_choice", ("rounding", "down", "half_up")),
    Case("maximum: 10\n", "maximum: sepuluh\n", "not_a_number", ("maximum", "sepuluh")),
    Case("maximum: 10\n", "maximum: 10,0\n", "not_a_number", ("maximum", "10,0")),
    Case("maximum: 10\n", "maximum: 10/0\n", "not_a_number", ("maximum", "10/0")),
    Case("maximum: 10\n", "maximum: 0\n", "weight_not_positive", ("maximum", "0")),
    Case("maximum: 10\n", "maxi_mum: 10\n", "key_unknown_near", ("maxi_mum", "maximum")),
    Case("maximum: 10\n", "maxi_mum: 10\n", "key_missing", ("maximum", "kecil-2025"), "format"),
    Case("advice:\n", "advice: x\nadvise:\n", "not_a_list", ("advice",)),
    # Weights and sums.
    Case("weights:\n", "bobot:\n", "key_missing", ("weights",), "format"),
    Case("Official}, source: [R]", "Official}, source: [A]", "not_known", ("resmi", "weights.resmi")),
    Case("Official}, source: [R]", "Official}, source: [A, A]", "not_known", ("resmi", "weights.resmi")),
    Case("Official}, source: [R]", "Official}, source: [Z]", "source_unknown", ("weights.resmi", "Z", "R, A, B")),
    Case("maximum: 10\n", "maximum: 12\n", "weights_do_not_sum", ("kecil-2025", "resmi", "10", "12", "-2"), "format"),
    Case("weight: 6", "weight: 5.5", "weights_do_not_sum", ("P", "resmi", "6", "5.5", "0.5"), "- code: P\n"),
    Case("weight: 6", "weight: 20/3", "weights_do_not_sum", ("kecil-2025", "32/3", "10", "2/3"), "format"),
    Case("weight: 6", "weight: 0", "weight_not_positive", ("weight", "P", "0")),
    Case("weight: 6", "weight: {resmi: 6, lain: 2}", "key_unknown", ("lain", "P.weight", "resmi")),
    Case("weight: 6", "weight: {lain: 6}", "key_missing", ("resmi", "P.weight")),
    Case("weight: 6", "weight: 6\n    weight_source: [A]", "not_known", ("P",), "- code: P\n"),
    # Nodes.
    Case("code: P.1\n", "code: P\n", "code_twice", ("P", "27"), "- code: P\n        kind"),
    Case("code: P.1\n", 'code: "P 1"\n', "code_shape", ("P 1",)),
    Case("weight: 6", "weight: 6\n    kind: yes_no", "node_and_leaf", ("P", "kind"), "kind: yes_no\n"),
    Case("weight: 6", "weight: 6\n    aggregate: median", "not_a_choice", ("aggregate", "median"), "aggregate: med"),
    Case("weight: 6", "weight: 6\n    aggregate: mean", "weight_under_mean", ("P.1",), "weight: 4"),
    Case("kind: percent", "kind: percent, weight: 1", "weight_under_mean", ("P.2.b",)),
    Case("kind: choice", "kind: pilihan", "not_a_choice", ("kind", "P.1", "pilihan", "yes_no, choice, ratio")),
    Case("question: Ada tim?", "judul_title: x", "key_missing", ("question", "P.1"), "- code: P.1"),
    Case("question: Ada tim?", "judul_title: x", "key_unknown_near", ("judul_title", "title", "P.1")),
    # Scales, rubrics, evidence.
    Case("scale: ab", "scale: xy", "scale_unknown", ("P.1", "xy", "ab")),
    Case("scale: ab", "scale: [ab]", "not_a_text", ("scale", "P.1")),
    Case("C: 0}", 'C: "0.5"}', "scale_levels", ("scales.ab",)),
    Case("{A: 1,", "{A: 2,", "scale_levels", ("scales.ab",)),
    Case('B: "0.5", C', 'a: "0.5", C', "letter_twice", ("scales.ab",)),
    Case('B: "0.5", C', '"B *": "0.5", C', "letter_shape", ("B *", "scales.ab.levels")),
    Case("C: 0}, source: [A, B]", "C: 0}, source: [A]", "not_known", ("ab", "scales.ab")),
    Case("rubric: tiga", "rubric: empat", "rubric_unknown", ("P.1", "empat", "tiga")),
    Case("rubric: tiga", "rubric: [baik, kurang]", "rubric_length", ("P.1", "2", "3")),
    Case("evidence: [sk]", "evidence: [gambar]", "evidence_unknown", ("P.1", "gambar"), "- code: P.1"),
    Case("evidence: [sk]", "evidence: sk", "not_a_list", ("evidence", "P.1")),
    # Ratios and bands.
    Case("lapor / wajib", "lapor * 100 / wajib", "formula_shape", ("H.1", "lapor * 100 / wajib")),
    Case("lapor / wajib", "lapor / wajib / 2", "formula_shape", ("H.1", "lapor / wajib / 2")),
    Case("lapor / wajib", "lapor / wajib_lapor", "formula_input", ("H.1", "wajib_lapor")),
    Case("lapor: {effect: up}", "lapor: {effect: down}", "effect_wrong", ("H.1.inputs.lapor", "down", "up")),
    Case("lapor: {effect: up}", "lapor: {effect: naik}", "not_a_choice", ("effect", "naik", "up, down, mixed, unused")),
    Case("shared_with: [H.2]", "shared_with: [H.9]", "shared_not_mutual", ("H.1.inputs.wajib", "wajib", "H.9")),
    Case("cap: {value: 1,", "cap: {value: 1.2,", "share_out_of_range", ("cap", "H.1", "1.2")),
    Case("cap: {value: 1,", "cap: {value: 0,", "range_empty", ("cap", "H.1")),
    Case("{value: full,", "{value: penuh,", "not_a_choice", ("H.2.zero_divisor", "penuh", "zero, full")),
    Case("maximum: 100", "minimum: 200\n        maximum: 100", "range_empty", ("maximum", "H.3"), "maximum: 100"),
    Case("at_most: 10,", "at_most: 30,", "bands_order", ("bands", "H.3"), "bands:\n          "),
    Case("at_most: 10,", "at_least: 10,", "bands_order", ("bands", "H.3"), "bands:\n          "),
    # Facts, options, gates.
    Case("[TMP, WDP, WTP]", "[TMP, WTP, WTP]", "scale_words", ("facts.opini",)),
    Case("[gabung, pisah]", "[gabung]", "choices_missing", ("options.cara",)),
    Case("reading: cara", "reading: gaya", "option_unknown", ("predicates.lulus", "gaya"), "title: Lulus"),
    Case("{cara: gabung}", "{tata: gabung}", "option_unknown", ("predicates.lulus.proses", "tata")),
    Case(
        "{cara: gabung}",
        "{cara: semua}",
        "choice_unknown",
        ("predicates.lulus.proses", "semua", "cara", "gabung, pisah"),
    ),
    Case("{cara: gabung}", "{cara: [gabung]}", "not_a_text", ("cara", "predicates.lulus.proses")),
    Case("nodes: all, points", "points", "gate_shape", ("predicates.lulus.total", "nodes")),
    Case("nodes: all, points: 8", "nodes: all", "key_missing", ("points", "predicates.lulus.total")),
    Case("nodes: all", "nodes: [X]", "code_unknown", ("predicates.lulus.total", "X")),
    Case("[P.1, P.2]", "[P, P.2]", "gate_nodes_overlap", ("predicates.lulus.proses", "P, P.2")),
    Case("[P.1, P.2]", "[P.1, P.1]", "gate_nodes_overlap", ("predicates.lulus.proses", "P.1, P.1")),
    Case('share: "0.60"', "share: 60", "share_out_of_range", ("share", "predicates.lulus.proses", "60")),
    Case("{id: opini,", "{id: total,", "gate_twice", ("total", "predicates.lulus"), "{id: total, fact"),
    Case("fact: opini", "fact: opinia", "fact_unknown", ("predicates.lulus.opini", "opinia")),
    Case(
        "at_least: WDP", "at_least: WDPP", "fact_limit_unknown", ("predicates.lulus.opini", "WDPP", "opini", "TMP, WDP")
    ),
    Case("at_least: WDP, source: [R]", "at_least: WDP, source: [A]", "not_known", ("opini", "predicates.lulus.opini")),
    # Stages and advice.
    Case("- id: akhir", "- {id: akhir, title: x}\n  - id: akhir", "stage_twice", ("akhir",), "- id: akhir"),
    Case("stage: akhir", "stage: awal", "stage_unknown", ("advice.saran", "awal")),
    Case("{value: true, assumed: true}", "{value: ya, assumed: true}", "not_a_flag", ("value", "ya", "akhir.baik")),
    # What no YAML of ours may hold.
    Case("- code: P\n", "- &a\n    code: P\n", "yaml_alias", ("a",), "- &a"),
    Case("title: Proses", "title: *a", "yaml_alias", ("a",)),
    Case("{id: Kecil, en: Small}", '"\\e[2J"', "file_control_character", ("U+001B",)),
    Case("year: 2025", "year: !!int 2025", "yaml_tag", ("tag:yaml.org,2002:int",)),
    Case("year: 2025", "year: 2025\nyear: 2024", "yaml_duplicate", ("year", "4"), "year: 2024"),
    Case("year: 2025", "? [a]\n: 2025", "yaml_key", (), "? [a]"),
    Case("year: 2025", "\tyear: 2025", "yaml_syntax", ("tab",)),
    Case("year: 2025", "<<: {year: 2025}", "key_unknown", ("<<",)),
    Case("title: Proses", f"title: {'[' * 30}{']' * 30}", "yaml_too_deep", ("20",)),
    Case("title: Proses", f"title: [{'a, ' * 20_000}]", "yaml_too_many", ("20000",)),
    Case("advice:\n", "---\nadvice:\n", "yaml_second_document", (), "---"),
]


def line_of(text: str, part: str) -> int:
    at = text.index(part)
    return text.count("\n", 0, at + len(part) - len(part.lstrip("\n"))) + 1


def refused(text: str) -> tuple[Message, ...]:
    with pytest.raises(Refused) as caught:
        parse(text, FILE)
    return caught.value.messages


def test_the_small_instrument_is_right() -> None:
    assert parse(SMALL, FILE).questions == 7


@pytest.mark.parametrize("case", CASES, ids=[f"{case.key}-{at}" for at, case in enumerate(CASES)])
def test_a_wrong_line_is_named_with_its_values(case: Case) -> None:
    assert SMALL.count(case.old) == 1
    text = SMALL.replace(case.old, case.new)
    wanted = Place(FILE, line_of(text, case.at or case.new))
    entries = [entry for entry in refused(text) if entry.key == case.key and entry.place == wanted]
    assert entries, [(entry.key, entry.place.line) for entry in refused(text)]
    for language in ("id", "en"):
        sentences = [render(entry, language) for entry in entries]
        said = [line for line in sentences if all(value in line.split(": ", 1)[1] for value in case.says)]
        assert said, sentences
        assert said[0].startswith(f"{FILE}:{wanted.line}: ")


def test_a_fact_with_numbers_says_its_range_in_the_language() -> None:
    found = refused(SMALL.replace("fact: opini, at_least: WDP", "fact: indeks, at_least: 6"))
    assert [entry.key for entry in found] == ["fact_limit_unknown"]
    assert "angka dalam rentangnya" in render(found[0], "id")
    assert "a number in its range" in render(found[0], "en")


def test_everything_wrong_is_named_at_once() -> None:
    found = refused(SMALL.replace("weight: 4", "weight: empat").replace("scale: ab", "scale: xy"))
    assert {"not_a_number", "scale_unknown"} <= {entry.key for entry in found}


def test_a_file_with_thousands_of_faults_names_the_first_ones() -> None:
    unknown = "".join(f"kunci{at}: x\n" for at in range(3_000))
    assert len(refused(SMALL + unknown)) == 200


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "yaml_empty", None),
        ("# hanya catatan\n", "yaml_empty", None),
        ("[a, b]\n", "instrument_not_mapping", 1),
        ("teks saja\n", "instrument_not_mapping", 1),
        ("\n\na: {b\n", "yaml_syntax", 4),
    ],
)
def test_a_text_that_is_no_instrument_is_refused(text: str, key: str, line: int | None) -> None:
    (entry,) = refused(text)
    assert (entry.key, entry.place) == (key, Place(FILE, line))
    assert render(entry, "id") != render(entry, "en")
