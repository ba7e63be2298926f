"""The rules of people, with values at their edges."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bening.kernel.people.rules import (
    SESSION_IDLE,
    SESSION_LONGEST,
    fits_organisation,
    fits_reach,
    invitation_state,
    overlaps,
    session_is_over,
    token_hash,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seen", "started", "over"),
    [
        (SESSION_IDLE - SECOND, SESSION_IDLE, False),
        (SESSION_IDLE, SESSION_IDLE, True),
        (SECOND, SESSION_LONGEST - SECOND, False),
        (SECOND, SESSION_LONGEST, True),
    ],
)
def test_a_session_ends_at_either_limit(seen: timedelta, started: timedelta, over: bool) -> None:
    assert session_is_over(started_at=NOW - started, seen_at=NOW - seen, now=NOW) is over


def test_an_invitation_runs_out_at_its_moment() -> None:
    def state(**dates: datetime | None) -> str:
        known: dict[str, Any] = {"expires_at": NOW, "accepted_at": None, "withdrawn_at": None}
        return invitation_state(**known | dates, now=NOW)

    assert state(expires_at=NOW + SECOND) == "open"
    assert state() == "expired"
    assert state(expires_at=NOW + SECOND, withdrawn_at=NOW) == "withdrawn"
    assert state(accepted_at=NOW) == "accepted"


@pytest.mark.parametrize(
    ("role", "kind", "fits"),
    [
        ("assessor", "outside", True),
        ("assessor", "opd", False),
        ("lead_assessor", "inspectorate", False),
        ("operator", "outside", False),
        ("operator", "hospital", True),
        ("apip", "inspectorate", True),
        ("apip", "opd", False),
        ("mayor", "head", True),
        ("mayor", "opd", False),
        ("administrator", "opd", True),
        ("administrator", "outside", False),
    ],
)
def test_a_role_has_its_kinds_of_organisation(role: str, kind: str, fits: bool) -> None:
    assert fits_organisation(role, kind) is fits


def test_an_operator_stays_in_the_office_and_an_administrator_has_the_region() -> None:
    assert not fits_reach("operator", "region")
    assert not fits_reach("administrator", "office")
    assert fits_reach("assessor", "region")
    assert fits_reach("assessor", "office")


def test_terms_share_a_day_or_not() -> None:
    first = date(2026, 1, 1), date(2026, 1, 31)
    assert overlaps(first, (date(2026, 1, 31), None))
    assert not overlaps(first, (date(2026, 2, 1), None))
    assert not overlaps((date(2026, 2, 1), None), first)
    assert overlaps((date(2025, 1, 1), None), first)


def test_a_token_is_kept_as_its_hash() -> None:
    assert token_hash("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
