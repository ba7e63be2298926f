"""Deeds for the faults: an answer is saved, handed in and approved, evidence is put behind it, an opinion is closed.

Each writer has a city of its own. It takes up the round that a killed writer left there, or starts one, and goes
through it deed by deed; the last deed of a round closes it.
"""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from bening.kernel.evidence.actions import items
from bening.kernel.evidence.actions.links import Subject
from bening.kernel.evidence.models import Item, Link
from bening.kernel.people.models import Organisation, Region, User
from bening.systems.assessment.actions import answers
from bening.systems.assessment.models import Answer, AnswerState, Closing, Opinion, Round, RoundState
from tests.faults.contents import is_whole
from tests.systems.assessment.makers import City, close, make_city, start

REGIONS = ("99.96", "99.97")  # one for each writer
NUMBERS = 1_000_000  # of deeds, for each writer
CODES = {"K.1": "B", "K.2": "55"}
EVIDENCE = {"K.1": "paper", "K.2": "file"}
SUBJECT = "assessment.answer"


@dataclass
class Walk:
    """The round through which a writer goes."""

    round: Round | None


_WALKS: dict[int, Walk] = {}  # one for each process


def prepare() -> None:
    """Make the cities of the rounds."""
    for region in REGIONS:
        make_city(region)


def city(region: str) -> City:
    """Return a city with its people by name."""
    found = City(Region.objects.get(pk=region))
    found.offices = {row.short_name.lower(): row for row in Organisation.objects.filter(region=region)}
    people = User.objects.filter(email__endswith=f".{region}@contoh.example")
    found.people = {row.email.partition(".")[0]: row for row in people}
    return found


def act(number: int) -> Mapping[str, str]:
    """Do the next deed of this writer's round; return what must be found from now on."""
    here = city(REGIONS[number // NUMBERS % len(REGIONS)])
    walk = _WALKS.setdefault(os.getpid(), Walk(Round.objects.filter(region=here.region, state=RoundState.OPEN).first()))
    if walk.round is None:
        walk.round = start(here)
        return {"round": str(walk.round.pk), "deed": "start"}
    round_, (deed, code) = walk.round, next_deed(walk.round)
    walk.round = None if deed == "close" else round_
    return {"round": str(round_.pk), "deed": deed, "code": code, **_do(here, round_, deed, code, number)}


def next_deed(round_: Round) -> tuple[str, str]:
    """Return what comes next in a round, and for which code; read from the round, so that a new writer can go on."""
    for code, state, value, pk in round_.answers.order_by("code").values_list("code", "state", "value", "pk"):
        if state == AnswerState.APPROVED:
            continue
        if state == AnswerState.SUBMITTED:
            return "approve", code
        if not value:
            return "save", code
        linked = Link.objects.filter(subject=pk, ended_at=None).exists()
        return "submit" if linked else EVIDENCE[code], code
    return "close", ""


def _do(here: City, round_: Round, deed: str, code: str, number: int) -> Mapping[str, str]:
    now = datetime.now(UTC)
    if deed == "close":
        return {"closing": str(close(here, round_, Opinion.SELF).pk)}
    answer = Answer.objects.get(round=round_, code=code)
    operator, seen = here.people["operator"], answer.version
    if deed == "save":
        note = f"Catatan {number}"
        row = answers.save_draft(by=operator, answer_id=answer.pk, seen=seen, value=CODES[code], note=note, now=now)
    elif deed in {"paper", "file"}:
        return {"answer": str(answer.pk), "item": str(_evidence(operator, answer, deed, number, now).pk)}
    elif deed == "submit":
        row = answers.submit_answer(by=operator, answer_id=answer.pk, seen=seen, now=now)
    else:
        row = answers.approve_answer(by=here.people["kepala"], answer_id=answer.pk, seen=seen, now=now)
    return {"answer": str(answer.pk), "version": str(row.version)}


def _evidence(operator: User, answer: Answer, kind: str, number: int, now: datetime) -> Item:
    behind, day = Subject(SUBJECT, answer.pk), date(2026, 1, 2)
    who: dict[str, Any] = {"by": operator, "owner_id": answer.organisation_id, "now": now, "behind": behind}
    if kind == "paper":
        return items.add_paper(paper=items.Paper(f"SK {number} CONTOH", "Gedung Contoh", "Rak 1", day), **who)
    content = io.BytesIO(f"Notulen CONTOH nomor {number}, {os.getpid()}.\n".encode() * 50)
    return items.add_file(upload=items.Upload(content, f"notulen-{number}.txt", day), **who)


def is_there(told: Mapping[str, str]) -> bool:
    """Return whether what was told of is there, or what came after it."""
    match told["deed"]:
        case "start":
            return Answer.objects.filter(round=UUID(told["round"])).count() == len(CODES)
        case "paper" | "file":
            link = Link.objects.filter(item=UUID(told["item"]), subject=UUID(told["answer"]), ended_at=None)
            blob = Item.objects.values_list("blob", flat=True).get(pk=told["item"])
            return link.exists() and (told["deed"] == "paper" or is_whole(blob))
        case "close":
            return Closing.objects.filter(pk=told["closing"], round__state=RoundState.CLOSED).exists()
    found = Answer.objects.filter(pk=told["answer"], version__gte=int(told["version"]))
    return found.filter(value=CODES[told["code"]], note__startswith="Catatan").exists()


def halves() -> list[str]:
    """Name rounds without all their answers or half closed, evidence behind nothing, answers approved by nobody."""
    rounds = Round.objects.filter(region__in=REGIONS)
    found = [f"round {row.pk}" for row in rounds if row.answers.count() != len(CODES)]
    closed = set(Closing.objects.filter(round__region__in=REGIONS).values_list("round", flat=True))
    found += [f"closing of {row.pk}" for row in rounds if (row.state == RoundState.CLOSED) != (row.pk in closed)]
    linked = Link.objects.values("item")
    alone = Item.objects.filter(owner__region__in=REGIONS).exclude(pk__in=linked)
    found += [f"evidence {row.pk}" for row in alone]
    approved = Answer.objects.filter(round__region__in=REGIONS, state=AnswerState.APPROVED)
    return found + [f"answer {row.pk}" for row in approved.filter(approved_by=None)]
