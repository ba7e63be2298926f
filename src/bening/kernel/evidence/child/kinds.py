"""What a content is, whatever its name says, and whether it hides something else."""

import zipfile
from typing import IO

from bening.kernel.evidence.child.parts import Unfit, check_archive, office_kind
from bening.kernel.evidence.rules import OFFICE

_HEAD = 4096
_TAIL = 66_000  # the longest end of a ZIP archive
_BINARY_MARKS = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
}
_PAGE_MARKS = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<?php", b"<svg", b"<iframe")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def sniff(file: IO[bytes], promised: str | None, *, web: bool) -> str:
    """Return the kind of a content; raise `Unfit` where we do not take it or where it is not what its name promises."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise Unfit("empty")
    kind = _kind_of(file, head)
    if kind in ("txt", "html") and _is_page(head):
        kind = "html"
    if kind == "txt" and promised == "csv":
        kind = "csv"
    if web:
        return kind
    if kind == "html" or promised is None:
        raise Unfit("page" if kind == "html" else "kind_not_taken")
    if kind != promised:
        raise Unfit("disguised")
    _check_disguise(file, kind, head)
    return kind


def _kind_of(file: IO[bytes], head: bytes) -> str:
    for mark, kind in _BINARY_MARKS.items():
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith(b"PK\x03\x04"):
        check_archive(file)
        return office_kind(file)
    if head.startswith(_OLD_OFFICE):
        raise Unfit("locked_or_old_office")
    if head.startswith(_PROGRAMS):
        raise Unfit("program")
    _check_text(file)
    return "txt"


def _is_page(head: bytes) -> bool:
    lower = head.lower()
    return any(mark in lower for mark in _PAGE_MARKS)


def _check_text(file: IO[bytes]) -> None:
    """Raise where the content is no text in UTF-8, in UTF-16 with its mark, or in the old Western code."""
    file.seek(0)
    content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unfit("kind_not_taken") from error
        return
    if _CONTROLS.intersection(content):
        raise Unfit("kind_not_taken")


def _check_disguise(file: IO[bytes], kind: str, head: bytes) -> None:
    """Raise where a picture or a PDF is at the same time an archive, a web page or another PDF."""
    file.seek(0)
    if kind in OFFICE:
        return
    if zipfile.is_zipfile(file):
        raise Unfit("two_kinds")
    if kind in ("jpeg", "png", "webp"):
        file.seek(0)
        content = file.read()
        lower = content.lower()
        if b"%PDF-" in content[:1024] or any(mark in lower for mark in (b"<script", b"<html", b"<!doctype", b"<?php")):
            raise Unfit("two_kinds")
    if kind == "pdf" and _is_page(head[:1024]):
        raise Unfit("two_kinds")
