"""Regions with official results, written through the ledger as a closing writes them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bening.kernel.evidence.models import Item, ItemKind, Link
from bening.kernel.ledger import actions as ledger
from bening.kernel.people.middleware import begin_session
from bening.kernel.people.models import Organisation, Region, RegionKind, User
from bening.scoring import yamltree
from bening.scoring.instrument.read import digest, read_instrument
from bening.scoring.instrument.store import data_folder
from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer, Closing, InstrumentVersion, Opinion, Round, RoundState
from bening.systems.assessment.queries.evidence import SUBJECT
from tests.systems.assessment import makers as assessment
from tests.systems.assessment.makers import City

NOW = datetime(2025, 11, 6, 3, 0, tzinfo=UTC)
CODES = [
    "K1.1", "K2.1", "K2.2", "K2.3", "K2.4", "K2.5", "K2.6", "K3.1", "K3.2", "K3.3", "K3.4",
    "K4.1", "K4.2", "K4.3", "K4.4", "K5.1", "K5.2", "K6.1", "K6.2",
]  # fmt: skip
NUMBERS = {"K1.1": {"score": "84.20"}, "K2.4": "98.5", "K3.2": "82.40"}


@transaction.atomic
def make_city(code: str = "99.71") -> City:
    """Make a sample city with its offices and a person for each role."""
    return assessment.make_city(code)


def kota_blitar() -> Region:
    """Make the region whose facts were published."""
    province, _ = Region.objects.get_or_create(code="35", defaults={"name": "Jawa Timur", "kind": RegionKind.PROVINCE})
    region, _ = Region.objects.get_or_create(
        code="35.72", defaults={"name": "Kota Blitar", "kind": RegionKind.CITY, "parent": province}
    )
    return region


@cache
def _document(name: str) -> tuple[str, dict[str, Any]]:
    path = data_folder() / "instruments" / f"{name}.yaml"
    _, form = read_instrument(yamltree.read_file(path), path.name)
    return digest(form), form


def letters(default: str, **other: Any) -> dict[str, Any]:
    """Return a value for each of the 19 indicators: one letter, the usual numbers, and what differs."""
    changed = {code.replace("_", "."): value for code, value in other.items()}
    return {code: changed.get(code, NUMBERS.get(code, default)) for code in CODES}


@dataclass(frozen=True)
class Held:
    """A round that was held, and its official result."""

    round: Round
    closing: Closing


def hold(
    city: City,
    *,
    stage: str = "monev",
    day: date = date(2025, 9, 11),
    values: dict[str, Any] | None = None,
    opinion: Opinion = Opinion.OUTSIDE,
    is_official: bool = True,
    office: Organisation | None = None,
    title: str = "Ronde contoh",
    title_en: str | None = None,
) -> Held:
    """Hold a round by kka-2025 and close it."""
    sha256, form = _document("kka-2025")
    values = values or letters("B")
    result = rules.result_of(rules.instrument_of(sha256, form), "draft", values, options={}, facts={}, stage=stage)
    stored = InstrumentVersion.objects.filter(sha256=sha256).first()
    version = stored or InstrumentVersion(instrument_id="kka-2025", sha256=sha256, document=form)
    by = city.people["koordinator"]
    round_ = Round(
        region=city.region, organisation=office, instrument=version, programme="kka", stage=stage, title=title,
        title_en=title_en, profile="draft", official=opinion if is_official else Opinion.OUTSIDE,
        starts_on=date(day.year, 1, 1), due_on=day, state=RoundState.CLOSED,
    )  # fmt: skip
    answers = [
        Answer(
            round=round_,
            code=code,
            position=at,
            title={"id": code, "en": code},
            organisation=city.offices["dinas"],
            due_on=day,
            value=values[code],
        )
        for at, code in enumerate(CODES)
    ]
    document = rules.document_of(result)
    closing = Closing(
        round=round_, opinion=opinion, is_official=is_official, closed_on=day, closed_by=by,
        points=Decimal(document["points"]), score=Decimal(result.score_text), score_text=result.score_text,
        result=document, answers=values,
    )  # fmt: skip
    with transaction.atomic():
        rows: list[Any] = [round_, *answers] if stored else [version, round_, *answers]
        ledger.record("assessment.round_started", rows, by=by, at=NOW)
        ledger.record("assessment.opinion_closed", closing, by=by, at=NOW)
    return Held(round_, closing)


@transaction.atomic
def evidence(city: City, held: Held, code: str, title: str, *, is_public: bool) -> Item:
    """Put a piece of evidence behind an indicator, open to everybody or not."""
    by = city.people["kepala"]
    item = Item(
        owner=city.offices["dinas"], kind=ItemKind.PAPER, title=title, place="Rak A", effective_on=date(2025, 9, 1),
        uploaded_by=by, uploaded_at=NOW, is_public=is_public, published_by=by if is_public else None,
        published_at=NOW if is_public else None,
    )  # fmt: skip
    ledger.record("evidence.added", item, by=by, at=NOW)
    subject = Answer.objects.get(round=held.round, code=code).pk
    link = Link(item=item, subject_kind=SUBJECT, subject=subject, linked_by=by, linked_at=NOW)
    ledger.record("evidence.linked", link, by=by, at=NOW)
    return item


def signed_in(user: User) -> Client:
    """Return a browser in which a person is signed in."""
    client = Client()
    client.force_login(user)
    session = client.session
    begin_session(session, now=timezone.now())
    session.save()
    return client


__all__ = ["City", "Held", "evidence", "hold", "kota_blitar", "letters", "make_city", "signed_in"]
