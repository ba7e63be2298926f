"""Asking a route as somebody: what is sent, what comes back, which statements it took; nothing stays of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bening.kernel.people.models import User
from bening.portal.pages import shelf
from bening.systems.assessment.queries.evidence import SUBJECT
from tests.access.matrix import ANYWHERE, EVERYBODY, SEES, SIGNED_IN, Audience, Row
from tests.access.world import Actor, Thing
from tests.kernel.evidence import samples
from tests.kernel.people.city import shape
from tests.kernel.people.web import signed_in

Parts = Mapping[str, Any]
Sent = dict[str, Any]
UNSEEN = 999  # a version that no row has: whoever may do the deed is told that it changed, so nothing is done
TODAY = "2026-03-02"


def routes(patterns: Any = None, space: str = "", known: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each route of the application by its name, with the parts of its address."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        parts = (*known, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space, parts)
        else:
            assert isinstance(entry, URLPattern)
            yield f"{space}{entry.name}", parts


def _new_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("Notulen CONTOH.txt", samples.TEXT)


def _office(parts: Parts) -> Sent:
    return {"kantor": parts["organisation_id"], "berlaku": TODAY}


def _subject(parts: Parts) -> Sent:
    return {"subject_kind": SUBJECT, "subject": parts["answer_id"]}


FINDING = {"putusan": "accept", "nilai": "A", "alasan": "CONTOH", "seen": UNSEEN}
TOLD: dict[str, Sent] = {
    "evidence:retitle": {"judul": "CONTOH", "berlaku": TODAY, "seen": UNSEEN},
    "evidence:ask_withdrawal": {"dasar": "personal", "alasan": "CONTOH", "seen": UNSEEN},
    "evidence:decide_withdrawal": {"putusan": "sahkan", "seen": UNSEEN},
    "assessment:close own opinion of the office": {"pandangan": "self", "seen": UNSEEN},
    "assessment:close internal opinion": {"pandangan": "internal", "seen": UNSEEN},
    "assessment:close outside opinion": {"pandangan": "outside", "seen": UNSEEN},
    "assessment:correct": {"sampai": "2027-01-01", "kode": "K.1", "alasan": "CONTOH", "seen": UNSEEN},
    "assessment:save": {"nilai": "A", "catatan": "CONTOH", "seen": UNSEEN},
    "assessment:move recall": {"aksi": "tarik", "seen": UNSEEN},
    "assessment:move approve": {"aksi": "setujui", "seen": UNSEEN},
    "assessment:move send back": {"aksi": "kembalikan", "seen": UNSEEN},
    "assessment:find_internal": FINDING,
    "assessment:find_outside": FINDING,
    "assessment:decide": FINDING,
    "assessment:remark": {"pesan": "CONTOH"},
    "assessment:arrange": {"tenggat": "2027-01-01", "alasan": "CONTOH", "seen": UNSEEN},
    "oversight:receive": {"tanggal": "2026-01-05", "seen": UNSEEN},
    "oversight:withdraw": {"alasan": "mistake", "seen": UNSEEN},
    "portal:inbox_answer": {"answer": "CONTOH", "seen": UNSEEN},
}
MADE: dict[str, Callable[[Parts], Sent]] = {
    "evidence:add": lambda parts: {**_office(parts), "berkas": _new_file()},
    "evidence:add_web": lambda parts: {**_office(parts), "alamat": "http://127.0.0.1/", "judul": "CONTOH"},
    "evidence:add_paper": lambda parts: {**_office(parts), "judul": "CONTOH", "tempat": "Rak A"},
    "evidence:add_version": lambda _parts: {"versi-berlaku": TODAY, "berkas": _new_file()},
    "evidence:link": _subject,
    "assessment:remind": lambda parts: {"jawaban": parts["answer_id"], "pesan": "CONTOH"},
    "assessment:place": lambda parts: {"bukti": parts["item_id"]},
    "assessment:reassign": lambda parts: {"kantor": parts["office"], "alasan": "CONTOH", "seen": UNSEEN},
    "portal:report": lambda parts: {"tentang": parts["code"], "text": "CONTOH keliru"},
}


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    location: str
    statements: tuple[str, ...]

    @property
    def is_to_door(self) -> bool:
        """Return whether it leads to signing in."""
        return self.status == 302 and self.location.startswith("/masuk/?next=")


PARTS_OF = dict(routes())


def address(row: Row, parts: Parts) -> str:
    """Return the address of a row's route for a thing; the report of a mistake names it in the query."""
    path = reverse(row.route, kwargs={name: parts[name] for name in PARTS_OF[row.route]})
    return f"{path}?tentang={parts['code']}" if row.route.endswith(":report") else path


def sent(row: Row, parts: Parts) -> Sent:
    """Return what the form of a row's route sends."""
    route = row.route.replace("portal_en:", "portal:")
    name = f"{route} {row.deed}".strip()
    return MADE[name](parts) if name in MADE else TOLD.get(name, {})


def _cookies_of(user: User) -> str:
    return signed_in(User.objects.get(pk=user.pk)).cookies.output(header="")  # with the password as it is now


class Asking:
    """Asks in the name of people who are signed in; every answer is taken back after it was given."""

    def __init__(self, actors: tuple[Actor, ...]) -> None:
        self._cookies = {actor.name: _cookies_of(actor.user) for actor in actors if actor.user}

    def ask(self, actor: Actor, method: str, row: Row, parts: Parts, *, is_guarded: bool = False) -> Answered:
        """Ask; `is_guarded` lets the guard against forged requests stand, which test clients pass by."""
        client = Client(enforce_csrf_checks=is_guarded)
        client.cookies.load(self._cookies.get(actor.name, ""))
        shelf.clear()
        connection.queries_log.clear()  # it holds 9000 and warns
        with transaction.atomic(), CaptureQueriesContext(connection) as made:
            data = sent(row, parts) if method == "post" else None
            answer: HttpResponseBase = getattr(client, method)(address(row, parts), data)
            if isinstance(answer, StreamingHttpResponse):
                b"".join(answer)
            transaction.set_rollback(True)
        asked = [query for query in made.captured_queries if "SAVEPOINT" not in query["sql"]]
        plain = tuple(sql for sql in shape(asked) if "django_session" not in sql)
        return Answered(answer.status_code, answer.get("Location", ""), plain)


def gets_in(row: Row, actor: Actor, audience: Audience) -> bool:
    """Return whether the matrix lets somebody in."""
    if audience is None or audience == EVERYBODY:
        return audience == EVERYBODY
    if audience == SIGNED_IN:
        return actor.user is not None
    return actor.role in audience and (not row.thing or _holds_for(actor, row.thing))


def sees(actor: Actor, thing: str) -> bool:
    """Return whether somebody sees a thing at all."""
    return SEES[thing] == EVERYBODY or (actor.role in SEES[thing] and _holds_for(actor, thing))


def _holds_for(actor: Actor, thing: str) -> bool:
    return actor.is_own or thing in ANYWHERE


def things_of(row: Row, things: Mapping[str, Thing]) -> Thing:
    """Return the thing of a row; an empty one where it has none."""
    return things[row.thing] if row.thing else Thing({}, ())
