"""What a report of a mistake may be about and when what was kept of it goes; plain values, no database, no clock."""

import re
from datetime import date, timedelta

CONTACT_KEPT = timedelta(days=90)
MOST_NEW_A_DAY = 200  # of one region; whoever floods the inbox is stopped without keeping an address of a network
_AN_ID = re.compile(r"[0-9a-f-]{32,36}")
_ABOUT = re.compile(r"([0-9]{2}(?:\.[0-9]{2,4}){0,3})(?:/[A-Za-z0-9._-]{1,60}){0,3}")


def region_of(about: str) -> str | None:
    """Return the code of the region whose figure is meant, None where nothing on a public page is named so.

    >>> region_of("35.72/monev"), region_of("99.71"), region_of("x"), region_of("35.72/<b>")
    ('35.72', '99.71', None, None)
    """
    match = _ABOUT.fullmatch(about)
    return match.group(1) if match else None


def part_of(about: str) -> str:
    """Return the last part of the name of a figure, empty where it is an id or the region itself.

    >>> part_of("99.71/0b5f2a3e-9c1d-4d0e-8a55-3f0e4f3a9b11/K6.1"), part_of("35.72/monev"), part_of("99.71")
    ('K6.1', 'monev', '')
    """
    _, _, last = about.rpartition("/")
    return "" if last == about or _AN_ID.fullmatch(last) else last


def may_follow(state: str, deed: str) -> bool:
    """Return whether a deed may follow on a state: an answer until it is closed, a closing once.

    >>> may_follow("new", "answer"), may_follow("answered", "close"), may_follow("closed", "answer")
    (True, True, False)
    """
    return state in {"new", "answered"} and deed in {"answer", "close"}


def contacts_end_before(today: date) -> date:
    """Return the day before which a report must have been closed for its contact to go today.

    >>> contacts_end_before(date(2026, 4, 1))
    datetime.date(2026, 1, 1)
    """
    return today - CONTACT_KEPT
