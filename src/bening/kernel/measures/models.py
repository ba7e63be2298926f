"""What each figure was on each day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bening.kernel.people.models import Organisation, Region


class DailyValue(models.Model):
    """A figure of a region, or of one of its offices, as it was computed on a day; written once and never changed.

    The application writes it from rows that the ledger answers for, so it has no event of its own.
    """

    measure = models.CharField(max_length=100)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    value = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["measure", "region", "day"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "region", "day"],
                condition=Q(organisation__isnull=True),
                name="measures_value_once_a_day_for_a_region",
            ),
            models.UniqueConstraint(
                fields=["measure", "organisation", "day"],
                condition=Q(organisation__isnull=False),
                name="measures_value_once_a_day_for_an_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}"
