"""Writing down what the figures are today."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bening.kernel.measures.models import DailyValue
from bening.kernel.measures.registry import Measure, Measured, measures
from bening.kernel.people.models import Organisation


def record_each_day(*, now: datetime) -> int:
    """Write every figure as it is on the day of this moment, and return how many were new."""
    return record_day(localdate(now))


def record_day(today: date) -> int:
    """Write every figure of every region that has an office, and return how many were new.

    What is written for a day stays: a second call on the same day adds what is missing and changes nothing. The figures
    are computed before the transaction begins, so that whoever writes meanwhile waits for the writing down alone.
    """
    regions = Organisation.objects.filter(is_active=True).order_by("region").values_list("region", flat=True).distinct()
    found = [value for code in list(regions) for known in measures() for value in _values(known, code, today)]
    return _write(found, today)


@transaction.atomic
def _write(found: Sequence[DailyValue], today: date) -> int:
    before = DailyValue.objects.filter(day=today).count()
    DailyValue.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)
    return DailyValue.objects.filter(day=today).count() - before


def _values(known: Measure, region: str, today: date) -> Iterator[DailyValue]:
    whole = known.compute(region, today)
    offices: list[tuple[UUID | None, Measured | None]] = [(None, whole)]
    offices += known.by_office(region, today).items() if whole else ()
    for office, measured in offices:
        if measured is not None:
            yield DailyValue(
                measure=known.name,
                region_id=region,
                organisation_id=office,
                day=today,
                value=measured.value,
                digest=measured.digest,
            )
