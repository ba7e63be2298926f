"""The pages of evidence: three people on every address, headers, statements, what is told."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bening.kernel.evidence import fetch, rules, store, urls
from bening.kernel.evidence.actions import publication, upkeep
from bening.kernel.evidence.models import Blob, Item, Link, Opening
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.models import User
from tests.kernel.evidence import samples
from tests.kernel.evidence.city import NOW, SUBJECT, TODAY, City, add, note
from tests.kernel.evidence.test_publication import published
from tests.kernel.evidence.test_withdrawal import ask

PDF = samples.pdf("CONTOH halaman satu yang panjang", "")


def as_person(user: User | None, *, checks_token: bool = False) -> Client:
    """Give a browser of a person who came in with both factors, as sign-in leaves it; None is nobody."""
    client = Client(enforce_csrf_checks=checks_token)
    if user is not None:
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa"}]
        session.save()
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"evidence:{name}", args=args)


def file(content: bytes = samples.TEXT, name: str = "CONTOH.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(answer: Any) -> bytes:
    """Read an answer to its end, which closes the file that it comes from."""
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content


# --- three people on every address ------------------------------------------------------------------------------------

OWNERS, READERS, HEAD = {"operator", "head"}, {"operator", "head", "reader"}, {"head"}
GET = {
    "item": (READERS, ()),
    "download": (READERS, ()),
    "look": (READERS, (1,)),
    "picture": (READERS, (1,)),
    "publication": (HEAD, ()),
    "publication_page": (HEAD, (2,)),
    "publication_picture": (HEAD, (2,)),
    "withdrawal": (HEAD, ()),
}
POST: dict[str, tuple[set[str], tuple[object, ...], dict[str, object]]] = {
    "retitle": (OWNERS, (), {"judul": "CONTOH baru", "berlaku": "2026-03-01"}),
    "add_version": (OWNERS, (), {"versi-berlaku": "2026-03-01", "versi-judul": ""}),
    "scan": (HEAD, (), {}),
    "confirm_page": (HEAD, (2,), {}),
    "publish": (HEAD, (), {}),
    "unpublish": (HEAD, (), {}),
    "ask_withdrawal": (HEAD, (), {"dasar": "malware", "alasan": "CONTOH"}),
}
ELSEWHERE = {"items", "add", "add_web", "add_paper", "withdrawals", "public", "link", "unlink", "decide_withdrawal"}


def people(city: City) -> dict[str, User]:
    """The office's own, a colleague who sees it through its thing, one who does not, and those from outside."""
    return {
        "operator": city.operator,
        "head": city.head,
        "reader": city.colleague,
        "other_head": city.other_head,
        "coordinator": city.coordinator,
        "stranger": city.stranger,
    }


def test_every_address_stands_in_a_matrix() -> None:
    names = {route.name for route in urls.urlpatterns}
    assert names == set(GET) | set(POST) | ELSEWHERE


@pytest.mark.parametrize("name", GET)
def test_a_page_is_there_for_those_who_see_it(city: City, name: str) -> None:
    item = add(city, PDF, "CONTOH.pdf", behind=note(city.operator, city.colleague))
    publication.scan_for_publication(by=city.head, item_id=item.pk, seen=1, now=NOW)
    allowed, args = GET[name]
    for who, user in people(city).items():
        answer = as_person(user).get(at(name, item.pk, *args))
        said(answer)
        assert answer.status_code == (200 if who in allowed else 404), who
    assert as_person(None).get(at(name, item.pk, *args)).status_code == 302
    assert as_person(city.head).get(at(name, uuid4(), *args)).status_code == 404


@pytest.mark.parametrize("name", POST)
def test_a_deed_is_done_by_those_who_may(city: City, name: str) -> None:
    item = add(city, PDF, "CONTOH.pdf", behind=note(city.operator, city.colleague))
    publication.scan_for_publication(by=city.head, item_id=item.pk, seen=1, now=NOW)
    allowed, args, data = POST[name]
    for who, user in people(city).items():
        body = data | {"seen": 1} | ({"berkas": file()} if name == "add_version" else {})
        with transaction.atomic():
            answer = as_person(user).post(at(name, item.pk, *args), body)
            transaction.set_rollback(True)
        assert answer.status_code == (303 if who in allowed else 404), who
    assert as_person(None).post(at(name, item.pk, *args), data).status_code == 302
    assert as_person(city.head).get(at(name, item.pk, *args)).status_code == 405


