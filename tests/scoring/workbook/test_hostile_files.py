"""Half a workbook, a bomb, a stranger's file: a message within 5 s and 500 MB, never anything else."""

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bening.scoring.messages.render import render
from bening.scoring.text import Refused
from bening.scoring.workbook.read import read_workbook
from bening.scoring.workbook.write import workbook_bytes
from tests.scoring.workbook import small

SECONDS, MEGABYTES = 5, 500
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
)


@cache
def original() -> bytes:
    return workbook_bytes(small.instrument(), answers=small.answers())


def with_part(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give the workbook with another content of one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original())) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            if entry == name:
                after.writestr(entry, content, method)
            else:
                after.writestr(entry, before.read(entry))
    return target.getvalue()


def lying(data: bytes, name: str, declared: int) -> bytes:
    """Give the file with another size declared for a part, in both of its headers."""
    changed = bytearray(data)
    for magic, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = changed.find(magic)
        while at >= 0:
            if changed[at + name_at :].startswith(name.encode()):
                changed[at + size_at : at + size_at + 4] = struct.pack("<I", declared)
            at = changed.find(magic, at + 4)
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    """Give the file with every part marked as encrypted."""
    changed = bytearray(data)
    for magic, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(magic)
        while at >= 0:
            changed[at + flags_at] |= 1
            at = changed.find(magic, at + 4)
    return bytes(changed)


def many_entries() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for at in range(60_000):
            file.writestr(str(at), b"")
    return target.getvalue()


def every_sheet() -> bytes:
    """Give a workbook whose sheets together have more elements than one alone may have."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original())) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            many = b"<a/>" * 150_000 if entry.startswith("xl/worksheets/") else b""
            after.writestr(entry, before.read(entry).replace(b"</sheetData>", many + b"</sheetData>"))
    return target.getvalue()


def as_zip(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ZEROS = b"0" * 150_000_000
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing at all": (lambda: b"", "workbook_not_xlsx"),
    "plain text": (lambda: b"code,answer\nA,1\n" * 100, "workbook_not_xlsx"),
    "an old workbook or one with a password": (lambda: b"\xd0\xcf\x11\xe0" + bytes(5000), "workbook_old_or_locked"),
    "two letters": (lambda: b"PK", "workbook_damaged"),
    "another zip": (lambda: as_zip("a.txt", b"a"), "workbook_not_xlsx"),
    "a bomb that is no workbook": (lambda: as_zip("a.txt", ZEROS), "workbook_not_xlsx"),
    "a bomb in a sheet": (lambda: with_part(SHEET, MAIN + ZEROS + END), "workbook_inflates"),
    "a bomb in the strings": (
        lambda: with_part(STRINGS, b"<sst><si><t>" + ZEROS + b"</t></si></sst>"),
        "workbook_inflates",
    ),
    "a bomb in the book": (lambda: with_part("xl/workbook.xml", ZEROS), "workbook_inflates"),
    "a bomb that declares little": (
        lambda: lying(with_part(SHEET, MAIN + ZEROS + END), SHEET, 1000),
        "workbook_damaged",
    ),
    "entities in entities": (lambda: with_part(SHEET, LAUGHS), "workbook_declares"),
    "entities in the strings": (lambda: with_part(STRINGS, LAUGHS), "workbook_declares"),
    "a document type alone": (
        lambda: with_part(SHEET, b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"),
        "workbook_declares",
    ),
    "elements without end": (lambda: with_part(SHEET, MAIN + b"<c/>" * 5_000_000 + END), "workbook_too_many_parts"),
    "elements in elements": (lambda: with_part(SHEET, b"<a>" * 2_000_000), "workbook_too_many_parts"),
    "elements in every sheet": (every_sheet, "workbook_too_many_parts"),
    "cells without end": (
        lambda: with_part(SHEET, MAIN + b"<c><v>1</v></c>" * 140_000 + END),
        "workbook_too_many_parts",
    ),
    "elements of the book without end": (
        lambda: with_part("xl/workbook.xml", b"<a b='c'>" * 900_000),
        "workbook_too_many_parts",
    ),
    "one word without end": (
        lambda: with_part(SHEET, MAIN + b'<c t="inlineStr"><is><t>' + b"x" * 23_000_000),
        "workbook_damaged",
    ),
    "one tag without end": (lambda: with_part(SHEET, MAIN + b'<c r="' + b"x" * 23_000_000), "workbook_damaged"),
    "more than a thousand parts": (many_entries, "workbook_too_many_parts"),
    "a large file": (lambda: original() + bytes(11_000_000), "workbook_too_large"),
    "locked parts": (lambda: encrypted(original()), "workbook_old_or_locked"),
    "a method of its own": (lambda: with_part(SHEET, MAIN + END, zipfile.ZIP_LZMA), "workbook_damaged"),
    "bytes that are no XML": (lambda: with_part(SHEET, bytes(range(256))), "workbook_damaged"),
    "an encoding nobody knows": (
        lambda: with_part(SHEET, b'<?xml version="1.0" encoding="klingon"?><a/>'),
        "workbook_damaged",
    ),
    "strings that are gone": (lambda: with_part(STRINGS, b"<sst/>"), "workbook_damaged"),
    "an empty cover": (lambda: with_part(SHEET, MAIN + END), "workbook_no_header"),
}


@pytest.mark.parametrize(("made", "key"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_gives_its_message_in_time(tmp_path: Path, made: Callable[[], bytes], key: str) -> None:
    path = tmp_path / "jahat.xlsx"
    path.write_bytes(made())
    start = time.process_time()
    with pytest.raises(Refused) as refused:
        read_workbook(path, small.instrument())
    assert time.process_time() - start < SECONDS
    assert refused.value.messages[0].key == key
    assert render(refused.value.messages[0], "id").startswith(str(path))


READER = """
import re, sys
from pathlib import Path
from bening.scoring.text import Refused
from bening.scoring.workbook.read import read_workbook
from tests.scoring.workbook import small
try:
    read_workbook(Path(sys.argv[1]), small.instrument())
