"""What the mayor's page reads: stored results, the open round, who is late; in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from bening.kernel.calendar.queries import calendar
from bening.kernel.calendar.rules import working_days_left
from bening.kernel.ledger.models import Event
from bening.kernel.people.access import Absent, regions
from bening.kernel.people.models import Region, User
from bening.scoring.instrument.model import Instrument
from bening.scoring.plan import Plan, plan
from bening.systems.assessment import mayor_ways, rules
from bening.systems.assessment.access import OVERVIEW_ROLES
from bening.systems.assessment.models import (
    Answer,
    Closing,
    InstrumentVersion,
    Opinion,
    Round,
    RoundState,
)
from bening.systems.assessment.queries.findings import findings
from bening.systems.assessment.queries.scope import answers

MOST_RESULTS, MOST_REGIONS, MOST_ROUNDS = 60, 600, 20


class Dated(NamedTuple):
    """An official result as it was stored: its day, stage, score and the thresholds that were asked for."""

    day: date
    number: int
    id: UUID
    programme: str
    stage: str
    instrument: object  # the id of its instrument
    score: Decimal
    thresholds: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the ways begin: a stored result, or what an open round holds today, and how that came together."""

    round: Round
    instrument: Instrument
    plan: Plan
    is_estimate: bool
    start: mayor_ways.Start
    by_assessor: int
    by_office: int
    unconfirmed: int
    missing: int

    @property
    def answered(self) -> int:
        """Return how many indicators have a value."""
        return self.by_assessor + self.by_office


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that an office still owes, with the working days until its day; negative once that has passed."""

    answer: Answer
    days_left: int


@dataclass(frozen=True, slots=True)
class MayorPage:
    """Everything that the mayor's page is made of."""

    day: date
    region: Region
    regions: Sequence[Region]
    results: Sequence[Dated]
    newest: Closing | None
    before: Closing | None
    newest_instrument: Instrument | None
    open: Round | None
    open_instrument: Instrument | None
    others: Sequence[Round]
    standing: Standing | None
    offices: Mapping[str, Answer]
    owed: Sequence[Waiting]
    days_left: int | None

    @property
    def has_estimate(self) -> bool:
        """Say whether the open round holds an answer, so that its value today means something."""
        return self.standing is not None and self.standing.is_estimate and self.standing.answered > 0

    @property
    def late(self) -> list[Waiting]:
        """Return the answers whose day has passed, the latest first."""
        return [entry for entry in self.owed if entry.days_left < 0]


def mayor_page(user: User, day: date, code: str = "", round_id: str = "") -> MayorPage:
    """Return the page of a region that the person oversees, the first one where none is named; raises `Absent`.

    Of several open rounds it takes the one that is named, else the newest in which something is answered.
    """
    overseen = list(Region.objects.filter(code__in=regions(user, day, OVERVIEW_ROLES)).order_by("name")[:MOST_REGIONS])
    region = next((entry for entry in overseen if not code or entry.code == code), None)
    if region is None:
        raise Absent
    results = _results(region)
    running = _open_rounds(region, results)
    open_ = _chosen(running, round_id)
    newest, before = _two_newest(results)
    instruments = _instruments([*([newest.round] if newest else []), *([open_] if open_ else [])])
    round_ = open_ or (newest.round if newest else None)
    held = list(answers(user, day).filter(round=round_).select_related("organisation")) if round_ else []
    return MayorPage(
        day=day,
        region=region,
        regions=overseen,
        results=results,
        newest=newest,
        before=before,
        newest_instrument=instruments[newest.round.instrument.sha256] if newest else None,
        open=open_,
        open_instrument=instruments[open_.instrument.sha256] if open_ else None,
        others=[entry for entry in running if entry != open_],
        standing=_standing(user, day, open_, newest, held, instruments),
        offices={answer.code: answer for answer in held},
        owed=_owed(held, day) if open_ else [],
        days_left=working_days_left(day, open_.due_on, calendar().closed) if open_ else None,
    )


def _results(region: Region) -> list[Dated]:
    """Return the last official results of a region's own rounds of the newest result's programme, oldest first."""
    found = Closing.objects.filter(round__region=region, round__organisation=None, is_official=True).order_by(
        "-closed_on", "-round__starts_on", "-number", "-id"
    )
    rows = [
        Dated(*row)
        for row in found.values_list(
            "closed_on",
            "number",
            "id",
            "round__programme",
            "round__stage",
            "round__instrument",
            "score",
            "result__thresholds",
        )[:MOST_RESULTS]
    ]
    return [row for row in reversed(rows) if row.programme == rows[0].programme]


