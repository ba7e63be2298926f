"""Bringing evidence: who may, what is kept, what is told."""

import hashlib
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bening.kernel.evidence import fetch, queries, store
from bening.kernel.evidence.actions import items, links
from bening.kernel.evidence.models import Blob, Item, Link
from bening.kernel.evidence.parsing import NotTaken
from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from tests.kernel.evidence import samples
from tests.kernel.evidence.city import NOW, SUBJECT, TODAY, City, add, later, note, upload

PAPER = items.Paper("CONTOH SK asli", "Gedung Contoh, lantai 2", "Rak 4", TODAY)


def test_an_operator_brings_a_file(city: City) -> None:
    item = add(city, samples.pdf("CONTOH satu", "CONTOH dua"), "SK CONTOH.pdf")
    assert (item.title, item.file_name, item.content_kind, item.pages) == ("SK CONTOH", "SK CONTOH.pdf", "pdf", 2)
    assert not item.is_public
    assert item.blob is not None
    assert store.path_of(item.blob.sha256).stat().st_size == item.blob.size
    assert Event.objects.latest("seq").kind == "evidence.added"
    assert verify().problem is None


@pytest.mark.parametrize("who", ["colleague", "other_head", "stranger", "coordinator", "own_coordinator"])
def test_nobody_brings_evidence_for_an_office_of_others(city: City, who: str) -> None:
    by, before = getattr(city, who), Event.objects.count()
    with pytest.raises(Absent):
        add(city, by=by)
    with pytest.raises(Absent):
        items.add_paper(by=by, owner_id=city.office.pk, paper=PAPER, now=NOW)
    with pytest.raises(Absent):
        items.add_web(by=by, owner_id=city.office.pk, page=items.Page("https://contoh.go.id/", "", TODAY), now=NOW)
    assert Event.objects.count() == before
    assert Blob.objects.count() == 0


def test_a_refused_file_leaves_nothing(city: City, folder: Any) -> None:
    with pytest.raises(NotTaken):
        add(city, b"MZ program", "a.pdf")
    with pytest.raises(NotTaken, match="too_large"):
        add(city, bytes(25 * 1024 * 1024 + 1), "a.txt")
    assert not Item.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_known_bytes_are_taken_by_the_same_statements(city: City) -> None:
    add(city, b"CONTOH paling dahulu\n")  # the first write of all makes rows that stay
    statements, answers = [], []
    for content in (samples.TEXT, b"CONTOH lain sama sekali\n", samples.TEXT):
        with CaptureQueriesContext(connection) as made:
            answers.append(add(city, content, by=city.colleague, owner_id=city.other.pk))
        statements.append([re.split(r'[("]|WHERE', query["sql"])[0] for query in made])
    assert statements[0] == statements[1] == statements[2]
    assert len({answer.pk for answer in answers}) == 3
    assert Blob.objects.count() == 3


def test_the_same_bytes_give_no_access_to_the_other_office(city: City) -> None:
    mine = add(city)
    theirs = add(city, by=city.colleague, owner_id=city.other.pk)
    assert mine.blob_id == theirs.blob_id
    assert list(queries.scope(city.colleague, TODAY)) == [theirs]
    with pytest.raises(Absent):
        queries.get_item(city.colleague, TODAY, mine.pk)


def test_a_file_is_put_behind_a_thing_at_once(city: City) -> None:
    behind = note(city.operator)
    item = add(city, behind=behind)
    link = Link.objects.get()
    assert (link.item_id, link.subject, link.subject_kind) == (item.pk, behind.id, SUBJECT)
    assert len(Event.objects.latest("seq").subjects) == 2
    assert queries.count_live(SUBJECT, behind.id) == 1


def test_a_file_for_a_thing_of_others_is_not_kept(city: City) -> None:
    for behind in (note(city.colleague), links.Subject("sample.unknown", note(city.operator).id)):
        with pytest.raises(Absent):
            add(city, behind=behind)
    assert not Item.objects.exists()
    assert not Blob.objects.exists()


def test_a_later_version_stands_beside_the_earlier(city: City) -> None:
    first = add(city)
    second = items.add_version(by=city.head, item_id=first.pk, upload=upload(b"CONTOH dua\n"), now=later(hours=1))
    assert (second.previous_id, second.title, second.owner_id) == (first.pk, first.title, first.owner_id)
    first.refresh_from_db()
    assert first.blob_id == hashlib.sha256(samples.TEXT).hexdigest()
    assert list(queries.list_items(city.operator, TODAY, queries.Filters())) == [second]
    both = queries.list_items(city.operator, TODAY, queries.Filters(all_versions=True))
    assert list(both) == [second, first]
    with pytest.raises(Refused, match="versi yang lebih baru"):
        items.add_version(by=city.head, item_id=first.pk, upload=upload(), now=NOW)
    assert verify().problem is None


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_nobody_else_adds_a_version_or_a_title(city: City, who: str) -> None:
    item = add(city, behind=note(city.operator, city.colleague))
    by = getattr(city, who)
    with pytest.raises(Absent):
        items.add_version(by=by, item_id=item.pk, upload=upload(), now=NOW)
    with pytest.raises(Absent):
        items.retitle(by=by, item_id=item.pk, seen=1, title="x", effective_on=TODAY, now=NOW)