def test_links_are_made_and_ended_by_the_owner(city: City) -> None:
    behind = note(city.operator, city.colleague)
    item = add(city)
    body = {"subject_kind": SUBJECT, "subject": str(behind.id)}
    for user in (city.colleague, city.stranger):
        assert as_person(user).post(at("link", item.pk), body).status_code == 404
    assert (
        as_person(city.operator).post(at("link", item.pk), body | {"kembali": "/catatan/"})["Location"] == "/catatan/"
    )
    away = as_person(city.operator).post(at("link", item.pk), body | {"kembali": "https://jahat.contoh.test/"})
    assert away["Location"] == at("item", item.pk)
    link = Link.objects.get()
    for user in (city.colleague, city.stranger):
        assert as_person(user).post(at("unlink", item.pk, link.pk)).status_code == 404
    assert as_person(city.operator).post(at("unlink", item.pk, link.pk)).status_code == 303
    assert not Link.objects.exists()


def test_a_withdrawal_is_decided_by_who_sees_it_in_their_list(city: City) -> None:
    item = ask(city, add(city, behind=note(city.operator, city.colleague)))
    body = {"seen": item.version, "putusan": "sahkan"}
    for user in (city.operator, city.head, city.colleague, city.own_coordinator, city.stranger):
        assert "CONTOH memuat nomor" not in as_person(user).get(at("withdrawals")).content.decode()
        assert as_person(user).post(at("decide_withdrawal", item.pk), body).status_code == 404
    coordinator = as_person(city.coordinator)
    assert "CONTOH memuat nomor" in coordinator.get(at("withdrawals")).content.decode()
    assert coordinator.get(at("download", item.pk)).status_code == 404
    assert coordinator.post(at("decide_withdrawal", item.pk), body).status_code == 303
    item.refresh_from_db()
    assert item.withdrawal == "confirmed"
    page = as_person(city.operator).get(at("item", item.pk)).content.decode()
    assert "Bukti ini sudah ditarik" in page


TYPED = "CONTOH: daftar ini memuat nomor rekening"


def withdrawal_refused(city: City, item: Item, **more: Any) -> Any:
    body = {"seen": item.version, "dasar": "personal", "alasan": TYPED} | more
    return as_person(city.head).post(at("ask_withdrawal", item.pk), body)


@pytest.mark.parametrize(
    ("more", "reason"),
    [({"seen": 7}, "baru saja diubah orang lain"), ({"dasar": ""}, "Alasan belum diisi")],
)
def test_a_refused_request_of_withdrawal_keeps_what_was_typed(city: City, more: dict[str, Any], reason: str) -> None:
    answer = withdrawal_refused(city, add(city), **more)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert TYPED in page
    assert ('value="personal" ' in page and "checked" in page) is ("dasar" not in more)
    assert reason in page
    assert 'name="seen" value="1"' in page
    assert Item.objects.get().withdrawal == ""


def test_a_withdrawal_that_is_not_possible_any_more_keeps_what_was_typed(city: City) -> None:
    item = ask(city, add(city))
    answer = withdrawal_refused(city, item)
    assert answer.status_code == 422
    assert TYPED in answer.content.decode()
    assert "sedang menunggu pengesahan" in answer.content.decode()


def test_a_refused_title_and_a_refused_version_keep_what_was_typed(city: City) -> None:
    item, client = add(city), as_person(city.operator)
    title = client.post(at("retitle", item.pk), {"seen": 1, "judul": "CONTOH judul lain", "berlaku": "kemarin"})
    assert title.status_code == 422
    assert 'value="CONTOH judul lain"' in title.content.decode()
    assert 'value="kemarin"' in title.content.decode()
    late = client.post(at("retitle", item.pk), {"seen": 9, "judul": "CONTOH judul lain", "berlaku": "2026-03-01"})
    assert late.status_code == 422
    assert 'value="CONTOH judul lain"' in late.content.decode()
    assert "baru saja diubah orang lain" in late.content.decode()
    body = {"versi-judul": "CONTOH edisi dua", "versi-berlaku": "2026-02-27"}
    for sent in (body, body | {"berkas": file(b"MZ" + bytes(900), "CONTOH.pdf")}):
        version = client.post(at("add_version", item.pk), sent)
        assert version.status_code == 422
        assert 'value="CONTOH edisi dua"' in version.content.decode()
        assert 'value="2026-02-27"' in version.content.decode()
    assert Item.objects.count() == 1


