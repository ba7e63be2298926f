"""When a declaration is due, what share has filed, which counts the public sees, what a sheet changes: plain values."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Generic, TypeVar

LEAST_SHOWN = 5
LEAST_WITHHELD = 2
FIRST_YEAR = 2000
MOST_NUMBER = 99_999
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Term:
    """From which reporting year on a declaration is due on which day of the next year, and who says so."""

    first_year: int
    month: int
    day: int
    source: str
    address: str = ""


def due_on(reporting_year: int, terms: Sequence[Term]) -> date:
    """Return the last day for the declaration of a year; a year before the first term takes that term.

    >>> due_on(2024, [Term(2017, 3, 31, "")])
    datetime.date(2025, 3, 31)
    """
    term = term_of(reporting_year, terms)
    return date(reporting_year + 1, term.month, term.day)


def term_of(reporting_year: int, terms: Sequence[Term]) -> Term:
    """Return the term that holds for a reporting year; a year before the first takes the first."""
    holding = [term for term in terms if term.first_year <= reporting_year] or list(terms[:1])
    return holding[-1]


def year_due(day: date, terms: Sequence[Term]) -> int:
    """Return the last reporting year whose term is over on a day: the one that compliance is measured for.

    >>> year_due(date(2025, 3, 31), [Term(2017, 3, 31, "")]), year_due(date(2025, 4, 1), [Term(2017, 3, 31, "")])
    (2023, 2024)
    """
    last = day.year - 1
    return last if due_on(last, terms) < day else last - 1


def share(filed: int, obliged: int) -> str:
    """Return the percentage that has filed, cut to two decimals: 100.00 only where everybody has.

    >>> share(97, 100), share(2, 3), share(99_999, 100_000)
    ('97.00', '66.66', '99.99')
    """
    if not 0 <= filed <= obliged or not obliged:
        raise ValueError(f"{filed} of {obliged}")
    hundredths = filed * 10_000 // obliged
    return f"{hundredths // 100}.{hundredths % 100:02}"


def status(*, filed_on: date | None, due: date, today: date) -> str:
    """Return where a declaration stands: `filed`, `filed_late`, `waiting` within its term, `missing` after it."""
    if filed_on is not None:
        return "filed" if filed_on <= due else "filed_late"
    return "waiting" if today <= due else "missing"


def withheld(obliged: Mapping[Key, int]) -> frozenset[Key]:
    """Return the offices whose counts the public does not see, given how many each has that are obliged.

    Those below five, and beside them the first of the larger ones, so that two offices and five people share what the
    total leaves over. The order of the mapping must stay while sizes change: were it the smallest of the larger ones,
    the place would pass to another office, and what was shown before and after would give the small one by subtraction.
    Who has filed plays no part in the choice.
    """
    small = [key for key, count in obliged.items() if 0 < count < LEAST_SHOWN]
    large = [key for key, count in obliged.items() if count >= LEAST_SHOWN]
    return frozenset([*small, *large[: LEAST_WITHHELD - 1]] if small else [])


def digest_of(rows: Iterable[tuple[str, date | None]]) -> str:
    """Return the digest of the rows behind a figure: ids of obligations, each with the day on which it was met."""
    lines = sorted(f"{name} {filed_on.isoformat() if filed_on else '-'}" for name, filed_on in rows)
    return sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of a sheet: an obligation, and the day on which it was met; `office` is the name as it was written."""

    line: int
    number: int
    office: str
    reporting_year: int
    post_class: str = ""
    filed_on: date | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Return by what an obligation is known in a region."""
        return self.reporting_year, self.number


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """An obligation of the register as a sheet meets it."""

    id: Key
    version: int
    office: str
    post_class: str
    filed_on: date | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a sheet: a key of `words.FAULTS`, and what it speaks of."""

    line: int
    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a sheet would do: lines to add, days to write or correct, lines that change nothing, faults."""

    added: tuple[Wanted, ...]
    filed: tuple[Wanted, ...]
    corrected: tuple[Wanted, ...]
    unchanged: int
    faults: tuple[Fault, ...]
    seen: str

    @property
    def does_anything(self) -> bool:
        """Return whether taking the sheet would change the register."""
        return bool(self.added or self.filed or self.corrected)


def plan_sheet(
    rows: Sequence[Wanted], known: Mapping[tuple[int, int], Known[Key]], offices: Iterable[str], today: date
) -> Plan:
    """Return what a sheet would change; an empty day takes nothing back, and a recorded office stays."""
    names = set(offices)
    parts: dict[str, list[Wanted]] = {"added": [], "filed": [], "corrected": [], "unchanged": []}
    faults: list[Fault] = []
    first: dict[tuple[int, int], int] = {}
    for row in rows:
        found = known.get(row.key)
        wrong = fault_of(row, today) or _clash(row, found, names, first)
        first.setdefault(row.key, row.line)
        if wrong is not None:
            faults.append(wrong)
        else:
            parts[_deed(row, found)].append(row)
    seen = sha256(repr(sorted((key, str(entry.id), entry.version) for key, entry in known.items())).encode())
    return Plan(
        tuple(parts["added"]),
        tuple(parts["filed"]),
        tuple(parts["corrected"]),
        len(parts["unchanged"]),
        tuple(faults),
        seen.hexdigest(),
    )


def plan_part(
    lines: Sequence[tuple[Wanted, int]],
    known: Mapping[tuple[int, int], Known[Key]],
    offices: Iterable[str],
    today: date,
) -> Plan:
    """Return what lines that were checked before would change now; each comes with the version that was seen then.

    A line whose obligation somebody changed meanwhile is a fault, unless it already stands as the line wants it.
    """
    moved = {row.line: fault for row, seen in lines if (fault := _moved(row, seen, known.get(row.key))) is not None}
    plan = plan_sheet([row for row, _ in lines if row.line not in moved], known, offices, today)
    return replace(plan, faults=(*moved.values(), *plan.faults))


def _moved(row: Wanted, seen: int, found: Known[Key] | None) -> Fault | None:
    if (found.version if found else 0) == seen:
        return None
    if found is None:
        return Fault(row.line, "gone")
    is_same = found.office == row.office and row.post_class in {"", found.post_class}
    if is_same and _deed(row, found) == "unchanged":
        return None
    if found.filed_on is None:
        return Fault(row.line, "moved_unfiled", (("office", found.office),))
    return Fault(row.line, "moved", (("office", found.office), ("day", found.filed_on.isoformat())))


def fault_of(row: Wanted, today: date) -> Fault | None:
    """Return what is wrong with a line by itself: its year, its number, its day."""
    if not FIRST_YEAR <= row.reporting_year <= today.year:
        return Fault(row.line, "year", (("first", str(FIRST_YEAR)), ("last", str(today.year))))
    if not 1 <= row.number <= MOST_NUMBER:
        return Fault(row.line, "number", (("most", str(MOST_NUMBER)),))
    if row.filed_on is not None:
        return fault_of_day(row.line, row.filed_on, row.reporting_year, today)
    return None


def fault_of_day(line: int, filed_on: date, reporting_year: int, today: date) -> Fault | None:
    """Return what is wrong with the day of a declaration: after today, or before the reporting year is over."""
    if filed_on > today:
        return Fault(line, "future")
    if filed_on.year <= reporting_year:
        return Fault(line, "early", (("year", str(reporting_year)),))
    return None


def _clash(
    row: Wanted, found: Known[Key] | None, offices: set[str], first: Mapping[tuple[int, int], int]
) -> Fault | None:
    if row.key in first:
        return Fault(row.line, "twice", (("first", str(first[row.key])),))
    if found is None:
        return None if row.office in offices else Fault(row.line, "office", (("office", row.office),))
    if found.office != row.office:
        return Fault(row.line, "other_office", (("office", found.office),))
    if row.post_class and found.post_class != row.post_class:
        return Fault(row.line, "other_class")
    return None


def _deed(row: Wanted, found: Known[Key] | None) -> str:
    if found is None:
        return "added"
    if row.filed_on is None or row.filed_on == found.filed_on:
        return "unchanged"
    return "filed" if found.filed_on is None else "corrected"
