"""What evidence can stand behind: each system says in SQL which of its things a person sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bening.kernel.people.models import Reach, User


@dataclass(frozen=True, slots=True)
class Described:
    """How a page names a thing that evidence stands behind, and where it is opened."""

    title: str
    url: str


def _undescribed(user: User, day: date, subjects: Sequence[UUID]) -> dict[UUID, Described]:
    del user, day, subjects
    return {}


@dataclass(frozen=True, slots=True)
class Holder:
    """A kind of thing that evidence stands behind.

    `visible` and `is_public` give ids as a query, `may_link` asks for one thing, `describe` names those a person sees.
    `may_link` is told the region of the evidence: it stands behind things of that region alone. `by_reach` gives the
    two parts of `visible`, what a person sees by roles in an office and by roles over a region; with them a list reads
    no more than the evidence of these offices and regions.
    """

    visible: Callable[[User, date], QuerySet[Any, Any]]
    may_link: Callable[[User, UUID, date, str], bool]
    is_public: Callable[[], QuerySet[Any, Any]]
    describe: Callable[[User, date, Sequence[UUID]], dict[UUID, Described]] = _undescribed
    by_reach: Callable[[User, date, Reach], QuerySet[Any, Any]] | None = None


_holders: dict[str, Holder] = {}


def register(
    subject_kind: str,
    *,
    visible: Callable[[User, date], QuerySet[Any, Any]],
    may_link: Callable[[User, UUID, date, str], bool],
    is_public: Callable[[], QuerySet[Any, Any]],
    describe: Callable[[User, date, Sequence[UUID]], dict[UUID, Described]] = _undescribed,
    by_reach: Callable[[User, date, Reach], QuerySet[Any, Any]] | None = None,
) -> None:
    """Make a kind of thing known, at start; a kind has one holder."""
    holder = Holder(visible, may_link, is_public, describe, by_reach)
    if _holders.setdefault(subject_kind, holder) != holder:
        raise ValueError(f"{subject_kind} has a holder")


def forget(subject_kind: str) -> None:
    """Take a kind away again; for tests."""
    _holders.pop(subject_kind, None)


def holder_of(subject_kind: str) -> Holder | None:
    """Return who knows this kind of thing; None where nobody does."""
    return _holders.get(subject_kind)


def holders() -> dict[str, Holder]:
    """Return every kind with its holder, in the order of their names."""
    return dict(sorted(_holders.items()))
