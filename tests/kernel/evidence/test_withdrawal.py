"""Withdrawals by two people, and the sweeper."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bening.kernel.evidence import queries, store
from bening.kernel.evidence.actions import items, publication, upkeep, withdrawal
from bening.kernel.evidence.models import Blob, Item, Opening
from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.models import Event
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from tests.kernel.evidence import samples
from tests.kernel.evidence.city import NOW, TODAY, City, add, later, note, upload
from tests.kernel.evidence.test_publication import published


def ask(city: City, item: Item, **more: Any) -> Item:
    values: dict[str, Any] = {
        "by": city.head,
        "ground": "personal",
        "reason": "CONTOH memuat nomor warga",
        "seen": item.version,
    } | more
    return withdrawal.ask_withdrawal(item_id=item.pk, now=later(hours=1), **values)


def confirm(item: Item, by: Any) -> Item:
    return withdrawal.confirm_withdrawal(by=by, item_id=item.pk, seen=item.version, now=later(hours=2))


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_bytes_are_destroyed_and_the_events_stay(
    city: City, who: str, django_capture_on_commit_callbacks: Any, folder: Path
) -> None:
    item = ask(city, published(city, samples.pdf("CONTOH satu kalimat panjang di sini"), "CONTOH.pdf"))
    assert list(queries.withdrawals(getattr(city, who), TODAY)) == [item]
    with django_capture_on_commit_callbacks(execute=True):
        done = confirm(item, getattr(city, who))
    assert (done.withdrawal, done.is_public) == ("confirmed", False)
    assert list((folder / "contents").glob("??/*")) == []
    assert all(blob.destroyed_at for blob in Blob.objects.all())
    assert Blob.objects.filter(pk=item.blob_id).exists()
    kinds = [event.kind for event in Event.objects.order_by("-seq")[:2]]
    assert kinds == ["evidence.withdrawn", "evidence.withdrawal_asked"]
    with pytest.raises(Refused, match="sudah ditarik"):
        upkeep.record_opening(by=city.operator, item_id=item.pk, now=later(hours=3))
    assert verify().problem is None


def test_from_the_asking_on_the_public_gets_it_no_more(city: City) -> None:
    item = ask(city, published(city))
    with pytest.raises(Absent):
        queries.get_published(item.pk)


@pytest.mark.parametrize("who", ["operator", "colleague", "other_head", "coordinator", "stranger"])
def test_nobody_but_the_head_asks(city: City, who: str) -> None:
    item = add(city, behind=note(city.operator, city.colleague, city.other_head))
    with pytest.raises(Absent):
        ask(city, item, by=getattr(city, who))


@pytest.mark.parametrize("who", ["head", "operator", "colleague", "other_head", "own_coordinator", "stranger"])
def test_nobody_confirms_for_their_own_office_or_without_the_role(city: City, who: str) -> None:
    item = ask(city, add(city, behind=note(city.operator, city.colleague, city.other_head)))
    by = getattr(city, who)
    assert not queries.withdrawals(by, TODAY).exists()
    with pytest.raises(Absent):
        confirm(item, by)
    with pytest.raises(Absent):
        withdrawal.refuse_withdrawal(by=by, item_id=item.pk, seen=item.version, now=later(hours=2))


@pytest.mark.parametrize(("ground", "reason"), [("", "CONTOH"), ("personal", " "), ("lain", "CONTOH")])
def test_a_withdrawal_has_a_ground_and_a_reason(city: City, ground: str, reason: str) -> None:
    with pytest.raises(Refused, match="Alasan"):
        ask(city, add(city), ground=ground, reason=reason)


def test_a_refused_withdrawal_leaves_the_file_restricted(city: City) -> None:
    item = ask(city, published(city))
    back = withdrawal.refuse_withdrawal(by=city.coordinator, item_id=item.pk, seen=item.version, now=later(hours=2))
    assert (back.withdrawal, back.is_public, back.withdrawal_reason) == ("", False, "")
    assert upkeep.record_opening(by=city.operator, item_id=item.pk, now=later(hours=3)).blob_id


def test_who_decides_on_an_older_version_is_told(city: City) -> None:
    item = ask(city, add(city))
    with pytest.raises(Changed):
        withdrawal.confirm_withdrawal(by=city.coordinator, item_id=item.pk, seen=item.version - 1, now=NOW)


def test_while_a_withdrawal_waits_nothing_is_changed(city: City) -> None:
    item = ask(city, add(city))
    with pytest.raises(Refused, match="menunggu"):
        items.add_version(by=city.operator, item_id=item.pk, upload=upload(), now=NOW)
    with pytest.raises(Refused, match="menunggu"):
        publication.scan_for_publication(by=city.head, item_id=item.pk, seen=item.version, now=NOW)
    with pytest.raises(Refused, match="menunggu"):
        ask(city, item)


def test_the_same_bytes_of_another_office_stay(city: City, django_capture_on_commit_callbacks: Any) -> None:
    mine = ask(city, add(city))
    theirs = add(city, by=city.colleague, owner_id=city.other.pk)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(mine, city.coordinator)
    assert store.path_of(str(theirs.blob_id)).read_bytes() == samples.TEXT
    assert upkeep.record_opening(by=city.colleague, item_id=theirs.pk, now=later(hours=3)) == theirs


# --- openings ---------------------------------------------------------------------------------------------------------


def test_each_opening_is_noted_once_in_fifteen_minutes(city: City) -> None:
    item = add(city, behind=note(city.operator, city.colleague))
    for minutes in (0, 10, 14, 20):
        upkeep.record_opening(by=city.colleague, item_id=item.pk, now=later(minutes=minutes))
    upkeep.record_opening(by=city.operator, item_id=item.pk, now=NOW)
    told = [(row.user, row.at) for row in queries.openings_of(item)]
    assert told[0] == (city.colleague, later(minutes=20))
    assert set(told[1:]) == {(city.colleague, NOW), (city.operator, NOW)}
    with pytest.raises(Absent):
        upkeep.record_opening(by=city.stranger, item_id=item.pk, now=NOW)


# --- the sweeper ------------------------------------------------------------------------------------------------------


def test_the_sweeper_removes_what_nothing_holds(city: City, folder: Path) -> None:
    held = add(city)
    store.write([b"tanpa baris"], at_most=100).place(at=NOW)
    Blob.objects.create(sha256="0" * 64, size=1, stored_at=NOW)
    lost = ask(city, add(city, b"CONTOH ditarik\n"))
    confirm(lost, city.coordinator)  # the process ended before the bytes were removed
    Opening.objects.create(item=held, user=city.head, at=NOW - timedelta(days=800))
    upkeep.record_opening(by=city.head, item_id=held.pk, now=NOW)
    assert upkeep.sweep(now=later(hours=20)) == (0, 0, 0, 1)
    assert upkeep.sweep(now=later(hours=25)) == (1, 2, 0, 0)
    assert [path.name for path in (folder / "contents").glob("??/*")] == [held.blob_id]
    assert set(Blob.objects.values_list("pk", flat=True)) == {held.blob_id, lost.blob_id}
    assert Opening.objects.count() == 1
    assert upkeep.sweep(now=later(hours=25)) == (0, 0, 0, 0)


def test_the_sweeper_leaves_what_is_being_brought(city: City) -> None:
    part = store.write([b"CONTOH baru\n"], at_most=100)
    part.place(at=later(days=3))
    assert upkeep.sweep(now=later(days=3)).contents == 0
    assert store.path_of(part.sha256).exists()