@pytest.mark.parametrize("name", ["retitle", "add_version", "ask_withdrawal"])
def test_whoever_may_not_is_told_nothing_by_an_unusable_form_either(city: City, name: str) -> None:
    item = add(city, behind=note(city.operator, city.colleague))
    for user in (city.colleague, city.stranger):
        assert as_person(user).post(at(name, item.pk), {}).status_code == 404


def test_what_is_not_theirs_and_what_is_not_there_take_the_same_statements(city: City) -> None:
    item = add(city, PDF, "CONTOH.pdf")
    for name, (_, args) in GET.items():
        taken = []
        client = as_person(city.colleague)
        client.get(at(name, uuid4(), *args))  # what a process asks once
        for item_id in (item.pk, uuid4()):
            with CaptureQueriesContext(connection) as made:
                assert client.get(at(name, item_id, *args)).status_code == 404
            taken.append([query["sql"].replace(item_id.hex, "?").replace(str(item_id), "?") for query in made])
        plain = [[sql for sql in one if "SAVEPOINT" not in sql and "django_session" not in sql] for one in taken]
        assert plain[0] == plain[1], name
        assert len(taken[0]) == len(taken[1])


# --- contents ---------------------------------------------------------------------------------------------------------


def test_a_file_is_handed_out_as_an_attachment_in_a_sandbox(city: City) -> None:
    item = add(city, PDF, 'CONTOH "SK".pdf')
    answer = as_person(city.operator).get(at("download", item.pk))
    assert said(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert Opening.objects.get().user == city.operator


def test_a_page_is_shown_as_a_picture_of_ours(city: City) -> None:
    item = add(city, PDF, "CONTOH.pdf")
    client = as_person(city.operator)
    assert at("picture", item.pk, 2) in client.get(at("look", item.pk, 2)).content.decode()
    answer = client.get(at("picture", item.pk, 2))
    assert answer.content.startswith(b"\x89PNG")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert client.get(at("picture", item.pk, 3)).status_code == 404
    assert Opening.objects.count() == 1


def test_no_address_and_no_page_shows_a_hash(city: City) -> None:
    item = published(city, PDF, "CONTOH.pdf", behind=note(city.operator))
    hashes = list(Blob.objects.values_list("sha256", flat=True))
    assert len(hashes) == 2
    client = as_person(city.head)
    for name, (_, args) in GET.items():
        answer = client.get(at(name, item.pk, *args))
        told = str(answer.headers) + said(answer).decode("latin-1")
        assert not any(sha256 in told for sha256 in hashes), name
    for sha256 in hashes:
        assert client.get(f"/bukti/{sha256}/").status_code == 404


def test_everybody_gets_the_published_copy_without_a_session(city: City) -> None:
    item = add(city, PDF, "CONTOH.pdf")
    assert Client().get(at("public", item.pk)).status_code == 404
    copy = publication.scan_for_publication(by=city.head, item_id=item.pk, seen=1, now=NOW)
    publication.confirm_page(by=city.head, item_id=item.pk, page=2, seen=copy.version, now=NOW)
    publication.publish(by=city.head, item_id=item.pk, seen=1, now=NOW)
    told = []
    for user in (None, city.stranger):
        client = as_person(user)
        with CaptureQueriesContext(connection) as made:
            answer = client.get(at("public", item.pk))
        told.append(said(answer))
        assert len(made) == 1, [query["sql"] for query in made]
        assert "Set-Cookie" not in answer.headers
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert told[0] == told[1]
    assert b"rahasia" not in told[0]
    assert not Opening.objects.exists()
    assert Client().get(at("public", uuid4())).status_code == 404


def test_who_opened_a_file_is_shown_to_its_owner_alone(city: City) -> None:
    item = add(city, behind=note(city.operator, city.colleague))
    upkeep.record_opening(by=city.colleague, item_id=item.pk, now=NOW)
    assert "Yang membuka" in as_person(city.operator).get(at("item", item.pk)).content.decode()
    assert city.colleague.name in as_person(city.operator).get(at("item", item.pk)).content.decode()
    assert "Yang membuka" not in as_person(city.colleague).get(at("item", item.pk)).content.decode()


# --- bringing ---------------------------------------------------------------------------------------------------------


def form(city: City, **more: object) -> dict[str, object]:
    return {"kantor": str(city.office.pk), "berlaku": "2026-03-01", "judul": ""} | more


def test_many_files_come_at_once_and_each_is_told(city: City) -> None:
    client = as_person(city.operator)
    assert client.get(at("add")).status_code == 200
    sent = [file(name="CONTOH satu.txt"), file(b"MZ", "CONTOH dua.pdf"), file(PDF, "../CONTOH tiga.pdf")]
    answer = client.post(at("add"), form(city, berkas=sent))
    assert answer.status_code == 422
    assert "CONTOH dua.pdf: Berkas ini adalah program" in answer.content.decode()
    assert sorted(Item.objects.values_list("file_name", flat=True)) == ["CONTOH satu.txt", "CONTOH tiga.pdf"]
    assert client.post(at("add"), form(city, berkas=[file()])).status_code == 303
    assert client.post(at("add"), form(city)).status_code == 422
    assert client.post(at("add"), form(city, berlaku="kemarin", berkas=[file()])).status_code == 422
    assert Item.objects.count() == 3


def test_a_file_over_the_limit_is_cut_off_and_told(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    size = rules.FILE_BYTES + 3 * 1024 * 1024
    answer = as_person(city.operator).post(at("add"), form(city, berkas=[file(b"x" * size)]))
    assert answer.status_code == 422
    assert "lebih besar daripada 25 MB" in answer.content.decode()
    monkeypatch.setattr(rules, "UPLOAD_BYTES", 1000)
    assert as_person(city.operator).post(at("add"), form(city, berkas=[file(b"x" * 2000)])).status_code == 413


def test_files_from_the_page_of_a_thing_go_back_there(city: City) -> None:
    behind = note(city.operator)
    body = form(city, subject_kind=SUBJECT, subject=str(behind.id), kembali="/catatan/1/")
    good = as_person(city.operator).post(at("add"), body | {"berkas": [file()]})
    assert (good.status_code, good["Location"]) == (303, "/catatan/1/")
    bad = as_person(city.operator).post(at("add"), body | {"berkas": [file(b"MZ", "a.pdf")]})
    assert (bad.status_code, bad["Location"]) == (303, "/catatan/1/")
    assert Link.objects.get().subject == behind.id


def test_the_form_for_the_page_of_a_thing_brings_files_there(city: City) -> None:
    behind = note(city.operator)
    values = {"owner_id": city.office.pk, "subject_kind": SUBJECT, "subject_id": behind.id, "back": "/catatan/1/"}
    request = RequestFactory().get("/catatan/1/")
    html = render_to_string("evidence/_attach.html", values | {"day": "2026-03-01", "key": "1"}, request)
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html)) | {"berkas": [file()]}
    action = re.findall(r'action="([^"]+)"', html)[0]
    assert as_person(city.operator).post(action, sent)["Location"] == "/catatan/1/"
    assert Link.objects.get().subject == behind.id


