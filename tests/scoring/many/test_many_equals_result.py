"""Every printed digit and every verdict of a table is the exact engine's."""

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id
from bening.scoring.many.table import score_table
from tests.scoring.many.makers import BOTH, check, instrument_of, question, random_rows, ratio, read, scored, write
from tests.scoring.strategies import instruments

Document = dict[str, Any]
SEEDS = st.integers(0, 2**32)
GROUPS = [
    {"code": "A", "title": "A", "weight": "3", "children": [ratio("A.1"), ratio("A.2"), ratio("A.3")]},
    {"code": "B", "title": "B", "weight": "2", "children": [question("B.1", "choice", "2", scale="abc")]},
]


def gate(name: str, nodes: object = "all", points: str = "1", **keys: object) -> Document:
    return {"id": name, "nodes": nodes, "points": points, "source": BOTH} | keys


def mean_questions() -> list[Document]:
    difference = ratio("K.4", formula="(a - b) / (c + d)", cap="0.9", floor="0.05")
    difference["inputs"]["a"]["type"] = "number"
    found = [
        question("K.1", "yes_no"),
        question("K.2", "choice", scale="abc", not_applicable="0.7"),
        question("K.3", "percent", round={"decimals": "1"}),
        difference,
        ratio("K.5", formula="a / (b - c)", zero="full_if_all_zero", round={"decimals": "2"}),
    ]
    return [{key: value for key, value in entry.items() if key != "weight"} for entry in found]


def full() -> Instrument:
    """Read an instrument with every kind of question, fact, gate and option."""
    bands = [{"at_most": "5", "value": "1"}, {"at_most": "9.5", "value": "1/3"}]
    tree = [
        {"code": "K", "title": "K", "weight": "26/3", "aggregate": "mean", "children": mean_questions()},
        question("L", "index", "5/3", maximum="4"),
        question("M", "number", "2", maximum="100", bands=bands),
        ratio("N", "2/3", not_applicable="0", zero="full"),
    ]
    doubted = {"value": "true", "assumed": "true"}
    gates = [
        gate("total", points="6.5"),
        gate("some", ["K", "M"], inclusive=doubted),
        {"id": "one", "nodes": ["L"], "share": "0.6", "when": {"area": "one"}, "source": BOTH},
        gate("other", ["K.1", "N"], when={"area": "other"}, inclusive="false"),
        gate("open", points="unknown"),
        {"id": "opini", "fact": "opini", "at_least": "WDP", "source": BOTH},
        {"id": "held", "fact": "held", "at_least": "true", "source": BOTH, "when": {"area": "other"}},
        {"id": "angka", "fact": "angka", "at_most": "3", "inclusive": "false", "source": BOTH},
        {"id": "siapa", "fact": "angka", "at_least": "unknown"},
    ]
    return instrument_of(
        maximum="13",
        tree=tree,
        score={"decimals": "3", "rounding": "half_up", "source": BOTH},
        options={
            "area": {"title": "r", "choices": ["one", "other"], "assumed": "true"},
            "gate_rounding": {"title": "r", "choices": ["exact", "two_decimals_half_up"], "assumed": "true"},
        },
        facts={
            "opini": {"title": "o", "scale": ["TMP", "TW", "WDP", "WTP"], "source": BOTH},
            "held": {"title": "h", "kind": "yes_no"},
            "angka": {"title": "a", "kind": "number", "maximum": "5"},
        },
        predicates={
            "lulus": {"title": "L", "reading": "area", "gates": gates},
            "lain": {"title": "L", "gates": [gate("total", points="5")]},
        },
        stages=[
            {
                "id": "akhir",
                "title": "A",
                "thresholds": [{"id": "batas", "points": "19/3", "inclusive": doubted, "source": BOTH}],
                "bands": [
                    {"id": "baik", "min": "10", "source": BOTH},
                    {"id": "cukup", "min": "13/3", "inclusive": "false", "source": BOTH},
                ],
            }
        ],
    )


FULL = full()


