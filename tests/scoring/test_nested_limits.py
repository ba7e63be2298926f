"""How deep and how many: results that take results of other instruments, each at its limit and one beyond."""

from fractions import Fraction
from pathlib import Path

import pytest

from bening.scoring.instrument.store import beside, find
from bening.scoring.nested import MOST_NESTED, score_file
from tests.scoring.hostile.making import answers, instrument, question, refusal, write, yes_no
from tests.scoring.hostile.test_hostile_nested import takes

LEVELS = 12


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of twelve instruments, each but the last taking the result of the next, and answers to each."""
    folder = tmp_path_factory.mktemp("rantai")
    for at in range(1, LEVELS):
        write(folder / f"a{at}.yaml", takes(f"a{at}", f"a{at + 1}", 1))
        write(folder / f"j{at}.yaml", answers([f"Q0: {{file: j{at + 1}.yaml}}"], f"a{at}"))
    write(folder / f"a{LEVELS}.yaml", yes_no(60, f"a{LEVELS}"))
    write(folder / f"j{LEVELS}.yaml", answers(["Q0: Y", "Q1: Y"], f"a{LEVELS}"))
    return folder


def test_an_instrument_takes_others_ten_deep(chain: Path) -> None:
    assert find(str(chain / "a2.yaml")).id == "a2"
    assert score_file(chain / "j2.yaml", find(str(chain / "a2.yaml"))).points == 2
    messages = refusal(lambda: find(str(chain / "a1.yaml")))
    assert [entry.key for entry in messages] == ["instrument_cycle"]
    assert str(dict(messages[0].values)["chain"]).split(" -> ") == [f"a{at}" for at in range(1, 13)]


def test_answers_name_files_ten_deep(chain: Path) -> None:
    messages = refusal(lambda: score_file(chain / "j1.yaml", beside("a1", chain)))
    assert messages[-1].key == "nested_too_deep"
    assert dict(messages[-1].values)["limit"] == "10"
    assert [entry.key for entry in messages[:-1]] == ["nested_file"] * 10


def test_answers_name_thirty_files(tmp_path: Path) -> None:
    write(tmp_path / "c.yaml", yes_no(60, "c"))
    write(tmp_path / "jc.yaml", answers(["Q0: Y"], "c"))
    path = write(tmp_path / "a.yaml", takes("a", "c", 31))
    few = [f"Q{at}: {{file: jc.yaml}}" for at in range(30)]
    given = write(tmp_path / "ja.yaml", answers(few, "a"))
    assert score_file(given, find(str(path))).points == Fraction(30 * 60, 31 * 60)
    write(given, answers([*few, "Q30: {file: jc.yaml}"], "a"))
    messages = refusal(lambda: score_file(given, find(str(path))))
    assert [entry.key for entry in messages] == ["nested_too_many"]
    assert MOST_NESTED == 30


def test_a_result_of_another_maximum_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "c.yaml", yes_no(59, "c"))
    write(tmp_path / "jc.yaml", answers(["Q0: Y"], "c"))
    path = write(tmp_path / "a.yaml", takes("a", "c", 1))
    assert [entry.key for entry in refusal(lambda: find(str(path)))] == ["nested_maximum"]
    given = write(tmp_path / "ja.yaml", answers(["Q0: {file: jc.yaml}"], "a"))
    messages = refusal(lambda: score_file(given, beside("a", tmp_path)))
    assert dict(messages[0].values) == {"where": "Q0", "name": "c", "maximum": "59"}


def test_a_file_beside_has_the_id_that_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "c.yaml", instrument([question("Q")], 1, "d"))
    assert [entry.key for entry in refusal(lambda: beside("c", tmp_path))] == ["instrument_id_differs"]
