"""A round on one screen: indicators by component with office, state, turn and deadline; opinions side by side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q

from bening.kernel.calendar.queries import calendar
from bening.kernel.calendar.rules import working_days_left
from bening.kernel.inbox.registry import Reminded
from bening.kernel.people.access import memberships
from bening.kernel.people.models import Reach, Role, User
from bening.scoring.instrument.model import Instrument, Node
from bening.scoring.plan import Plan, plan
from bening.scoring.result import Result
from bening.systems.assessment import rules
from bening.systems.assessment.actions.refusing import open_correction
from bening.systems.assessment.models import Answer, AnswerState, Closing, Correction, Round, RoundState
from bening.systems.assessment.programmes import Stage, programme
from bening.systems.assessment.queries.held import DOCUMENT, instrument_of
from bening.systems.assessment.queries.order import IN_ORDER
from bening.systems.assessment.queries.reminding import reminders
from bening.systems.assessment.queries.scope import answers, rounds, see_round
from bening.systems.assessment.queries.waiting import turns_in

A_PAGE = 50
_Membership = tuple[str, UUID, str, str]  # role, organisation, reach, region


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the table of a round."""

    answer: Answer
    node: Node
    turn: str
    days_left: int
    maximum: Fraction

    @property
    def is_late(self) -> bool:
        """Return whether the office's day has passed and it is still its turn."""
        return self.days_left < 0 and self.turn in {rules.OFFICE, rules.HEAD}


@dataclass(frozen=True, slots=True)
class Group:
    """A component with its indicators."""

    node: Node
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person looks for in a round; empty means everything."""

    text: str = ""
    office: str = ""
    state: str = ""
    late: bool = False
    page: str = "1"


@dataclass(frozen=True, slots=True)
class Papers:
    """Which sheets and documents of the round the person can take."""

    fill: bool
    record: bool
    take_away: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Everything that the page of a round shows."""

    round: Round
    instrument: Instrument
    plan: Plan
    stage: Stage | None
    groups: list[Group]
    offices: list[tuple[str, str]]
    closings: Sequence[Closing]
    counts: Mapping[str, int]
    late: int
    may_coordinate: bool
    may_decide: bool
    filters: Filters
    pager: Page[Row]
    correction: Correction | None
    papers: Papers
    mine: Collection[UUID]  # the indicators that wait for the reader
    reminded: Mapping[UUID, Reminded]  # what the coordinator sees of the offices' reminders, on this page of the table

    @property
    def shown(self) -> int:
        """Return how many indicators the table shows."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def total(self) -> int:
        """Return how many indicators of the round the person sees."""
        return sum(self.counts.values())


def round_page(user: User, round_id: UUID, day: date, filters: Filters) -> RoundPage:
    """Return the page of a round that the person may see, in a fixed number of queries; raises `Absent`."""
    round_ = see_round(user, round_id, day)
    instrument = instrument_of(round_)
    planned = plan(instrument, round_.profile)
    held = _held(user, round_, day)
    roles = {role for role, *_ in held}
    in_round = answers(user, day, roles, round_.region_id).filter(round=round_)
    found = list(in_round.select_related("organisation", "assessor").order_by("position"))
    closed = calendar().closed
    rows = [_row(answer, round_, planned, day, closed) for answer in found]
    closings = list(Closing.objects.filter(round=round_).order_by(*IN_ORDER))
    leads, own = _roles(round_, found, held)
    pager = Paginator([row for row in rows if _matches(row, filters)], A_PAGE).get_page(filters.page)
    return RoundPage(
        round=round_,
        instrument=instrument,
        plan=planned,
        stage=stage_of(round_),
        groups=_groups(instrument, list(pager)),
        offices=sorted({(str(a.organisation_id), a.organisation.name) for a in found}, key=lambda pair: pair[1]),
        closings=closings,
        counts={state: sum(answer.state == state for answer in found) for state in AnswerState.values},
        late=sum(row.is_late for row in rows),
        may_coordinate=Role.COORDINATOR in leads,
        may_decide=Role.LEAD_ASSESSOR in leads,
        filters=filters,
        pager=pager,
        correction=open_correction(round_),
        papers=_papers(round_, closings, leads, own),
        mine=turns_in(round_, user, day, roles),
        reminded=_reminded(pager) if Role.COORDINATOR in leads else {},
    )


def instrument_seen(user: User, round_id: UUID, day: date) -> Instrument:
    """Return the instrument of a round that the person may see; raises `Absent`."""
    return instrument_of(see_round(user, round_id, day))


def _held(user: User, round_: Round, day: date) -> list[_Membership]:
    """Return the person's memberships that let them see something of a round: all others show nothing of it."""
    within = Answer.objects.filter(round=round_).order_by()
    wide = Q(reach=Reach.REGION, region=round_.region_id)
    near = Q(organisation__in=within.values("organisation")) | Q(organisation__in=within.values("assessor"))
    held = memberships(user, day).filter(wide | near).order_by()
    return list(held.values_list("role", "organisation_id", "reach", "region_id"))


def _roles(round_: Round, found: Sequence[Answer], held: Sequence[_Membership]) -> tuple[set[str], set[str]]:
    """Return the person's roles over the region of the round, and those in an office that answers."""
    answering = {answer.organisation_id for answer in found}
    over = {role for role, _, reach, region in held if reach == Reach.REGION and region == round_.region_id}
    return over, {role for role, office, _, _ in held if office in answering}


