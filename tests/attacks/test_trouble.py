"""A database that another holds, and a disk without room: a plain page, nothing lost, nothing half."""

import os
import re
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from bening.config.errors import trouble
from bening.kernel.evidence.models import Item
from bening.kernel.ledger.queries import verify
from bening.systems.assessment.models import Answer, Round
from tests.kernel.people.web import sign_in, signed_in, with_password
from tests.systems.assessment.makers import City, answer_of, make_city, start

pytestmark = pytest.mark.django_db(transaction=True)
ON_SQLITE = pytest.mark.skipif(not os.environ.get("BENING_STATE") or "BENING_DATABASE" in os.environ, reason="SQLite")
NOTE = "Catatan yang diketik lama."


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def round_(city: City) -> Round:
    return start(city)


@pytest.fixture
def client(city: City, round_: Round) -> Client:
    client = signed_in(city.people["operator"])
    client.raise_request_exception = False
    assert client.get(reverse("assessment:answer", args=[answer_of(round_).pk])).status_code == 200
    return client


def save(client: Client, answer: Answer) -> Any:
    body = {"seen": answer.version, "nilai": "A", "catatan": NOTE, "aksi": "simpan"}
    return client.post(reverse("assessment:save", args=[answer.pk]), body)


@contextmanager
def held() -> Iterator[None]:
    """Let another hold the one place of the writer; wait for it a moment, not the 20 seconds of the product."""
    other = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 200")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")


@ON_SQLITE
def test_a_held_database_is_told_and_what_was_typed_goes_in_afterwards(client: Client, round_: Round) -> None:
    answer = answer_of(round_)
    with held():
        refused = save(client, answer)
        assert client.get(reverse("assessment:answer", args=[answer.pk])).status_code == 200, "reading waits for nobody"
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "30"
    text = refused.content.decode()
    assert "sedang sibuk" in text
    assert re.search(r'class="ref">[A-Z2-9]{8}<', text)
    assert "Traceback" not in text
    assert "locked" not in text
    assert answer_of(round_).version == answer.version
    assert save(client, answer).status_code == 302
    assert answer_of(round_).note == NOTE
    assert verify().problem is None


@ON_SQLITE
def test_signing_in_waits_too(city: City) -> None:
    operator = with_password(city.people["operator"])
    client = Client(raise_request_exception=False)
    with held():
        assert sign_in(client, operator.email).status_code == 503
    assert client.get("/kerja/").status_code == 302
    assert sign_in(client, operator.email).status_code == 302
    assert client.get("/kerja/").status_code == 200


def in_a_child(deed: Callable[[], bool], most: int) -> bool:
    """Ask something in a process that may not write a file beyond a size; return its answer."""
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            os._exit(0 if deed() else 1)
        finally:
            os._exit(2)  # whatever it was, the child ends here
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def full(deed: Callable[[], Any]) -> Callable[[], bool]:
    """Return whether a deed is told that there is no room, and nothing else."""

    def is_told() -> bool:
        answer = deed()
        text = answer.content.decode()
        return answer.status_code == 503 and "penyimpanan penuh" in text and "Traceback" not in text

    return is_told


@ON_SQLITE
def test_a_full_disk_refuses_an_answer_plainly(client: Client, round_: Round) -> None:
    answer = answer_of(round_)
    connection.close()
    assert in_a_child(full(lambda: save(client, answer)), 1_000)
    assert answer_of(round_).version == answer.version
    assert verify().problem is None
    assert save(client, answer).status_code == 302
    assert answer_of(round_).note == NOTE
    assert verify().problem is None


@ON_SQLITE
@pytest.mark.parametrize("most", [1_000, 60_000])
def test_a_full_disk_refuses_a_file_plainly(
    client: Client, city: City, round_: Round, tmp_path: Path, most: int
) -> None:
    answer, office = answer_of(round_), city.offices["dinas"].pk
    content = ("Notulen CONTOH. " * 20_000).encode()

    def upload() -> Any:
        body = {
            "kantor": office, "berlaku": "2026-01-02", "subject": answer.pk, "subject_kind": "assessment.answer",
            "berkas": SimpleUploadedFile("notulen.txt", content),
        }  # fmt: skip
        return client.post(reverse("evidence:add"), body)

    connection.close()
    assert in_a_child(full(upload), most)
    assert not Item.objects.exists()
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert verify().problem is None
    assert upload().status_code in {302, 303}
    assert Item.objects.count() == 1


def test_what_the_server_lacks_is_told_from_what_the_program_did_wrong() -> None:
    assert trouble(OSError(28, "No space left on device")) == "full"
    assert trouble(OperationalError("database or disk is full")) == "full"
    wrapped = RuntimeError("x")
    wrapped.__cause__ = OSError(27, "File too large")
    assert trouble(wrapped) == "full"
    assert trouble(OSError(2, "No such file")) == ""
    assert trouble(ValueError("locked")) == ""
    assert trouble(None) == ""
    if connection.vendor == "sqlite":
        assert trouble(OperationalError("no such table: x")) == ""
        assert trouble(OperationalError("database is locked")) == "busy"
    else:
        assert trouble(OperationalError("the connection is closed")) == "busy"
