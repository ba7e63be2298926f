"""Text that is no proper YAML of ours is refused, with its line, before anything is made of it."""

import pytest

from bening.scoring import yamltree
from bening.scoring.text import Place
from tests.scoring.hostile.making import refusal

BIG = yamltree.LARGEST_FILE


def fill(part: str, size: int = BIG - 10) -> str:
    return part * (size // len(part))


HUGE = {
    "open lists": (fill("["), "yaml_too_deep"),
    "open mappings": (fill("{a: "), "yaml_too_deep"),
    "lists in lists": (fill("- "), "yaml_too_deep"),
    "keys of keys": (fill("? "), "yaml_key"),
    "a staircase": ("".join(f"{' ' * at}a:\n" for at in range(1990)), "yaml_too_deep"),
    "anchors": (fill("- &a 1\n"), "yaml_alias"),
    "aliases": (fill("- *a\n"), "yaml_alias"),
    "tags": (fill("- !!int 1\n"), "yaml_tag"),
    "one key again and again": (fill("a: 1\n"), "yaml_duplicate"),
    "documents": (fill("---\n"), "yaml_second_document"),
    "directives": (fill("%YAML 1.1\n"), "yaml_syntax"),
    "items": (fill("- a\n"), "yaml_too_many"),
    "items in a row": ("[" + fill("a,"), "yaml_too_many"),
    "an open quote": ('"' + fill("a b\n"), "yaml_syntax"),
    "colons": (fill("a: a: "), "yaml_syntax"),
    "tabs": ("a:\n" + fill("\t"), "yaml_syntax"),
    "comments": (fill("#\n"), "yaml_empty"),
    "line ends": (fill("\r\n"), "yaml_empty"),
    "nothing": ("", "yaml_empty"),
    "a mark of order alone": ("\ufeff", "yaml_empty"),
}


@pytest.mark.parametrize(("text", "key"), HUGE.values(), ids=HUGE)
def test_two_megabytes_of_one_thing_are_refused(text: str, key: str) -> None:
    assert len(text) <= BIG
    assert [entry.key for entry in refusal(lambda: yamltree.read(text, "a.yaml"))] == [key]


@pytest.mark.parametrize(
    "text", [fill("a"), f'"{fill("a", BIG - 2)}"', ">\n " + fill("a b ", BIG - 3), "a: # " + fill("x", BIG - 5)]
)
def test_one_endless_line_is_text_like_any_other(text: str) -> None:
    tree = yamltree.read(text, "a.yaml")
    assert isinstance(tree, yamltree.Scalar | yamltree.Mapping)


LINES = {
    "billion laughs": ("a: &a [x]\nb: [*a, *a]\n", "yaml_alias", 1),
    "an alias": ("a: 1\nb: *a\n", "yaml_alias", 2),
    "an anchored mapping": ("a: &a {b: 1}\n", "yaml_alias", 1),
    "an object": ("a: 1\nb: !!python/object:os.system {}\n", "yaml_tag", 2),
    "an object made": ("!!python/object/apply:os.system [id]\n", "yaml_tag", 1),
    "a tag of its own": ("a: !x 1\n", "yaml_tag", 1),
    "a tag on a key": ("!!str a: 1\n", "yaml_tag", 1),
    "a list as key": ("a: 1\n[b]: 1\n", "yaml_key", 2),
    "a mapping as key": ("? {a: 1}\n: 1\n", "yaml_key", 1),
    "the same key": ("a: 1\nb: 2\na: 3\n", "yaml_duplicate", 3),
    "the same key in quotes": ('a: 1\n"a": 3\n', "yaml_duplicate", 2),
    "two documents": ("a: 1\n---\na: 1\n", "yaml_second_document", 2),
    "a document after an end": ("a: 1\n...\n--- b\n", "yaml_second_document", 3),
    "a null character in quotes": ('a: 1\nb: "\\0"\n', "file_control_character", 2),
    "an escape in quotes": ('a: "b\\e[2J"\n', "file_control_character", 1),
    "an escape in a key": ('a: 1\n"b\\x1b": 1\n', "file_control_character", 2),
    "an escape on a later line": ('a: "b\n\n  \\x9b"\n', "file_control_character", 2),
    "a turn of direction": ("a: \u202eBA\n", "file_control_character", 1),
    "a turn of direction in quotes": ('a: 1\nb: "\\u2066"\n', "file_control_character", 2),
    "half a pair": ('a: "\\ud800"\n', "yaml_syntax", 1),
    "half a pair in the text": ("a: 1\nb: \ud800\n", "file_control_character", 2),
}


@pytest.mark.parametrize(("text", "key", "line"), LINES.values(), ids=LINES)
def test_a_fault_is_named_with_its_line(text: str, key: str, line: int) -> None:
    (found,) = refusal(lambda: yamltree.read(text, "a.yaml"))
    assert (found.key, found.place) == (key, Place("a.yaml", line))


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("[" * 20 + "]" * 20, True),
        ("[" * 21 + "]" * 21, False),
        ("- a\n" * 19_999, True),
        ("- a\n" * 20_000, False),
    ],
)
def test_the_limits_themselves_pass(text: str, passes: bool) -> None:
    if passes:
        yamltree.read(text, "a.yaml")
    else:
        refusal(lambda: yamltree.read(text, "a.yaml"))


BYTES = {
    "UTF-16": ("a: é\n".encode("utf-16"), "file_encoding"),
    "UTF-16 without its mark": ("a: 1\n".encode("utf-16-le"), "file_encoding"),
    "UTF-16, the other way round": ("a: 1\n".encode("utf-16-be"), "file_encoding"),
    "UTF-32": ("a: 1\n".encode("utf-32"), "file_encoding"),
    "UTF-32 without its mark": ("a: 1\n".encode("utf-32-be"), "file_encoding"),
    "Latin-1": ("a: é\n".encode("latin-1"), "file_encoding"),
    "Windows-1252": ("a: “é”\n".encode("cp1252"), "file_encoding"),
    "a surrogate": (b"a: \xed\xa0\x80\n", "file_encoding"),
    "overlong": (b"a: \xc0\xaf\n", "file_encoding"),
    "cut short": ("a: é".encode()[:-1], "file_encoding"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", "file_control_character"),
    "a null": (b"answers: \x00\n", "file_control_character"),
    "an escape": (b"a: \x1b[31m\n", "file_control_character"),
    "an escape of eight bits": ("a: \x9b31m\n".encode(), "file_control_character"),
    "too large": (b"#" * (BIG + 1), "file_too_large"),
}


@pytest.mark.parametrize(("data", "key"), BYTES.values(), ids=BYTES)
def test_bytes_that_are_no_plain_text_are_refused(data: bytes, key: str) -> None:
    assert [entry.key for entry in refusal(lambda: yamltree.decode(data, Place("a.yaml")))] == [key]


def test_marks_tabs_and_all_line_ends_are_plain_text() -> None:
    data = "\ufeffa: 'b\t😀'\r\nc: d\u0085"
    assert yamltree.decode(data.encode(), Place("a.yaml")) == data.removeprefix("\ufeff")