@pytest.mark.parametrize("name", ["kka-2025", "mcsp-2025", "kka-eligibility-2025", "lke-zi-2025"])
@pytest.mark.parametrize("ending", [".csv", ".parquet", ".arrow"])
def test_a_shipped_instrument_gives_the_results_of_the_exact_engine(name: str, ending: str, tmp_path: Path) -> None:
    instrument = by_id(name)
    check(instrument, random_rows(instrument, 40, seed=7), tmp_path, ending=ending)


@pytest.mark.parametrize("profile", ["draft", "equal", "participation"])
@pytest.mark.parametrize("stage", ["baseline", "penilaian_akhir"])
def test_profile_and_stage_are_those_asked_for(profile: str, stage: str, tmp_path: Path) -> None:
    instrument = by_id("kka-2025")
    check(instrument, random_rows(instrument, 60, seed=3), tmp_path, profile=profile, stage=stage)


@given(SEEDS)
def test_every_kind_of_question_gate_fact_and_option_is_as_in_the_exact_engine(seed: int) -> None:
    with TemporaryDirectory() as folder:
        check(FULL, random_rows(FULL, 10, seed), Path(folder), stage="akhir")


@given(instruments(), SEEDS, st.sampled_from([None, "akhir"]))
def test_a_random_instrument_gives_the_results_of_the_exact_engine(
    instrument: Instrument, seed: int, stage: str | None
) -> None:
    with TemporaryDirectory() as folder:
        check(instrument, random_rows(instrument, 6, seed), Path(folder), stage=stage)


def sevenths(inclusive: str) -> Instrument:
    gates = [gate("a", ["A"], inclusive=inclusive), gate("all", inclusive=inclusive)]
    return instrument_of(maximum="5", tree=GROUPS, predicates={"lulus": {"title": "L", "gates": gates}})


def row(name: str, **cells: str) -> dict[str, str]:
    empty = {f"A.{at}:{entry}": "" for at in (1, 2, 3) for entry in "ab"} | {"B.1": ""}
    return {"id": name} | empty | {name.replace("_", ".", 1).replace("_", ":"): cell for name, cell in cells.items()}


@pytest.mark.parametrize(("inclusive", "opened"), [("true", "true"), ("false", "false")])
def test_shares_that_add_up_to_a_limit_in_no_decimal_meet_it_exactly(
    inclusive: str, opened: str, tmp_path: Path
) -> None:
    at_limit = row("just", A_1_a="3", A_1_b="7", A_2_a="4", A_2_b="7")
    below = row("below", A_1_a="3", A_1_b="7", A_2_a="4000000", A_2_b="7000001")
    above = row("above", A_1_a="3", A_1_b="7", A_2_a="4000001", A_2_b="7000000")
    summary = check(sevenths(inclusive), [at_limit, below, above], tmp_path)
    found = [entry["gate.lulus.a"] for entry in read(tmp_path / "out.parquet")]
    assert found == [opened, "false", "true"]
    assert (summary.recomputed, summary.share) == (1, Fraction(1, 3))


def test_only_rows_in_which_something_is_unsure_are_computed_again(tmp_path: Path) -> None:
    rows = random_rows(by_id("lke-zi-2025"), 300, seed=1)
    assert check(by_id("lke-zi-2025"), rows, tmp_path).recomputed <= 3


def test_whole_answers_at_a_limit_need_no_second_computation(tmp_path: Path) -> None:
    rows = [row("half", B_1="B"), row("full", B_1="A"), row("ratio", A_1_a="7", A_1_b="7")]
    summary = check(sevenths("true"), rows, tmp_path)
    assert summary.recomputed == 0
    assert [entry["gate.lulus.all"] for entry in read(tmp_path / "out.parquet")] == ["true"] * 3


def tiny() -> Instrument:
    leaves = [ratio("A.1", "0.000001"), ratio("A.2", "0.000001")]
    group = {"code": "A", "title": "A", "weight": "0.000002", "children": leaves}
    return instrument_of(maximum="1", tree=[group, question("B", "percent", "0.999998")])


