"""How often an office was reminded of an indicator since it last handed it in, and the last time when and by whom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from bening.kernel.inbox.registry import Reminded
from bening.systems.assessment import rules
from bening.systems.assessment.models import Answer, Remark, RemarkKind


def with_reminders(found: QuerySet[Answer]) -> QuerySet[Answer]:
    """Return the answers with the reminders since they were last handed in; earlier ones were met by handing in."""
    since = Q(answer__submitted_at__isnull=True) | Q(written_at__gte=F("answer__submitted_at"))
    sent = Remark.objects.filter(since, answer=OuterRef("pk"), kind=RemarkKind.REMINDER)
    last = sent.order_by("-written_at", "-id")
    times = sent.order_by().values("answer").annotate(times=Count("pk")).values("times")
    return found.annotate(
        reminders=Subquery(times),
        reminded_at=Subquery(last.values("written_at")[:1]),
        reminded_by=Subquery(last.values("author__name")[:1]),
    )


def reminder_of(answer: Any) -> Reminded | None:
    """Return the reminders of an answer `with_reminders`; whoever assesses was not meant."""
    if not answer.reminders or rules.turn(answer.state) not in {rules.OFFICE, rules.HEAD}:
        return None
    return Reminded(times=answer.reminders, last_on=localdate(answer.reminded_at), by=answer.reminded_by)


def reminders(ids: Collection[UUID]) -> dict[UUID, Reminded]:
    """Return the reminders of those answers that have some, in one query."""
    found = with_reminders(Answer.objects.filter(pk__in=ids).only("state").order_by())
    told = ((answer.pk, reminder_of(answer)) for answer in found)
    return {pk: reminder for pk, reminder in told if reminder is not None}