def test_a_title_is_changed_by_who_saw_the_last_one(city: City) -> None:
    item = add(city)
    changed = items.retitle(by=city.head, item_id=item.pk, seen=1, title=" CONTOH\nbaru ", effective_on=TODAY, now=NOW)
    assert (changed.title, changed.version) == ("CONTOH baru", 2)
    with pytest.raises(Changed):
        items.retitle(by=city.head, item_id=item.pk, seen=1, title="lama", effective_on=TODAY, now=NOW)
    with pytest.raises(Refused, match="Judul"):
        items.retitle(by=city.head, item_id=item.pk, seen=2, title=" ", effective_on=TODAY, now=NOW)


def test_a_paper_has_a_place(city: City) -> None:
    item = items.add_paper(by=city.operator, owner_id=city.office.pk, paper=PAPER, now=NOW)
    assert (item.kind, item.place, item.blob_id) == ("paper", "Gedung Contoh, lantai 2", None)
    with pytest.raises(Refused, match="Tempat"):
        items.add_paper(by=city.operator, owner_id=city.office.pk, paper=items.Paper("CONTOH", " ", "", TODAY), now=NOW)


def web(city: City) -> items.AddedPage:
    page = items.Page("https://contoh.go.id/berita#atas", "", TODAY)
    return items.add_web(by=city.operator, owner_id=city.office.pk, page=page, now=NOW)


def test_a_web_address_is_kept_with_what_it_answers(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"<!doctype html><title>CONTOH</title><script>x()</script><p>Isi hari ini</p>"
    monkeypatch.setattr(fetch, "fetch", lambda url: fetch.Fetched(content, url))
    added = web(city)
    assert added.without_copy is None
    assert (added.item.url, added.item.content_kind) == ("https://contoh.go.id/berita", "html")
    assert added.item.capture.text == "CONTOH\nIsi hari ini"
    assert store.path_of(str(added.item.blob_id)).read_bytes() == content


def test_a_web_address_that_does_not_answer_is_kept_without(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(url: str) -> fetch.Fetched:
        raise NotTaken("web_silent")

    monkeypatch.setattr(fetch, "fetch", silent)
    added = web(city)
    assert (added.without_copy, added.item.blob_id) == ("web_silent", None)


def test_an_address_inside_is_not_kept(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("http://127.0.0.1/", "http://intranet/", "ftp://contoh.go.id/"):
        with pytest.raises(NotTaken):
            items.add_web(by=city.operator, owner_id=city.office.pk, page=items.Page(url, "", TODAY), now=NOW)
    assert not Item.objects.exists()


# --- links ------------------------------------------------------------------------------------------------------------


def test_one_piece_stands_behind_many_and_is_seen_through_each(city: City) -> None:
    item = add(city)
    first, second = note(city.operator, city.stranger), note(city.operator, city.colleague)
    assert not queries.scope(city.stranger, TODAY).exists()
    link = links.link(by=city.operator, item_id=item.pk, behind=first, now=NOW)
    links.link(by=city.operator, item_id=item.pk, behind=second, now=NOW)
    assert links.link(by=city.operator, item_id=item.pk, behind=first, now=NOW).pk == link.pk
    assert list(queries.scope(city.stranger, TODAY)) == [item]
    assert list(queries.items_of(city.colleague, TODAY, SUBJECT, second.id)) == [item]
    assert list(queries.items_of(city.colleague, TODAY, SUBJECT, first.id)) == []
    links.unlink(by=city.operator, item_id=item.pk, link_id=link.pk, now=later(hours=1))
    assert not queries.scope(city.stranger, TODAY).exists()
    assert list(queries.scope(city.colleague, TODAY)) == [item]
    assert Link.everything.count() == 2
    assert verify().problem is None


def test_only_the_owner_puts_evidence_behind_a_thing(city: City) -> None:
    item = add(city, behind=note(city.operator, city.colleague))
    link = Link.objects.get()
    for by in (city.colleague, city.stranger):
        with pytest.raises(Absent):
            links.link(by=by, item_id=item.pk, behind=note(by), now=NOW)
        with pytest.raises(Absent):
            links.unlink(by=by, item_id=item.pk, link_id=link.pk, now=NOW)
    with pytest.raises(Absent):
        links.link(by=city.operator, item_id=item.pk, behind=note(city.colleague), now=NOW)


def test_a_link_to_what_one_does_not_see_has_no_name(city: City) -> None:
    seen, unseen = note(city.operator, city.colleague), note(city.operator)
    item = add(city, behind=seen)
    links.link(by=city.operator, item_id=item.pk, behind=unseen, now=NOW)
    shown = queries.links_of(city.colleague, TODAY, item, with_unseen=True)
    assert {entry.link.subject: entry.described is not None for entry in shown} == {seen.id: True, unseen.id: False}
    assert [entry.link.subject for entry in queries.links_of(city.colleague, TODAY, item, with_unseen=False)] == [
        seen.id
    ]