def test_a_tie_at_the_sixth_decimal_goes_up_though_its_parts_are_no_decimals(tmp_path: Path) -> None:
    base = {"B": "0", "A.1:a": "1", "A.1:b": "3", "A.2:b": "6"}
    rows = [
        {"id": "tie", "A.2:a": "1"} | base,
        {"id": "below", "A.2:a": "0"} | base,
        {"id": "above", "A.2:a": "2"} | base,
    ]
    summary = check(tiny(), rows, tmp_path)
    assert [entry["A"] for entry in read(tmp_path / "out.parquet")] == ["0.000001", "0.000000", "0.000001"]
    assert summary.recomputed == 1


def test_a_tie_of_a_decimal_goes_up(tmp_path: Path) -> None:
    instrument = instrument_of(maximum="1", tree=[question("B", "percent")])
    rows = [{"id": text, "B": text} for text in ("0.00005", "0.000049999999", "50.5", "50.49999999999999999999")]
    check(instrument, rows, tmp_path)
    found = [(entry["B"], entry["score"]) for entry in read(tmp_path / "out.parquet")]
    assert found == [("0.000001", "0.00"), ("0.000000", "0.00"), ("0.505000", "0.51"), ("0.505000", "0.50")]


def test_counts_too_large_for_64_bits_are_computed_exactly(tmp_path: Path) -> None:
    huge = "9" * 40
    rows = [
        row("huge", A_1_a=huge, A_1_b=huge),
        row("near", A_1_a=huge[:-1] + "8", A_1_b=huge),
        row("small", A_1_a="1", A_1_b="3"),
    ]
    summary = check(sevenths("true"), rows, tmp_path)
    assert summary.recomputed == 2
    assert [entry["gate.lulus.all"] for entry in read(tmp_path / "out.parquet")] == ["true", "false", "false"]


def test_weights_too_fine_for_64_bits_are_computed_exactly(tmp_path: Path) -> None:
    parts = ["1/1000003", "1/999983", "1/999979"]
    rest = str(3 - sum(map(Fraction, parts)))
    tree = [*(question(f"Q{at}", "percent", part) for at, part in enumerate(parts)), question("R", "percent", rest)]
    threshold = {"id": "batas", "points": "1", "source": BOTH}
    band = {"id": "baik", "min": "2", "source": BOTH}
    stages = [{"id": "akhir", "title": "A", "thresholds": [threshold], "bands": [band]}]
    gates = [gate("total"), gate("free", points="unknown")]
    predicates = {"lulus": {"title": "L", "gates": gates}}
    instrument = instrument_of(maximum="3", tree=tree, stages=stages, predicates=predicates)
    rows = random_rows(instrument, 10, seed=2)
    assert check(instrument, rows, tmp_path, stage="akhir").share == 1


def test_a_sum_that_lies_less_than_a_part_above_an_exclusive_limit_opens_it(tmp_path: Path) -> None:
    """1/q + q/(q+1) is 1 + 1/(q(q+1)); both are cut down, and their sum then lies under the limit."""
    q = 4 * 10**9
    predicates = {"lulus": {"title": "L", "gates": [gate("a", inclusive="false")]}}
    instrument = instrument_of(maximum="2", tree=[ratio("A"), ratio("B")], predicates=predicates)
    above = {"id": "above", "A:a": "1", "A:b": str(q), "B:a": str(q), "B:b": str(q + 1)}
    assert check(instrument, [above, above | {"A:b": str(q + 2)}], tmp_path).recomputed == 2
    assert [entry["gate.lulus.a"] for entry in read(tmp_path / "out.parquet")] == ["true", "false"]


def test_letters_at_an_exclusive_limit_need_no_second_computation(tmp_path: Path) -> None:
    tree = [question("A", "choice", scale="abc"), question("B", "yes_no")]
    predicates = {"lulus": {"title": "L", "gates": [gate("a", inclusive="false")]}}
    instrument = instrument_of(maximum="2", tree=tree, predicates=predicates)
    rows = [{"id": "at", "A": "A", "B": "T"}, {"id": "above", "A": "B", "B": "Y"}]
    assert check(instrument, rows, tmp_path).recomputed == 0
    assert [entry["gate.lulus.a"] for entry in read(tmp_path / "out.parquet")] == ["false", "true"]


