"""What goes onto a sheet and what waits to be confirmed, in a known number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bening.kernel.people.access import Absent, memberships, on_day, require
from bening.kernel.people.models import Membership, Organisation, OrganisationKind, Role, User
from bening.scoring.instrument.model import Instrument, Leaf
from bening.systems.assessment import access, rules
from bening.systems.assessment.actions.refusing import open_correction
from bening.systems.assessment.models import Answer, AnswerState, Closing, Opinion, Round, RoundState, StagedImport
from bening.systems.assessment.queries.held import instrument_of
from bening.systems.assessment.queries.scope import answers, see_round


@dataclass(frozen=True)
class Worksheet:
    """The answers of a round that a person sees, and which of them they may write now."""

    round: Round
    instrument: Instrument
    leaves: Mapping[str, Leaf]
    lines: Sequence[Answer]
    writable: frozenset[UUID]
    is_office: bool

    @property
    def is_sample(self) -> bool:
        """Return whether the region is a sample."""
        return self.round.region.is_sample


def worksheet(user: User, round_id: UUID, day: date) -> Worksheet:
    """Return the answers of a round that the person sees; raises `Absent` where there is none."""
    round_ = see_round(user, round_id, day)
    lines = list(
        answers(user, day).filter(round=round_).select_related("organisation", "assessor").order_by("position")
    )
    if not lines:
        raise Absent
    offices = set(memberships(user, day).filter(role__in=access.OFFICE_ROLES).values_list("organisation", flat=True))
    open_codes = _open_codes(round_, lines)
    own = [line for line in lines if line.organisation_id in offices]
    states = {AnswerState.DRAFT, AnswerState.RETURNED}
    writable = frozenset(line.id for line in own if line.state in states and line.code in open_codes)
    instrument = instrument_of(round_)
    return Worksheet(round_, instrument, rules.leaves_of(instrument), lines, writable, bool(own))


def _open_codes(round_: Round, lines: Sequence[Answer]) -> set[str]:
    """Return the codes whose answers can still change: all before the office's opinion is closed."""
    if not Closing.objects.filter(round=round_, opinion=Opinion.SELF).exists():
        return {line.code for line in lines} if round_.state == RoundState.OPEN else set()
    window = open_correction(round_)
    return set(window.codes) if window else set()


@dataclass(frozen=True)
class HandingSheet:
    """Every indicator of a round with its office, and whom it could go to."""

    round: Round
    instrument: Instrument
    lines: Sequence[Answer]
    offices: Mapping[str, UUID]
    assessors: Mapping[str, UUID]

    @property
    def is_sample(self) -> bool:
        """Return whether the region is a sample."""
        return self.round.region.is_sample


def handing_sheet(user: User, round_id: UUID, day: date) -> HandingSheet:
    """Return how a round is handed out, for its coordinator; raises `Absent` for everybody else."""
    round_ = see_round(user, round_id, day)
    require(access.may_coordinate, user, round_.region_id, day)
    lines = list(Answer.objects.filter(round=round_).select_related("organisation", "assessor").order_by("position"))
    known = Organisation.objects.filter(region=round_.region_id, is_active=True)
    offices = dict(known.exclude(kind=OrganisationKind.OUTSIDE).values_list("name", "id"))
    assessing = known.filter(pk__in=Membership.objects.filter(on_day(day), role=Role.APIP).values("organisation"))
    assessors = dict(assessing.values_list("name", "id"))
    offices |= {line.organisation.name: line.organisation_id for line in lines}
    assessors |= {line.assessor.name: line.assessor.id for line in lines if line.assessor}
    return HandingSheet(round_, instrument_of(round_), lines, offices, assessors)


def see_staged(user: User, staged_id: UUID, now: datetime) -> StagedImport:
    """Return what a person's own sheet would change, as long as it is kept; raises `Absent`."""
    found = StagedImport.objects.filter(pk=staged_id, user=user, expires_at__gt=now)
    staged = found.select_related("round__instrument", "round__region").first()
    if staged is None:
        raise Absent
    return staged


def lock_staged(user: User, staged_id: UUID, kind: str, now: datetime) -> StagedImport:
    """Return the same, locked until the transaction ends, so that it is applied once."""
    found = StagedImport.objects.filter(pk=staged_id, user=user, kind=kind, expires_at__gt=now)
    staged = found.select_related("round__instrument").select_for_update(of=("self",)).first()
    if staged is None:
        raise Absent
    return staged


def lock_answers(staged: StagedImport) -> None:
    """Keep the answers that a kept sheet changes as they are until the transaction ends, in one order for all."""
    ids = [change["answer"] for change in staged.changes]
    list(Answer.objects.filter(pk__in=ids).select_for_update().order_by("pk").values_list("pk"))
