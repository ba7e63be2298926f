"""What is written into a workbook is read out of it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.scoring import yamltree
from bening.scoring.answers.model import Answer, AnswerSet
from bening.scoring.answers.read import read_tree
from bening.scoring.instrument.model import Instrument
from bening.scoring.instrument.store import by_id, shipped
from bening.scoring.nested import read_answers
from bening.scoring.plan import plan
from bening.scoring.result import score
from bening.scoring.text import Refused
from bening.scoring.workbook.areas import areas_of
from bening.scoring.workbook.read import read_workbook
from bening.scoring.workbook.write import workbook_bytes, write_workbook
from tests.scoring.cases import Case, all_cases
from tests.scoring.offices import office
from tests.scoring.strategies import answered_instruments
from tests.scoring.workbook import small
from tests.scoring.workbook.grid import Grid
from tests.scoring.workbook.same import meaning

OF_THE_LKE = [case for case in all_cases() if case.instrument == "lke-zi-2025"]
CASES = [case for case in all_cases() if case not in OF_THE_LKE] + OF_THE_LKE[::8]


def back(instrument: Instrument, folder: Path, answers: AnswerSet | None = None, **how: Any) -> AnswerSet:
    path = folder / "buku.xlsx"
    write_workbook(instrument, path, answers=answers, **how)
    return read_workbook(path, instrument)


@pytest.mark.parametrize("name", sorted(shipped()))
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_empty_workbook_reads_back_as_no_answers(tmp_path: Path, name: str, language: str) -> None:
    found = back(by_id(name), tmp_path, language=language)
    assert meaning(found) == meaning(AnswerSet(name, {}))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_worked_cases_read_back(tmp_path: Path, case: Case) -> None:
    instrument, answers = by_id(case.instrument), case.answers()
    if any(answer.parts or answer.file for answer in answers.answers.values()):
        with pytest.raises(Refused, match="workbook_cannot_hold"):
            back(instrument, tmp_path, answers)
        return
    found = back(instrument, tmp_path, answers, profile=case.data.get("weights"))
    assert meaning(found) == meaning(answers)


def test_the_sample_office_reads_back_to_the_same_set_of_answers(tmp_path: Path, root: Path) -> None:
    instrument = by_id("lke-zi-2025")
    answers = read_answers(root / "data/demo/contoh-dinas.lke.yaml", instrument)
    found = back(instrument, tmp_path, answers)
    assert replace(found, file=None, warnings=()) == replace(answers, file=None, warnings=())


@pytest.mark.parametrize("seed", range(5))
def test_random_offices_read_back_and_score_the_same(tmp_path: Path, seed: int) -> None:
    instrument = by_id("lke-zi-2025")
    answers = office(instrument, seed)
    found = back(instrument, tmp_path, answers)
    assert meaning(replace(found, warnings=())) == meaning(answers)
    assert score(plan(instrument), found).points == score(plan(instrument), answers).points


def test_every_kind_of_question_fact_and_option_reads_back(tmp_path: Path) -> None:
    assert meaning(back(small.instrument(), tmp_path, small.answers())) == meaning(small.answers())


@given(pair=answered_instruments(), data=st.data())
def test_any_answers_to_any_instrument_read_back(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[Instrument, AnswerSet], data: st.DataObject
) -> None:
    instrument, answers = pair
    codes = data.draw(st.lists(st.sampled_from([node.code for node in instrument.nodes() if node.leaf]), unique=True))
    texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(str.strip).filter(bool)
    noted = replace(answers, notes={code: data.draw(texts) for code in codes})
    found = back(instrument, tmp_path_factory.mktemp("acak"), noted)
    assert meaning(found) == meaning(noted)


@given(digits=st.integers(0, 10**22), places=st.integers(0, 22))
def test_a_number_of_any_length_reads_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, digits: int, places: int
) -> None:
    number = Fraction(digits, 10**places)
    given_answer = Answer("…", inputs={"selesai": Fraction(digits), "semua": Fraction(1)})
    answers = {"A.ratio": given_answer}
    if number <= 4:
        answers["A.index"] = Answer("…", number=number)
    found = back(small.instrument(), tmp_path_factory.mktemp("angka"), AnswerSet("kecil-2025", answers))
    assert found.answers["A.ratio"].inputs == given_answer.inputs
    assert "A.index" not in answers or found.answers["A.index"].number == number


def test_notes_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    notes = {
        "A.choice": '=HYPERLINK("http://x","y")',
        "fact.opini": "+1+1",
        "A.ratio:semua": "@SUM(A1)",
        "A.last": "_x0041_",
    }
    answers = replace(small.answers(), notes=notes)
    assert back(small.instrument(), tmp_path, answers).notes == notes


def test_the_same_workbook_is_the_same_bytes() -> None:
    first, second = (workbook_bytes(small.instrument(), answers=small.answers()) for _ in range(2))
    assert first == second


def test_a_combined_opinion_and_another_file_are_refused_by_code(tmp_path: Path) -> None:
    letters = tuple(Answer(letter, letter=letter) for letter in "AB")
    answers = {"A.choice": Answer("A, B", parts=letters), "A.other": Answer("x.yaml", file="x.yaml")}
    with pytest.raises(Refused) as refused:
        back(small.instrument(), tmp_path, AnswerSet("kecil-2025", answers))
    assert dict(refused.value.messages[0].values)["codes"] == "A.choice, A.other"


def test_a_note_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="workbook_note_too_long"):
        back(small.instrument(), tmp_path, replace(small.answers(), notes={"A.last": "x" * 40_000}))


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="workbook_not_written"):
        write_workbook(small.instrument(), tmp_path / "tidak" / "ada.xlsx")


def test_the_areas_of_the_lke_have_a_sheet_each() -> None:
    names = [area.sheet for area in areas_of(by_id("lke-zi-2025"))]
    areas = ("MP", "TL", "SDM", "AK", "PW", "PP")
    assert names == [f"{part}.{area}" for part in ("PEM", "REF") for area in areas] + ["HAS.BERSIH", "HAS.PRIMA"]


def test_questions_at_the_top_share_one_sheet() -> None:
    assert [(area.sheet, len(area.questions)) for area in areas_of(by_id("mcsp-2025"))] == [("mcsp-2025", 8)]


def test_every_question_stands_on_exactly_one_sheet() -> None:
    for name in shipped():
        instrument = by_id(name)
        codes = [code for area in areas_of(instrument) for code in area.questions]
        assert codes == [node.code for node in instrument.nodes() if node.leaf]


def test_sheet_names_fit_excel_and_stay_apart(tmp_path: Path) -> None:
    document = small.document()
    long = "x" * 40
    for top, code in zip(document["tree"], (long, long.upper()), strict=True):
        top["code"] = code
    changed = small.instrument(document)
    assert [area.sheet for area in areas_of(changed)] == ["x" * 31, "X" * 29 + "~2"]
    assert back(changed, tmp_path).answers == {}


def test_a_sheet_of_ours_does_not_lose_its_name(tmp_path: Path) -> None:
    document = small.document()
    document["tree"][0]["code"] = "Cover"
    changed = small.instrument(document)
    assert [area.sheet for area in areas_of(changed)] == ["Cover~2", "B"]
    assert back(changed, tmp_path, language="en").answers == {}


def test_the_cover_says_which_weights_are_assumed(tmp_path: Path) -> None:
    grid = Grid.of(by_id("kka-2025"), tmp_path, profile="equal")
    words = [value for value in grid.sheets["Sampul"].values() if isinstance(value, str)]
    assert any("adalah anggapan" in word for word in words)
    assert "equal" in words


def test_what_reads_back_scores_like_the_yaml(tmp_path: Path) -> None:
    instrument = small.instrument()
    text = "instrument: kecil-2025\nanswers: {A.ratio: {selesai: 9, semua: 7}, A.free: 50}\n"
    answers = read_tree(yamltree.read(text, "a.yaml"), instrument, "a.yaml")
    found = back(instrument, tmp_path, answers)
    assert score(plan(instrument), found).points == Fraction(9, 2)
    assert [warning.key for warning in score(plan(instrument), found).warnings()] == ["more_than_due"]
