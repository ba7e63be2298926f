"""What the official record of a round's final closing rests on: stored results, and what was said up to that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bening.kernel.ledger.models import Event
from bening.kernel.people.access import Absent, regions, require
from bening.kernel.people.models import Role, User
from bening.scoring.instrument.model import Instrument
from bening.systems.assessment.models import Answer, Closing, Decision, Finding, Opinion, Round
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import see_round

READERS = (Role.LEAD_ASSESSOR, Role.COORDINATOR, Role.MAYOR)


@dataclass(frozen=True)
class Sealed:
    """A closed round as its record tells it; the same whoever reads it."""

    round: Round
    instrument: Instrument
    closing: Closing
    closings: Mapping[str, Closing]
    answers: Sequence[Answer]
    voices: Mapping[UUID, Sequence[Finding]]
    decisions: Mapping[UUID, Decision]
    event: Event


def may_read_record(user: User, region: str, day: date) -> bool:
    """Return whether the person reads the records of a region: they name the assessors."""
    return regions(user, day, READERS).filter(region=region).exists()


def sealed(user: User, round_id: UUID, day: date) -> Sealed:
    """Return the last official closing of a round with all that belongs to it; raises `Absent` before there is one."""
    round_ = see_round(user, round_id, day)
    require(may_read_record, user, round_.region_id, day)
    found = list(Closing.objects.filter(round=round_).select_related("closed_by", "correction").order_by("number"))
    closings = {closing.opinion: closing for closing in found}
    closing = closings.get(round_.official)
    event = _event_of(closing) if closing else None
    if closing is None or event is None:
        raise Absent
    return Sealed(
        round=round_,
        instrument=instrument_of(round_),
        closing=closing,
        closings=closings,
        answers=list(Answer.objects.filter(round=round_).select_related("organisation").order_by("position")),
        voices=_voices(round_, event) if Opinion.OUTSIDE in closings else {},
        decisions=_decisions(round_, event) if Opinion.OUTSIDE in closings else {},
        event=event,
    )


def has_record(closings: Sequence[Closing], round_: Round) -> bool:
    """Return whether a round has an official result, and so a record."""
    return any(closing.opinion == round_.official for closing in closings)


def _event_of(closing: Closing) -> Event | None:
    """Return the event by which a closing was stored."""
    events = Event.objects.filter(kind="assessment.opinion_closed", at__date=closing.closed_on)
    return next((event for event in events if any(part["id"] == str(closing.id) for part in event.subjects)), None)


def _voices(round_: Round, event: Event) -> dict[UUID, list[Finding]]:
    """Return the last finding of each outside assessor on each indicator, up to the closing."""
    found = Finding.objects.filter(answer__round=round_, opinion=Opinion.OUTSIDE, given_at__lte=event.at)
    last: dict[UUID, dict[UUID, Finding]] = {}
    for finding in found.select_related("assessor").order_by("number"):
        last.setdefault(finding.answer_id, {})[finding.assessor_id] = finding
    return {answer_id: list(each.values()) for answer_id, each in last.items()}


def _decisions(round_: Round, event: Event) -> dict[UUID, Decision]:
    """Return the plenary's last decision on each indicator up to the closing."""
    found = Decision.objects.filter(answer__round=round_, decided_at__lte=event.at).order_by("number")
    return {decision.answer_id: decision for decision in found}
