"""Reads the days on which offices are closed from `data/calendar`, one file for each year."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from bening.kernel.calendar.rules import Calendar
from bening.scoring import yamltree
from bening.scoring.answers.interpret import is_day
from bening.scoring.instrument.fields import Fields, Report
from bening.scoring.instrument.store import data_folder
from bening.scoring.text import Refused
from bening.scoring.yamltree import Tree

FORMAT = "bening/calendar/1"
KINDS = ("libur", "cuti_bersama")
SHORT_DIGEST = 12
EARLIEST, LATEST = 1945, 2200


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that closes days: its number, its date, and what it is about."""

    number: str
    date: date
    about: str


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which offices are closed; without a decision it is assumed. `kind` is `libur` or `cuti_bersama`."""

    date: date
    name: str
    kind: str
    decision: Decision | None

    @property
    def is_assumed(self) -> bool:
        """Whether no decision names this day."""
        return self.decision is None


@dataclass(frozen=True, slots=True)
class Year:
    """The closed days of one year in their order, and what is to be known about them."""

    year: int
    days: tuple[ClosedDay, ...]
    notes: tuple[str, ...]


@cache
def calendar() -> Calendar:
    """Return the calendar of the shipped years; raises `Refused` where their files cannot be used."""
    return together(years())


@cache
def years() -> tuple[Year, ...]:
    """Return the shipped years in their order; raises `Refused`."""
    return tuple(read_year(path) for path in sorted((data_folder() / "calendar").glob("*.yaml")))


@cache
def closed_days() -> dict[date, ClosedDay]:
    """Return each closed day of the shipped years by its date."""
    return {day.date: day for year in years() for day in year.days}


def together(found: Sequence[Year]) -> Calendar:
    """Return years as one calendar; raises `Refused` where there is none, or one between them is missing."""
    numbers = [year.year for year in found]
    report = Report("data/calendar")
    if not numbers:
        report.add("calendar_none", None)
    elif numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        report.add("calendar_gap", None, years=", ".join(map(str, numbers)))
    if report.messages:
        raise Refused(report.messages)
    days = [day for year in found for day in year.days]
    return Calendar(
        version=_version(found),
        closed=frozenset(day.date for day in days),
        first=date(numbers[0], 1, 1),
        last=date(numbers[-1], 12, 31),
        assumed=frozenset(day.date for day in days if day.is_assumed),
    )


def _version(found: Sequence[Year]) -> str:
    """Return the digest of what the years say, whatever the layout of their files."""
    content = [[year.year, [_content(day) for day in year.days]] for year in found]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT_DIGEST]


def _content(day: ClosedDay) -> list[str | None]:
    decided = [day.decision.number, day.decision.date.isoformat()] if day.decision else [None, None]
    return [day.date.isoformat(), day.kind, day.name, *decided]


def read_year(path: Path) -> Year:
    """Return the closed days of a file; raises `Refused` with each fault and its line."""
    report = Report(path.name)
    fields = Fields(yamltree.read_file(path, path.name), report, path.stem)
    fields.one_of("format", (FORMAT,))
    year = fields.whole("year", EARLIEST, LATEST)
    decisions = {name: _decision(tree, report, name) for name, tree, _ in fields.named("decisions")}
    notes = tuple(_note(tree, report) for tree in fields.items("notes"))
    days = [_day(tree, report, decisions) for tree in fields.items("days")]
    fields.done()
    _check_order(days, year, report)
    if path.stem != str(year):
        report.add("calendar_file_name", None, year=year)
    if report.messages:
        raise Refused(report.messages)
    return Year(year, tuple(days), notes)


def _decision(tree: Tree, report: Report, name: str) -> Decision:
    fields = Fields(tree, report, name)
    decision = Decision(fields.text("number", required=True) or "", _date(fields), fields.text("about") or "")
    fields.done()
    return decision


def _note(tree: Tree, report: Report) -> str:
    fields = Fields(tree, report, "notes")
    text = fields.text("text", required=True) or ""
    day = _date(fields).isoformat() if fields.get("date") is not None else ""
    fields.done()
    return f"{day}: {text}" if day else text


def _day(tree: Tree, report: Report, decisions: dict[str, Decision]) -> ClosedDay:
    fields = Fields(tree, report, "days")
    day, kind = _date(fields), fields.one_of("kind", KINDS)
    text = fields.text("name", required=True) or ""
    decided, is_assumed = fields.text("decision"), fields.flag("assumed", default=False)
    fields.done()
    if (decided is None) is not is_assumed:
        report.add("calendar_no_basis", fields.line, day=day.isoformat())
    elif decided is not None and decided not in decisions:
        report.add("calendar_decision_unknown", fields.line, decision=decided[:60], known=", ".join(decisions))
    return ClosedDay(day, text, kind, decisions.get(decided or ""))


def _date(fields: Fields) -> date:
    text = fields.text("date", required=True) or ""
    if is_day(text):
        return date.fromisoformat(text)
    if text:
        fields.wrong("calendar_not_a_day", "date", text=text[:60])
    return date(EARLIEST, 1, 1)


def _check_order(days: Sequence[ClosedDay], year: int, report: Report) -> None:
    """Report the days that lie outside the year, stand twice, or stand out of their order."""
    before = date(year, 1, 1) - timedelta(days=1)
    for day in days:
        if day.date.year != year:
            report.add("calendar_other_year", None, day=day.date.isoformat(), year=year)
        elif day.date <= before:
            report.add("calendar_order", None, day=day.date.isoformat(), before=before.isoformat())
        before = max(before, day.date)
