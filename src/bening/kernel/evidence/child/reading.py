"""Reads one file, in a child process: what it is, its text, one page as a picture, a copy without metadata."""

import html.parser
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from bening.kernel.evidence.child import kinds, papers, parts
from bening.kernel.evidence.child.parts import Unfit
from bening.kernel.evidence.rules import IMAGES, OFFICE

Answer = tuple[dict[str, Any], bytes]
_WEB_TEXT = 500_000
_TEXT = 1_000_000


class _PageText(html.parser.HTMLParser):
    """Collects the words of a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.silent += tag in ("script", "style", "noscript", "template")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "noscript", "template") and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent and (words := " ".join(data.split())):
            self.pieces.append(words)


def check(file: BinaryIO, task: Mapping[str, Any]) -> Answer:
    """Say what a file is and how many pages it has."""
    kind = kinds.sniff(file, task["promised"], web=task["web"])
    pages = 1
    if kind == "pdf":
        pages = len(papers.open_pdf(file))
    elif kind in IMAGES:
        papers.picture(file)
    return {"kind": kind, "pages": pages}, b""


def text(file: BinaryIO, task: Mapping[str, Any]) -> Answer:
    """Give the text of each page, and whether a picture covers much of it."""
    return {"pages": [{"text": words, "pictured": pictured} for words, pictured in _pages(file, task["kind"])]}, b""


def _pages(file: BinaryIO, kind: str) -> list[tuple[str, bool]]:
    if kind == "pdf":
        return papers.pdf_pages(file)
    if kind in IMAGES:
        return [("", True)]
    if kind in OFFICE:
        return [(parts.office_text(file), parts.carries_more(file))]
    file.seek(0)
    words = _decoded(file.read())
    if kind == "html":
        page = _PageText()
        page.feed(words)
        words = "\n".join(page.pieces)[:_WEB_TEXT]
    if len(words) > _TEXT:
        raise Unfit("too_much_text")
    return [(words, False)]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def picture(file: BinaryIO, task: Mapping[str, Any]) -> Answer:
    """Give one page as PNG."""
    if task["kind"] == "pdf":
        return {}, papers.pdf_picture(file, task["page"])
    if task["kind"] in IMAGES and task["page"] == 1:
        return {}, papers.small(papers.picture(file))
    raise Unfit("no_such_page")


def bare(file: BinaryIO, task: Mapping[str, Any]) -> Answer:
    """Give a copy without metadata."""
    kind = task["kind"]
    if kind == "pdf":
        return {}, papers.bare_pdf(file)
    if kind in IMAGES:
        return {}, papers.bare_picture(file, kind)
    if kind in OFFICE:
        if parts.carries_more(file):
            raise Unfit("carries_more")
        return {}, parts.without_history(file)
    if kind == "html":
        raise Unfit("page_not_published")
    file.seek(0)
    return {}, file.read()


TASKS: Mapping[str, Callable[[BinaryIO, Mapping[str, Any]], Answer]] = {
    "check": check,
    "text": text,
    "picture": picture,
    "bare": bare,
}


def read(file: BinaryIO, task: Mapping[str, Any]) -> Answer:
    """Do a task with a file; where it cannot be taken, the answer is the key of the reason."""
    try:
        return TASKS[task["do"]](file, task)
    except Unfit as unfit:
        return {"problem": unfit.key}, b""