def test_indices_that_are_no_decimals_meet_a_limit_exactly(tmp_path: Path) -> None:
    leaves = [question("A.1", "index", maximum="7"), question("A.2", "index", maximum="7")]
    tree = [{"code": "A", "title": "A", "weight": "2", "children": leaves}]
    instrument = instrument_of(maximum="2", tree=tree, predicates={"lulus": {"title": "L", "gates": [gate("total")]}})
    rows = [{"id": text, "A.1": "3", "A.2": text} for text in ("4", "3.9999999", "4.0000001")]
    check(instrument, rows, tmp_path)
    assert [entry["gate.lulus.total"] for entry in read(tmp_path / "out.parquet")] == ["true", "false", "true"]


@pytest.mark.parametrize("keys", [{}, {"round": {"decimals": "6"}}, {"cap": "999999999/1000000007", "floor": "1/3"}])
def test_counts_of_every_size_are_exact(keys: Document, tmp_path: Path) -> None:
    tree = [ratio("A", "7/3", formula="(a + b) / (b + c)", **keys), ratio("B", "2/3", **keys)]
    instrument = instrument_of(maximum="3", tree=tree)
    rows = []
    for size in range(38):
        cells = {"A:a": str(10**size // 7), "A:b": str(10**size // 9), "A:c": str(10**size)}
        rows.append({"id": str(size)} | cells | {"B:a": str(10**size - 1), "B:b": str(10**size)})
    assert 0 < check(instrument, rows, tmp_path).recomputed < 38


def test_a_rounded_ratio_of_fine_weights_is_exact(tmp_path: Path) -> None:
    fine = [question("B", "percent", "1/1009"), question("C", "percent", "1/1013")]
    tree = [ratio("A", "3", round={"decimals": "6"}), *fine]
    instrument = instrument_of(maximum=str(3 + Fraction(1, 1009) + Fraction(1, 1013)), tree=tree)
    rows = [{"id": str(at), "A:a": str(at), "A:b": "9", "B": "30", "C": ""} for at in range(10)]
    assert check(instrument, rows, tmp_path).share == 1


@pytest.mark.parametrize("choice", ["zero", "full", "full_if_all_zero", ""])
@pytest.mark.parametrize("above", ["0", "4"])
def test_a_divisor_of_zero_follows_the_option_of_its_row(choice: str, above: str, tmp_path: Path) -> None:
    instrument = instrument_of(maximum="2", tree=[ratio("R", zero="full"), ratio("S")])
    cells = {"R": "", "R:a": above, "R:b": "0", "S": f"{above}/0", "option.zero_divisor.S": choice}
    rows = [
        {"id": "1"} | cells | {"option.zero_divisor.R": choice},
        {"id": "2"} | cells | {"option.zero_divisor.R": ""},
    ]
    check(instrument, rows, tmp_path)


def test_rows_keep_their_order_and_batches_change_nothing(tmp_path: Path) -> None:
    rows = random_rows(FULL, 100, seed=11)[::-1]
    whole, _ = scored(FULL, rows, tmp_path, stage="akhir")
    assert [entry["id"] for entry in whole] == [entry["id"] for entry in rows]
    for ending in (".csv", ".parquet", ".arrow"):
        parts, summary = scored(FULL, rows, tmp_path, ending, stage="akhir", batch_rows=3)
        assert parts == whole
        assert summary.rows == 100


def test_a_table_may_take_the_place_of_its_source(tmp_path: Path) -> None:
    rows = random_rows(FULL, 5, seed=1)
    path = write(tmp_path / "same.parquet", rows)
    wanted, _ = scored(FULL, rows, tmp_path)
    score_table(FULL, path, path)
    assert read(path) == wanted


@pytest.mark.parametrize("choice", ["zero", "full", ""])
def test_a_row_that_is_computed_again_keeps_its_options(choice: str, tmp_path: Path) -> None:
    instrument = instrument_of(maximum="2", tree=[ratio("A"), ratio("B", zero="zero")])
    huge = {"A:a": "9" * 40, "A:b": "9" * 40}
    row = {"id": "x", **huge, "B:a": "1", "B:b": "0", "option.zero_divisor.B": choice}
    assert check(instrument, [row], tmp_path).recomputed == 1
    assert read(tmp_path / "out.parquet")[0]["score"] == ("2.00" if choice == "full" else "1.00")
