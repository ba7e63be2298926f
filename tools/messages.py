"""Compiles the translations of the application: `python -m tools.messages` writes a .mo beside each changed .po.

`msgfmt` does the same and comes with gettext, which a fresh machine lacks.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path("src/bening")
_LINE = re.compile(r'(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>\d+)\])?\s+)?(?P<text>".*")')
_MAGIC = 0x950412DE
_HEAD = 7 * 4


class Unreadable(Exception):  # noqa: N818 - told to whoever wrote the file
    """A .po does not have its form; the text says where."""


def entries(text: str, name: str = "") -> Iterator[dict[str, str]]:
    """Give each translation as its keywords and texts; those marked fuzzy and the obsolete are left out."""
    entry: dict[str, str] = {}
    word, is_fuzzy = "", False
    for number, line in enumerate([*(row.strip() for row in text.splitlines()), ""], 1):
        if not line or (line.startswith("#") and "msgstr" in " ".join(entry)):
            if "msgid" in entry and not is_fuzzy:
                yield entry
            entry, word, is_fuzzy = {}, "", False
        if not line or line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        found = _LINE.fullmatch(line)
        if not found or not (found["word"] or word):
            raise Unreadable(f"{name}:{number}: {line}")
        if found["word"]:
            word = found["word"] + (found["form"] or "")
            if word in entry or (word == "msgid" and entry.keys() - {"msgctxt"}):
                raise Unreadable(f"{name}:{number}: an empty line is missing before {line}")
            entry[word] = ""
        entry[word] += ast.literal_eval(found["text"])


def pairs(text: str, name: str = "") -> dict[str, str]:
    """Return what a .mo holds: context, text and plural as one key, the forms as one value."""
    found: dict[str, str] = {}
    for entry in entries(text, name):
        key = entry["msgid"] + (f"\0{entry['msgid_plural']}" if "msgid_plural" in entry else "")
        key = f"{entry['msgctxt']}\4{key}" if "msgctxt" in entry else key
        forms = [entry[word] for word in sorted(entry) if word.startswith("msgstr")]
        if key in found:
            raise Unreadable(f"{name}: {entry['msgid']!r} stands twice")
        if forms and all(forms):
            found[key] = "\0".join(forms)
    return found


def compiled(found: dict[str, str]) -> bytes:
    """Return the .mo of the pairs."""
    keys = sorted((key.encode(), value.encode()) for key, value in found.items())
    first, second = _HEAD, _HEAD + 8 * len(keys)
    at, tables, texts = second + 8 * len(keys), [b"", b""], b""
    for column in (0, 1):
        for pair in keys:
            tables[column] += struct.pack("<II", len(pair[column]), at + len(texts))
            texts += pair[column] + b"\0"
    return struct.pack("<7I", _MAGIC, 0, len(keys), first, second, 0, at) + b"".join(tables) + texts


def main(source: Path = SOURCE) -> int:
    """Compile each .po that is newer than its .mo; return 1 where one cannot be read."""
    status = 0
    for path in sorted(source.rglob("locale/*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        try:
            target.write_bytes(compiled(pairs(path.read_text(encoding="utf-8"), str(path))))
        except Unreadable as error:
            print(error, file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
