"""Paths of hostile figures, efforts and gates: an answer or a refusal, in bounded time and memory."""

from pathlib import Path

import pytest

from bening.scoring.instrument.store import by_id
from tests.scoring.hostile.making import (
    answers,
    ended_well,
    instrument,
    question,
    ratio,
    under_limits,
    write,
    yes_no,
)
from tests.scoring.hostile.test_hostile_command import folder

__all__ = ["folder"]
SCALE = "scales: {s: {levels: {A: 1, B: 0.5, C: 0}, source: S}}\n"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Give answers that answer nothing."""
    return write(tmp_path / "a.yaml", answers())


# Path: wrong or no answers.


def test_a_target_may_have_a_decimal_comma(tmp_path: Path, empty: Path) -> None:
    form = write(tmp_path / "x.yaml", yes_no(4))
    assert ended_well("path", form, empty, "--target", "1,5").status == 0


@pytest.mark.parametrize("goal", [["--curve"], ["--budget", "3"], ["--target", "0"]])
def test_paths_of_an_instrument_of_gates_alone(tmp_path: Path, goal: list[str]) -> None:
    given_answers = write(tmp_path / "a.yaml", answers(name="kka-eligibility-2025"))
    ended_well("path", "kka-eligibility-2025", given_answers, *goal)


@pytest.mark.parametrize("effort", ["1" + "0" * 38, "0." + "0" * 36 + "1", "9" * 30, "1" + "0" * 20])
@pytest.mark.parametrize("target", ["15", "30"])
def test_an_extreme_effort_never_makes_a_way_disappear(tmp_path: Path, empty: Path, effort: str, target: str) -> None:
    form, efforts = write(tmp_path / "x.yaml", yes_no(30)), write(tmp_path / "e.yaml", f"Q0: {effort}\n")
    ran = ended_well("path", form, empty, "--target", target, "--effort", efforts, "--json")
    assert ran.status in {0, 2}  # a way, or a refusal of the effort: never "there is no path"


def overlapping(count: int, digits: int) -> tuple[str, list[str]]:
    gates = (
        "predicates:\n  p:\n    title: P\n    gates:\n"
        "    - {id: g1, nodes: [R0, R1, R2], points: 2, source: S}\n"
        "    - {id: g2, nodes: [R2, R3], points: 1.5, source: S}\n"
    )
    lines = [f"R{at}: {{a: 1, b: {10**digits + 2 * at * at + 1}}}" for at in range(count)]
    return instrument((ratio(f"R{at}") for at in range(count)), count, more=gates), lines


def test_points_beyond_what_a_float_holds(tmp_path: Path) -> None:
    text, lines = overlapping(12, 38)
    form, given_answers = write(tmp_path / "x.yaml", text), write(tmp_path / "a.yaml", answers(lines))
    ended_well("path", form, given_answers, "--target", "p", "--json")


@pytest.mark.parametrize("goal", [["--target", "5"], ["--target", "50"], ["--budget", "5"], ["--curve"]])
def test_paths_of_a_shipped_instrument_end(tmp_path: Path, goal: list[str]) -> None:
    given_answers = write(tmp_path / "a.yaml", answers(name="mcsp-2025"))
    ended_well("path", "mcsp-2025", given_answers, *goal)


@pytest.mark.parametrize("maximum", ["1000", "100000", "1" + "0" * 39])
def test_an_index_of_any_maximum(tmp_path: Path, empty: Path, maximum: str) -> None:
    form = write(tmp_path / "x.yaml", instrument([question("Q", "index", 1, f"maximum: {maximum}")], 1))
    ended_well("path", form, empty, "--target", "0.5", "--json")


def test_hundreds_of_gates_that_overlap(tmp_path: Path, empty: Path) -> None:
    gates = "".join(f"    - {{id: g{at}, nodes: [Q{at}, Q{at + 1}], points: 1, source: S}}\n" for at in range(690))
    form = write(tmp_path / "x.yaml", yes_no(700, more=f"predicates:\n  p:\n    title: P\n    gates:\n{gates}"))
    ended_well("path", form, empty, "--target", "p", "--json")


def test_hundreds_of_outcomes_and_gates(tmp_path: Path, empty: Path) -> None:
    leaves = (question(f"Q{at}", keys="outcome: true") for at in range(700))
    gates = "".join(f"    - {{id: g{at}, nodes: all, points: {at / 100}, source: S}}\n" for at in range(1, 1000))
    text = instrument(leaves, 700, more=f"predicates:\n  p:\n    title: P\n    gates:\n{gates}")
    ended_well("path", write(tmp_path / "x.yaml", text), empty, "--target", "p", "--json")


def test_paths_over_weights_of_many_denominators(tmp_path: Path, empty: Path) -> None:
    lines = []
    for at in range(200):
        prime = 10**17 + 2 * at * at + 1
        lines += [question(f"A{at}", "yes_no", f"1/{prime}"), question(f"B{at}", "yes_no", f"{prime - 1}/{prime}")]
    form = write(tmp_path / "x.yaml", instrument(lines, 200))
    ended_well("path", form, empty, "--target", "100", "--json")


def test_paths_over_thousands_of_questions(tmp_path: Path, empty: Path) -> None:
    ended_well("path", write(tmp_path / "x.yaml", yes_no(2150)), empty, "--target", "1075", "--json")


FIGURES = (
    "REF.MP.1.a: {jumlah_agen: 57757538, jumlah_perubahan: 22420564}",
    "REF.MP.1.b: {jumlah_perubahan: 87753786, jumlah_terintegrasi: 31123209}",
    "REF.SDM.3.a: {pelanggaran_tahun_lalu: 90496716, pelanggaran_tahun_ini: 31403774}",
    "REF.AK.1.a: {jumlah_sasaran: 62339825, sasaran_tercapai: 27056888}",
    "REF.PW.2.a: {pengaduan_harus_ditindaklanjuti: 62769685, pengaduan_selesai: 23440635}",
    "REF.PW.3.a: {kepala_satker: 89897639, pejabat_wajib: 56866134, lainnya: 93376391, sudah_lapor: 23577817}",
    "REF.PW.3.b: {administrator: 98917231, pengawas: 55114231, fungsional_pelaksana: 54119955, sudah_lapor: 28763730}",
    "REF.PP.1.b: {layanan_terdaftar: 59241418, layanan_dipermudah: 29925929}",
)


def test_eight_ratios_of_eight_digits_and_nothing_else(tmp_path: Path) -> None:
    given_answers = write(tmp_path / "a.yaml", answers(FIGURES, "lke-zi-2025"))
    assert ended_well("path", "lke-zi-2025", given_answers, "--target", "wbk", "--json").status == 0


def test_too_little_memory_is_said_in_a_sentence(tmp_path: Path) -> None:
    given_answers = write(tmp_path / "a.yaml", answers(FIGURES, "lke-zi-2025"))
    ran = under_limits("path", "lke-zi-2025", given_answers, "--target", "wbk", megabytes=120)
    assert (ran.status, len(ran.err.splitlines())) in {(0, 0), (2, 1)}, ran.err[-300:]


@pytest.mark.parametrize("parts", [1, 100])
@pytest.mark.parametrize("digits", [8, 14])
def test_paths_over_ratios_of_large_figures(tmp_path: Path, parts: int, digits: int) -> None:
    lke = by_id("lke-zi-2025")
    ratios = [node for node in lke.nodes() if node.leaf and node.leaf.ratio]
    lines, at = [], 0
    for node in ratios:
        names = node.leaf.ratio.formula.names if node.leaf and node.leaf.ratio else ()
        given_parts = []
        for _ in range(parts):
            at += 1
            given_parts.append(
                "{" + ", ".join(f"{name}: {10**digits + 2 * at * at + 7 * n}" for n, name in enumerate(names)) + "}"
            )
        lines.append(f"{node.code}: {given_parts[0] if parts == 1 else '{mean_of: [' + ', '.join(given_parts) + ']}'}")
    given_answers = write(tmp_path / "a.yaml", answers(lines, lke.id))
    ended_well("path", lke.id, given_answers, "--target", "wbk", "--json")


@pytest.mark.parametrize("lines", ["Q: {B: 2, b: 1}\n", "Q: {B: 5}\n"])
def test_efforts_that_contradict_themselves(tmp_path: Path, empty: Path, lines: str) -> None:
    # B given twice; B dearer than A, whose effort is the default 2: efforts may not fall as the level rises
    form = write(tmp_path / "x.yaml", instrument([question("Q", "choice", 1, "scale: s")], 1, more=SCALE))
    efforts = write(tmp_path / "e.yaml", lines)
    assert ended_well("path", form, empty, "--target", "0.5", "--effort", efforts).status == 2


def test_efforts_have_an_ending_that_is_known(tmp_path: Path, empty: Path) -> None:
    form, efforts = write(tmp_path / "x.yaml", yes_no(4)), write(tmp_path / "e.txt", "Q1: 3\n")
    assert ended_well("path", form, empty, "--target", "1", "--effort", efforts).status == 2


@pytest.mark.parametrize("command", [["path", "--target", "1"], ["explain"], ["score"]])
def test_an_unknown_stage_is_refused_everywhere(tmp_path: Path, empty: Path, command: list[str]) -> None:
    form = write(tmp_path / "x.yaml", yes_no(4))
    code = ["Q1"] if command[0] == "explain" else []
    assert ended_well(command[0], form, empty, *code, *command[1:], "--stage", "nope").status == 2
