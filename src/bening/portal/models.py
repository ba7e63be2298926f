"""The version of what is published, and the reports of mistakes in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bening.kernel.ledger.models import Recorded
from bening.kernel.people.models import Region

ABOUT_LENGTH, TEXT_LENGTH, CONTACT_LENGTH = 200, 4000, 200


class PublishedVersion(models.Model):
    """The last event of the ledger that may have changed a public page: one row, the key under which pages are kept."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="portal_version_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class ReportState(models.TextChoices):
    """How far a report is."""

    NEW = "new", _("baru")
    ANSWERED = "answered", _("dijawab")
    CLOSED = "closed", _("ditutup")


class MistakeReport(Recorded):
    """What somebody says is wrong on a public page; days alone, no address of a network, a contact only where given."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    about = models.CharField(max_length=ABOUT_LENGTH)
    text = models.TextField(max_length=TEXT_LENGTH)
    contact = models.CharField(max_length=CONTACT_LENGTH, blank=True)
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.NEW)
    answer = models.TextField(max_length=TEXT_LENGTH, blank=True)
    received_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-received_on", "id"]
        indexes: ClassVar = [models.Index(fields=["region", "-received_on"], name="portal_report_of_region")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="portal_report_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.about
