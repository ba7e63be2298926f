"""A round to take away: a folder for each indicator, a manifest that fits, and every opening noted for the owner."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bening.kernel.documents.take_away import MANIFEST, Entry
from bening.kernel.evidence import store
from bening.kernel.evidence.actions.items import Paper, Upload, add_file, add_paper
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.models import Item, Opening
from bening.kernel.people.access import Absent
from bening.systems.assessment.actions import rounds
from bening.systems.assessment.actions.findings import decide
from bening.systems.assessment.actions.takeaway import record_openings
from bening.systems.assessment.models import Opinion, Round
from bening.systems.assessment.queries.evidence import SUBJECT
from bening.systems.assessment.takeaway.pack import entries, files_of
from bening.systems.assessment.takeaway.reading import taken
from bening.systems.assessment.takeaway.stream import MISSING, stream
from tests.systems.assessment.makers import NOW, TODAY, City, answer_of, close, find, hand_in, make_city, stage, start

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def city() -> City:
    return make_city()


def picture(shade: int) -> io.BytesIO:
    stream_ = io.BytesIO()
    Image.new("RGB", (40, 40), (shade, 90, 90)).save(stream_, "PNG")
    return io.BytesIO(stream_.getvalue())


def add(city: City, round_: Round, code: str, name: str, shade: int = 20) -> Item:
    upload = Upload(picture(shade), name, date(2026, 1, 5))
    behind = Subject(SUBJECT, answer_of(round_, code).id)
    return add_file(
        by=city.people["operator"], owner_id=city.offices["dinas"].id, upload=upload, now=NOW, behind=behind
    )


@pytest.fixture
def round_(city: City) -> Round:
    round_ = start(city, of=stage("outside", "agreed", "penilaian_akhir"))
    add(city, round_, "K.1", "foto.png")
    add(city, round_, "K.1", "foto.png", 30)
    paper = Paper("Surat keputusan", "Arsip", "Rak 3", date(2026, 1, 5))
    add_paper(
        by=city.people["operator"], owner_id=city.offices["dinas"].id, paper=paper, now=NOW,
        behind=Subject(SUBJECT, answer_of(round_, "K.2").id),
    )  # fmt: skip
    hand_in(city, round_, {"K.1": "A", "K.2": "100"})
    find(city, round_, "apip", "K.1", "B")
    close(city, round_, Opinion.SELF)
    find(city, round_, "penilai", "K.1", "C", reason="Belum lengkap.")
    rounds.write_remark(
        by=city.people["penilai"], answer_id=answer_of(round_).id, text="Mohon dilengkapi.", due_on=None, now=NOW
    )
    return round_


def unpacked(city: City, round_: Round, who: str = "koordinator") -> dict[str, bytes]:
    found = taken(city.people[who], round_.id, TODAY)
    return opened(entries(found, made=NOW))


def opened(files: Iterable[Entry]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(stream(files)))) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_each_indicator_has_a_folder_and_the_manifest_fits(city: City, round_: Round) -> None:
    files = unpacked(city, round_)
    assert {name for name in files if name.startswith("001 K.1/")} == {
        "001 K.1/jawaban.json",
        "001 K.1/temuan.json",
        "001 K.1/percakapan.json",
        "001 K.1/bukti.json",
        "001 K.1/bukti/01 foto.png",
        "001 K.1/bukti/02 foto.png",
    }
    pairs = (line.split("  ", 1) for line in files.pop(MANIFEST).decode().splitlines())
    lines = {name: digest for digest, name in pairs}
    assert lines == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert json.loads(files["001 K.1/jawaban.json"])["jawaban"] == "A"
    assert json.loads(files["ronde.json"])["contoh"] == "CONTOH, bukan data resmi"
    (paper,) = json.loads(files["002 K.2/bukti.json"])
    assert (paper["tempat"], paper["berkas"]) == ("Arsip, Rak 3", None)


def test_what_is_still_hidden_stays_hidden(city: City, round_: Round) -> None:
    for who in ("koordinator", "kepala"):
        found = json.loads(unpacked(city, round_, who)["001 K.1/temuan.json"])
        assert [entry["pandangan"] for entry in found["temuan"]] == ["internal"]


def test_no_name_of_an_outside_assessor_is_taken_along(city: City, round_: Round) -> None:
    find(city, round_, "ketua", "K.1", "B")
    find(city, round_, "ketua", "K.2", "90")
    for code, value in (("K.1", "B"), ("K.2", "90")):
        decide(
            by=city.people["ketua"], answer_id=answer_of(round_, code).id, number=1, value=value, reason="Sepakat.",
            now=NOW,
        )  # fmt: skip
    close(city, round_, Opinion.OUTSIDE, "ketua")
    files = unpacked(city, round_)
    found = json.loads(files["001 K.1/temuan.json"])
    assert {entry["penilai"] for entry in found["temuan"]} == {"Inspektorat Contoh", 1, 2}
    assert found["pleno"][0]["nilai"] == "B"
    (remark,) = json.loads(files["001 K.1/percakapan.json"])
    assert remark["penulis"] == "penilai luar"


def test_the_head_takes_the_part_of_their_office_alone(city: City, round_: Round) -> None:
    answer = answer_of(start(city), "K.2")
    rounds.reassign(
        by=city.people["koordinator"], answer_id=answer.id, seen=answer.version,
        handing=rounds.Handing(city.offices["badan"].id), reason="x", now=NOW,
    )  # fmt: skip
    assert [entry.code for entry in taken(city.people["kepala"], answer.round_id, TODAY).answers] == ["K.1"]
    assert len(taken(city.people["koordinator"], answer.round_id, TODAY).answers) == 2


@pytest.mark.parametrize("who", ["operator", "tetangga", "apip", "penilai", "ketua", "walikota"])
def test_nobody_else_takes_it_away(city: City, round_: Round, who: str) -> None:
    with pytest.raises(Absent):
        taken(city.people[who], round_.id, TODAY)


def test_a_stranger_does_not(city: City, round_: Round) -> None:
    other = make_city("99.72")
    for who in ("koordinator", "kepala"):
        with pytest.raises(Absent):
            taken(other.people[who], round_.id, TODAY)


def test_every_file_is_noted_as_opened_once_in_a_while(city: City, round_: Round) -> None:
    coordinator = city.people["koordinator"]
    items = files_of(taken(coordinator, round_.id, TODAY))
    assert record_openings(by=coordinator, items=items, now=NOW) == 2
    assert record_openings(by=coordinator, items=items, now=NOW) == 0
    assert set(Opening.objects.values_list("item__title", "user__name")) == {("foto", "koordinator")}


def test_a_withdrawn_file_stays_behind(city: City, round_: Round) -> None:
    item = Item.objects.filter(kind="file").earliest("uploaded_at", "title")
    Item.objects.filter(pk=item.pk).update(
        withdrawal="confirmed", withdrawal_asked_by=city.people["kepala"], withdrawal_confirmed_by=city.people["ketua"]
    )
    files = unpacked(city, round_)
    assert len([name for name in files if "/bukti/" in name]) == 1
    assert [entry["ditarik"] for entry in json.loads(files["001 K.1/bukti.json"])].count(True) == 1


def test_a_file_that_is_gone_is_named(city: City, round_: Round) -> None:
    item = Item.objects.filter(kind="file").earliest("uploaded_at")
    store.path_of(str(item.blob_id)).unlink()
    files = unpacked(city, round_)
    assert files[MISSING].decode().startswith("001 K.1/bukti/")
    assert MISSING in files[MANIFEST].decode()


def test_names_never_leave_the_folder(city: City) -> None:
    round_ = start(city)
    item = add(city, round_, "K.1", "foto.png")
    Item.objects.filter(pk=item.pk).update(file_name="../../etc/C:\\nul\u202e.png")
    names = set(unpacked(city, round_))
    assert not any(part in {"", ".", ".."} for name in names for part in name.split("/"))
    assert not any(letter in name for name in names for letter in "\\:\u202e")
    assert all(name.count("/") <= 2 for name in names)


def test_the_stream_keeps_no_more_than_a_piece(tmp_path: Path) -> None:
    large = tmp_path / "besar"
    large.write_bytes(bytes(range(256)) * 80_000)
    pieces = [len(piece) for piece in stream([Entry("besar", large), Entry("kecil", b"x")])]
    assert max(pieces) < 2_000_000
    assert len(pieces) > 20


def test_the_reading_takes_as_many_queries_whatever_is_behind(
    city: City, round_: Round, django_assert_num_queries: Any
) -> None:
    found = None
    with django_assert_num_queries(8):
        found = taken(city.people["koordinator"], round_.id, TODAY)
        files = list(entries(found, made=NOW))
    with django_assert_num_queries(0):
        assert b"".join(stream(files))
