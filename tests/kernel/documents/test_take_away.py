"""What is taken away unpacks inside its folder, can be checked with sha256sum, and is the same each time."""

import shutil
import subprocess
import zipfile
from pathlib import Path, PurePosixPath
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.kernel.documents.take_away import LONGEST_PART, MANIFEST, Entry, archive, safe_path

FILES = [Entry("bukti/a.pdf", b"A"), Entry("jawaban.json", b"{}"), Entry("bukti/B.pdf", b"B" * 3_000_000)]


def content(entries: list[Entry]) -> bytes:
    with archive(entries) as file:
        return file.read()


def names(entries: list[Entry]) -> list[str]:
    with archive(entries) as file, zipfile.ZipFile(file) as unpacked:
        return unpacked.namelist()


def test_the_files_are_there_in_one_order_and_the_manifest_last() -> None:
    assert names(FILES) == ["bukti/B.pdf", "bukti/a.pdf", "jawaban.json", MANIFEST]


def test_sha256sum_finds_every_file_whole_and_a_changed_one_not(tmp_path: Path) -> None:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("left out: no sha256sum on the PATH")
    with archive(FILES) as file, zipfile.ZipFile(file) as unpacked:
        unpacked.extractall(tmp_path)
    command = [program, "--strict", "--quiet", "-c", MANIFEST]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    (tmp_path / "bukti/a.pdf").write_bytes(b"a")
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    entries = [Entry(f"{name}.txt", name.encode()) for name in "abcAB"] + [Entry("a.txt", b"other")]
    shuffled = Random(7).sample(entries, len(entries))  # noqa: S311 - an order, no secret
    assert content(entries) == content(shuffled)


def test_a_file_on_disk_is_written_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"isi")
    assert content([Entry("a", path)]) == content([Entry("a", b"isi")])


def test_a_file_that_is_gone_is_an_error_and_no_archive(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        archive([Entry("a", tmp_path / "tidak-ada")])


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["a.pdf", "A.pdf", "a.pdf"], ["A.pdf", "a (2).pdf", "a (3).pdf"]),
        (["a", "a/b"], ["a", "a_/b"]),
        (["A/b", "a"], ["A/b", "a (2)"]),
        (["../x", "/x", "x"], ["x", "x (2)", "x (3)"]),
        (["manifest-sha256.txt"], ["manifest-sha256 (2).txt"]),
        ([".env"], [".env"]),
        ([""], ["berkas"]),
        (["...", "a/../.."], ["a", "berkas"]),
        (["CON", "nul.txt", "Lpt1"], ["_CON", "_Lpt1", "_nul.txt"]),
        (["a\x00b\nc\u202ed"], ["a_b_c_d"]),
    ],
)
def test_names_are_made_safe_and_told_apart(paths: list[str], found: list[str]) -> None:
    assert names([Entry(path, b"") for path in paths])[:-1] == found


def test_a_long_name_keeps_its_ending() -> None:
    found = safe_path("x" * 500 + ".pdf")
    assert found.endswith("x.pdf")
    assert len(found) == LONGEST_PART


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_names_stay_inside_and_differ_without_case(paths: list[str]) -> None:
    found = names([Entry(path, b"x") for path in paths])
    assert len(found) == len(paths) + 1
    assert len({name.casefold() for name in found}) == len(found)
    folders = {str(parent).casefold() for name in found for parent in PurePosixPath(name).parents}
    assert folders.isdisjoint(name.casefold() for name in found)
    for name in found:
        assert name.isprintable()
        assert not name.startswith("/")
        assert not {"", ".", ".."} & set(name.split("/"))
        assert not set('\\:*?"<>|') & set(name)
