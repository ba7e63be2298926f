"""Digests and chains on plain values."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bening.kernel.ledger.rules import ERASED, START, Chain, Entry, Subject, event_hash, event_json, plain, state_digest

AT = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
SALT = bytes(range(32))


def chain_of(*deeds: tuple[str, list[Subject]]) -> list[Entry]:
    entries: list[Entry] = []
    for seq, (kind, subjects) in enumerate(deeds, 1):
        prev = event_hash(entries[-1]) if entries else START
        entries.append(Entry(seq, AT, kind, "actor", tuple(subjects), prev))
    return entries


def key_of(entries: list[Entry]) -> str | None:
    """Give the key of the first problem in entries with correct hashes."""
    chain = Chain()
    for entry in entries:
        if problem := chain.add(entry, event_hash(entry)):
            return problem.key
    return None


def test_the_library_writes_the_example_of_the_rfc() -> None:
    example = (
        '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
        ' "string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}'
    )
    assert rfc8785.dumps(json.loads(example)).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_the_library_sorts_names_as_the_rfc_does() -> None:
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\xf6"]
    assert list(json.loads(rfc8785.dumps(dict.fromkeys(names, 0)))) == [
        "\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip


def test_an_event_is_the_json_of_its_six_parts() -> None:
    entry = Entry(1, AT, "assessment.answer_submitted", "a", (Subject("b", 1, "c"),), START)
    assert event_json(entry).decode() == (
        '{"actor":"a","at":"2026-01-02T03:04:05.000006Z","kind":"assessment.answer_submitted","prev":"'
        + START
        + '","seq":1,"subjects":[{"digest":"c","id":"b","version":1}]}'
    )
    assert event_hash(entry) == hashlib.sha256(event_json(entry)).hexdigest()


def test_a_digest_is_the_hash_of_salt_and_json() -> None:
    state = {"id": UUID(int=1), "score": Decimal("1.50"), "day": date(2026, 1, 2), "note": None}
    text = b'{"day":"2026-01-02","id":"00000000-0000-0000-0000-000000000001","score":"1.50"}'
    assert state_digest(SALT, state) == hashlib.sha256(SALT + text).hexdigest()


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        state_digest(b"short", {})


def test_the_same_moment_in_two_zones_is_one_text() -> None:
    jakarta = timezone(timedelta(hours=7))
    assert plain(AT.astimezone(jakarta)) == plain(AT)
    with pytest.raises(ValueError, match="zone"):
        plain(AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**53 - 1, 2**53 - 1),
        (2**53, "9007199254740992"),
        (-(2**53), "-9007199254740992"),
        (True, True),
        (Decimal("1E+2"), "100"),
        (time(7, 30), "07:30:00"),
        (memoryview(b"\x01\xff"), "01ff"),
        ({"a": (Decimal("0.10"),)}, {"a": ["0.10"]}),
    ],
)
def test_values_become_json_without_loss(value: object, text: object) -> None:
    assert plain(value) == text


def test_a_value_without_a_text_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        plain({1})


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers() | st.text(st.characters(codec="utf-8"))))
def test_a_digest_depends_on_no_order(state: dict[str, object]) -> None:
    assert state_digest(SALT, state) == state_digest(SALT, dict(reversed(state.items())))


def test_a_chain_fits() -> None:
    entries = chain_of(
        ("t.made", [Subject("a", 1, "x"), Subject("b", 1, "y")]),
        ("t.changed", [Subject("a", 2, "z")]),
        (ERASED, [Subject("b", 2, None)]),
    )
    assert key_of(entries) is None


@pytest.mark.parametrize(
    ("deeds", "key"),
    [
        ([("t.made", [Subject("a", 2, "x")])], "ledger_version"),
        ([("t.made", [Subject("a", 1, "x")]), ("t.made", [Subject("a", 1, "x")])], "ledger_version"),
        ([("t.made", [Subject("a", 1, "x")]), (ERASED, [Subject("a", 3, None)])], "ledger_version"),
        (
            [("t.made", [Subject("a", 1, "x")]), (ERASED, [Subject("a", 2, None)]), ("t.made", [Subject("a", 3, "x")])],
            "ledger_after_end",
        ),
        ([("t.made", [Subject("a", 1, None)])], "ledger_end_kind"),
        ([("t.made", [Subject("a", 1, "x")]), (ERASED, [Subject("a", 2, "x")])], "ledger_end_kind"),
    ],
)
def test_subjects_that_do_not_follow_are_named(deeds: list[tuple[str, list[Subject]]], key: str) -> None:
    assert key_of(chain_of(*deeds)) == key


def test_an_event_left_out_swapped_or_cut_off_is_named() -> None:
    entries = chain_of(*[(f"t.deed_{name}", [Subject(name, 1, "x")]) for name in "abc"])
    assert key_of([entries[0], entries[2]]) == "ledger_gap"
    assert key_of([entries[0], replace(entries[2], seq=2)]) == "ledger_prev"
    assert key_of(entries[1:]) == "ledger_gap"
    chain = Chain()
    for entry in entries[:2]:
        assert chain.add(entry, event_hash(entry)) is None
    problem = chain.ends_at(3, event_hash(entries[2]))
    assert problem is not None
    assert (problem.key, dict(problem.values)["seq"]) == ("ledger_head", "2")


def test_the_head_must_carry_the_last_hash() -> None:
    [entry] = chain_of(("t.made", [Subject("a", 1, "x")]))
    chain = Chain()
    assert chain.add(entry, event_hash(entry)) is None
    assert chain.ends_at(1, event_hash(entry)) is None
    assert chain.ends_at(1, START) is not None
