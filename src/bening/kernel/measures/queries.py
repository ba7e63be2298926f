"""Asking what figures were on the days before."""

from collections.abc import Sequence
from datetime import date

from bening.kernel.measures.models import DailyValue


def history(name: str, region: str, *, since: date) -> Sequence[DailyValue]:
    """Return what a figure of a region was on each day that was written down, oldest first, in one query."""
    found = DailyValue.objects.filter(measure=name, region=region, organisation=None, day__gte=since)
    return list(found.order_by("day"))
