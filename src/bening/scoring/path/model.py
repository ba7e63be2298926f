"""What a path is made of: questions that can climb, gates that are shut, and the path itself."""

from dataclasses import dataclass
from fractions import Fraction

from bening.scoring.answers.model import Answer
from bening.scoring.instrument.model import Gate
from bening.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Move:
    """One way to change a question: to this level, `climb` levels up, for so much effort, worth so many points."""

    climb: int
    to: str
    answer: Answer
    effort: Fraction
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can climb, its moves from the smallest climb up; `stands` is None for a missing answer."""

    position: int
    code: str
    stands: str | None
    moves: tuple[Move, ...]
    has_default_effort: bool


@dataclass(frozen=True, slots=True)
class Need:
    """An outcome that its own gates ask to be at least `to`."""

    code: str
    position: int
    stands: str | None
    to: str
    answer: Answer
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Shut:
    """A gate on points that is shut: the questions that count (by position) and the points that are missing; where
    `strict`, more than these."""

    gate: Gate | None
    positions: frozenset[int]
    missing: Fraction
    strict: bool = False

    def opens_with(self, won: Fraction) -> bool:
        """Return whether so many points more open the gate."""
        return won > self.missing or (won == self.missing and not self.strict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `gain`: points lost if this step alone is left out. `needed`: every cheapest path changes
    this question."""

    question: Question
    move: Move
    needed: bool
    assumed: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The cheapest way, replayed by the exact engine in `after`; `effort` is None where there is no way."""

    target: str
    effort: Fraction | None
    alternatives: int | None
    steps: tuple[Step, ...]
    needs: tuple[Need, ...]
    facts_shut: tuple[str, ...]
    blocked_by: tuple[str, ...]
    after: Result

    @property
    def reachable(self) -> bool:
        """Return whether a way exists."""
        return self.effort is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a search gives: the move of each changed question (by index into its questions and moves), the questions
    that every cheapest choice changes, and how many cheapest choices there are (None: not counted)."""

    moves: dict[int, int]
    needed: frozenset[int]
    alternatives: int | None
