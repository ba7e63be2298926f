"""The closed days of `data/calendar`: what they say, that they travel, and what a faulty file is told."""

import textwrap
from collections import Counter
from datetime import date
from pathlib import Path

import holidays
import pytest

from bening.kernel.calendar import queries
from bening.kernel.calendar.messages import CATALOGUE
from bening.scoring.messages.render import render
from bening.scoring.text import Refused

DECIDED = {2024: (19, 10), 2025: (17, 11), 2026: (17, 8), 2027: (18, 8)}


def test_the_calendar_covers_its_years_without_an_assumption() -> None:
    calendar = queries.calendar()
    assert (calendar.first, calendar.last) == (date(2024, 1, 1), date(2027, 12, 31))
    assert calendar.assumed == frozenset()
    assert len(calendar.version) == 12


def test_each_year_has_as_many_days_as_its_decisions_give() -> None:
    found = {}
    for year in queries.years():
        kinds = Counter(day.kind for day in year.days)
        found[year.year] = (kinds["libur"], kinds["cuti_bersama"])
    assert found == DECIDED


@pytest.mark.parametrize("year", DECIDED)
def test_the_days_are_those_of_an_independent_list(year: int) -> None:
    other = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    theirs = {day: "cuti_bersama" if "Cuti Bersama" in name else "libur" for day, name in other.items()}
    ours = {day.date: day.kind for day in queries.closed_days().values() if day.date.year == year}
    assert ours == theirs


def test_the_day_after_independence_day_2025_is_closed_by_the_later_decision() -> None:
    day = queries.closed_days()[date(2025, 8, 18)]
    assert day.kind == "cuti_bersama"
    assert day.decision is not None
    assert day.decision.date == date(2025, 8, 7)
    assert queries.calendar().due(date(2025, 8, 15), 1).day == date(2025, 8, 19)
    assert date(2025, 7, 18) not in queries.calendar().closed


def test_no_decision_is_younger_than_its_year() -> None:
    decided = [(day.date, day.decision.date) for day in queries.closed_days().values() if day.decision]
    assert [day for day, decision in decided if decision >= day] == []


def test_a_due_day_beyond_the_last_year_counts_weekends_alone_and_says_so() -> None:
    due = queries.calendar().due(date(2027, 12, 31), 3)
    assert due == (date(2028, 1, 5), True)


GOOD = """\
    format: bening/calendar/1
    year: 2026
    decisions:
      skb:
        number: Nomor 1
        date: 2025-09-19
    days:
      - {date: 2026-01-01, kind: libur, decision: skb, name: "Tahun Baru"}
      - {date: 2026-03-20, kind: cuti_bersama, assumed: true, name: "Idulfitri"}
"""


def written(folder: Path, text: str, name: str = "2026.yaml") -> Path:
    path = folder / name
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def test_a_day_without_a_decision_is_assumed(tmp_path: Path) -> None:
    year = queries.read_year(written(tmp_path, GOOD))
    calendar = queries.together([year])
    assert calendar.assumed == {date(2026, 3, 20)}
    assert calendar.due(date(2026, 3, 19), 1) == (date(2026, 3, 23), True)


def test_the_version_follows_what_a_file_says_and_not_its_layout(tmp_path: Path) -> None:
    first = queries.together([queries.read_year(written(tmp_path, GOOD))]).version
    same = "# Catatan\n" + textwrap.dedent(GOOD).replace('"Idulfitri"', "Idulfitri")
    other = GOOD.replace("assumed: true", "decision: skb")
    assert queries.together([queries.read_year(written(tmp_path, same))]).version == first
    assert queries.together([queries.read_year(written(tmp_path, other))]).version != first


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("2026-01-01", "2026-13-01", "calendar_not_a_day"),
        ("2026-01-01", "2025-01-01", "calendar_other_year"),
        ("2026-03-20", "2026-01-01", "calendar_order"),
        ("decision: skb", "decision: skd", "calendar_decision_unknown"),
        ("decision: skb, ", "", "calendar_no_basis"),
        ("assumed: true", "assumed: true, decision: skb", "calendar_no_basis"),
        ("year: 2026", "year: 2027", "calendar_file_name"),
        ("kind: libur", "kind: pasar", "not_a_choice"),
        ("kind: libur", "jenis: libur", "key_unknown"),
    ],
)
def test_a_faulty_file_is_refused_with_what_to_mend(tmp_path: Path, before: str, after: str, key: str) -> None:
    path = written(tmp_path, GOOD.replace(before, after, 1))
    with pytest.raises(Refused) as refused:
        queries.read_year(path)
    assert key in {entry.key for entry in refused.value.messages}
    assert all(render(entry, "id", CATALOGUE) for entry in refused.value.messages)


@pytest.mark.parametrize(("kept", "key"), [([], "calendar_none"), ([2024, 2026], "calendar_gap")])
def test_years_that_do_not_follow_one_another_are_refused(kept: list[int], key: str) -> None:
    with pytest.raises(Refused) as refused:
        queries.together([year for year in queries.years() if year.year in kept])
    assert [entry.key for entry in refused.value.messages] == [key]