@pytest.mark.parametrize("who", ["colleague", "stranger", "own_coordinator"])
def test_nobody_brings_files_for_others(city: City, who: str) -> None:
    client = as_person(getattr(city, who))
    assert client.post(at("add"), form(city, berkas=[file()])).status_code == 404
    assert client.post(at("add_paper"), form(city, judul="CONTOH", tempat="CONTOH")).status_code == 404
    assert client.post(at("add_web"), form(city, alamat="https://contoh.go.id/")).status_code == 404
    assert not Item.objects.exists()


def test_a_form_without_its_token_is_refused(city: City) -> None:
    client = as_person(city.operator, checks_token=True)
    assert client.post(at("add"), form(city, berkas=[file()])).status_code == 403
    token = client.get(at("add")).cookies["csrftoken"].value
    assert client.post(at("add"), form(city, berkas=[file()], csrfmiddlewaretoken=token)).status_code == 303


def test_a_web_address_and_a_paper_are_noted(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "fetch", lambda url: fetch.Fetched(b"<html><p>CONTOH isi</p>", url))
    client = as_person(city.operator)
    web = client.post(at("add_web"), form(city, alamat="https://contoh.go.id/a"))
    assert web.status_code == 303
    assert "CONTOH isi" in client.get(web["Location"]).content.decode()
    assert client.post(at("add_web"), form(city, alamat="http://127.0.0.1/")).status_code == 422
    paper = client.post(at("add_paper"), form(city, judul="CONTOH SK", tempat="Gedung CONTOH"))
    assert "Gedung CONTOH" in client.get(paper["Location"]).content.decode()
    assert client.post(at("add_paper"), form(city)).status_code == 422


