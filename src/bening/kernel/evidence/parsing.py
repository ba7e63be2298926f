"""Asks the child processes that read files; nothing here looks into a file itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bening.kernel.documents.child.asking import Children, TooHeavy

_CHILDREN = Children("bening.kernel.evidence.child.reading")


class NotTaken(Exception):  # noqa: N818 - not a fault: a file that cannot be taken, the key says why
    """A file or an address that is not taken; the key names the sentence for people."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is."""

    kind: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageText:
    """What can be read on a page, and whether pictures cover much of it."""

    text: str
    pictured: bool


def check(path: Path, promised: str | None, *, web: bool = False) -> Checked:
    """Return what a file is; raise `NotTaken` where it is not what its name promises, broken or not allowed."""
    said, _ = _ask(path, {"do": "check", "promised": promised, "web": web})
    return Checked(str(said["kind"]), int(said["pages"]))


def texts(path: Path, kind: str) -> list[PageText]:
    """Return the text of a file, page by page."""
    said, _ = _ask(path, {"do": "text", "kind": kind})
    return [PageText(str(page["text"]), bool(page["pictured"])) for page in said["pages"]]


def picture(path: Path, kind: str, page: int) -> bytes:
    """Return a page, from 1, as PNG."""
    return _ask(path, {"do": "picture", "kind": kind, "page": page})[1]


def bare_copy(path: Path, kind: str) -> bytes:
    """Return the content without metadata."""
    return _ask(path, {"do": "bare", "kind": kind})[1]


def _ask(path: Path, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        with path.open("rb") as content:
            said, more = _CHILDREN.ask(content, task)
    except TooHeavy as error:
        raise NotTaken("too_heavy") from error
    if problem := said.get("problem"):
        raise NotTaken(str(problem))
    return said, more
