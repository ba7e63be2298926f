"""What a role may be, when an invitation works, when a session is over, how a session and a token are held to it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

INVITATION_LASTS = timedelta(days=7)
SESSION_IDLE = timedelta(minutes=60)
SESSION_LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # so that a page does not cost a write each time

NEEDS_SECOND_FACTOR = frozenset({"assessor", "lead_assessor", "administrator", "coordinator"})

# The kinds of organisation in which a role can be held; one that is not named, in every office of a region.
_ONLY_IN = {
    "assessor": frozenset({"outside"}),
    "lead_assessor": frozenset({"outside"}),
    "mayor": frozenset({"head"}),
    "apip": frozenset({"inspectorate"}),
}
_ONE_REACH = {"operator": "office", "head": "office", "administrator": "region"}

State = Literal["open", "accepted", "withdrawn", "expired"]


@dataclass(frozen=True, slots=True)
class Named:
    """The full name of an organisation, and the short one for tables."""

    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a membership is granted for: the role, how far it reaches, from which day until which, in whose place."""

    role: str
    starts_on: date
    ends_on: date | None = None
    reach: str = "office"
    is_acting: bool = False
    on_behalf_of: UUID | None = None


def fits_organisation(role: str, kind: str) -> bool:
    """Return whether a role can be held in an organisation of this kind.

    >>> fits_organisation("assessor", "opd"), fits_organisation("operator", "hospital")
    (False, True)
    """
    return kind in _ONLY_IN[role] if role in _ONLY_IN else kind != "outside"


def fits_reach(role: str, reach: str) -> bool:
    """Return whether a role can reach this far: an operator's ends at the office, an administrator's is the region."""
    return _ONE_REACH.get(role, reach) == reach


def overlaps(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Return whether two terms share a day; an end of None is open, and the last day belongs to the term.

    >>> overlaps((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 1, 31), None))
    True
    """
    (start, end), (other_start, other_end) = first, second
    return (end is None or other_start <= end) and (other_end is None or start <= other_end)


def invitation_state(
    *, expires_at: datetime, accepted_at: datetime | None, withdrawn_at: datetime | None, now: datetime
) -> State:
    """Return what became of an invitation."""
    if accepted_at is not None:
        return "accepted"
    if withdrawn_at is not None:
        return "withdrawn"
    return "open" if now < expires_at else "expired"


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token, in hex: all that is kept of it. A token is random enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def session_is_over(*, started_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Return whether a session has come to its end: idle for 60 minutes, or 12 hours old."""
    return now - seen_at >= SESSION_IDLE or now - started_at >= SESSION_LONGEST


def plain_email(email: str) -> str:
    """Return an address as it is kept and compared: without blanks around it, in small letters.

    >>> plain_email(" Ani@Contoh.go.id ")
    'ani@contoh.go.id'
    """
    return email.strip().lower()