except Refused as refused:
    peak = re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())
    print(refused.messages[0].key, int(peak[1]) // 1000)
"""
HEAVY = [name for name in HOSTILE if any(word in name for word in ("bomb", "without end", "parts", "elements"))]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("name", HEAVY)
def test_a_hostile_file_stays_within_its_memory(tmp_path: Path, root: Path, name: str) -> None:
    made, key = HOSTILE[name]
    path = tmp_path / "jahat.xlsx"
    path.write_bytes(made())
    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    told, megabytes = done.stdout.split()
    assert told == key
    assert int(megabytes) < MEGABYTES


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    """Two far cells make other readers reserve a row of 16,384 for each of a million rows."""
    with zipfile.ZipFile(io.BytesIO(original())) as file:
        sheet = file.read("xl/worksheets/sheet2.xml")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = tmp_path / "jauh.xlsx"
    path.write_bytes(with_part("xl/worksheets/sheet2.xml", sheet.replace(b"</sheetData>", far)))
    assert read_workbook(path, small.instrument()).answers.keys() == small.answers().answers.keys()


def test_the_size_that_a_part_declares_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "besar.xlsx"
    path.write_bytes(lying(original(), SHEET, 4_000_000_000))
    assert read_workbook(path, small.instrument()).answers.keys() == small.answers().answers.keys()


@pytest.mark.parametrize("percent", range(1, 100, 7))
def test_half_a_workbook_is_called_damaged(tmp_path: Path, percent: int) -> None:
    data = original()
    path = tmp_path / "separuh.xlsx"
    path.write_bytes(data[: len(data) * percent // 100])
    with pytest.raises(Refused) as refused:
        read_workbook(path, small.instrument())
    assert refused.value.messages[0].key == "workbook_damaged"


@pytest.mark.parametrize("seed", range(150))
def test_changed_bytes_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    data = bytearray(original())
    for _ in range(draw.randint(1, 20)):
        at = draw.randrange(len(data)) if draw.random() < 0.5 else len(data) - 1 - draw.randrange(1500)
        data[at] = draw.randrange(256)
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(bytes(data))
    try:
        read_workbook(path, small.instrument())
    except Refused as refused:
        texts = [render(entry, "en") for entry in refused.messages]
    else:
        texts = []
    assert all(texts)


@pytest.mark.parametrize("seed", range(150))
def test_changed_letters_of_the_parts_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    with zipfile.ZipFile(io.BytesIO(original())) as file:
        name = draw.choice([entry for entry in file.namelist() if "theme" not in entry])
        text = bytearray(file.read(name))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(text))
        text[at : at + draw.randint(0, 3)] = draw.choice([b"", b"9", b"A", b'"', b"<", b"/", b"-1", b"99999999999"])
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(with_part(name, bytes(text)))
    try:
        read_workbook(path, small.instrument())
    except Refused as refused:
        texts = [render(entry, "id") for entry in refused.messages]
    else:
        texts = []
    assert all(texts)


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    for name, key in (("folder.xlsx", "file_is_folder"), ("tidak-ada.xlsx", "file_unreadable")):
        with pytest.raises(Refused, match=key):
            read_workbook(tmp_path / name, small.instrument())
