"""Files of answers that name other files: only those in their folder, never without end, never another instrument's."""

from pathlib import Path

import pytest

from bening.scoring.instrument.store import by_id, find
from bening.scoring.nested import MOST_NESTED, score_file
from tests.scoring.hostile.making import answers, instrument, question, refusal, write, yes_no

KKA = by_id("kka-2025")
TAKES = next(node.code for node in KKA.nodes() if node.leaf and node.leaf.instrument)


def keys(folder: Path, file: str) -> list[str]:
    path = write(folder / "a.yaml", answers([f"{TAKES}: {{file: {file}}}"], KKA.id))
    return [entry.key for entry in refusal(lambda: score_file(path, KKA))]


@pytest.mark.parametrize(
    "file",
    ["../../etc/passwd", "/etc/passwd", "../a.yaml", "b/../../a.yaml", "/dev/stdin", "b/../c.yaml"],
)
def test_a_file_elsewhere_is_not_read(tmp_path: Path, file: str) -> None:
    assert keys(tmp_path, file) == ["nested_path"]


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (".", "file_is_folder"),
        ("none.yaml", "file_unreadable"),
        ("none.exe", "file_ending"),
        ("'~/none.yaml'", "file_unreadable"),
        ("x" * 5000 + ".yaml", "file_unreadable"),
        ('"a\\n\\tb.yaml"', "file_unreadable"),
    ],
)
def test_a_file_that_is_none_is_named_after_the_answer(tmp_path: Path, file: str, key: str) -> None:
    assert keys(tmp_path, file) == ["nested_file", key]


def test_answers_that_take_their_own_file_are_of_another_instrument(tmp_path: Path) -> None:
    assert keys(tmp_path, "a.yaml")[:2] == ["nested_file", "answers_of_other"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write(tmp_path / "secret.yaml", answers(name="mcsp-2025"))
    (inside / "b.yaml").symlink_to("../secret.yaml")
    (inside / "c").symlink_to("..")
    (inside / "d.yaml").symlink_to("d.yaml")
    assert keys(inside, "b.yaml") == ["nested_path"]
    assert keys(inside, "c/secret.yaml") == ["nested_path"]
    assert keys(inside, "d.yaml") == ["nested_file", "file_unreadable"]


def test_a_folder_reached_by_a_link_may_hold_files(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    write(real / "b.yaml", answers(name="mcsp-2025"))
    write(real / "a.yaml", answers([f"{TAKES}: {{file: b.yaml}}"], KKA.id))
    (tmp_path / "link").symlink_to("real")
    assert score_file(tmp_path / "link" / "a.yaml", KKA).nested.keys() == {TAKES}


def test_a_shipped_instrument_takes_shipped_ones_alone(tmp_path: Path) -> None:
    write(tmp_path / "mcsp-2025.yaml", answers(name="mcsp-2025"))
    path = write(tmp_path / "a.yaml", answers([f"{TAKES}: {{file: mcsp-2025.yaml}}"], KKA.id))
    (inner,) = score_file(path, KKA).nested.values()
    assert inner.plan.instrument is by_id("mcsp-2025")


def takes(name: str, other: str, count: int) -> str:
    keys_of = f"instrument: {other}, maximum: 60"
    return instrument((question(f"Q{at}", "instrument", f"60/{count}", keys_of) for at in range(count)), 60, name)


def test_files_that_name_files_do_not_multiply(tmp_path: Path) -> None:
    write(tmp_path / "c.yaml", yes_no(60, "c"))
    write(tmp_path / "b.yaml", takes("b", "c", 9))
    path = write(tmp_path / "a.yaml", takes("a", "b", 9))
    write(tmp_path / "jc.yaml", answers(name="c"))
    write(tmp_path / "jb.yaml", answers([f"Q{at}: {{file: jc.yaml}}" for at in range(9)], "b"))
    given = write(tmp_path / "ja.yaml", answers([f"Q{at}: {{file: jb.yaml}}" for at in range(9)], "a"))
    found = refusal(lambda: score_file(given, find(str(path))))
    assert found[-1].key == "nested_too_many"
    assert dict(found[-1].values)["limit"] == str(MOST_NESTED)


def test_an_instrument_beside_the_answers_does_not_take_the_place_of_the_one_beside_the_form(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    away.mkdir()
    write(home / "b.yaml", yes_no(60, "b"))
    path = write(home / "a.yaml", takes("a", "b", 1))
    write(away / "b.yaml", yes_no(90, "b"))
    write(away / "jb.yaml", answers([f"Q{at}: Y" for at in range(90)], "b"))
    given = write(away / "ja.yaml", answers(["Q0: {file: jb.yaml}"], "a"))
    assert refusal(lambda: score_file(given, find(str(path))))[0].key == "nested_file"
