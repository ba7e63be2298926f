"""Paths of the LKE: the exact search against HiGHS, worked examples, outcomes, facts, blocked gates, efforts."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring import yamltree
from bening.scoring.answers.model import Answer
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.store import by_id
from bening.scoring.path import milp, search
from bening.scoring.path.find import best_path, cheapest_path, effort_curve
from bening.scoring.path.moves import questions, read_efforts
from bening.scoring.path.nest import nested, task
from bening.scoring.path.target import gates_on_points, outcome_needs, shut_gates
from bening.scoring.plan import plan
from bening.scoring.result import Result, score
from bening.scoring.show.path import path_document
from bening.scoring.text import Refused
from tests.scoring.cases import start
from tests.scoring.offices import office

LKE = by_id("lke-zi-2025")


def _result(*changes: tuple[str, Answer], how: str = "best", options: dict[str, str] | None = None) -> Result:
    document = {"instrument": LKE.id, "answers": start(LKE, how), "options": options or {}}
    given = read_tree(yamltree.plain(document), LKE, "test")
    return score(plan(LKE), replace(given, answers={**given.answers, **dict(changes)}))


def _letter(letter: str) -> Answer:
    return Answer(letter, letter=letter)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("reading", ["combined", "separate"])
def test_highs_finds_the_same_path(seed: int, reading: str) -> None:
    given = replace(office(LKE, seed), options={"area_minimum": reading})
    result = score(plan(LKE), given)
    gates = gates_on_points(result, "wbk")
    shut, _ = shut_gates(result, gates, outcome_needs(result, gates))
    found = task(questions(result, {}, include_outcomes=False), shut)
    root = nested(found)
    assert root is not None
    exact, solved = search.cheapest(found, root), milp.cheapest(found)
    assert (exact is None) == (solved is None)
    if exact is not None and solved is not None:
        assert exact[0] == solved[0]
        assert exact[1].moves == solved[1].moves
        assert exact[1].needed == solved[1].needed


def test_highs_finds_the_same_best_for_a_budget() -> None:
    result = score(plan(LKE), office(LKE, 3))
    found = task(questions(result, {}, include_outcomes=False), [])
    root = nested(found)
    assert root is not None
    exact, solved = search.best_for(found, root, 7), milp.best_for(found, 7)
    assert exact[0] == solved[0]
    assert exact[1].moves == solved[1].moves


def test_one_shut_area_is_opened_by_its_own_questions() -> None:
    # REF.TL holds 3,5 points and PEM.TL 3,5. With PEM.TL full and all of REF.TL at the bottom the area has 3,5 of the
    # 4,2 that it needs: 0,7 are missing. One manfaat5 question climbs 1/4 of 2/3 = 1/6 a level, REF.TL.2 a half of 0,5
    # a level, REF.TL.1 0,165 and 0,17 a level. The least is three levels: 0,25 + 0,25 + 0,25 = 0,75.
    changes = [(code, _letter("E")) for code in ("REF.TL.3.a", "REF.TL.3.b", "REF.TL.3.c")]
    changes += [("REF.TL.1.a", _letter("D")), ("REF.TL.2.a", _letter("C")), ("REF.TL.2.b", _letter("C"))]
    path = cheapest_path(_result(*changes), "wbk")
    assert path.effort == 3
    assert all(step.question.code.startswith("REF.TL") for step in path.steps)
    # Three levels win 0,7 only as three levels of TL.2: with two of them, 0,5 + 0,17 stays below. Two steps do it in
    # two ways, and the one that is named climbs less at the first question where they differ.
    assert [(step.question.code, step.move.to) for step in path.steps] == [("REF.TL.2.a", "B"), ("REF.TL.2.b", "A")]
    assert path.alternatives == 2
    assert [step.needed for step in path.steps] == [True, True]
    assert [step.move.gain for step in path.steps] == [Fraction(1, 4), Fraction(1, 2)]


def test_an_outcome_is_held_at_the_least_that_opens_its_own_gates() -> None:
    path = cheapest_path(_result(("HAS.BERSIH.IPAK", Answer("3.40", number=Fraction("3.4")))), "wbk")
    assert [(need.code, need.stands, need.to) for need in path.needs] == [("HAS.BERSIH.IPAK", "3.40", "3.60")]
    assert path.effort == 0
    assert path.steps == ()


def test_an_outcome_that_is_a_letter_rises_to_the_letter_that_opens_its_gate() -> None:
    path = cheapest_path(_result(("HAS.BERSIH.KINERJA", _letter("E"))), "wbbm")
    assert [(need.code, need.stands, need.to) for need in path.needs] == [("HAS.BERSIH.KINERJA", "E", "B")]


def test_outcomes_climb_where_they_are_included() -> None:
    start_result = _result(("HAS.BERSIH.IPAK", Answer("3.41", number=Fraction("3.41"))))
    path = cheapest_path(start_result, "wbk", include_outcomes=True)
    assert path.needs == ()
    assert [(step.question.code, step.move.to, step.move.climb) for step in path.steps] == [
        ("HAS.BERSIH.IPAK", "3.60", 2)
    ]


def test_a_points_target_holds_outcomes_and_has_no_needs() -> None:
    path = cheapest_path(_result(("HAS.PRIMA.IPKP", Answer("2", number=Fraction(2))), how="worst"), "70")
    assert not path.reachable
    assert path.blocked_by == ("points",)
    assert path.needs == ()


def test_facts_that_are_shut_or_unstated_are_named() -> None:
    path = cheapest_path(_result(), "wbbm")
    assert path.facts_shut == ("fact.wbk_held", "fact.opini_bpk", "fact.sakip", "fact.indeks_rb")
    assert path.reachable


def test_a_missing_answer_stands_on_the_lowest_level() -> None:
    result = score(plan(LKE), office(LKE, 5, missing=1.0))
    by_code = {question.code: question for question in questions(result, {}, include_outcomes=False)}
    assert by_code["PEM.TL.1.a"].stands is None
    assert [(move.to, move.climb) for move in by_code["PEM.TL.1.a"].moves] == [("C", 1), ("B", 2), ("A", 3)]
    assert [move.to for move in by_code["REF.PW.2.a"].moves][:2] == ["0.10", "0.20"]


def test_a_ratio_climbs_to_the_next_tenth_and_score_takes_the_level() -> None:
    two_thirds = Answer("2/3", inputs={"jumlah_sasaran": Fraction(3), "sasaran_tercapai": Fraction(2)})
    result = _result(("REF.AK.1.a", two_thirds))
    question = next(entry for entry in questions(result, {}, include_outcomes=False) if entry.code == "REF.AK.1.a")
    assert question.stands == "0.666667"
    assert [move.to for move in question.moves] == ["0.70", "0.80", "0.90", "1.00"]
    assert [int(move.effort) for move in question.moves] == [1, 2, 3, 4]


def test_a_path_stays_possible_only_as_far_as_the_effort_file_allows(tmp_path: Path) -> None:
    result = _result(("REF.PW.1.a", _letter("E")), ("REF.PW.2.a", Answer("0", number=Fraction(0))))
    efforts = tmp_path / "usaha.yaml"
    efforts.write_text("REF.PW.1.a: impossible\nREF.PW.2.a: {'0.10': 1.5, '1': 12}\n", encoding="utf-8")
    read = read_efforts(efforts, LKE)
    assert read == {"REF.PW.1.a": {"": None}, "REF.PW.2.a": {"0.10": Fraction("1.5"), "1.00": Fraction(12)}}
    codes = {question.code: question for question in questions(result, read, include_outcomes=False)}
    assert "REF.PW.1.a" not in codes
    assert [move.effort for move in codes["REF.PW.2.a"].moves][:2] == [Fraction("1.5"), Fraction(2)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("REF.PW.9.a: 3\n", "effort_code"),
        ("REF.PW.1.a: 0\n", "effort_value"),
        ("REF.PW.1.a: -1\n", "effort_value"),
        ("REF.PW.1.a: .inf\n", "effort_value"),
        ("REF.PW.1.a: {F: 2}\n", "effort_level"),
        ("REF.PW.1.a: {B: 3, A: 2}\n", "effort_falls"),
        ("REF.PW.1.a: {B: impossible, A: 2}\n", "effort_falls"),
        ("- 3\n", "effort_shape"),
    ],
)
def test_an_effort_that_cannot_be_is_refused(tmp_path: Path, text: str, key: str) -> None:
    efforts = tmp_path / "usaha.yaml"
    efforts.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_efforts(efforts, LKE)
    assert [entry.key for entry in refused.value.messages] == [key]


def test_finely_divided_efforts_are_left_to_the_solver(tmp_path: Path) -> None:
    efforts = tmp_path / "usaha.yaml"
    lines = [f"{node.code}: {1 + at / 997:.3f}" for at, node in enumerate(LKE.nodes()) if node.leaf]
    efforts.write_text("\n".join(lines), encoding="utf-8")
    result = score(plan(LKE), office(LKE, 8))
    read = read_efforts(efforts, LKE)
    path = cheapest_path(result, "wbk", read)
    assert path.alternatives is None
    assert path.effort is not None
    assert path.effort == sum(step.move.effort for step in path.steps)
    with pytest.raises(Refused):
        effort_curve(result, read)


def test_a_target_above_the_maximum_or_unknown_is_refused() -> None:
    for target, key in (("101", "target_too_high"), ("wbx", "target_unknown"), ("-1", "target_unknown")):
        with pytest.raises(Refused) as refused:
            cheapest_path(_result(), target)
        assert refused.value.messages[0].key == key


def test_the_budget_path_never_spends_more_and_the_curve_agrees() -> None:
    result = score(plan(LKE), office(LKE, 11))
    curve = dict(effort_curve(result))
    for budget in (0, 1, 5, 17):
        path = best_path(result, Fraction(budget))
        assert path.effort is not None
        assert path.effort <= budget
        assert path.after.points == max(points for effort, points in curve.items() if effort <= budget)


def test_the_document_has_the_keys_of_the_contract() -> None:
    document = path_document(cheapest_path(score(plan(LKE), office(LKE, 2)), "wbk"))
    assert list(document) == [
        "target",
        "reachable",
        "effort",
        "alternatives",
        "steps",
        "needs",
        "facts_shut",
        "blocked_by",
        "after",
    ]
    assert list(document["steps"][0]) == ["code", "from", "to", "climb", "gain", "effort", "needed", "assumed"]
