"""Bringing evidence: files, web addresses, papers, later versions, titles."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from bening.kernel.evidence import fetch, parsing, queries, rules, store
from bening.kernel.evidence.access import may_add, may_manage
from bening.kernel.evidence.actions.common import day_of, keep, refuse_if, require_seen
from bening.kernel.evidence.actions.links import Subject, link_row
from bening.kernel.evidence.models import Capture, Item, ItemKind
from bening.kernel.evidence.parsing import NotTaken
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.access import require
from bening.kernel.people.models import User

_TITLE = 150


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: its content, its name, and what the person says of it."""

    file: IO[bytes]
    name: str
    effective_on: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that stays on its shelf."""

    title: str
    place: str
    shelf: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class Page:
    """An address on the web."""

    url: str
    title: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class AddedPage:
    """The evidence, and why no copy was kept, where none was."""

    item: Item
    without_copy: str | None


def add_file(*, by: User, owner_id: UUID, upload: Upload, now: datetime, behind: Subject | None = None) -> Item:
    """Keep a file for an office, and put it behind a thing where one is named; raise `NotTaken` with the reason."""
    require(may_add, by, owner_id, day_of(now))
    with _received(upload) as (part, checked):
        item = _file_item(by, owner_id, upload, checked, now)
        return _save_file(item, part, behind, by=by, now=now)


def add_version(*, by: User, item_id: UUID, upload: Upload, now: datetime) -> Item:
    """Keep a file as the later version of a piece of evidence; the earlier one stays as it is."""
    _check_version(by=by, item_id=item_id, now=now)
    with _received(upload) as (part, checked), transaction.atomic():
        previous = _check_version(by=by, item_id=item_id, now=now)
        item = _file_item(by, previous.owner_id, upload, checked, now)
        item.title = clean_title(upload.title) or previous.title
        item.previous = previous
        return _save_file(item, part, None, by=by, now=now)


@transaction.atomic
def _check_version(*, by: User, item_id: UUID, now: datetime) -> Item:
    previous = queries.lock_item(by, day_of(now), item_id)
    require(may_manage, by, previous, day_of(now))
    refuse_if("withdrawal_asked" if previous.withdrawal == "asked" else None)
    refuse_if("has_newer" if Item.objects.filter(previous=previous).exists() else None)
    return previous


def add_web(*, by: User, owner_id: UUID, page: Page, now: datetime, behind: Subject | None = None) -> AddedPage:
    """Keep a web address, with what it answers today where it answers; raise `NotTaken` where it is not public."""
    require(may_add, by, owner_id, day_of(now))
    item = Item(
        owner_id=owner_id,
        kind=ItemKind.WEB,
        title=clean_title(page.title) or page.url[:_TITLE],
        url=fetch.clean_url(page.url),
        effective_on=page.effective_on,
        uploaded_by=by,
        uploaded_at=now,
    )
    part: store.Part | None = None
    try:
        fetched = fetch.fetch(item.url)
        part = store.write([fetched.content], at_most=rules.WEB_BYTES)
        checked = parsing.check(part.path, None, web=True)
        text = "\n".join(page.text for page in parsing.texts(part.path, checked.kind))
        item.content_kind, item.pages = checked.kind, checked.pages
        item.file_name = _name_of_page(fetched.url, checked.kind)
        capture = Capture(item=item, fetched_at=now, final_url=fetched.url, text=text.replace("\0", " "))
        return AddedPage(_save_page(item, part, capture, behind, by=by, now=now), None)
    except NotTaken as problem:
        if problem.key == "not_public":
            raise
        item.content_kind, item.pages, item.file_name = "", 0, ""
        return AddedPage(_save_item(item, behind, by=by, now=now), problem.key)
    finally:
        if part is not None:
            part.drop()


def add_paper(*, by: User, owner_id: UUID, paper: Paper, now: datetime, behind: Subject | None = None) -> Item:
    """Note where a paper lies that stands as evidence."""
    require(may_add, by, owner_id, day_of(now))
    refuse_if(None if clean_title(paper.title) else "no_title")
    refuse_if(None if paper.place.strip() else "no_place")
    item = Item(
        owner_id=owner_id,
        kind=ItemKind.PAPER,
        title=clean_title(paper.title),
        place=paper.place.strip()[:150],
        shelf=paper.shelf.strip()[:100],
        effective_on=paper.effective_on,
        uploaded_by=by,
        uploaded_at=now,
    )
    return _save_item(item, behind, by=by, now=now)


@transaction.atomic
def retitle(*, by: User, item_id: UUID, seen: int, title: str, effective_on: date, now: datetime) -> Item:
    """Give a piece of evidence another title or effective date."""
    item = queries.lock_item(by, day_of(now), item_id)
    require(may_manage, by, item, day_of(now))
    require_seen(item, seen)
    refuse_if(None if clean_title(title) else "no_title")
    item.title, item.effective_on = clean_title(title), effective_on
    return ledger.record("evidence.retitled", item, by=by, at=now)


def clean_title(title: str) -> str:
    """Return a title on one line, at most 150 letters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())[:_TITLE]


@contextmanager
def _received(upload: Upload) -> Iterator[tuple[store.Part, parsing.Checked]]:
    """Write the file beside its place and look into it; outside any transaction, since both take their time."""
    try:
        part = store.write(store.chunks_of(upload.file), at_most=rules.FILE_BYTES)
    except store.TooLarge as error:
        raise NotTaken("too_large") from error
    try:
        yield part, parsing.check(part.path, rules.expected_kind(rules.clean_name(upload.name)))
    finally:
        part.drop()


def _file_item(by: User, owner_id: UUID, upload: Upload, checked: parsing.Checked, now: datetime) -> Item:
    name = rules.clean_name(upload.name)
    return Item(
        owner_id=owner_id,
        kind=ItemKind.FILE,
        title=clean_title(upload.title) or clean_title(name.rpartition(".")[0]) or name,
        file_name=name,
        content_kind=checked.kind,
        pages=checked.pages,
        effective_on=upload.effective_on,
        uploaded_by=by,
        uploaded_at=now,
    )


@transaction.atomic
def _save_file(item: Item, part: store.Part, behind: Subject | None, *, by: User, now: datetime) -> Item:
    require(may_add, by, item.owner_id, day_of(now))
    item.blob = keep(part, now=now)
    return _save_item(item, behind, by=by, now=now)


@transaction.atomic
def _save_page(item: Item, part: store.Part, capture: Capture, behind: Subject | None, **who: Any) -> Item:
    item.blob = keep(part, now=who["now"])
    _save_item(item, behind, **who)
    capture.save(force_insert=True)
    return item


@transaction.atomic
def _save_item(item: Item, behind: Subject | None, *, by: User, now: datetime) -> Item:
    """Record a new piece of evidence, with its first link where there is one, as one event."""
    if behind is None:
        return ledger.record("evidence.added", item, by=by, at=now)
    link = link_row(by=by, item=item, behind=behind, now=now)
    ledger.record("evidence.added", [item, link], by=by, at=now)
    return item


def _name_of_page(url: str, kind: str) -> str:
    name = rules.clean_name(url.partition("?")[0].rstrip("/").rpartition("/")[2])
    return name if name.lower().endswith(f".{kind}") else f"{name[:100]}.{kind}"
