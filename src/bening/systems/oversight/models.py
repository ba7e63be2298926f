"""Who has to declare their assets for a year, and when they did: a number, an office, a day, and nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bening.kernel.ledger.models import Recorded
from bening.kernel.people.models import Organisation, Region


class PostClass(models.TextChoices):
    """The class of a post, where the register keeps it."""

    HEAD = "head", _("kepala daerah dan wakil")
    SENIOR = "senior", _("pimpinan tinggi")
    MIDDLE = "middle", _("administrator")
    OTHER = "other", _("pejabat lain")


class Withdrawal(models.TextChoices):
    """Why an obligation no longer counts: it ended on a day, or it was a mistake and never counted."""

    ENDED = "ended", _("tidak lagi wajib lapor")
    MISTAKE = "mistake", _("salah catat")


class Obligation(Recorded):
    """That one official declares for one reporting year; a number stands for the person."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reporting_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    post_class = models.CharField(max_length=6, choices=PostClass, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawal = models.CharField(max_length=7, choices=Withdrawal, blank=True)

    class Meta:
        ordering: ClassVar = ["-reporting_year", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "reporting_year", "number"],
                condition=Q(withdrawn_on__isnull=True),
                name="oversight_obligation_number_once_a_year",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="oversight_obligation_number_from_1"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawal="")
                | Q(withdrawn_on__isnull=False, withdrawal__gt=""),
                name="oversight_obligation_withdrawn_with_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "reporting_year", "organisation"], name="oversight_counts")]

    def __str__(self) -> str:
        return _t("Wajib lapor %(nomor)s") % {"nomor": f"{self.number:03}"}


class Receipt(Recorded):
    """On which day the declaration was filed."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="receipt")
    filed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.obligation} {self.filed_on}"
