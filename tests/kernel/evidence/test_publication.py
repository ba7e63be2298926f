"""From restricted to public: the copy, the scan, the pages that the head sees, and the way back."""

import io

import pikepdf
import pytest

from bening.kernel.evidence import queries, store
from bening.kernel.evidence.actions import publication
from bening.kernel.evidence.models import Item, PublicCopy
from bening.kernel.ledger.actions import Changed
from bening.kernel.ledger.queries import verify
from bening.kernel.people.access import Absent, Refused
from tests.kernel.evidence import samples
from tests.kernel.evidence.city import NOW, SUBJECT, City, add, note

WORDS = "CONTOH halaman yang dapat dibaca seluruhnya"


def scan(city: City, item: Item) -> PublicCopy:
    return publication.scan_for_publication(by=city.head, item_id=item.pk, seen=item.version, now=NOW)


def published(city: City, content: bytes = samples.TEXT, name: str = "CONTOH.txt", **more: object) -> Item:
    item = add(city, content, name, **more)
    copy = scan(city, item)
    for page, state in enumerate(copy.states(), 1):
        if state != "clean":
            copy = publication.confirm_page(by=city.head, item_id=item.pk, page=page, seen=copy.version, now=NOW)
    return publication.publish(by=city.head, item_id=item.pk, seen=item.version, now=NOW)


def test_a_clean_file_is_published_after_its_scan(city: City) -> None:
    item = add(city, samples.pdf(WORDS), "CONTOH.pdf")
    with pytest.raises(Refused, match="belum diperiksa"):
        publication.publish(by=city.head, item_id=item.pk, seen=1, now=NOW)
    assert scan(city, item).states() == ["clean"]
    shown = publication.publish(by=city.head, item_id=item.pk, seen=1, now=NOW)
    assert (shown.is_public, shown.published_by) == (True, city.head)
    _, blob = queries.get_published(item.pk)
    copy = store.path_of(blob.sha256).read_bytes()
    # ast-grep-ignore: text-has-an-encoding
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert not document.docinfo
        assert not document.attachments
    assert verify().problem is None


def test_numbers_and_pages_that_cannot_be_read_wait_for_the_head(city: City) -> None:
    content = samples.pdf(WORDS, f"CONTOH NIK {samples.IDENTITY} milik seseorang", "", WORDS, image_on=4)
    item = add(city, content, "CONTOH.pdf")
    copy = scan(city, item)
    assert copy.states() == ["clean", "numbers", "unreadable", "unreadable"]
    assert copy.pages[1]["found"] == [["nik", "35••••••••••••01"]]
    assert samples.IDENTITY not in str(copy.pages)
    for page in (2, 3, 4):
        with pytest.raises(Refused, match="belum Anda lihat"):
            publication.publish(by=city.head, item_id=item.pk, seen=1, now=NOW)
        copy = publication.confirm_page(by=city.head, item_id=item.pk, page=page, seen=copy.version, now=NOW)
    assert publication.publish(by=city.head, item_id=item.pk, seen=1, now=NOW).is_public


def test_a_picture_is_never_called_clean(city: City) -> None:
    assert scan(city, add(city, samples.image("jpeg"), "CONTOH.jpg")).states() == ["unreadable"]


def test_a_new_scan_forgets_what_was_confirmed(city: City) -> None:
    item = add(city, samples.image("png"), "CONTOH.png")
    copy = publication.confirm_page(by=city.head, item_id=item.pk, page=1, seen=scan(city, item).version, now=NOW)
    assert copy.confirmed == [1]
    assert scan(city, item).confirmed == []
    with pytest.raises(Changed):
        publication.confirm_page(by=city.head, item_id=item.pk, page=1, seen=copy.version, now=NOW)


def test_a_page_that_is_not_there_is_not_confirmed(city: City) -> None:
    item = add(city, samples.image("png"), "CONTOH.png")
    copy = scan(city, item)
    with pytest.raises(Refused):
        publication.confirm_page(by=city.head, item_id=item.pk, page=2, seen=copy.version, now=NOW)


@pytest.mark.parametrize("who", ["operator", "colleague", "other_head", "coordinator", "stranger"])
def test_nobody_but_the_head_publishes(city: City, who: str) -> None:
    item = add(city, behind=note(city.operator, city.colleague, city.other_head))
    by = getattr(city, who)
    with pytest.raises(Absent):
        publication.scan_for_publication(by=by, item_id=item.pk, seen=1, now=NOW)
    copy = scan(city, item)
    with pytest.raises(Absent):
        publication.confirm_page(by=by, item_id=item.pk, page=1, seen=copy.version, now=NOW)
    with pytest.raises(Absent):
        publication.publish(by=by, item_id=item.pk, seen=1, now=NOW)
    publication.publish(by=city.head, item_id=item.pk, seen=1, now=NOW)
    with pytest.raises(Absent):
        publication.unpublish(by=by, item_id=item.pk, seen=2, now=NOW)


def test_what_is_taken_back_is_gone_for_the_public(city: City) -> None:
    item = published(city)
    publication.unpublish(by=city.head, item_id=item.pk, seen=item.version, now=NOW)
    with pytest.raises(Absent):
        queries.get_published(item.pk)
    with pytest.raises(Refused):
        publication.unpublish(by=city.head, item_id=item.pk, seen=3, now=NOW)


def test_an_office_file_with_pictures_is_published_as_pdf(city: City) -> None:
    item = add(city, samples.office("docx", more={"word/media/a.png": samples.image("png")}), "CONTOH.docx")
    with pytest.raises(Refused, match="Simpan sebagai PDF"):
        scan(city, item)


def test_public_things_show_published_evidence_alone(city: City) -> None:
    public, private = note(city.operator, end="!"), note(city.operator)
    shown = published(city, behind=public)
    add(city, behind=public)
    published(city, behind=private)
    assert queries.public_items(SUBJECT, [public.id, private.id]) == {public.id: [shown]}
    assert queries.public_items("sample.unknown", [public.id]) == {}
