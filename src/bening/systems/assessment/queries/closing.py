"""What a closing would do and what is still open, for whoever is about to close an opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bening.kernel.people.access import require
from bening.kernel.people.models import User
from bening.systems.assessment import access
from bening.systems.assessment.actions.refusing import open_correction
from bening.systems.assessment.models import Answer, Closing, Opinion, Round
from bening.systems.assessment.queries.opinions import WITH_OFFICE, values_of
from bening.systems.assessment.queries.round_page import stage_of
from bening.systems.assessment.queries.scope import see_round


@dataclass(frozen=True, slots=True)
class Pending:
    """An opinion that is about to be closed; `lacking` are the indicators on which its closing waits."""

    round: Round
    opinion: Opinion
    is_again: bool  # the round is closed, and a correction window is open
    is_closed: bool  # closed already, and no correction window lets it be closed again
    is_claimed: bool  # the office's own opinion is closed
    total: int
    lacking: Sequence[str]
    unfound: Sequence[str]  # without an internal finding while the office's own opinion is closed

    @property
    def is_official(self) -> bool:
        """Return whether the closing ends the round, or its correction."""
        return self.opinion == self.round.official

    @property
    def may_follow(self) -> bool:
        """Return whether nothing that is known now speaks against the closing."""
        needs_claim = self.opinion == Opinion.OUTSIDE and not self.is_claimed
        return not (self.is_closed or self.lacking or needs_claim)


def pending(user: User, round_id: UUID, opinion: Opinion, day: date) -> Pending:
    """Return what the closing of an opinion would do; raises `Absent` for whoever may not close it."""
    round_ = see_round(user, round_id, day)
    require(access.may_close, user, round_, opinion, day)
    closed = set(Closing.objects.filter(round=round_).order_by().values_list("opinion", flat=True))
    is_again = opinion == round_.official and open_correction(round_) is not None
    states = dict(Answer.objects.filter(round=round_).order_by("position").values_list("code", "state"))
    lacking = [code for code, state in states.items() if state in WITH_OFFICE]
    unfound: list[str] = []
    if opinion != Opinion.SELF:
        lacking = _empty(round_, opinion)
    elif Opinion.INTERNAL in _still_to_close(round_, closed):
        unfound = _empty(round_, Opinion.INTERNAL)
    return Pending(
        round=round_,
        opinion=opinion,
        is_again=is_again,
        is_closed=opinion in closed and not is_again,
        is_claimed=Opinion.SELF in closed,
        total=len(states),
        lacking=lacking,
        unfound=unfound,
    )


def _still_to_close(round_: Round, closed: set[str]) -> set[str]:
    stage = stage_of(round_)
    return set(stage.closings) - closed if stage else set()


def _empty(round_: Round, opinion: Opinion) -> list[str]:
    return [code for code, value in values_of(round_, opinion).items() if value is None]
