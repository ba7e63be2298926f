"""A guide as a page shows it: Markdown becomes HTML once for each language and face, and is kept."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from bening.portal.help.guides import BY_NAME, BY_PATH, Guide, docs_folder

Address = Callable[[Guide], str]  # where a face shows a guide; empty where it shows it nowhere
_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)
_TABLE = '<div class="table-wrap table-plain" role="region" tabindex="0" aria-label="{}"><table class="table">'


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a guide, and the name by which an address leads to it."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A guide in one language: its title, its first words, its text, and the headings in it."""

    title: str
    first: str
    html: SafeString
    headings: tuple[Heading, ...]


@lru_cache(maxsize=64)
def rendered(name: str, language: str, address: Address) -> Rendered:
    """Return the guide of a name as a face shows it: links to guides lead on within it, other files become words."""
    path = BY_NAME[name].path(language)
    return render(docs_folder().joinpath(path).read_text(encoding="utf-8"), path, address)


def render(text: str, path: str, address: Address) -> Rendered:
    """Return Markdown as a page shows it; `path` is its file, from which its links go out."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = _without_pictures(reader.parse(text))
    for token in tokens:
        if token.children:
            token.children = list(_linked(token.children, posixpath.dirname(path), address))
    title, tokens = _title(tokens)
    headings = tuple(_anchored(tokens))
    _in_our_tables(reader, title)
    first = next((_words(token) for token in tokens if token.type == "inline"), "")
    html = reader.renderer.render(tokens, reader.options, {})
    return Rendered(title, first, mark_safe(html), headings)  # noqa: S308  # our own files; HTML in them is escaped


def _words(token: Token) -> str:
    """Return the words of a line without their marks."""
    return "".join(" " if part.type == "softbreak" else part.content for part in token.children or ())


def _without_pictures(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the lines that are a picture: what they show is the program in which the guide is read."""
    left: list[Token] = []
    for token in tokens:
        if token.type == "inline" and token.children and all(part.type == "image" for part in token.children):
            left.pop()
        elif not (token.type == "paragraph_close" and left[-1].type != "inline"):
            left.append(token)
    return left


def _linked(parts: Sequence[Token], folder: str, address: Address) -> Iterator[Token]:
    """Give the parts of a line; a link to what does not travel gives its words alone, a picture what it shows."""
    is_open = True
    for part in parts:
        if part.type == "link_open":
            target = _target(str(part.attrs["href"]), folder, address)
            is_open = bool(target)
            part.attrs["href"] = target
        if part.type == "image":
            yield Token("text", "", 0, content=part.content)
        elif part.type not in {"link_open", "link_close"} or is_open:
            yield part


def _target(href: str, folder: str, address: Address) -> str:
    """Return where a link leads within a face, empty where nowhere."""
    if _OUTSIDE.match(href) or href.startswith("#"):
        return href
    path, _, anchor = href.partition("#")
    guide = BY_PATH.get(posixpath.normpath(posixpath.join(folder, path)))
    target = address(guide) if guide else ""
    return f"{target}#{anchor}" if target and anchor else target


def _title(tokens: list[Token]) -> tuple[str, list[Token]]:
    """Take the first heading off: the page has a place for it."""
    assert tokens[0].type == "heading_open", "a guide begins with its title"
    return _words(tokens[1]), tokens[3:]


def _anchored(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Give each heading a name for addresses, each once, and tell of those of the second rank."""
    taken: set[str] = set()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _words(tokens[at + 1])
            plain = re.sub(r"[^\w]+", "-", words.casefold()).strip("-") or "bagian"
            names = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
            anchor = next(name for name in names if name not in taken)
            taken.add(anchor)
            token.attrs["id"] = anchor
            if token.tag == "h2":
                yield Heading(anchor, words)


def _in_our_tables(reader: MarkdownIt, title: str) -> None:
    """Write tables as the component of the look does: a wrap that scrolls by keyboard."""

    def begin(*_given: Any) -> str:
        return _TABLE.format(escapeHtml(title))

    def end(*_given: Any) -> str:
        return "</table></div>"

    reader.add_render_rule("table_open", begin)
    reader.add_render_rule("table_close", end)
