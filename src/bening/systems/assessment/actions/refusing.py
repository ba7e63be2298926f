"""What is said to a person who sees a row and may not do this with it now."""

from django.utils.translation import gettext as _

from bening.kernel.people.access import Refused
from bening.systems.assessment.models import Answer, AnswerState, Closing, Correction, Opinion, Round, RoundState

MOST_LETTERS = 4000


def require_state(answer: Answer, *states: AnswerState, text: str) -> None:
    """Raise `Refused` with the text unless the answer stands in one of the states."""
    if answer.state not in states:
        raise Refused(text)


def require_open(round_: Round, text: str) -> None:
    """Raise `Refused` with the text unless the round is open."""
    if round_.state != RoundState.OPEN:
        raise Refused(text)


def open_correction(round_: Round) -> Correction | None:
    """Return the correction window of a round that is not done, None without one: an open round has none."""
    if round_.state == RoundState.OPEN:
        return None
    return Correction.objects.filter(round=round_, is_done=False).first()


def is_frozen(answer: Answer) -> bool:
    """Return whether the office can no longer change its answer: its opinion is closed, and no window names it."""
    claimed = Closing.objects.filter(round=answer.round_id, opinion=Opinion.SELF)
    if answer.round.state == RoundState.OPEN:
        return claimed.exists()
    window = open_correction(answer.round)
    return window is None or answer.code not in window.codes or not claimed.exists()


def require_short(text: str) -> None:
    """Raise `Refused` where a text is longer than a person reads, and than its column is meant for."""
    if len(text) > MOST_LETTERS:
        raise Refused(
            _("Paling panjang %(batas)s huruf; yang ini %(ada)s.") % {"batas": MOST_LETTERS, "ada": len(text)}
        )