def _papers(round_: Round, closings: Sequence[Closing], leads: set[str], own: set[str]) -> Papers:
    """Return what the person can take from the round: by role in its region, or in an office that answers."""
    return Papers(
        fill=bool(own & {Role.OPERATOR, Role.HEAD}) and round_.state == RoundState.OPEN,
        record=any(closing.opinion == round_.official for closing in closings)
        and bool(leads & {Role.COORDINATOR, Role.MAYOR, Role.LEAD_ASSESSOR}),
        take_away=Role.COORDINATOR in leads or Role.HEAD in own,
    )


def stage_of(round_: Round) -> Stage | None:
    """Return the stage of a round as its programme lists it, None where the list no longer has it."""
    try:
        return programme(round_.programme).stages.get(round_.stage)
    except KeyError:
        return None


def _reminded(rows: Iterable[Row]) -> dict[UUID, Reminded]:
    asked = [row.answer.pk for row in rows if row.turn in {rules.OFFICE, rules.HEAD}]
    return reminders(asked) if asked else {}


def _row(answer: Answer, round_: Round, planned: Plan, day: date, closed: frozenset[date]) -> Row:
    node = planned.by_code[answer.code]
    days = working_days_left(day, answer.due_on, closed)
    turn = rules.turn(answer.state, is_outside_open=round_.is_outside_open)
    return Row(answer, node.node, turn, days, node.maximum)


def _matches(row: Row, filters: Filters) -> bool:
    text = filters.text.casefold().strip()
    words = f"{row.answer.code} {row.node.title.id} {row.node.title.en} {row.answer.organisation.name}".casefold()
    return (
        (not text or text in words)
        and (not filters.office or str(row.answer.organisation_id) == filters.office)
        and (not filters.state or row.answer.state == filters.state)
        and (not filters.late or row.is_late)
    )


def _groups(instrument: Instrument, rows: Sequence[Row]) -> list[Group]:
    by_code = {row.answer.code: row for row in rows}
    found = []
    for holder in _holders(instrument):
        inside = [by_code[node.code] for node in holder.walk() if node.code in by_code]
        if inside:
            found.append(Group(holder, inside))
    return found


def _holders(instrument: Instrument) -> list[Node]:
    """Return the nodes under which indicators are grouped: components, or their areas where they have some."""
    found: list[Node] = []
    for top in instrument.tree:
        is_deep = any(part.children for child in top.children for part in child.children)
        found += top.children if is_deep else [top]
    return found


def round_list(user: User, day: date, text: str = "", state: str = "", number: str = "1") -> Page[Any]:
    """Return a page of the rounds that a person may see, newest first, with how many indicators are done and late.

    Only the indicators of the rounds on the page are counted, however many rounds there are.
    """
    waiting = Q(answers__state__in=[AnswerState.DRAFT, AnswerState.RETURNED, AnswerState.SUBMITTED])
    official = Closing.objects.filter(round=OuterRef("pk"), opinion=F("round__official")).order_by("-number")
    seen = rounds(user, day)
    if text.strip():
        words = text.strip()
        seen = seen.filter(
            Q(title__icontains=words)
            | Q(title_en__icontains=words)
            | Q(organisation__name__icontains=words)
            | Q(region__name__icontains=words)
        )
    if state in RoundState.values:
        seen = seen.filter(state=state)
    page: Page[Any] = Paginator(seen.order_by("-starts_on", "title", "pk").values("pk"), A_PAGE).get_page(number)
    found = Round.objects.filter(pk__in=page.object_list).select_related("region", "organisation", "instrument")
    page.object_list = (
        found.defer(DOCUMENT)
        .order_by("-starts_on", "title", "pk")
        .annotate(
            indicators=Count("answers"),
            waiting=Count("answers", filter=waiting),
            late=Count("answers", filter=waiting & Q(answers__due_on__lt=day)),
            is_published=Exists(official),
            score=official.values("score")[:1],
        )
    )
    return page


@dataclass(frozen=True, slots=True)
class Voice:
    """One opinion's value of an indicator, with the points that it brings; None where there is none to see."""

    value: rules.Value | None
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator in the three opinions; `gap` is the largest difference in points."""

    answer: Answer
    node: Node
    maximum: Fraction
    voices: Mapping[str, Voice]

    @property
    def gap(self) -> Fraction:
        """Return the largest difference between two opinions in points."""
        known = [voice.points for voice in self.voices.values() if voice.points is not None]
        return max(known) - min(known) if known else Fraction(0)


def compared(page: RoundPage, opinions: Mapping[str, Mapping[str, rules.Value | None]]) -> list[Compared]:
    """Return every indicator that the filter finds, on all its pages, with its value and points in each opinion."""
    results = {
        opinion: rules.result_of(
            page.instrument,
            page.round.profile,
            values,
            options=page.round.options,
            facts=page.round.facts,
            stage=page.round.stage,
        )
        for opinion, values in opinions.items()
    }
    return [_beside(row, opinions, results) for row in page.pager.paginator.object_list]


def _beside(
    row: Row, opinions: Mapping[str, Mapping[str, rules.Value | None]], results: Mapping[str, Result]
) -> Compared:
    code, voices = row.answer.code, {}
    for opinion, values in opinions.items():
        value = values.get(code)
        voices[opinion] = Voice(value, results[opinion].points_of(code) if value is not None else None)
    return Compared(row.answer, row.node, row.maximum, voices)
