"""The values of each opinion of a round, as the engine takes them: in a known number of queries."""

from collections.abc import Mapping
from uuid import UUID

from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer, Closing, Combining, Decision, Finding, Opinion, Round

Values = Mapping[str, rules.Value | None]


def values_of(round_: Round, opinion: str) -> dict[str, rules.Value | None]:
    """Return the value of every indicator in an opinion, None where there is none yet; at most two queries."""
    held = Answer.objects.filter(round=round_).order_by("position")
    if opinion == Opinion.SELF:
        return dict(held.values_list("code", "value"))
    codes = dict(held.values_list("id", "code"))
    found = _internal(round_) if opinion == Opinion.INTERNAL else _outside(round_)
    return {code: found.get(answer_id) for answer_id, code in codes.items()}


def _internal(round_: Round) -> dict[UUID, rules.Value | None]:
    findings = Finding.objects.filter(answer__round=round_, opinion=Opinion.INTERNAL).order_by("number")
    return dict(findings.values_list("answer_id", "value"))


def _outside(round_: Round) -> dict[UUID, rules.Value | None]:
    """Return the plenary's decisions, or the mean of the assessors' last values where the stage combines so."""
    if round_.combining != Combining.MEAN:
        decided = Decision.objects.filter(answer__round=round_).order_by("number")
        return dict(decided.values_list("answer_id", "value"))
    each: dict[UUID, dict[UUID, rules.Value]] = {}
    findings = Finding.objects.filter(answer__round=round_, opinion=Opinion.OUTSIDE).order_by("number")
    for answer_id, assessor_id, value in findings.values_list("answer_id", "assessor_id", "value"):
        if value is not None:
            each.setdefault(answer_id, {})[assessor_id] = value
    return {answer_id: rules.combined(list(values.values())) for answer_id, values in each.items()}


def closings_of(round_: Round) -> list[Closing]:
    """Return the stored results of a round, oldest first."""
    return list(Closing.objects.filter(round=round_).order_by("closed_on", "number"))
