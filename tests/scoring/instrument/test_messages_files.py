"""Files that cannot be read, and instruments that take one another's results."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bening.scoring.instrument.store import find
from bening.scoring.messages.render import render
from bening.scoring.text import Message, Place, Refused

Write = Callable[..., str]


def refused(name: str) -> tuple[Message, ...]:
    with pytest.raises(Refused) as caught:
        find(name)
    return caught.value.messages


def nesting(name: str, inner: str, maximum: str = "100") -> str:
    """Write an instrument whose one question takes the result of another."""
    return f"""format: bening-instrument-1
id: {name}
year: 2025
title: Uji
sources: {{R: {{title: Aturan, rule: true}}}}
maximum: 100
weights: {{w: {{source: [R]}}}}
tree:
  - {{code: LAIN, kind: instrument, instrument: {inner}, maximum: {maximum}, question: Hasil, weight: 100}}
"""


def plain(name: str) -> str:
    """Write an instrument of one question."""
    return nesting(name, "x").replace("kind: instrument, instrument: x, maximum: 100", "kind: yes_no")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(**texts: str) -> str:
        for name, text in texts.items():
            (tmp_path / f"{name}-2025.yaml").write_text(text, encoding="utf-8")
        return str(tmp_path / f"{next(iter(texts))}-2025.yaml")

    return written


@pytest.mark.parametrize(
    ("data", "key", "line", "says"),
    [
        ("title: Kecil\n".encode("utf-16"), "file_encoding", 1, "UTF-8"),
        (b"# a\n# b\ntitle: \xff\n", "file_encoding", 3, "UTF-8"),
        (b"# a\ntitle: \x1b[2J\n", "file_control_character", 2, "U+001B"),
        (b"title: \x00\n", "file_control_character", 1, "U+0000"),
        (b"#" * 2_000_001, "file_too_large", None, "2 MB"),
        (b"\xef\xbb\xbf", "yaml_empty", None, ""),
    ],
)
def test_bytes_that_are_no_text_of_ours(tmp_path: Path, data: bytes, key: str, line: int | None, says: str) -> None:
    path = tmp_path / "uji.yaml"
    path.write_bytes(data)
    (entry,) = refused(str(path))
    assert (entry.key, entry.place) == (key, Place(str(path), line))
    assert all(says in render(entry, language) for language in ("id", "en"))


def test_a_folder_is_no_instrument(tmp_path: Path) -> None:
    (tmp_path / "uji.yaml").mkdir()
    (entry,) = refused(str(tmp_path / "uji.yaml"))
    assert entry.key == "file_is_folder"
    assert "folder" in render(entry, "id")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "uji.yaml")
    (entry,) = refused(str(tmp_path / "uji.yaml"))
    assert entry.key == "file_not_regular"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (entry,) = refused(str(tmp_path / "hilang.yaml"))
    assert entry.key == "file_unreadable"
    assert "No such file" in render(entry, "en")


def test_an_unknown_id_lists_what_there_is() -> None:
    (entry,) = refused("lke-zi-1999")
    assert entry.key == "instrument_unknown"
    for language in ("id", "en"):
        assert "lke-zi-1999" in render(entry, language)
        assert "lke-zi-2025" in render(entry, language)


def test_two_instruments_that_take_one_another_are_a_circle(write: Write) -> None:
    (entry, *rest) = refused(write(a=nesting("a-2025", "b-2025"), b=nesting("b-2025", "a-2025")))
    assert (entry.key, rest, entry.place.file) == ("instrument_cycle", [], "b-2025.yaml")
    for language in ("id", "en"):
        assert "a-2025 -> b-2025 -> a-2025" in render(entry, language)
        assert "LAIN" in render(entry, language)


def test_an_instrument_that_takes_its_own_result_is_a_circle(write: Write) -> None:
    (entry,) = refused(write(a=nesting("a-2025", "a-2025")))
    assert (entry.key, dict(entry.values)["chain"]) == ("instrument_cycle", "a-2025 -> a-2025")


def test_a_chain_of_instruments_has_an_end(write: Write) -> None:
    texts = {f"a{at}": nesting(f"a{at}-2025", f"a{at + 1}-2025") for at in range(12)}
    (entry,) = refused(write(**texts))
    assert entry.key == "instrument_cycle"


def test_the_maximum_of_the_other_instrument_has_to_agree(write: Write) -> None:
    (entry,) = refused(write(a=nesting("a-2025", "b-2025", maximum="4"), b=plain("b-2025")))
    assert (entry.key, entry.place.file) == ("nested_maximum", "a-2025.yaml")
    for language in ("id", "en"):
        assert "maximum: 100" in render(entry, language)
        assert "b-2025" in render(entry, language)


def test_an_instrument_that_is_not_there_is_named_before_the_reason(write: Write) -> None:
    first, second = refused(write(a=nesting("a-2025", "hilang-2025")))
    assert (first.key, second.key) == ("nested_instrument", "instrument_unknown")
    assert all("hilang-2025" in render(entry, "id") for entry in (first, second))


def test_a_fault_in_the_other_instrument_is_shown_with_its_line(write: Write) -> None:
    broken = plain("b-2025").replace("kind: yes_no", "kind: entah")
    first, second = refused(write(a=nesting("a-2025", "b-2025"), b=broken))
    assert (first.key, second.key, second.place.line) == ("nested_instrument", "not_a_choice", 9)
    assert "entah" in render(second, "id")


def test_instruments_beside_one_another_are_found(write: Write) -> None:
    assert find(write(a=nesting("a-2025", "b-2025"), b=plain("b-2025"))).id == "a-2025"
