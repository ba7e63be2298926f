"""Terms, shares, what the public does not see, and what a sheet changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bening.systems.oversight import rules
from bening.systems.oversight.rules import Known, Term, Wanted, plan_sheet, share, status, withheld
from bening.systems.oversight.terms import terms

TODAY = date(2026, 3, 2)
SIZES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 12), max_size=9)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2025-02-11", 2023),
        ("2025-04-11", 2023),
        ("2025-04-12", 2024),
        ("2026-01-01", 2024),
        ("2026-03-31", 2024),
        ("2026-04-01", 2025),
    ],
)
def test_compliance_is_of_the_last_year_whose_term_is_over(day: str, year: int) -> None:
    assert rules.year_due(date.fromisoformat(day), terms()) == year


def test_a_term_that_changes_holds_from_its_year_on() -> None:
    both = [Term(2017, 3, 31, "a"), Term(2026, 4, 30, "b")]
    assert [rules.due_on(year, both) for year in (2010, 2025, 2026)] == [
        date(2011, 3, 31),
        date(2026, 3, 31),
        date(2027, 4, 30),
    ]
    assert rules.year_due(date(2027, 4, 15), both) == 2025


def test_every_term_names_its_source() -> None:
    assert all(term.source and term.address.startswith("https://") for term in terms())


@given(st.integers(1, 100_000), st.data())
def test_the_share_is_never_above_the_truth_and_full_only_where_all_have_filed(
    obliged: int, data: st.DataObject
) -> None:
    filed = data.draw(st.integers(0, obliged))
    cut = share(filed, obliged)
    assert float(cut) <= 100 * filed / obliged + 1e-9
    assert (cut == "100.00") == (filed == obliged)


def test_more_filed_than_obliged_is_no_share() -> None:
    for filed, obliged in ((2, 1), (0, 0), (-1, 3)):
        with pytest.raises(ValueError, match="of"):
            share(filed, obliged)


def test_where_a_declaration_stands() -> None:
    due = date(2025, 3, 31)
    assert status(filed_on=due, due=due, today=TODAY) == "filed"
    assert status(filed_on=date(2025, 4, 1), due=due, today=TODAY) == "filed_late"
    assert status(filed_on=None, due=due, today=due) == "waiting"
    assert status(filed_on=None, due=due, today=date(2025, 4, 1)) == "missing"


@given(SIZES)
def test_no_small_office_is_shown_and_none_comes_out_by_subtraction(obliged: dict[str, int]) -> None:
    hidden = withheld(obliged)
    shown = {key: count for key, count in obliged.items() if count and key not in hidden}
    assert all(count >= rules.LEAST_SHOWN for count in shown.values())
    left_over = sum(obliged.values()) - sum(shown.values())
    assert left_over == sum(obliged[key] for key in hidden)
    if hidden and shown:
        assert len(hidden) >= rules.LEAST_WITHHELD
        assert left_over >= rules.LEAST_SHOWN


@given(SIZES)
def test_beside_the_small_offices_one_larger_is_withheld_and_no_more(obliged: dict[str, int]) -> None:
    hidden = withheld(obliged)
    assert all(obliged[key] for key in hidden)
    small = {key for key, count in obliged.items() if 0 < count < rules.LEAST_SHOWN}
    large = [key for key, count in obliged.items() if count >= rules.LEAST_SHOWN]
    assert hidden == (small | set(large[:1]) if small else set())


@given(SIZES, st.data())
def test_a_larger_office_that_grows_or_shrinks_leaves_the_choice_as_it_is(
    obliged: dict[str, int], data: st.DataObject
) -> None:
    large = [key for key, count in obliged.items() if count >= rules.LEAST_SHOWN]
    later = obliged | {key: data.draw(st.integers(rules.LEAST_SHOWN, 99)) for key in large}
    assert withheld(later) == withheld(obliged)


def test_the_first_larger_office_goes_with_the_small_ones() -> None:
    assert withheld({"a": 3, "b": 9, "c": 20}) == {"a", "b"}
    assert withheld({"a": 1, "b": 1, "c": 7, "d": 30}) == {"a", "b", "c"}
    assert withheld({"a": 30, "b": 4, "c": 7, "d": 4}) == {"a", "b", "d"}
    assert withheld({"a": 5, "b": 9}) == frozenset()
    assert withheld({"a": 0, "b": 9}) == frozenset()


def known(office: str = "A", filed_on: date | None = None, post_class: str = "") -> Known[str]:
    return Known("id", 1, office, post_class, filed_on)


def keys(rows: list[Wanted], there: dict[tuple[int, int], Known[str]] | None = None) -> list[str]:
    return [fault.key for fault in plan_sheet(rows, there or {}, ["A", "B"], TODAY).faults]


def test_each_fault_of_a_line_is_named() -> None:
    day = date(2025, 2, 1)
    assert keys([Wanted(2, 1, "A", 2024, "", day)]) == []
    assert keys([Wanted(2, 1, "A", 1999), Wanted(3, 2, "A", 2027)]) == ["year", "year"]
    assert keys([Wanted(2, 0, "A", 2024), Wanted(3, 100_000, "A", 2024)]) == ["number", "number"]
    assert keys([Wanted(2, 1, "A", 2025, "", date(2026, 3, 3))]) == ["future"]
    assert keys([Wanted(2, 1, "A", 2024, "", date(2024, 12, 31))]) == ["early"]
    assert keys([Wanted(2, 1, "A", 2024), Wanted(3, 1, "A", 2024)]) == ["twice"]
    assert keys([Wanted(2, 1, "Z", 2024)]) == ["office"]
    assert keys([Wanted(2, 1, "B", 2024)], {(2024, 1): known()}) == ["other_office"]
    assert keys([Wanted(2, 1, "A", 2024, "head")], {(2024, 1): known(post_class="other")}) == ["other_class"]


def test_an_office_that_closed_keeps_the_rows_that_stand() -> None:
    assert keys([Wanted(2, 1, "Tutup", 2024)], {(2024, 1): known("Tutup")}) == []


def test_a_sheet_adds_files_corrects_or_leaves_alone() -> None:
    first, second = date(2025, 2, 1), date(2025, 2, 2)
    there = {(2024, 1): known(), (2024, 2): known(filed_on=first), (2024, 3): known(filed_on=first)}
    rows = [
        Wanted(2, 1, "A", 2024, "", first),
        Wanted(3, 2, "A", 2024, "", second),
        Wanted(4, 3, "A", 2024),
        Wanted(5, 4, "B", 2024),
    ]
    plan = plan_sheet(rows, there, ["A", "B"], TODAY)
    assert ([row.number for row in plan.added], [row.number for row in plan.filed]) == ([4], [1])
    assert ([row.number for row in plan.corrected], plan.unchanged) == ([2], 1)
    assert plan.does_anything
    assert not plan_sheet(rows[2:3], there, ["A"], TODAY).does_anything


def test_the_plan_is_another_when_the_register_is() -> None:
    rows = [Wanted(2, 1, "A", 2024)]
    plans = {
        plan_sheet(rows, there, ["A"], TODAY).seen
        for there in ({}, {(2024, 1): known()}, {(2024, 1): Known("id", 2, "A", "", None)})
    }
    assert len(plans) == 3


def test_the_digest_speaks_of_rows_and_days_in_any_order() -> None:
    rows: list[tuple[str, date | None]] = [("a", None), ("b", date(2025, 2, 1))]
    assert rules.digest_of(rows) == rules.digest_of(rows[::-1])
    assert rules.digest_of(rows) != rules.digest_of([("a", date(2025, 2, 1)), ("b", None)])


def test_every_source_of_a_term_is_told_in_both_languages() -> None:
    for indonesian, english in zip(terms("id"), terms("en"), strict=True):
        assert indonesian.source != english.source
        assert (indonesian.month, indonesian.day, indonesian.address) == (english.month, english.day, english.address)
