"""What a coordinator chooses from when a round starts: stages, earlier rounds, offices, what the instrument changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from bening.kernel.people.access import Absent, regions
from bening.kernel.people.models import Organisation, OrganisationKind, Region, Role, User
from bening.scoring.instrument.model import Instrument, Node
from bening.scoring.text import Message
from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer, Round
from bening.systems.assessment.programmes import Programme, programme
from bening.systems.assessment.queries.changes import Changes, changes
from bening.systems.assessment.storing import canonical_form

PROGRAMMES = ("kka", "zi")


@dataclass(frozen=True, slots=True)
class Handed:
    """One indicator to be handed out, as the form proposes it."""

    node: Node
    organisation: UUID | None
    assessor: UUID | None
    changed: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The whole form of a new round before anything was typed."""

    region: Region
    programmes: Sequence[Programme]
    programme: Programme
    instrument: Instrument
    offices: Sequence[Organisation]
    inspectorates: Sequence[Organisation]
    earlier: Sequence[Round]
    previous: Round | None
    handed: Sequence[Handed]
    removed: Sequence[Message]


def coordinated(user: User, day: date) -> QuerySet[Region]:
    """Return the regions whose rounds a person runs."""
    return Region.objects.filter(pk__in=regions(user, day, [Role.COORDINATOR]))


def proposal(user: User, day: date, *, name: str, instrument_id: str, previous_id: UUID | None) -> Proposal:
    """Return what a new round of a programme would start with; raises `Absent` for who runs no region's rounds."""
    region = coordinated(user, day).first()
    if region is None:
        raise Absent
    chosen = programme(name if name in PROGRAMMES else PROGRAMMES[0])
    known = instrument_id if instrument_id in chosen.instruments else chosen.instruments[0]
    instrument = rules.instrument_of(*canonical_form(known))
    earlier = list(Round.objects.filter(region=region, programme=chosen.id).select_related("instrument")[:20])
    previous = next((entry for entry in earlier if entry.id == previous_id), None)
    offices = list(Organisation.objects.filter(region=region, is_active=True))
    found = changes(instrument, previous)
    handed_before = _handed_before(previous)
    return Proposal(
        region=region,
        programmes=[programme(entry) for entry in PROGRAMMES],
        programme=chosen,
        instrument=instrument,
        offices=[
            entry for entry in offices if entry.kind not in {OrganisationKind.OUTSIDE, OrganisationKind.HEAD_OF_REGION}
        ],
        inspectorates=[entry for entry in offices if entry.kind == OrganisationKind.INSPECTORATE],
        earlier=earlier,
        previous=previous,
        handed=[_handed(node, handed_before, found) for node in instrument.nodes() if node.leaf],
        removed=[entry for code, entries in found.items() if not code for entry in entries],
    )


def _handed_before(previous: Round | None) -> dict[str, Answer]:
    if previous is None:
        return {}
    return {answer.code: answer for answer in Answer.objects.filter(round=previous)}


def _handed(node: Node, before: Mapping[str, Answer], found: Changes) -> Handed:
    answer = before.get(node.code)
    return Handed(
        node,
        answer.organisation_id if answer else None,
        answer.assessor_id if answer else None,
        found.get(node.code, ()),
    )