@pytest.mark.parametrize("odd", ["\x00", "'" * 500, "%00", "x" * 5000])
def test_odd_text_is_no_fault_of_ours(city: City, odd: str) -> None:
    client = as_person(city.operator)
    for name in ("add", "add_web", "add_paper"):
        body = dict.fromkeys(("kantor", "berlaku", "judul", "alamat", "tempat", "subject", "subject_kind"), odd)
        assert client.post(at(name), body).status_code in {404, 422}
        assert client.post(at(name), form(city, judul=odd, alamat=odd, tempat=odd)).status_code in {303, 422}
    for key in ("q", "jenis", "akses", "kantor", "versi", "hal"):
        assert client.get(at("items"), {key: odd}).status_code == 200


# --- the list ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def many(city: City, count: int) -> None:
    blob = Blob.objects.create(sha256=f"{count:064}", size=9, stored_at=NOW)
    rows = [
        Item(
            owner=city.office, kind="file", title=f"CONTOH {number}", blob=blob, file_name="a.txt", content_kind="txt",
            pages=1, effective_on=TODAY, uploaded_by=city.operator, uploaded_at=NOW + timedelta(seconds=number),
        )
        for number in range(count)
    ]  # fmt: skip
    ledger.record("evidence.added", rows, by=city.operator, at=NOW)


@pytest.mark.parametrize("count", [2, 200])
def test_a_list_takes_the_same_queries_at_any_length(city: City, count: int) -> None:
    many(city, count)
    client = as_person(city.operator)
    client.get(at("items"))
    with CaptureQueriesContext(connection) as made:
        answer = client.get(at("items"))
    assert answer.content.decode().count('class="evidence"') == min(count, 50)
    about_items = [query["sql"] for query in made if 'FROM "evidence_item"' in query["sql"].partition("WHERE")[0]]
    assert len(about_items) == 2, about_items  # how many, and one page of them; no withdrawal waits for an operator
    assert len(made) <= 12, [query["sql"] for query in made]


def test_a_page_of_one_piece_takes_known_queries(city: City) -> None:
    behind = [note(city.operator) for _ in range(20)]
    item = add(city, behind=behind[0])
    client = as_person(city.operator)
    client.get(at("item", item.pk))
    with CaptureQueriesContext(connection) as made:
        assert client.get(at("item", item.pk)).status_code == 200
    assert len(made) <= 12, [query["sql"] for query in made]


def test_a_list_is_narrowed(city: City) -> None:
    add(city, name="CONTOH notulen.txt")
    published(city, b"CONTOH laporan tahunan yang panjang\n", "CONTOH laporan.txt")
    client = as_person(city.operator)

    def shown(**query: str) -> list[str]:
        page = client.get(at("items"), query).context["page"]
        return sorted(item.title for item in page)

    assert shown() == ["CONTOH laporan", "CONTOH notulen"]
    assert shown(q="notulen") == ["CONTOH notulen"]
    assert shown(akses="public") == ["CONTOH laporan"]
    assert shown(akses="restricted") == ["CONTOH notulen"]
    assert shown(jenis="paper") == []
    assert shown(kantor=str(city.other.pk)) == []
    assert as_person(city.stranger).get(at("items")).context["page"].paginator.count == 0


def test_a_missing_content_is_no_fault(city: City) -> None:
    item = add(city, PDF, "CONTOH.pdf")
    store.remove(str(item.blob_id), written_before=timezone.now() + timedelta(days=1))
    client = as_person(city.operator)
    assert client.get(at("download", item.pk)).status_code == 404
    assert client.get(at("picture", item.pk, 1)).status_code == 404