def _open_rounds(region: Region, results: Sequence[Dated]) -> list[Round]:
    """Return the rounds of a region that still take answers, of the same programme as its results: the begun first."""
    found = Round.objects.filter(region=region, organisation=None, state=RoundState.OPEN)
    if results:
        found = found.filter(programme=results[-1].programme)
    begun = Exists(Answer.objects.filter(round=OuterRef("pk")).exclude(state=rules.DRAFT))
    ordered = found.annotate(is_begun=begun).order_by("-is_begun", "-starts_on", "-id")
    return list(ordered.select_related("instrument").defer("instrument__document")[:MOST_ROUNDS])


def _chosen(running: Sequence[Round], round_id: str) -> Round | None:
    """Return the open round that is named, the first one where none is or where the named one is not open."""
    named = (entry for entry in running if str(entry.id) == round_id)
    return next(named, running[0] if running else None)


def _two_newest(results: Sequence[Dated]) -> tuple[Closing | None, Closing | None]:
    ids = [entry.id for entry in results[-2:]]
    if not ids:
        return None, None
    found = Closing.objects.select_related("round__instrument").defer("round__instrument__document").in_bulk(ids)
    return found[ids[-1]], found[ids[0]] if len(ids) > 1 else None


def _instruments(found: Sequence[Round]) -> dict[str, Instrument]:
    """Return the instruments of rounds by digest; the documents of those not yet known are read, in one query."""
    digests = {round_.instrument.sha256 for round_ in found}
    unknown = digests - _KNOWN.keys()
    if unknown:
        for sha256, document in InstrumentVersion.objects.filter(sha256__in=unknown).values_list("sha256", "document"):
            _KNOWN[sha256] = rules.instrument_of(sha256, document)
    return {sha256: _KNOWN[sha256] for sha256 in digests}


_KNOWN: dict[str, Instrument] = {}


def _standing(
    user: User,
    day: date,
    open_: Round | None,
    newest: Closing | None,
    held: Sequence[Answer],
    instruments: Mapping[str, Instrument],
) -> Standing | None:
    """Return where the ways begin; an open round without any answer leaves the last official result standing."""
    if open_ is not None:
        found = findings(user, day).filter(answer__round=open_, opinion=Opinion.INTERNAL).order_by("number")
        judged = {code: value for code, value in found.values_list("answer__code", "value") if value is not None}
        written = {answer.code: answer.value for answer in held if answer.state != rules.DRAFT}
        found_open = _stands(open_, instruments, {**written, **judged}, (judged, held))
        if found_open.answered or newest is None:
            return found_open
    if newest is not None:
        return _stands(newest.round, instruments, newest.answers, None)
    return None


def _stands(
    round_: Round,
    instruments: Mapping[str, Instrument],
    values: Mapping[str, Any],
    made_of: tuple[Mapping[str, Any], Sequence[Answer]] | None,
) -> Standing:
    instrument = instruments[round_.instrument.sha256]
    good = mayor_ways.usable(instrument, values)
    judged, held = made_of or ({}, ())
    present = {code for code, value in good.items() if value is not None}
    return Standing(
        round=round_,
        instrument=instrument,
        plan=plan(instrument, round_.profile),
        is_estimate=made_of is not None,
        start=mayor_ways.Start(good, round_.options, round_.facts, round_.stage),
        by_assessor=len(present & judged.keys()),
        by_office=len(present - judged.keys()),
        unconfirmed=sum(
            answer.code in present and answer.code not in judged and not answer.is_confirmed for answer in held
        ),
        missing=len(good) - len(present),
    )


def _owed(held: Sequence[Answer], day: date) -> list[Waiting]:
    """Return the answers whose turn is the office's or its head's, the latest first."""
    closed = calendar().closed
    owed = [
        Waiting(answer, working_days_left(day, answer.due_on, closed))
        for answer in held
        if rules.turn(answer.state) in {rules.OFFICE, rules.HEAD}
    ]
    return sorted(owed, key=lambda entry: (entry.answer.due_on, entry.answer.position))


class LedgerHead(NamedTuple):
    """The last event of the ledger: its number, its moment and its hash."""

    event: int
    at: datetime
    hash: str


def ledger_head() -> LedgerHead | None:
    """Return the last event of the ledger, None for an empty one."""
    found = Event.objects.order_by("-seq").values_list("seq", "at", "hash").first()
    return LedgerHead(*found) if found else None
